/** Asks what to subscribe to. Nothing is fetched before the last Enter, and the site that will be asked is named. */
import * as vscode from "vscode";
import { arxivCategories } from "../../feed/arxivCategories.ts";
import { faultOf, type Subscription } from "../../feed/subscription.ts";

type Kind = Subscription["kind"];

interface KindItem extends vscode.QuickPickItem {
  readonly subscribes: Kind;
}

const kinds: readonly KindItem[] = [
  {
    subscribes: "daily-papers",
    label: "$(calendar) Daily Papers",
    detail: "What Hugging Face's community lists each day, with its votes. Asks huggingface.co.",
  },
  {
    subscribes: "trending-papers",
    label: "$(flame) Trending Papers",
    detail: "What is read most at Hugging Face just now, of any age. Asks huggingface.co.",
  },
  {
    subscribes: "arxiv-category",
    label: "$(list-unordered) arXiv Category…",
    detail: "Everything arXiv announces in a category, such as cs.LG. Asks rss.arxiv.org.",
  },
  {
    subscribes: "arxiv-search",
    label: "$(search) arXiv Search…",
    detail: "New papers that a query of arXiv's finds. Asks export.arxiv.org.",
  },
  {
    subscribes: "arxiv-author",
    label: "$(person) arXiv Author…",
    detail: "New papers of one person on arXiv. Asks export.arxiv.org.",
  },
  {
    subscribes: "rss",
    label: "$(rss) Feed Address…",
    detail: "Any RSS or Atom feed, such as a journal's or a blog's. Asks its own site.",
  },
];

/** `undefined` when the person leaves. */
export async function askSubscription(): Promise<Subscription | undefined> {
  const chosen = await vscode.window.showQuickPick(kinds, {
    title: "Subscribe",
    placeHolder: "What is to be listed in Today?",
    matchOnDetail: true,
  });
  switch (chosen?.subscribes) {
    case undefined:
      return undefined;
    case "daily-papers":
    case "trending-papers":
      return { kind: chosen.subscribes };
    case "arxiv-category":
      return askCategory();
    case "arxiv-search":
      return askText(
        "arXiv Search",
        'A query in arXiv\'s language, such as ti:"state space" AND cat:cs.LG',
        (query) => ({
          kind: "arxiv-search",
          query,
        }),
      );
    case "arxiv-author":
      return askText("arXiv Author", "The author's name, such as Ada Lovelace", (author) => ({
        kind: "arxiv-author",
        author,
      }));
    case "rss":
      return askText(
        "Feed Address",
        "The address of an RSS or Atom feed, such as https://example.org/feed.xml",
        (url) => ({
          kind: "rss",
          url,
        }),
      );
  }
}

/** One of the known ones, or any other that is typed. */
function askCategory(): Promise<Subscription | undefined> {
  const pick = vscode.window.createQuickPick<vscode.QuickPickItem>();
  const known = Object.entries(arxivCategories).map(([label, description]) => ({ label, description }));
  pick.title = "arXiv Category";
  pick.placeholder = "Such as cs.LG, or its name";
  pick.matchOnDescription = true;
  pick.items = known;
  return new Promise((resolve) => {
    pick.onDidChangeValue((typed) => {
      const category = typed.trim();
      const isOther =
        faultOf({ kind: "arxiv-category", category }) === undefined &&
        category.includes(".") &&
        !known.some(({ label }) => label.toLowerCase() === category.toLowerCase());
      pick.items = isOther ? [...known, { label: category, description: "another category" }] : known;
    });
    pick.onDidAccept(() => {
      const [chosen] = pick.selectedItems;
      if (chosen === undefined) return;
      resolve({ kind: "arxiv-category", category: chosen.label });
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

async function askText(
  title: string,
  prompt: string,
  subscriptionOf: (text: string) => Subscription,
): Promise<Subscription | undefined> {
  const text = await vscode.window.showInputBox({
    title,
    prompt,
    ignoreFocusOut: true,
    validateInput: (typed) => {
      const fault = typed.trim() === "" ? undefined : faultOf(subscriptionOf(typed.trim()));
      return fault === undefined ? undefined : `This ${fault}`;
    },
  });
  if (text === undefined || text.trim() === "") return undefined;
  const subscription = subscriptionOf(text.trim());
  return faultOf(subscription) === undefined ? subscription : undefined;
}

/** arXiv's own interface: an Atom feed for one id or for many. Ids are asked for without version, so the newest answers. */
import type { XmlElement } from "@rgrove/parse-xml";
import { fail, ok, type Result } from "../../base/result.ts";
import type { PaperDraft } from "../../domain/paper.ts";
import { importCitationPage } from "../../library/importers/citationPage.ts";
import { draftFrom } from "../../library/importers/draftFrom.ts";
import type { Wish } from "../net/courier.ts";
import { anotherPaper, draftOr, jsonWish, type Source } from "./source.ts";
import { childrenOf, rootOf, textOf } from "./xml.ts";

/** More in one request make its address too long. */
export const mostAtOnce = 50;

/** arXiv asks for three seconds between requests, to any of its hosts. */
export const polite = { site: "arxiv.org", restMs: 3_000 };

export const arxivWish = (ids: readonly string[]): Wish =>
  jsonWish(
    `https://export.arxiv.org/api/query?id_list=${ids.map(encodeURIComponent).join(",")}&max_results=${ids.length}`,
    { ...polite, accept: "application/atom+xml", takes: /\bxml\b/iu },
  );

export const arxivApi: Source = {
  name: "arXiv",
  wish: (id) => arxivWish([id]),
  read: (answer, id) => {
    const papers = readArxivFeed(answer);
    if (!papers.ok) return papers;
    const paper = papers.value.get(id.toLowerCase());
    if (paper !== undefined) return ok(paper);
    return papers.value.size > 0 ? anotherPaper : fail("has no such paper");
  },
};

/** The page that people read, for when the interface is out of order. */
export const arxivPage: Source = {
  name: "arXiv's page",
  wish: (id) =>
    jsonWish(`https://arxiv.org/abs/${id}`, {
      ...polite,
      hosts: ["arxiv.org", "www.arxiv.org"],
      accept: "text/html",
      takes: /\bhtml\b/iu,
    }),
  read: (answer, id) => {
    const draft = importCitationPage(answer);
    if (!draft.ok) return draft;
    const { identifiers = [] } = draft.value;
    const named = identifiers.find((each) => each.startsWith("arxiv:"));
    return named === undefined || named.toLowerCase() === `arxiv:${id.toLowerCase()}` ? draft : anotherPaper;
  },
};

/** Papers of a feed by their ids, in lower case and without versions. */
export function readArxivFeed(answer: string): Result<ReadonlyMap<string, PaperDraft>> {
  const feed = rootOf(answer);
  if (feed?.name !== "feed") return fail("sent what is no feed");
  const papers = new Map<string, PaperDraft>();
  for (const entry of childrenOf(feed, "entry")) {
    const read = readArxivEntry(entry);
    if (read !== undefined) papers.set(read.id.toLowerCase(), read.draft);
  }
  return ok(papers);
}

/** `undefined` for what names no paper: an error comes as an entry, too. */
export function readArxivEntry(
  entry: XmlElement,
): { readonly id: string; readonly draft: PaperDraft } | undefined {
  const address = /\/abs\/(.{5,40}?)(?:v(\d{1,3}))?$/u.exec(textOf(entry, "id"));
  const id = address?.[1];
  const draft = id === undefined ? undefined : draftOf(entry, id, address?.[2]);
  return id === undefined || draft?.ok !== true ? undefined : { id, draft: draft.value };
}

function draftOf(entry: XmlElement, id: string, version: string | undefined): Result<PaperDraft> {
  const abstract = textOf(entry, "summary");
  const withdrawn = withdrawal(textOf(entry, "arxiv:comment"), abstract);
  const draft = draftFrom("arxiv", {
    title: textOf(entry, "title"),
    abstract,
    authors: childrenOf(entry, "author").map((author) => textOf(author, "name")),
    year: textOf(entry, "published"),
    venue: textOf(entry, "arxiv:journal_ref"),
    arxiv: id,
    doi: textOf(entry, "arxiv:doi"),
    // Its address says which version is the newest that is known.
    resources: [
      { kind: "pdf", url: `https://arxiv.org/pdf/${id}${version === undefined ? "" : `v${version}`}` },
    ],
  });
  return draftOr(draft === undefined || withdrawn === undefined ? draft : { ...draft, withdrawn });
}

/** arXiv has no field for it: authors say so in the comment, or in place of the abstract. */
function withdrawal(comment: string, abstract: string): string | undefined {
  const shape = /\b(?:withdrawn|retracted)\b/iu;
  const opening =
    /^(?:this|the) (?:paper|article|submission|manuscript|work|preprint) (?:has been|was|is) (?:temporarily )?(?:withdrawn|retracted)\b/iu;
  if (shape.test(comment) && !/\bnot\s+withdrawn\b/iu.test(comment)) return comment.slice(0, 500);
  return opening.test(abstract) ? abstract.slice(0, 500) : undefined;
}

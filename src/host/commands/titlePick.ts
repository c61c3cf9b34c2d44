/** Which of the papers that were found for a title is meant. */
import * as vscode from "vscode";
import type { PaperDraft } from "../../domain/paper.ts";
import type { Candidates } from "../../sources/findTitle.ts";

interface Row extends vscode.QuickPickItem {
  readonly draft?: PaperDraft;
}

/** `undefined` where none is, or the person goes away. */
export async function chooseCandidate(
  title: string,
  { candidates, refusals }: Candidates,
): Promise<PaperDraft | undefined> {
  const rows: Row[] = candidates.map(({ draft, source }) => ({
    label: draft.title,
    description: [authorsOf(draft), draft.year?.toString() ?? "", draft.venue ?? ""]
      .filter(Boolean)
      .join(", "),
    detail: [source, ...(draft.identifiers ?? []).slice(0, 2)].join(" · "),
    alwaysShow: true,
    draft,
  }));
  const trouble = refusals.length === 0 ? [] : [refusals.join("; ")];
  const alone: Row = {
    label: "$(add) Add the title alone",
    detail: [candidates.length === 0 ? "Nothing was found" : "None of these is meant", ...trouble].join(": "),
    alwaysShow: true,
    draft: { title, abstract: "", source: { kind: "typed" } },
  };
  const picked = await vscode.window.showQuickPick([...rows, alone], {
    title: `Which paper is “${title.slice(0, 80)}”?`,
    placeHolder: "Enter adds it, Escape leaves it out",
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  return picked?.draft;
}

const authorsOf = ({ authors = [] }: PaperDraft): string =>
  authors.length > 2 ? `${authors[0] ?? ""} et al.` : authors.join(" and ");

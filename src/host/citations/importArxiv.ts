/** Imports a paper by its arXiv id: from a citation whose paper is not in the library, or one that is typed. */
import * as vscode from "vscode";
import { arxivIdentifier } from "../../domain/paperId.ts";
import type { Library } from "../../library/library.ts";
import { identifierInUrl } from "../../library/importers/links.ts";
import { paperAtArxiv } from "./arxivPage.ts";

export async function importArxiv(library: Library, given: unknown): Promise<string | undefined> {
  const typed = typeof given === "string" ? given : await askId();
  const id = typed === undefined ? undefined : idIn(typed);
  if (id === undefined) {
    if (typed !== undefined) throw new Error(`"${typed.slice(0, 100)}" is no arXiv id`);
    return undefined;
  }
  const report = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: `Importing arXiv:${id}`, cancellable: true },
    async (_progress, token) => {
      const abort = new AbortController();
      token.onCancellationRequested(() => abort.abort());
      const draft = await paperAtArxiv(id, abort.signal);
      const identifiers = [...new Set([`arxiv:${id}`, ...(draft.identifiers ?? [])])];
      return library.add([{ ...draft, identifiers }], { signal: abort.signal });
    },
  );
  const [paper] = [...report.added, ...report.updated, ...report.unchanged];
  if (paper === undefined) throw new Error(report.problems[0]?.why ?? "Nothing was imported");
  vscode.window.setStatusBarMessage(`In the library: ${paper.title.slice(0, 80)}`, 4000);
  return paper.id;
}

const askId = (): Thenable<string | undefined> =>
  vscode.window.showInputBox({
    title: "Import Paper from arXiv",
    prompt: "Its id or address. Title, authors and abstract are fetched from arxiv.org.",
    placeHolder: "1706.03762",
    validateInput: (text) =>
      text.trim() === "" || idIn(text) !== undefined ? undefined : "This is no arXiv id",
  });

/** The id alone, of "arXiv:1706.03762v2" or an address. */
export function idIn(text: string): string | undefined {
  const bare = text.trim().replace(/^arxiv:\s*/iu, "");
  const identifier = arxivIdentifier(bare) ?? identifierInUrl(bare);
  return identifier?.startsWith("arxiv:") === true ? identifier.slice("arxiv:".length) : undefined;
}

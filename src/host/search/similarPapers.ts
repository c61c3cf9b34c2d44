/** Papers about the same as a paper, or as the words one has before oneself in an editor. */
import * as vscode from "vscode";
import { Disposables } from "../../base/disposables.ts";
import type { Paper } from "../../domain/paper.ts";
import type { PaperId } from "../../domain/paperId.ts";
import type { FoundPaper, LibrarySearch } from "../../librarySearch/librarySearch.ts";
import { followPapers, openRow, withButtons, type PaperItem } from "./paperRows.ts";
import { keepRanking } from "./rankedPick.ts";
import { mostRows, rowsOf } from "./searchRows.ts";

export async function similarToPaper(search: LibrarySearch, paper: Paper): Promise<void> {
  await pickAmong(search.similar({ id: paper.id }, mostRows), `Like “${paper.title.slice(0, 120)}”`);
}

/** @throws when there are no words to go by. */
export async function similarToText(
  search: LibrarySearch,
  editor: vscode.TextEditor | undefined,
): Promise<void> {
  const text = editor === undefined ? "" : textOf(editor);
  if (text.trim() === "")
    throw new Error("Select some text in an editor first, or put the cursor into a paragraph");
  await pickAmong(search.similar({ text }, mostRows), "Papers for this text");
}

/** Longer texts say nothing more of what they are about. */
const longestText = 50_000;

/** @throws when there are no words to go by. */
export async function similarToFile(
  search: LibrarySearch,
  document: vscode.TextDocument | undefined,
): Promise<void> {
  const text =
    document?.getText(new vscode.Range(document.positionAt(0), document.positionAt(longestText))) ?? "";
  if (document === undefined || text.trim() === "") throw new Error("Open a file with some text first");
  await pickAmong(search.similar({ text }, mostRows), `Papers for ${nameOf(document)}`);
}

const nameOf = ({ uri }: vscode.TextDocument): string => `“${uri.path.slice(uri.path.lastIndexOf("/") + 1)}”`;

/** @throws when the note has no words. */
export async function similarToNote(search: LibrarySearch, words: string, paper: PaperId): Promise<void> {
  if (words.trim() === "") throw new Error("This note has no words to go by");
  const others = search
    .similar({ text: words }, mostRows)
    .then((found) => found.filter((each) => each.paper.id !== paper));
  await pickAmong(others, `Like the note “${words.slice(0, 80)}”`);
}

/** What is selected, else the paragraph around the cursor. */
function textOf({ document, selection }: vscode.TextEditor): string {
  if (!selection.isEmpty) return document.getText(selection);
  const isBlank = (line: number): boolean => document.lineAt(line).isEmptyOrWhitespace;
  let first = selection.active.line;
  let last = first;
  if (isBlank(first)) return "";
  while (first > 0 && !isBlank(first - 1)) first--;
  while (last + 1 < document.lineCount && !isBlank(last + 1)) last++;
  return document.getText(new vscode.Range(first, 0, last, document.lineAt(last).text.length));
}

async function pickAmong(found: Promise<readonly FoundPaper[]>, title: string): Promise<void> {
  const own = new Disposables();
  const pick = own.add(vscode.window.createQuickPick<PaperItem>());
  pick.title = title;
  pick.placeholder = "Choose a paper to open";
  keepRanking(pick);
  pick.busy = true;
  own.add(pick.onDidHide(() => own.dispose()));
  own.add(followPapers(pick));
  own.add(
    pick.onDidAccept(() => {
      const [row] = pick.selectedItems;
      pick.hide();
      if (row !== undefined) openRow(row);
    }),
  );
  pick.show();
  try {
    const papers = await found;
    if (own.disposed) return;
    pick.items = withButtons(rowsOf(papers, vscode.env.language));
    if (papers.length === 0) pick.placeholder = "No paper of the library is like it";
    pick.busy = false;
  } catch (thrown) {
    own.dispose();
    throw thrown;
  }
}

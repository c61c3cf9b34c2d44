/** Papers about the same as a paper, or as the words one has before oneself in an editor. */
import * as vscode from "vscode";
import { Disposables } from "../../base/disposables.ts";
import type { Paper } from "../../domain/paper.ts";
import type { FoundPaper, LibrarySearch } from "./librarySearch.ts";
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

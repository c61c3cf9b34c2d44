/** Search as you type: a Quick Pick that is answered on every keystroke, in the order of the ranking. */
import * as vscode from "vscode";
import { Disposables } from "../../base/disposables.ts";
import { reasonOf } from "../../base/result.ts";
import type { Paper } from "../../domain/paper.ts";
import type { Library } from "../../library/library.ts";
import { searchPreview } from "../workspace/configuration.ts";
import { commands } from "../workspace/names.ts";
import type { LibrarySearch } from "./librarySearch.ts";
import { keepRanking } from "./rankedPick.ts";
import { foundRows, latestRows, type SearchRow } from "./searchRows.ts";

type PaperItem = vscode.QuickPickItem & SearchRow;

/** A row that is no paper: it says what to do when there is none to show. */
interface HintItem extends vscode.QuickPickItem {
  readonly run: string;
}

type Row = PaperItem | HintItem;

const openToSide: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon("split-horizontal"),
  tooltip: "Open to the side",
};
const copyCitation: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon("quote"),
  tooltip: "Copy citation",
};
const withButtons = (rows: readonly SearchRow[]): readonly PaperItem[] =>
  rows.map((row) => ({ ...row, buttons: [openToSide, copyCitation] }));

const importHint = (label: string): HintItem => ({ label, run: commands.importPapers, alwaysShow: true });
const isPaper = (row: Row | undefined): row is PaperItem => row !== undefined && "paper" in row;

export async function pickPaper(library: Library, search: LibrarySearch): Promise<void> {
  const own = new Disposables();
  const pick = own.add(vscode.window.createQuickPick<Row>());
  pick.placeholder = "Search papers by title and abstract";
  pick.keepScrollPosition = false;
  keepRanking(pick);
  pick.busy = true;
  pick.show();

  let papers: readonly Paper[] = [];
  /** Counts the questions; an answer to any but the last is stale and dropped. */
  let asked = 0;
  const show = async (query: string): Promise<void> => {
    const question = ++asked;
    pick.busy = true;
    const rows = await rowsFor(query, papers, search);
    if (question !== asked || own.disposed) return;
    pick.items = rows;
    pick.busy = false;
  };
  const preview = async (row: Row | undefined): Promise<void> => {
    if (!isPaper(row) || !searchPreview()) return;
    await vscode.commands.executeCommand(commands.open, row.paper.id, { preview: true, preserveFocus: true });
  };

  own.add(pick.onDidChangeValue((query) => void show(query)));
  own.add(pick.onDidChangeActive(([row]) => void preview(row)));
  own.add(
    pick.onDidTriggerItemButton(({ item, button }) => {
      if (!isPaper(item)) return;
      if (button === copyCitation) void vscode.commands.executeCommand(commands.copyCitation, item.paper.id);
      if (button === openToSide) void vscode.commands.executeCommand(commands.openToSide, item.paper.id);
    }),
  );
  own.add(
    pick.onDidAccept(() => {
      const [row] = pick.selectedItems;
      pick.hide();
      if (row === undefined) return;
      if (isPaper(row)) void vscode.commands.executeCommand(commands.open, row.paper.id, { preview: false });
      else void vscode.commands.executeCommand(row.run);
    }),
  );
  own.add(pick.onDidHide(() => own.dispose()));

  search.warm();
  papers = await library.papers();
  await show(pick.value);
}

async function rowsFor(
  query: string,
  papers: readonly Paper[],
  search: LibrarySearch,
): Promise<readonly Row[]> {
  if (papers.length === 0) return [importHint("Your library is empty. Import papers…")];
  if (query.trim() === "") return withButtons(latestRows(papers, vscode.env.language));
  try {
    const rows = await foundRows(query, search, vscode.env.language);
    return rows.length > 0
      ? withButtons(rows)
      : [importHint(`No paper matches “${query.trim()}”. Import more papers…`)];
  } catch (thrown) {
    return [
      { label: `Search failed: ${reasonOf(thrown)}. Try again…`, run: commands.search, alwaysShow: true },
    ];
  }
}

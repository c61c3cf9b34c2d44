/** Rows of papers in a Quick Pick: what their buttons do, and what looking at one and choosing one does. */
import * as vscode from "vscode";
import { Disposables, type Disposable } from "../../base/disposables.ts";
import { searchPreview } from "../workspace/configuration.ts";
import { commands } from "../workspace/names.ts";
import type { SearchRow } from "./searchRows.ts";

export type PaperItem = vscode.QuickPickItem & SearchRow;

const openToSide: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon("split-horizontal"),
  tooltip: "Open to the side",
};
const copyCitation: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon("quote"),
  tooltip: "Copy citation",
};

export const withButtons = (rows: readonly SearchRow[]): readonly PaperItem[] =>
  rows.map((row) => ({ ...row, buttons: [openToSide, copyCitation] }));

export const isPaper = (row: vscode.QuickPickItem | undefined): row is PaperItem =>
  row !== undefined && "paper" in row;

/** Opens what was chosen where its words are: the note, the page, the sentence of the abstract; else the paper. */
export function openRow({ paper, place: { note, page, quote } }: SearchRow): void {
  if (note !== undefined) void vscode.commands.executeCommand(commands.openNote, paper.id, note);
  else if (page !== undefined) {
    const goal = { page: page.number, quote: page.quote };
    void vscode.commands.executeCommand(commands.openPdf, paper.id, goal);
  } else void vscode.commands.executeCommand(commands.open, paper.id, { preview: false, quote });
}

/** Previews and buttons of the papers of a pick. */
export function followPapers<T extends vscode.QuickPickItem>(pick: vscode.QuickPick<T>): Disposable {
  const own = new Disposables();
  own.add(
    pick.onDidChangeActive(([row]) => {
      if (!isPaper(row) || !searchPreview()) return;
      void vscode.commands.executeCommand(commands.open, row.paper.id, {
        preview: true,
        preserveFocus: true,
      });
    }),
  );
  own.add(
    pick.onDidTriggerItemButton(({ item, button }) => {
      if (!isPaper(item)) return;
      if (button === copyCitation) void vscode.commands.executeCommand(commands.copyCitation, item.paper.id);
      if (button === openToSide) void vscode.commands.executeCommand(commands.openToSide, item.paper.id);
    }),
  );
  return own;
}

import type * as vscode from "vscode";

/**
 * Makes a Quick Pick keep the order of its items. VS Code filters and sorts by label; `alwaysShow` ends the filtering, and
 * `sortByLabel` the sorting: a property that is not in the typings yet (microsoft/vscode#73904). Where it is refused, titles
 * that match come first, which is a lesser order and not a wrong one.
 */
export function keepRanking(pick: vscode.QuickPick<vscode.QuickPickItem>): void {
  pick.matchOnDescription = false;
  pick.matchOnDetail = false;
  try {
    Object.assign(pick, { sortByLabel: false });
  } catch {
    // the typings do not promise the property
  }
}

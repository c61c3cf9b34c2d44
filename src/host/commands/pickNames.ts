/** A list of names of which several are chosen, and to which another can be typed. */
import * as vscode from "vscode";

export interface NamesToPick {
  readonly title: string;
  readonly placeholder: string;
  readonly known: readonly string[];
  readonly chosen: readonly string[];
}

/** @returns `undefined` when the person left it. */
export async function pickNames({
  title,
  placeholder,
  known,
  chosen,
}: NamesToPick): Promise<readonly string[] | undefined> {
  const pick = vscode.window.createQuickPick();
  pick.canSelectMany = true;
  pick.title = title;
  pick.placeholder = placeholder;
  const itemsWith = (typed: string): vscode.QuickPickItem[] => {
    const fresh = typed.trim() === "" || known.includes(typed.trim()) ? [] : [typed.trim()];
    return [...fresh, ...new Set([...chosen, ...known])].map((label) => ({ label }));
  };
  const show = (typed: string): void => {
    const selected = new Set(pick.selectedItems.map(({ label }) => label));
    pick.items = itemsWith(typed);
    pick.selectedItems = pick.items.filter(({ label }) => selected.has(label));
  };
  pick.items = itemsWith("");
  pick.selectedItems = pick.items.filter(({ label }) => chosen.includes(label));
  pick.onDidChangeValue(show);
  return new Promise((resolve) => {
    pick.onDidAccept(() => {
      const typed = pick.value.trim();
      const labels = pick.selectedItems.map(({ label }) => label);
      // Enter on a new word means that word, ticked or not.
      resolve(typed !== "" && !known.includes(typed) ? [...labels, typed] : labels);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

/** Says what was done, with a way back. What goes wrong on the way is told: nobody waits for it. */
import * as vscode from "vscode";
import { reasonOf } from "../../base/result.ts";

export async function offerUndo(done: string, back: () => Promise<unknown>): Promise<void> {
  const undo = "Undo";
  if ((await vscode.window.showInformationMessage(done, undo)) !== undo) return;
  try {
    await back();
  } catch (thrown) {
    void vscode.window.showErrorMessage(`Marginalia: it could not be undone. ${reasonOf(thrown)}`);
  }
}

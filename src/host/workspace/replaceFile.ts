import * as vscode from "vscode";
import { orMissing } from "./orMissing.ts";

/** Writes beside and then over the old file, so that no reader ever sees half of it. */
export async function replaceFile(file: vscode.Uri, bytes: Uint8Array): Promise<void> {
  const beside = file.with({ path: `${file.path}.${Math.random().toString(36).slice(2, 8)}.tmp` });
  await vscode.workspace.fs.writeFile(beside, bytes);
  try {
    await vscode.workspace.fs.rename(beside, file, { overwrite: true });
  } catch (thrown) {
    await orMissing(vscode.workspace.fs.delete(beside)).catch(() => undefined); // the failure that counts is told
    throw thrown;
  }
}

import * as vscode from "vscode";
import { decodedText } from "../workspace/decodedText.ts";

/**
 * Opens a file in its own encoding, so that an edit that is saved changes nothing else in it.
 * @throws where the editor has it open in another, and would write signs that it could not read
 */
export async function openToEdit(uri: vscode.Uri): Promise<vscode.TextDocument> {
  const open = await vscode.workspace.openTextDocument(uri);
  if (!open.getText().includes("\uFFFD") || uri.scheme === "untitled") return open;
  const { encoding } = decodedText(await vscode.workspace.fs.readFile(uri));
  if (encoding === "utf8") return open; // the sign itself stands in the file
  const name = vscode.workspace.asRelativePath(uri);
  if (open.isDirty)
    throw new Error(
      `${name} is not in UTF-8. Save it, or reopen it with its encoding (Western, Windows 1252) first`,
    );
  return vscode.workspace.openTextDocument(uri, { encoding });
}

/** @throws where the file's encoding has no sign for what is to be written, and a saved file would hold "?" */
export function mustFit(text: string, { encoding, uri }: vscode.TextDocument): void {
  if (!/^(?:windows|iso|cp|koi|mac)/u.test(encoding)) return;
  const sign = /[^\u0000-\u00FF]/u.exec(text)?.[0];
  if (sign !== undefined)
    throw new Error(`${vscode.workspace.asRelativePath(uri)} is not in UTF-8 and cannot hold “${sign}”`);
}

import * as vscode from "vscode";

export const nameOf = ({ path }: vscode.Uri): string => path.slice(path.lastIndexOf("/") + 1);

/** @param isUnasked nobody was asked whether a file may be replaced. @throws when there is one then */
export async function writeNew(file: vscode.Uri, text: string, isUnasked: boolean): Promise<void> {
  if (isUnasked && (await isThere(file)))
    throw new Error(`${nameOf(file)} is there already: choose another name`);
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
}

export async function isThere(file: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(file);
    return true;
  } catch {
    return false;
  }
}

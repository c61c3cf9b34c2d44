/** Files of the workspace as links name them, and back. What is outside of it has no such name. */
import * as vscode from "vscode";
import { fail, ok, type Result } from "../../base/result.ts";
import type { LinkedFile } from "../../domain/fileLink.ts";
import { paperScheme } from "../workspace/names.ts";

/** @param home the folder that the library is in which keeps the link */
export function linkedFileOf(uri: vscode.Uri, home: vscode.Uri | undefined): Result<LinkedFile> {
  const name = uri.path.slice(uri.path.lastIndexOf("/") + 1);
  if (uri.scheme === "untitled") return fail("Save this file first: a link needs a file that it points to");
  if (uri.scheme === paperScheme) return fail("This is the text of a paper: link lines of a file to it");
  if (uri.scheme === "vscode-notebook-cell" || uri.scheme === "vscode-notebook")
    return fail("Cells of notebooks cannot be linked to papers yet");
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  if (folder === undefined || folder.uri.path === uri.path)
    return fail(`“${name}” is not in the workspace. Open the folder that it is in, then link it`);
  const path = uri.path.slice(folder.uri.path.replace(/\/$/u, "").length + 1);
  return ok(folder.uri.toString() === home?.toString() ? { path } : { folder: folder.name, path });
}

/** `undefined` where its folder is not open in this window. */
export function uriOfLinked(
  { folder, path }: LinkedFile,
  home: vscode.Uri | undefined,
): vscode.Uri | undefined {
  const root =
    folder === undefined ? home : vscode.workspace.workspaceFolders?.find(({ name }) => name === folder)?.uri;
  return root && vscode.Uri.joinPath(root, ...path.split("/"));
}

export const isSameUri = (a: vscode.Uri | undefined, b: vscode.Uri): boolean =>
  a?.toString() === b.toString();

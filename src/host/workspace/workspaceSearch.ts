/** Files of the workspace by pattern, without those that the person keeps out of searches. */
import * as vscode from "vscode";
import { libraryFolder } from "./names.ts";

/** Braces hold alternatives, and an empty one would match everything. */
function excluded(folder: vscode.Uri | undefined): string {
  const patterns = ["files", "search"].flatMap((section) => {
    const value: unknown = vscode.workspace.getConfiguration(section, folder).get("exclude");
    return Object.entries(Object(value) as object).flatMap(([pattern, on]) => (on === true ? [pattern] : []));
  });
  return `{${[...new Set([`**/${libraryFolder}/**`, "**/node_modules/**", ...patterns])].join(",")}}`;
}

export const findWorkspaceFiles = (
  pattern: string,
  most: number,
  token?: vscode.CancellationToken,
): Thenable<vscode.Uri[]> =>
  vscode.workspace.findFiles(pattern, excluded(vscode.workspace.workspaceFolders?.[0]?.uri), most, token);

import * as vscode from "vscode";
import { decodedText } from "./decodedText.ts";

const largestBytes = 50_000_000;

/** The text of a file in UTF-8, UTF-16 or what was used before them. @throws for files that are too large or hold no text. */
export async function readText(uri: vscode.Uri): Promise<string> {
  const name = uri.path.slice(uri.path.lastIndexOf("/") + 1);
  const { size } = await vscode.workspace.fs.stat(uri);
  if (size > largestBytes)
    throw new Error(`"${name}" is too large: more than 50 MB of papers are not imported at once`);
  const { text } = decodedText(await vscode.workspace.fs.readFile(uri));
  if (text.includes("\0"))
    throw new Error(
      `"${name}" is not a text file. Save the page as text, or export the papers as BibTeX, RIS or JSON, and import that.`,
    );
  return text;
}

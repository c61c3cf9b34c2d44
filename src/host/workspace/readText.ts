import * as vscode from "vscode";

const largestBytes = 50_000_000;

/** The text of a file in UTF-8 or UTF-16. @throws for files that are too large or hold no text. */
export async function readText(uri: vscode.Uri): Promise<string> {
  const name = uri.path.slice(uri.path.lastIndexOf("/") + 1);
  const { size } = await vscode.workspace.fs.stat(uri);
  if (size > largestBytes) throw new Error(`"${name}" is too large to be a page of papers`);
  const bytes = await vscode.workspace.fs.readFile(uri);
  const text = new TextDecoder(encodingOf(bytes)).decode(bytes);
  if (text.includes("\0"))
    throw new Error(`"${name}" is not a text file. Save the page as text and import that.`);
  return text;
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  return "utf-8";
}

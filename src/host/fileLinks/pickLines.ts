/** Asks for the lines of a file that a passage is linked to: a selection that is there already, or a line of any file. */
import * as vscode from "vscode";
import type { Span } from "../../base/span.ts";
import { linkedSpan } from "../../fileLinks/describePlace.ts";
import { clip } from "../../library/markdownText.ts";
import { withoutIcons } from "../search/searchRows.ts";
import type { EditorPlace } from "../workspace/recentEditors.ts";
import { linkedFileOf } from "./linkedFile.ts";

export interface ChosenLines {
  readonly document: vscode.TextDocument;
  readonly span: Span;
}

interface PlaceRow extends vscode.QuickPickItem {
  readonly lines?: ChosenLines;
}

const longest = 100;
const mostFiles = 5000;
const mostLines = 20_000;

/** `undefined` where the person gave it up. */
export async function pickLines(
  title: string,
  places: readonly EditorPlace[],
): Promise<ChosenLines | undefined> {
  const rows: readonly PlaceRow[] = [
    ...places.flatMap((place) => placeRow(place) ?? []),
    { label: "$(search) A line of another file…", alwaysShow: true },
  ];
  const chosen =
    rows.length === 1
      ? rows[0]
      : await vscode.window.showQuickPick(rows, {
          title,
          placeHolder: "Choose what to link to",
          matchOnDetail: true,
        });
  if (chosen === undefined) return undefined;
  return chosen.lines ?? pickLineOfFile(title);
}

export function linesAt({ document, selection }: EditorPlace): ChosenLines {
  const text = document.getText();
  const span = linkedSpan(text, {
    start: document.offsetAt(selection.start),
    end: document.offsetAt(selection.end),
  });
  if (!span.ok) throw new Error(span.why);
  return { document, span: span.value };
}

/** Nothing for files that cannot be linked, and for cursors on empty lines. */
function placeRow(place: EditorPlace): PlaceRow | undefined {
  const { document, selection } = place;
  if (!linkedFileOf(document.uri, undefined).ok) return undefined;
  const name = vscode.workspace.asRelativePath(document.uri);
  const text = document.getText();
  const span = linkedSpan(text, {
    start: document.offsetAt(selection.start),
    end: document.offsetAt(selection.end),
  });
  if (!span.ok) return undefined;
  const words = clip(text.slice(span.value.start, span.value.end), longest);
  return {
    label: `$(selection) ${selection.isEmpty ? "Line" : "Selection"} in ${name}:${selection.start.line + 1}`,
    detail: withoutIcons(words),
    lines: { document, span: span.value },
  };
}

async function pickLineOfFile(title: string): Promise<ChosenLines | undefined> {
  const files = vscode.workspace.findFiles("**/*", undefined, mostFiles).then((uris) =>
    uris
      .filter(({ path }) => !path.includes("/.marginalia/"))
      .map((uri) => ({ label: vscode.workspace.asRelativePath(uri), uri }))
      .sort((a, b) => a.label.localeCompare(b.label)),
  );
  const file = await vscode.window.showQuickPick(files, {
    title,
    placeHolder: "Choose a file",
    ignoreFocusOut: true,
  });
  if (file === undefined) return undefined;
  const document = await vscode.workspace.openTextDocument(file.uri);
  const rows: { readonly label: string; readonly line: number }[] = [];
  for (let line = 0; line < Math.min(document.lineCount, mostLines); line++) {
    const words = document.lineAt(line).text.trim();
    if (words !== "") rows.push({ label: `${line + 1}: ${withoutIcons(clip(words, longest))}`, line });
  }
  if (rows.length === 0) throw new Error(`There is no line with words in ${file.label}`);
  const row = await vscode.window.showQuickPick(rows, {
    title,
    placeHolder: `Choose a line of ${file.label}`,
    ignoreFocusOut: true,
  });
  if (row === undefined) return undefined;
  const at = document.lineAt(row.line).range.start;
  return linesAt({ document, selection: new vscode.Selection(at, at) });
}

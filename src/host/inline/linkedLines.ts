/** The lines of a document that are linked to papers, as what is shown beside them needs them. */
import * as vscode from "vscode";
import type { FileLinks, PlacedLink } from "../fileLinks/fileLinks.ts";
import type { NotedLine } from "./notedLines.ts";

export interface LinkedLine {
  /** The first of them, where all is shown. */
  readonly line: number;
  readonly range: vscode.Range;
  readonly link: PlacedLink;
}

/** From the top. Links whose lines are not found are listed elsewhere. */
export function linkedLinesIn(document: vscode.TextDocument, links: FileLinks): readonly LinkedLine[] {
  const lines = links.in(document).flatMap((link) => {
    if (link.placement.state === "unplaced") return [];
    const { start, end } = link.placement.span;
    const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
    return [{ line: range.start.line, range, link }];
  });
  return lines.sort((a, b) => a.range.start.compareTo(b.range.start));
}

/** The notes that some of them belong to, for threads. */
export const notedByLinks = (
  lines: readonly LinkedLine[],
  ranges: readonly vscode.Range[],
): readonly NotedLine[] =>
  lines
    .filter(({ line }) => ranges.some(({ start, end }) => start.line <= line && line <= end.line))
    .flatMap(({ line, range, link: { paper, note } }) =>
      note === undefined ? [] : [{ line, range, paper, notes: [note] }],
    );

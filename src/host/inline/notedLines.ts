/** Which lines of a document have notes to show. What is made of them (text, threads) is up to others. */
import * as vscode from "vscode";
import type { Note } from "../../domain/note.ts";
import { inAbstract } from "../../domain/renditions.ts";
import type { Paper } from "../../domain/paper.ts";
import { mentionsAmong, type Mention, type PaperFinder } from "../../citations/mentions.ts";
import type { PlaceRange } from "../../library/rendition.ts";
import { paperScheme } from "../workspace/names.ts";
import type { KnownPapers, RenderedPaper } from "./knownPapers.ts";

export interface NotedLine {
  readonly line: number;
  /** The words that name the paper, or the passage on which the notes are. */
  readonly range: vscode.Range;
  readonly paper: Paper;
  readonly notes: readonly Note[];
}

export const asRange = ({ start, end }: PlaceRange): vscode.Range =>
  new vscode.Range(start.line, start.character, end.line, end.character);

/** What of an editor is looked at: of a paper's text all, since its notes are known anyway; else what is in view. */
export const rangesToShow = ({ document, visibleRanges }: vscode.TextEditor): readonly vscode.Range[] =>
  document.uri.scheme === paperScheme ? [new vscode.Range(0, 0, document.lineCount, 0)] : visibleRanges;

/** The noted lines among `ranges`, from the top; `undefined` while a paper's text is behind the paper. */
export function notedLinesIn(
  document: vscode.TextDocument,
  ranges: readonly vscode.Range[],
  known: KnownPapers,
  papers: PaperFinder,
): readonly NotedLine[] | undefined {
  if (document.uri.scheme === paperScheme) {
    const rendered = known.renderedIn(document);
    return rendered && linesOfPaper(rendered, known);
  }
  return linesIn(document, ranges).flatMap((line) =>
    mentionsOn(document, line, known, papers).flatMap(({ span, paper: id }) => {
      const paper = known.paper(id);
      const notes = paper === undefined ? [] : known.notesOf(paper);
      if (paper === undefined || notes.length === 0) return [];
      return [{ line, range: new vscode.Range(line, span.start, line, span.end), paper, notes }];
    }),
  );
}

export const mentionsOn = (
  document: vscode.TextDocument,
  line: number,
  { scans }: KnownPapers,
  papers: PaperFinder,
): readonly Mention[] => mentionsAmong(scans.on(document, line), papers);

/** Passages stand where they begin; notes on the paper or its pages, and those whose passage was not found, at the title. */
function linesOfPaper({ paper, rendition }: RenderedPaper, known: KnownPapers): readonly NotedLine[] {
  const title = new vscode.Range(0, 0, 0, 0);
  const placed = known.notesOf(paper).map((note) => {
    const placement = inAbstract(note)?.placement;
    const isPlaced = placement !== undefined && placement.state !== "unplaced";
    return { note, range: isPlaced ? asRange(rendition.toDocument(placement.span)) : title };
  });
  return placed
    .map(({ note, range }) => ({ line: range.start.line, range, paper, notes: [note] }))
    .sort((a, b) => a.line - b.line);
}

/** The numbers of the lines in some ranges, which may touch or overlap where code is folded or an editor is split. */
function linesIn(document: vscode.TextDocument, ranges: readonly vscode.Range[]): readonly number[] {
  const lines = new Set<number>();
  for (const { start, end } of ranges)
    for (let line = start.line; line <= Math.min(end.line, document.lineCount - 1); line++) lines.add(line);
  return [...lines].sort((a, b) => a - b);
}

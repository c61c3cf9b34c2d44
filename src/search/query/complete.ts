/** What the piece that is being typed may become. */
import type { Span } from "../../base/span.ts";
import { fold } from "../terms.ts";
import { fieldNames, knownValues, piecesOf, type FieldName } from "./pieces.ts";

export interface Completion {
  /** What stands there afterwards, in place of the span. */
  readonly text: string;
  readonly span: Span;
  readonly what: string;
}

/** The values in use, the commonest first. */
export type Values = Readonly<Partial<Record<FieldName, readonly string[]>>>;

const mostCompletions = 9;

const meanings: Readonly<Record<FieldName, string>> = {
  author: "Papers by somebody",
  title: "Words of the title",
  abstract: "Words of the abstract",
  text: "Words of the PDF",
  note: "Words of your notes and of what you marked",
  tag: "Papers with a tag",
  venue: "Where it was published",
  year: "A year, or 2023..2025",
  is: "unread, reading, read or starred",
  has: "pdf or notes",
  added: "When it came to the library: 7d, 2w, 3m",
  read: "When you had read it: 2026, 2026-11 or 2026-11-26",
  started: "When you began to read it: 2026, 2026-11 or 2026-11-26",
  progress: "How much of the PDF is read at least, in steps of ten per cent: 50",
  in: "Papers of a collection",
  sort: "The best or the newest first",
};

const fixed: Values = { ...knownValues, added: ["1d", "7d", "1m", "1y"], progress: ["10", "50", "90"] };

/** For the end of the query. Field names are offered from their second letter on. */
export function completions(query: string, values: Values): readonly Completion[] {
  const piece = piecesOf(query).at(-1);
  if (piece === undefined || piece.span.end !== query.length) return [];
  if (piece.field === undefined) {
    if (piece.isQuoted || piece.value.length < 2) return [];
    const typed = piece.value.toLowerCase();
    return fieldNames
      .filter((name) => name.startsWith(typed))
      .map((name) => ({ text: `${name}:`, span: piece.valueSpan, what: meanings[name] }));
  }
  const { field } = piece;
  if (piece.isQuoted && !piece.isOpen) return [];
  const typed = fold(piece.value);
  const open = piece.isQuoted ? 1 : 0;
  return [...(values[field] ?? fixed[field] ?? [])]
    .filter((value) => beginsAWord(fold(value), typed) && value !== piece.value)
    .slice(0, mostCompletions)
    .map((value) => ({
      text: `${/[\s"]/u.test(value) ? `"${value.replaceAll('"', "")}"` : value} `,
      span: { start: piece.valueSpan.start - open, end: query.length },
      what: meanings[field],
    }));
}

/** "hin" is the beginning of a word of "Geoffrey Hinton". */
const beginsAWord = (text: string, typed: string): boolean =>
  text.startsWith(typed) || text.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(typed));

export const completed = (query: string, { text, span }: Completion): string =>
  query.slice(0, span.start) + text + query.slice(span.end);

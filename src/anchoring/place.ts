/**
 * Finds a quoted passage again in a text that may have changed. Strings in, a span and a state out.
 *
 * In order: the old position if the words still stand there; else the exact words, where their context fits best and nearest
 * the old position; else the most alike passage, said to be uncertain, above a floor. A short quote is found exactly or not
 * at all: measured on abstracts, likeness places nine of ten absent 25-letter quotes somewhere.
 */
import search from "approx-string-match";
import type { Span } from "../base/span.ts";
import { textAt } from "../base/span.ts";
import type { TextQuote } from "../domain/annotation.ts";
import type { Placement } from "../domain/note.ts";
import { toCodeUnits } from "./codePoints.ts";

export interface Passage {
  readonly quote: TextQuote;
  /** In code points, as stored. */
  readonly position?: Span | undefined;
}

const shortestApproximate = 25;
/** Share of the quote's characters that may differ. */
const mostDifferent = 0.3;
const floor = 0.72;

export function place(text: string, { quote, position }: Passage): Placement {
  const expected =
    position === undefined
      ? undefined
      : { start: toCodeUnits(text, position.start), end: toCodeUnits(text, position.end) };
  if (
    expected !== undefined &&
    textAt(text, expected) === quote.exact &&
    contextFit(text, expected, quote) > 0.5
  )
    return { state: "anchored", span: expected };

  const near = expected?.start ?? 0;
  const exact = best(exactMatches(text, quote.exact), (span) => contextFit(text, span, quote), near);
  if (exact !== undefined) return { state: "anchored", span: exact };

  if (quote.exact.length < shortestApproximate) return { state: "unplaced" };
  const alike = search(text, quote.exact, Math.floor(quote.exact.length * mostDifferent));
  const scored = alike.map(({ start, end, errors }) => {
    const span = { start, end };
    return { span, score: 0.7 * (1 - errors / quote.exact.length) + 0.3 * contextFit(text, span, quote) };
  });
  const found = best(
    scored,
    ({ score }) => score,
    near,
    ({ span }) => span,
  );
  return found !== undefined && found.score >= floor
    ? { state: "uncertain", span: found.span }
    : { state: "unplaced" };
}

function exactMatches(text: string, words: string): Span[] {
  const matches: Span[] = [];
  for (let at = text.indexOf(words); at !== -1; at = text.indexOf(words, at + 1))
    matches.push({ start: at, end: at + words.length });
  return matches;
}

/** The best by score; among equals the nearest to the old place, then the earliest. */
function best(spans: readonly Span[], score: (span: Span) => number, near: number): Span | undefined;
function best<T>(
  items: readonly T[],
  score: (item: T) => number,
  near: number,
  spanOf: (item: T) => Span,
): T | undefined;
function best<T>(
  items: readonly T[],
  score: (item: T) => number,
  near: number,
  spanOf: (item: T) => Span = (item) => item as Span,
): T | undefined {
  let winner: { item: T; score: number; distance: number } | undefined;
  for (const item of items) {
    const candidate = { item, score: score(item), distance: Math.abs(spanOf(item).start - near) };
    if (
      winner === undefined ||
      candidate.score > winner.score ||
      (candidate.score === winner.score && candidate.distance < winner.distance)
    )
      winner = candidate;
  }
  return winner?.item;
}

/** Share of the stored context that stands around a span: 1 when all of it does, or when none was stored. */
function contextFit(text: string, span: Span, { prefix, suffix }: TextQuote): number {
  const stored = prefix.length + suffix.length;
  if (stored === 0) return 1;
  let same = 0;
  while (same < prefix.length && text[span.start - 1 - same] === prefix[prefix.length - 1 - same]) same++;
  let after = 0;
  while (after < suffix.length && text[span.end + after] === suffix[after]) after++;
  return (same + after) / stored;
}

/**
 * Finds a quoted passage again in a text that may have changed. Strings in, a span and a state out.
 *
 * In order: the old position if the words still stand there; else the exact words, where their context fits best and nearest
 * the old position, said to be uncertain when they are few and stand among others now; else the most alike passage, said to
 * be uncertain, above a floor. A short quote is found exactly or not at all: measured on abstracts, likeness places nine of
 * ten absent 25-letter quotes somewhere.
 */
import search from "approx-string-match";
import type { Span } from "../base/span.ts";
import { textAt } from "../base/span.ts";
import type { TextQuote } from "../domain/annotation.ts";
import type { Placement } from "../domain/note.ts";
import { splitsCharacter, toCodeUnits } from "./codePoints.ts";

export interface Passage {
  readonly quote: TextQuote;
  /** In code points, as stored. */
  readonly position?: Span | undefined;
}

const shortestApproximate = 25;
/**
 * From this length on a quote proves itself, and all that stood around it may have been rewritten. Measured on the sample's
 * abstracts: 1 of 8,000 quotes of other abstracts is placed, all of them phrases that everybody writes.
 */
const shortestAlone = 60;
/** Share of the context that must stand around a shorter quote for it to be certain: a word or two. */
const leastContext = 0.2;
/** Share of the quote's characters that may differ. */
const mostDifferent = 0.3;
const floor = 0.72;
/** Likeness is looked for around the old place only: in long texts made to be slow it takes a second a 25,000 letters. */
const widestSearch = 50_000;

export function place(text: string, { quote, position }: Passage): Placement {
  if (quote.exact === "") return { state: "unplaced" };
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
  const exact = best(
    exactMatches(text, quote.exact).map((span) => ({ span, score: contextFit(text, span, quote) })),
    near,
  );
  if (exact !== undefined) {
    const sure = quote.exact.length >= shortestAlone || exact.score >= leastContext;
    return { state: sure ? "anchored" : "uncertain", span: exact.span };
  }
  const alike =
    quote.exact.length < shortestApproximate ? undefined : best(alikeMatches(text, quote, near), near);
  return alike !== undefined && alike.score >= floor
    ? { state: "uncertain", span: alike.span }
    : { state: "unplaced" };
}

interface Match {
  readonly span: Span;
  readonly score: number;
}

function exactMatches(text: string, words: string): Span[] {
  const matches: Span[] = [];
  for (let at = text.indexOf(words); at !== -1; at = text.indexOf(words, at + 1))
    matches.push({ start: at, end: at + words.length });
  return matches;
}

function alikeMatches(text: string, quote: TextQuote, near: number): Match[] {
  const { length } = quote.exact;
  const contextStored = quote.prefix !== "" || quote.suffix !== "";
  const from = Math.max(0, Math.min(near - widestSearch / 2, text.length - widestSearch));
  const found = search(
    text.slice(from, from + widestSearch),
    quote.exact,
    Math.floor(length * mostDifferent),
  );
  return found.map(({ start, end, errors }) => {
    const span = wholeCharacters(text, { start: from + start, end: from + end });
    const likeness = 1 - errors / length;
    const fit = contextStored ? contextFit(text, span, quote) : 0.5; // neither for nor against
    const withContext = 0.7 * likeness + 0.3 * fit;
    return { span, score: length < shortestAlone ? withContext : Math.max(likeness, withContext) };
  });
}

/** The best by score; among equals the nearest to the old place, then the earliest. */
function best(matches: readonly Match[], near: number): Match | undefined {
  let winner: Match | undefined;
  for (const match of matches) {
    const closer =
      winner !== undefined && Math.abs(match.span.start - near) < Math.abs(winner.span.start - near);
    if (winner === undefined || match.score > winner.score || (match.score === winner.score && closer))
      winner = match;
  }
  return winner;
}

const wholeCharacters = (text: string, { start, end }: Span): Span => ({
  start: splitsCharacter(text, start) ? start - 1 : start,
  end: splitsCharacter(text, end) ? end + 1 : end,
});

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

/** Whether what stood around a passage stands around a place in a text. */
import search from "approx-string-match";
import type { Span } from "../base/span.ts";
import type { TextQuote } from "../domain/annotation.ts";

/** More differences than these share nothing but the language. */
const mostDifferent = 0.4;

/** Share of the stored context that stands around a place; `undefined` where none was stored. */
export function contextFit(text: string, place: Span, quote: TextQuote): number | undefined {
  return fitBy(text, place, quote, (before, after, isBefore) =>
    Math.max(sameShare(before, after, isBefore), alikeShare(before, after)),
  );
}

/** The same by equal letters alone, which is quick enough for thousands of places. */
export const roughContextFit = (text: string, place: Span, quote: TextQuote): number | undefined =>
  fitBy(text, place, quote, sameShare);

type SideFit = (stored: string, there: string, isBefore: boolean) => number;

function fitBy(
  text: string,
  { start, end }: Span,
  { prefix, suffix }: TextQuote,
  fit: SideFit,
): number | undefined {
  const stored = prefix.length + suffix.length;
  if (stored === 0) return undefined;
  const room = 1.5;
  const before = text.slice(Math.max(0, start - Math.ceil(prefix.length * room)), start);
  const after = text.slice(end, end + Math.ceil(suffix.length * room));
  return (prefix.length * fit(prefix, before, true) + suffix.length * fit(suffix, after, false)) / stored;
}

/** How much of the context is the same, counted from the passage outwards. */
function sameShare(stored: string, there: string, isBefore: boolean): number {
  if (stored === "") return 0;
  const letter = (text: string, at: number): string | undefined => text.at(isBefore ? -1 - at : at);
  let same = 0;
  while (same < stored.length && letter(there, same) === letter(stored, same)) same++;
  return same / stored.length;
}

function alikeShare(stored: string, there: string): number {
  const [best] = stored === "" ? [] : search(there, stored, Math.floor(stored.length * mostDifferent));
  return best === undefined ? 0 : 1 - best.errors / stored.length;
}

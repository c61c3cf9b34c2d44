/** The passage of a text that is most like words which do not stand in it. */
import search from "approx-string-match";
import type { Span } from "../base/span.ts";
import type { TextQuote } from "../domain/annotation.ts";
import { contextFit } from "./context.ts";
import type { Haystack } from "./haystack.ts";

export interface Alike {
  readonly span: Span;
  /** Share of the letters that are the same. */
  readonly likeness: number;
  readonly context: number | undefined;
}

/** How many letters may differ: half of a short quote, which its context must make up for, and a quarter of a long one. */
const mostDifferent = (length: number): number => Math.floor(Math.min(0.5 * length, 40 + 0.25 * length));
const neighbourhoods = 5;
/** A passage may have grown or shrunk by this share. */
const room = 0.35;

/** Every neighbourhood's best, in no order. */
export function alikePassages({ text, seeds }: Haystack, quote: TextQuote): readonly Alike[] {
  const { exact, prefix, suffix } = quote;
  const slack = Math.ceil(exact.length * room) + 24;
  const found = new Map<number, Alike>();
  let fewest = mostDifferent(exact.length);
  // What stood around the words leads to them also where most of them were changed.
  for (const before of seeds.likelyStarts(prefix + exact + suffix, neighbourhoods)) {
    const start = before + prefix.length;
    const from = Math.max(0, start - slack);
    const window = text.slice(from, start + exact.length + slack);
    for (const match of longestOfEach(search(window, exact, fewest))) {
      const span = { start: from + match.start, end: from + match.end };
      fewest = Math.min(fewest, match.errors + Math.ceil(exact.length * 0.12)); // no other is worth more time
      found.set(span.start, {
        span,
        likeness: 1 - match.errors / exact.length,
        context: contextFit(text, span, quote),
      });
    }
  }
  return [...found.values()];
}

interface Match {
  readonly start: number;
  readonly end: number;
  readonly errors: number;
}

/** Of matches that differ by a letter at their ends one is enough. */
function longestOfEach(matches: readonly Match[]): readonly Match[] {
  const kept = new Map<number, Match>();
  for (const match of matches) {
    const known = kept.get(match.start);
    if (known === undefined || match.end > known.end) kept.set(match.start, match);
  }
  return [...kept.values()].slice(0, 4);
}

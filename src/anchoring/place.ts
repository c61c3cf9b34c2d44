/**
 * Finds a quoted passage again in a text that may have changed. Letters in, places and a state out: the one way for abstracts,
 * PDFs and whatever else has words.
 *
 * In order: the same words, where their context fits best and nearest the old place; the same words in several pieces with
 * something between them; the most alike passage, above a floor. What is found by likeness is said to be uncertain, unless
 * hardly a letter differs. A short quote is found by its very words and their context or not at all: measured on abstracts,
 * likeness places nine of ten absent 25-letter quotes somewhere.
 */
import type { Span } from "../base/span.ts";
import type { TextQuote } from "../domain/annotation.ts";
import { alikePassages, type Alike } from "./alike.ts";
import { contextFit, roughContextFit } from "./context.ts";
import { occurrences, type Haystack } from "./haystack.ts";
import { partedPassage } from "./parted.ts";

export interface Found {
  readonly state: "anchored" | "uncertain";
  /** One, or several with something between them that is not of the passage. */
  readonly pieces: readonly Span[];
  /** Whether these are the very words. */
  readonly isSame: boolean;
}

/** Below this length, some 25 characters with their spaces, likeness says nothing. */
const shortestAlike = 21;
/** From this length on a quote proves itself, and all that stood around it may have been rewritten. */
const shortestAlone = 50;
/** Share of the context that must stand around a shorter quote: a word or two. */
const leastContext = 0.2;
const floor = 0.7;
/** A quote proves itself by likeness only where this much is the same. */
const floorAlone = 0.72;
/** Slips of the pen and of extraction. */
const slips = 2;
const slipShare = 0.03;
/** Nothing else can fit much better. */
const clearFit = 0.6;
const mostWeighed = 24;
/** One piece with changed words in it is likelier than two with all of them between. */
const partedBonus = 0.1;

/**
 * @param quote in letters as the text is
 * @param near where it stood; `undefined` where that is not known
 */
export function place(haystack: Haystack, quote: TextQuote, near: number | undefined): Found | undefined {
  const { exact } = quote;
  if (exact === "") return undefined;
  const same = samePassage(haystack.text, quote, near);
  if (same !== undefined) return same;
  if (exact.length < shortestAlike) return undefined;
  const parted = partedPassage(haystack, quote, near ?? 0);
  if (parted?.isWhole === true) return { state: "anchored", pieces: parted.pieces, isSame: true };
  const alike = bestAlike(haystack, quote, near);
  if (parted !== undefined && parted.share > (alike?.likeness ?? 0) + partedBonus)
    return { state: "uncertain", pieces: parted.pieces, isSame: false };
  if (alike === undefined) return undefined;
  const differing = (1 - alike.likeness) * exact.length;
  const isSlip = exact.length >= shortestAlone && differing <= Math.min(slips, slipShare * exact.length);
  return { state: isSlip ? "anchored" : "uncertain", pieces: [alike.span], isSame: false };
}

function samePassage(text: string, quote: TextQuote, near: number | undefined): Found | undefined {
  const { length } = quote.exact;
  const found = occurrences(text, quote.exact, near ?? 0).map((start) => {
    const span = { start, end: start + length };
    return { span, fit: roughContextFit(text, span, quote) ?? 1 };
  });
  found.sort((a, b) => b.fit - a.fit || byNearness(a.span, b.span, near));
  // Equal letters are quick to count; where they tell little the context is weighed as a whole.
  const weighed =
    (found[0]?.fit ?? 0) > clearFit
      ? found
      : found
          .slice(0, mostWeighed)
          .map(({ span, fit }) => ({ span, fit: Math.max(fit, contextFit(text, span, quote) ?? 1) }));
  const [best] = weighed.sort((a, b) => b.fit - a.fit || byNearness(a.span, b.span, near));
  if (best === undefined) return undefined;
  const isSure = length >= shortestAlone || best.fit >= leastContext;
  if (!isSure && length < shortestAlike) return undefined;
  return { state: isSure ? "anchored" : "uncertain", pieces: [best.span], isSame: true };
}

const byNearness = (a: Span, b: Span, near: number | undefined): number =>
  (near === undefined ? 0 : Math.abs(a.start - near) - Math.abs(b.start - near)) || a.start - b.start;

function bestAlike(haystack: Haystack, quote: TextQuote, near: number | undefined): Alike | undefined {
  const { length } = quote.exact;
  const scored = alikePassages(haystack, quote).flatMap((alike) => {
    const { likeness, context } = alike;
    const withContext = 0.6 * likeness + 0.4 * (context ?? 0.5);
    const isAlone = length >= shortestAlone && likeness >= floorAlone;
    const score = isAlone ? Math.max(likeness, withContext) : withContext;
    return score >= floor ? [{ alike, score }] : [];
  });
  scored.sort((a, b) => b.score - a.score || byNearness(a.alike.span, b.alike.span, near));
  return scored[0]?.alike;
}

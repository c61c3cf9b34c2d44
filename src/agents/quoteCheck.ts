/**
 * Whether words that a program calls a quote stand in a text. What is stored is always the text's own words, so that nothing
 * invented is ever kept as a quote.
 */
import { unfolded, wordForWord } from "../anchoring/fold.ts";
import { SearchedText } from "../anchoring/placeInText.ts";
import { textAt, type Span } from "../base/span.ts";
import { bestPassages, subjectOf, type Source } from "./passages.ts";

/** Fewer say too little to know which place is meant. */
const fewestWords = 3;
const fewestLetters = 10;

/** What programs put around a quote, and is not of it. */
const around = /^[\s"'“”‘’«»…]+|[\s"'“”‘’«»…]+$/gu;

export interface FoundQuote {
  readonly source: Source;
  readonly span: Span;
}

/** @throws when there are too few words */
export function placesOf(quote: string, sources: readonly Source[]): readonly FoundQuote[] {
  const sought = wordForWord(quote.replace(around, "")).text;
  if (sought.split(" ").length < fewestWords && sought.length < fewestLetters)
    throw new Error(`The quote "${quote}" is too short to be found again: quote at least a few words`);
  return sources.flatMap((source) => spansIn(source.text, sought).map((span) => ({ source, span })));
}

function spansIn(text: string, sought: string): readonly Span[] {
  const folded = wordForWord(text);
  const spans: Span[] = [];
  for (let at = folded.text.indexOf(sought); at !== -1; at = folded.text.indexOf(sought, at + 1)) {
    const end = at + sought.length;
    if (isWhole(folded.text, at, end)) spans.push(unfolded(folded, { start: at, end }));
  }
  return spans;
}

/** Begins and ends with whole words and whole numbers: "5 m" is no quote of "−3.5 m". */
function isWhole(text: string, start: number, end: number): boolean {
  const [before, first] = [text.slice(Math.max(0, start - 4), start), text.slice(start, start + 2)];
  const [last, behind] = [text.slice(Math.max(start, end - 2), end), text.slice(end, end + 2)];
  if (/[\p{L}\p{N}\p{M}]$/u.test(before) && /^[\p{L}\p{N}\p{M}]/u.test(first)) return false;
  if (/[\p{L}\p{N}\p{M}]$/u.test(last) && /^[\p{L}\p{N}\p{M}]/u.test(behind)) return false;
  if (/^\p{N}/u.test(first) && /(?:\p{N}[.,]|[.,]|(?:^|[^\p{L}\p{N}])[-+~<>≤≥≈±])$/u.test(before))
    return false;
  return !(/\p{N}$/u.test(last) && /^(?:[.,]\p{N}|%)/u.test(behind));
}

/** What stands there that is most like it, word for word from the text. */
export async function nearestTo(
  quote: string,
  sources: readonly Source[],
  signal: AbortSignal,
): Promise<FoundQuote | undefined> {
  for (const source of sources) {
    signal.throwIfAborted();
    const exact = quote.replace(around, "");
    const placed = new SearchedText(source.text).place({ quote: { exact, prefix: "", suffix: "" } });
    if (placed.state !== "unplaced" && textAt(source.text, placed.span).trim() !== "")
      return { source, span: placed.span };
  }
  const [best] = await bestPassages(sources, subjectOf(quote), 1, signal);
  if (best === undefined) return undefined;
  const source = sources.find(({ page, text }) => page === best.page && text.includes(best.quote));
  const start = source?.text.indexOf(best.quote) ?? -1;
  return source === undefined ? undefined : { source, span: { start, end: start + best.quote.length } };
}

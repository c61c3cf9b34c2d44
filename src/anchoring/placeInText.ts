/** Finds a quoted passage in plain text, such as an abstract: to the very characters. */
import { textAt, type Span } from "../base/span.ts";
import type { TextQuote } from "../domain/annotation.ts";
import type { Placement } from "../domain/note.ts";
import { splitsCharacter, toCodeUnits } from "./codePoints.ts";
import { comparable, foldedOffset, unfolded, verbatim, type Folded } from "./fold.ts";
import { Haystack } from "./haystack.ts";
import { place } from "./place.ts";

export interface Passage {
  readonly quote: TextQuote;
  /** In code points, as stored. */
  readonly position?: Span | undefined;
}

/** A text made ready for any number of passages. */
export class SearchedText {
  readonly #text: string;
  readonly #letters: Reading;
  #asWritten: Reading | undefined;

  constructor(text: string) {
    this.#text = text;
    this.#letters = readingOf(text, comparable);
  }

  place({ quote, position }: Passage): Placement {
    const text = this.#text;
    const isWorded = comparable(quote.exact).text !== "";
    const reading = isWorded ? this.#letters : (this.#asWritten ??= readingOf(text, verbatim));
    const { folded, haystack, fold } = reading;
    const near = position === undefined ? undefined : toCodeUnits(text, position.start);
    const found = place(
      haystack,
      { exact: fold(quote.exact).text, prefix: fold(quote.prefix).text, suffix: fold(quote.suffix).text },
      near === undefined ? undefined : foldedOffset(folded, near),
    );
    const [first, last] = [found?.pieces[0], found?.pieces.at(-1)];
    if (found === undefined || first === undefined || last === undefined) return { state: "unplaced" };
    const span = unfolded(folded, { start: first.start, end: last.end });
    return {
      state: found.state,
      span: found.isSame ? asQuoted(text, span, quote.exact) : wholeWords(text, span),
    };
  }
}

export const placeInText = (text: string, passage: Passage): Placement =>
  new SearchedText(text).place(passage);

interface Reading {
  readonly folded: Folded;
  readonly haystack: Haystack;
  readonly fold: (text: string) => Folded;
}

function readingOf(text: string, fold: (text: string) => Folded): Reading {
  const folded = fold(text);
  return { folded, haystack: new Haystack(folded.text), fold };
}

/** With what is not compared at the ends of the quote, where it stands there still. */
function asQuoted(text: string, { start, end }: Span, exact: string): Span {
  const { origins, text: letters } = comparable(exact);
  const lead = letters === "" ? 0 : (origins[0] ?? 0);
  const quoted = { start: start - lead, end: start - lead + exact.length };
  return textAt(text, quoted) === exact ? quoted : { start, end: end + marksAt(text, end) };
}

const marksAt = (text: string, at: number): number =>
  /^(?:\p{M}|\u200d|\ufe0f)*/u.exec(text.slice(at, at + 8))?.[0].length ?? 0;

const longestHalfWord = 12;

/** Likeness ends where letters happen to agree; a person marks whole words. */
export function wholeWords(text: string, { start, end }: Span): Span {
  const isInside = (at: number): boolean =>
    /[\p{L}\p{N}\p{M}]$/u.test(text.slice(Math.max(0, at - 2), at)) &&
    /^[\p{L}\p{N}\p{M}]/u.test(text.slice(at, at + 2));
  let [from, to] = [start, end];
  while (start - from < longestHalfWord && isInside(from)) from -= splitsCharacter(text, from - 1) ? 2 : 1;
  while (to - end < longestHalfWord && isInside(to)) to += splitsCharacter(text, to + 1) ? 2 : 1;
  return { start: isInside(from) ? start : from, end: isInside(to) ? end : to };
}

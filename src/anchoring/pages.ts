/**
 * The pages of a document as one text to look in, without what stands between the parts of a passage on every page: running
 * heads, page numbers and the like. Every letter knows its way back to its page.
 */
import type { Span } from "../base/span.ts";
import { comparable } from "./fold.ts";
import { Haystack } from "./haystack.ts";
import type { LetterLine, PageLetters } from "./pageLetters.ts";
import { isAsideIn, runningHeads } from "./runningHeads.ts";

/** What of one page a passage covers, in its folded letters. */
export interface PagePiece {
  readonly page: number;
  readonly span: Span;
}

interface Stretch {
  readonly page: number;
  /** Where the page begins in the whole. */
  readonly start: number;
  /** For each letter of the whole that is of this page its place on the page. */
  readonly origins: readonly number[];
}

export class PagesText {
  readonly haystack: Haystack;
  readonly #stretches: readonly Stretch[];

  /** @param pages in their order, though some may be left out */
  constructor(pages: readonly PageLetters[], keepsAsides = false) {
    const heads = runningHeads(pages);
    const stretches: Stretch[] = [];
    const seams = new Set<number>();
    let text = "";
    for (const page of pages) {
      const start = text.length;
      const isLeftOut = keepsAsides ? () => false : isAsideIn(page, heads);
      const { letters, origins, breaks } = wanted(page, isLeftOut);
      stretches.push({ page: page.number, start, origins });
      seams.add(start);
      for (const at of breaks) seams.add(start + at);
      text += letters;
    }
    this.haystack = new Haystack(text, seams);
    this.#stretches = stretches;
  }

  /** Where a letter of a page stands in the whole, or would if the page were there. */
  offsetOf(page: number, letter: number): number {
    const stretch = this.#stretches.findLast((each) => each.page <= page);
    if (stretch === undefined) return 0;
    if (stretch.page < page) return stretch.start + stretch.origins.length;
    return stretch.start + firstAtLeast(stretch.origins, letter);
  }

  piecesOf(spans: readonly Span[]): readonly PagePiece[] {
    return spans.flatMap((span) => this.#onPages(span));
  }

  #onPages({ start, end }: Span): readonly PagePiece[] {
    const pieces: PagePiece[] = [];
    for (let at = this.#stretches.findLastIndex((each) => each.start <= start); ; at++) {
      const stretch = this.#stretches[at];
      if (stretch === undefined || stretch.start >= end) return pieces;
      const { page, origins } = stretch;
      const from = origins[Math.max(0, start - stretch.start)];
      const last = origins[Math.min(end - stretch.start, origins.length) - 1];
      if (from !== undefined && last !== undefined)
        pieces.push({ page, span: { start: from, end: last + 1 } });
    }
  }
}

function wanted({ text, lines }: PageLetters, isLeftOut: (line: LetterLine) => boolean) {
  const { text: compared, origins: all } = comparable(text);
  const aside = lines.filter(isLeftOut);
  const origins: number[] = [];
  const starts = new Set(
    lines.filter((line, at) => line.block !== lines[at - 1]?.block).map(({ start }) => start),
  );
  const breaks: number[] = [];
  let letters = "";
  for (let at = 0, next = 0; at < compared.length; at++) {
    const origin = all[at] ?? 0;
    while (next < aside.length && (aside[next]?.end ?? 0) <= origin) next++;
    if (starts.has(origin)) breaks.push(letters.length);
    const line = aside[next];
    if (line !== undefined && line.start <= origin) continue;
    letters += compared[at];
    origins.push(origin);
  }
  return { letters, origins, breaks };
}

function firstAtLeast(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

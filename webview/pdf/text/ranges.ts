/** Stretches of letters over one or several pages, and what they become when they are stored. */
import { foldedOffset, unfolded } from "../../../src/anchoring/fold.ts";
import type { Span } from "../../../src/base/span.ts";
import type { TextQuote } from "../../../src/domain/annotation.ts";
import { documentOffset, pageOfOffset, type Region, type RegionPart } from "../../../src/domain/region.ts";
import { digestOfPage } from "./pageLetters.ts";
import { cleanText, joined } from "./cleanText.ts";
import type { PageText } from "./pageText.ts";
import { rectsOf } from "./places.ts";
import { bodyEnds } from "./betweenColumns.ts";

/** A gap between letters. */
export interface TextPoint {
  readonly page: number;
  readonly offset: number;
}

export interface TextRange {
  readonly start: TextPoint;
  readonly end: TextPoint;
}

/** Gives a page's text where it is there already. */
export type TextsAt = (page: number) => PageText | undefined;

export const isBefore = (a: TextPoint, b: TextPoint): boolean =>
  a.page < b.page || (a.page === b.page && a.offset < b.offset);

export const rangeOf = (a: TextPoint, b: TextPoint): TextRange =>
  isBefore(b, a) ? { start: b, end: a } : { start: a, end: b };

export const isEmptyRange = ({ start, end }: TextRange): boolean => !isBefore(start, end);

/** More would be no passage any more. */
export const mostPages = 50;

interface PagePart {
  readonly page: PageText;
  readonly span: Span;
}

/** The part of a range on each page whose text is there. */
export function partsOf({ start, end }: TextRange, texts: TextsAt): readonly PagePart[] {
  const parts: PagePart[] = [];
  for (let number = start.page; number <= Math.min(end.page, start.page + mostPages); number++) {
    const page = texts(number);
    if (page === undefined) continue;
    const from = number === start.page ? start.offset : 0;
    const to = number === end.page ? end.offset : page.text.length;
    const ends = seams(page, from, to);
    const span = {
      start: number === start.page ? from : ends.start,
      end: number === end.page ? to : ends.end,
    };
    if (span.start < span.end) parts.push({ page, span });
  }
  return parts;
}

/**
 * Where a passage that comes from the page before enters, and where one that goes on leaves: in the text proper, past a figure
 * at the head of the page and before the notes at its foot, unless it has nothing else there.
 */
function seams(page: PageText, from: number, to: number): Span {
  const lines = page.lines.filter(({ isAside, start, end }) => !isAside && start < to && end > from);
  const [first, last] = bodyEnds(page, lines) ?? [lines[0], lines.at(-1)];
  return { start: first?.start ?? 0, end: last?.end ?? 0 };
}

export const wordsOfRange = (range: TextRange, texts: TextsAt): string =>
  partsOf(range, texts).reduce((written, { page, span }) => joined(written, cleanText(page, span)), "");

/** In the order of the whole document's letters; see `documentOffset`. */
export function spanOfRange(range: TextRange, texts: TextsAt): Span | undefined {
  const parts = partsOf(range, texts);
  const [first, last] = [parts[0], parts.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const start = documentOffset(first.page.number, foldedOffset(first.page.folded, first.span.start));
  const end = documentOffset(last.page.number, foldedOffset(last.page.folded, last.span.end));
  return start < end ? { start, end } : undefined;
}

export function rangeOfSpan({ start, end }: Span, texts: TextsAt): TextRange | undefined {
  const [first, last] = [pageOfOffset(start), pageOfOffset(end)];
  const [from, to] = [texts(first.page), texts(last.page)];
  if (from === undefined || to === undefined) return undefined;
  const begin = unfolded(from.folded, { start: first.letter, end: first.letter + 1 }).start;
  const stop = unfolded(to.folded, { start: 0, end: last.letter }).end;
  return { start: { page: first.page, offset: begin }, end: { page: last.page, offset: stop } };
}

export function regionOfRange(range: TextRange, texts: TextsAt, fingerprint: string): Region | undefined {
  const parts = partsOf(range, texts).map(({ page, span }): RegionPart => ({
    page: page.number,
    rects: [...rectsOf(page, span)],
    text: { start: foldedOffset(page.folded, span.start), end: foldedOffset(page.folded, span.end) },
    ...digestOfPage(page),
  }));
  const drawn = parts.filter(({ rects }) => rects.length > 0);
  return drawn.length === 0 ? undefined : { fingerprint, parts: drawn };
}

/** As much as Hypothesis stores. */
const contextLength = 32;

export function quoteOfRange(range: TextRange, texts: TextsAt): TextQuote {
  const [before, after] = [texts(range.start.page), texts(range.end.page)];
  const { start, end } = { start: range.start.offset, end: range.end.offset };
  const around = (page: PageText | undefined, span: Span): string =>
    page === undefined ? "" : cleanText(page, span);
  return {
    exact: wordsOfRange(range, texts),
    prefix: [...around(before, { start: Math.max(0, start - 2 * contextLength), end: start })]
      .slice(-contextLength)
      .join(""),
    suffix: [...around(after, { start: end, end: end + 2 * contextLength })].slice(0, contextLength).join(""),
  };
}

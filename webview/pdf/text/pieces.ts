/** From letters that were found on pages to the boxes around them and the words that they make. */
import { unfolded } from "../../../src/anchoring/fold.ts";
import type { PagePiece } from "../../../src/anchoring/pages.ts";
import { wholeWords } from "../../../src/anchoring/placeInText.ts";
import type { Span } from "../../../src/base/span.ts";
import { documentOffset, type Region, type RegionPart } from "../../../src/domain/region.ts";
import { foldedOffset } from "../../../src/anchoring/fold.ts";
import { cleanText, joined } from "./cleanText.ts";
import { digestOfPage } from "./pageLetters.ts";
import type { PageText } from "./pageText.ts";
import { rectsOf } from "./places.ts";
import type { TextsAt } from "./ranges.ts";

/** From the first letter to behind the last, in the order of the whole document. */
export function spanOfPieces(pieces: readonly PagePiece[]): Span {
  const [first, last] = [pieces[0], pieces.at(-1)];
  return {
    start: documentOffset(first?.page ?? 1, first?.span.start ?? 0),
    end: documentOffset(last?.page ?? 1, last?.span.end ?? 0),
  };
}

/** What was set between the pieces is not covered. `undefined` where no page's text is there. */
export function regionOfPieces(
  pieces: readonly PagePiece[],
  texts: TextsAt,
  fingerprint: string,
): Region | undefined {
  const parts: RegionPart[] = [];
  for (const { page, span } of lettersOf(pieces, texts)) {
    const rects = [...rectsOf(page, span)];
    if (rects.length === 0) continue;
    const text = { start: foldedOffset(page.folded, span.start), end: foldedOffset(page.folded, span.end) };
    const before = parts.at(-1);
    if (before?.page === page.number)
      parts[parts.length - 1] = {
        ...before,
        rects: [...before.rects, ...rects],
        text: { start: before.text.start, end: text.end },
      };
    else parts.push({ page: page.number, rects, text, ...digestOfPage(page) });
  }
  return parts.length === 0 ? undefined : { fingerprint, parts };
}

export const wordsOfPieces = (pieces: readonly PagePiece[], texts: TextsAt): string =>
  lettersOf(pieces, texts).reduce((written, { page, span }) => joined(written, cleanText(page, span)), "");

interface Letters {
  readonly page: PageText;
  readonly span: Span;
}

const lettersOf = (pieces: readonly PagePiece[], texts: TextsAt): readonly Letters[] =>
  pieces.flatMap(({ page: number, span }) => {
    const page = texts(number);
    return page === undefined ? [] : [{ page, span: wholeWords(page.text, unfolded(page.folded, span)) }];
  });

/** Finds a passage on the pages of a document. */
import { comparable } from "./fold.ts";
import type { PagePiece, PagesText } from "./pages.ts";
import { place } from "./place.ts";
import type { TextQuote } from "../domain/annotation.ts";

export interface SoughtOnPages {
  readonly quote: TextQuote;
  /** Where it stood in the document that it was quoted from; `undefined` where that had no pages. */
  readonly stood?: { readonly page: number; readonly letter: number } | undefined;
}

export interface FoundOnPages {
  readonly state: "anchored" | "uncertain";
  readonly isSame: boolean;
  /** In reading order; none is of two pages. */
  readonly pieces: readonly PagePiece[];
}

export function placeOnPages(pages: PagesText, { quote, stood }: SoughtOnPages): FoundOnPages | undefined {
  const sought = {
    exact: comparable(quote.exact).text,
    prefix: comparable(quote.prefix).text,
    suffix: comparable(quote.suffix).text,
  };
  const near = stood === undefined ? undefined : pages.offsetOf(stood.page, stood.letter);
  const found = place(pages.haystack, sought, near);
  return found === undefined
    ? undefined
    : { state: found.state, isSame: found.isSame, pieces: pages.piecesOf(found.pieces) };
}

/** Finds linked lines in a text by their words. Where whole lines were linked, what is like them is taken as whole lines too. */
import type { SearchedText } from "../anchoring/placeInText.ts";
import { textAt, trimSpan, type Span } from "../base/span.ts";
import type { FilePlace } from "../domain/fileLink.ts";
import type { Placement } from "../domain/note.ts";

export function placeLines(text: string, searched: SearchedText, place: FilePlace): Placement {
  const placement = searched.place(place);
  if (placement.state === "unplaced" || textAt(text, placement.span) === place.quote.exact) return placement;
  return { state: placement.state, span: asLinked(text, placement.span, place) };
}

/** What is put at the ends of whole lines is of them too. */
export const asLinked = (text: string, span: Span, place: FilePlace): Span =>
  coversLines(place) ? wholeLines(text, span) : span;

const coversLines = ({ quote: { prefix, suffix } }: FilePlace): boolean =>
  /(?:^|\n)[^\S\n]*$/u.test(prefix) && /^[^\S\n]*(?:\n|$)/u.test(suffix);

/** The lines that a span is in, without the space around them. */
export function wholeLines(text: string, { start, end }: Span): Span {
  const lineEnd = text.indexOf("\n", end);
  return trimSpan(text, {
    start: start === 0 ? 0 : text.lastIndexOf("\n", start - 1) + 1,
    end: lineEnd === -1 ? text.length : lineEnd,
  });
}

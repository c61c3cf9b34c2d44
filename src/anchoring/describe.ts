/** From a span of a text to selectors that find it again (W3C TextQuoteSelector and TextPositionSelector). */
import type { TextQuote } from "../domain/annotation.ts";
import { textAt, type Span } from "../base/span.ts";
import { splitsCharacter, toCodePoints } from "./codePoints.ts";

/** As much context as Hypothesis stores: enough to tell repeated phrases apart, little enough to survive edits. */
const contextLength = 32;

export function describeQuote(text: string, span: Span): TextQuote {
  return {
    exact: textAt(text, span),
    prefix: text.slice(wholeAt(text, Math.max(0, span.start - contextLength)), span.start),
    suffix: text.slice(span.end, wholeAt(text, span.end + contextLength)),
  };
}

/** Half a character is no valid text in JSON. */
const wholeAt = (text: string, offset: number): number =>
  splitsCharacter(text, offset) ? offset + 1 : offset;

/** The same span in code points. */
export const describePosition = (text: string, span: Span): Span => ({
  start: toCodePoints(text, span.start),
  end: toCodePoints(text, span.end),
});

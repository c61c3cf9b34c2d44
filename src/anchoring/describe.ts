/** From a span of a text to selectors that find it again (W3C TextQuoteSelector and TextPositionSelector). */
import type { TextQuote } from "../domain/annotation.ts";
import { textAt, type Span } from "../base/span.ts";
import { toCodePoints } from "./codePoints.ts";

/** As much context as Hypothesis stores: enough to tell repeated phrases apart, little enough to survive edits. */
const contextLength = 32;

export function describeQuote(text: string, span: Span): TextQuote {
  return {
    exact: textAt(text, span),
    prefix: text.slice(Math.max(0, span.start - contextLength), span.start),
    suffix: text.slice(span.end, span.end + contextLength),
  };
}

/** The same span in code points. */
export const describePosition = (text: string, span: Span): Span => ({
  start: toCodePoints(text, span.start),
  end: toCodePoints(text, span.end),
});

/** From a selection in a file to what finds its lines again. */
import { describePosition, describeQuote } from "../anchoring/describe.ts";
import { fail, ok, type Result } from "../base/result.ts";
import { isEmptySpan, trimSpan, type Span } from "../base/span.ts";
import type { FilePlace, LinkedFile } from "../domain/fileLink.ts";
import { wholeLines } from "./placeLines.ts";

const longest = 10_000;

/** What a link made from a selection is to: the selected words, or the line of the cursor. */
export function linkedSpan(text: string, selection: Span): Result<Span> {
  const span = isEmptySpan(selection) ? wholeLines(text, selection) : trimSpan(text, selection);
  if (isEmptySpan(span))
    return fail("There are no words to link to here: select some, or go to a line that has some");
  if (span.end - span.start > longest) return fail("This is too much to link to: select fewer lines");
  return ok(span);
}

export const describePlace = (file: LinkedFile, text: string, span: Span): FilePlace => ({
  ...(file.folder === undefined ? {} : { folder: file.folder }),
  path: file.path,
  quote: describeQuote(text, span),
  position: describePosition(text, span),
  lines: { first: lineOf(text, span.start), last: lineOf(text, span.end) },
});

function lineOf(text: string, at: number): number {
  let line = 0;
  for (let next = text.indexOf("\n"); next !== -1 && next < at; next = text.indexOf("\n", next + 1)) line++;
  return line;
}

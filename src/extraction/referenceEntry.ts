/** From the lines of one entry of a bibliography to what can be told about it. */
import type { ReferenceEntry } from "./extractedPaper.ts";
import { arxivIn, doiIn, yearIn } from "./identifiers.ts";
import { joinLines } from "./joinLines.ts";
import type { Line } from "./pageText.ts";

export const bracketLabel = /^\[([\p{L}\p{N}+.*′'’-]{1,24}(?:[\s,][\p{L}\p{N}.]{1,12}){0,4})\]\s*/u;
export const numberLabel = /^(\d{1,3})(?:[.)]\s+|[.)]$|\.(?=\p{Lu}))/u;

export function referenceFrom(lines: readonly Line[], destination?: string): ReferenceEntry | undefined {
  const [first] = lines;
  if (first === undefined) return undefined;
  const whole = joinLines(lines.map(({ text }) => text));
  const match = bracketLabel.exec(whole) ?? numberLabel.exec(whole);
  const [label, text] = match === null ? [undefined, whole] : [match[1], whole.slice(match[0].length)];
  const [arxiv, doi, year] = [arxivIn(text), doiIn(text), yearIn(text)];
  return {
    ...(label === undefined ? {} : { label }),
    ...(destination === undefined ? {} : { destination }),
    text,
    place: { page: first.page, x: first.x0, y: first.y + first.size },
    ...(arxiv === undefined ? {} : { arxiv }),
    ...(doi === undefined ? {} : { doi }),
    ...(year === undefined ? {} : { year }),
  };
}

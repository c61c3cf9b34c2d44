/** The abstract: below its heading, or the first whole paragraph where it has none. */
import { greatest } from "./extremes.ts";
import type { Found } from "./extractedPaper.ts";
import { headingNumber } from "./headings.ts";
import { joinLines } from "./joinLines.ts";
import type { Line } from "./pageText.ts";
import { followsClosely, withoutMarks } from "./style.ts";

const opening = /^(?:abstract|a\s?b\s?s\s?t\s?r\s?a\s?c\s?t|summary)(?=$|[\s.:—–-])\s*[.:—–-]*\s*/iu;
const ending =
  /^(?:(?:index terms|key\s?words(?: and phrases)?|ccs concepts|general terms|categories and subject|acm reference|additional key words|jel class|msc\b|mathematics subject|1\.?\s+introduction|i\.\s+introduction)\b|introduction$|citation:|copyright\b|editor:|received:?\s)/iu;

/** The longest abstract is well below this. */
const mostLines = 70;

export interface AbstractLines {
  readonly found: Found<string>;
  readonly start: Line;
}

/** The lines are those of the first pages; `isHeading` knows the paper's headings. */
export function abstractOf(
  lines: readonly Line[],
  isHeading: (line: Line) => boolean,
): AbstractLines | undefined {
  const named = lines.findIndex(
    ({ text }) => opening.test(text) && !/^(?:abstract|summary)\s+\p{Ll}/u.test(text),
  );
  const isEnd = (line: Line): boolean => isHeading(line) || ending.test(line.text) || isNumberedStart(line);
  const start = lines[named];
  if (start !== undefined) {
    const rest = start.text.replace(opening, "");
    const block = blockFrom(lines, rest === "" ? named + 1 : named, isEnd);
    const texts = block.map((line) => withoutMarks(line).replace(opening, ""));
    const value = joinLines(texts);
    if (value.length > 80)
      return { found: { value, source: `below the word “Abstract” on page ${start.page}` }, start };
  }
  return unnamed(lines, isEnd);
}

const isNumberedStart = ({ text, bold }: Line): boolean =>
  bold && headingNumber.test(text) && text.length < 60;

/** Some templates set the abstract without a heading: it is the first block of several full lines. */
function unnamed(lines: readonly Line[], isEnd: (line: Line) => boolean): AbstractLines | undefined {
  const end = lines.findIndex((line, index) => index > 0 && /introduction/iu.test(line.text) && isEnd(line));
  const before = lines.slice(0, end < 0 ? 60 : end);
  for (let at = 0; at < before.length; at++) {
    const start = before[at];
    const block = blockFrom(before, at, isEnd).filter(({ page }) => page === start?.page);
    const value = joinLines(block.map(withoutMarks));
    const isProse = value.length > 400 && /[.?!]["”]?$/u.test(value) && !value.includes("@") && isFull(block);
    if (start !== undefined && isProse) {
      return { found: { value, source: `the first long paragraph on page ${start.page}` }, start };
    }
    at += Math.max(0, block.length - 1);
  }
  return undefined;
}

/**
 * Lines of one size that follow each other. Footnotes, which the file may write in between, are smaller; and only an
 * unfinished sentence goes on in the next column.
 */
function blockFrom(lines: readonly Line[], from: number, isEnd: (line: Line) => boolean): readonly Line[] {
  const first = lines[from];
  if (first === undefined || isEnd(first)) return [];
  const size =
    Math.max(
      ...[first, lines[from + 1] ?? first].filter(({ text }) => text.length > 20).map((line) => line.size),
      0,
    ) || first.size;
  const block: Line[] = [first];
  for (const line of lines.slice(from + 1, from + mostLines)) {
    const before = block.at(-1) ?? first;
    if (isEnd(line)) break;
    if (!isOfSize(line, size) && !isPartOf(before, line)) continue;
    if (isPartOf(before, line) || followsClosely(before, line, 2.4)) block.push(line);
    else if (isElsewhere(before, line) && !/[.?!]["”)]?$/u.test(before.text)) block.push(line);
    else break;
  }
  return block;
}

/** An address in a typewriter's font may outweigh the rest of its line. */
const isOfSize = (line: Line, size: number): boolean =>
  Math.abs(line.size - size) < 0.6 ||
  line.items.some((item) => item.text.length > 3 && Math.abs(item.size - size) < 0.3);

/** Set to both edges, or nearly: lists of authors and addresses are ragged. */
function isFull(block: readonly Line[]): boolean {
  const right = greatest(block.map(({ x1 }) => x1));
  const full = block.slice(0, -1).filter(({ x1, size }) => x1 > right - 3 * size);
  return full.length > 0.7 * (block.length - 1);
}

/** Words that stand so far apart in their line that they came as two. */
const isPartOf = (before: Line, line: Line): boolean =>
  before.page === line.page &&
  Math.abs(before.y - line.y) < 0.5 * before.size &&
  line.x0 > before.x1 - 1 &&
  line.x0 - before.x1 < 3 * before.size;

const isElsewhere = (before: Line, line: Line): boolean =>
  line.page > before.page || line.y > before.y + before.size;

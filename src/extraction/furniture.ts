/** What is printed on a page and is no part of the paper: running heads, page numbers, line numbers. */
import { greatest, least } from "./extremes.ts";
import type { Line, PageFrame, PageLines } from "./pageText.ts";

/** The share of a page's height in which heads and feet stand. */
const margin = 0.08;

export function withoutFurniture(pages: readonly PageLines[]): readonly PageLines[] {
  const seen = new Map<string, number>();
  for (const page of pages) {
    const isOutermost = outermostOf(page);
    const heads = page.lines.filter((line) => isInMargin(line, page) || isOutermost(line)).map(likeness);
    for (const head of new Set(heads)) seen.set(head, (seen.get(head) ?? 0) + 1);
  }
  const often = pages.length > 4 ? 3 : 2;
  const timesSeen = (line: Line): number => seen.get(likeness(line)) ?? 0;
  // Wide margins push heads into the page; but a table that goes on over some pages repeats its head there too.
  const veryOften = Math.max(often, 0.3 * pages.length);
  return pages.map((page) => {
    const isOutermost = outermostOf(page);
    const isRunning = (line: Line): boolean =>
      timesSeen(line) >= (isInMargin(line, page) ? often : isOutermost(line) ? veryOften : Infinity);
    const numbers = new Set(lineNumbers(page.lines));
    const isFurniture = (line: Line): boolean =>
      numbers.has(line) ||
      isRunning(line) ||
      (isInMargin(line, page) && (isPageNumber(line) || isImprint(line)));
    return { ...page, lines: page.lines.filter((line) => !isFurniture(line)) };
  });
}

const shareOf = ({ y }: Line, { y0, height }: PageFrame): number => (y - y0) / height;

function isInMargin(line: Line, page: PageFrame): boolean {
  const share = shareOf(line, page);
  return share < margin || share > 1 - margin;
}

/** The first and the last line of a page, if they stand where such lines do. */
function outermostOf(page: PageLines): (line: Line) => boolean {
  const baselines = page.lines.map(({ y }) => y);
  const top = greatest(baselines);
  const bottom = least(baselines);
  return (line) => {
    const share = shareOf(line, page);
    return (share > 0.75 && line.y > top - 2) || (share < 0.25 && line.y < bottom + 2);
  };
}

/** Two heads that differ in the page's number only are the same head. */
const likeness = ({ text }: Line): string => text.replace(/\d+/gu, "#");

const isPageNumber = ({ text }: Line): boolean =>
  /^(?:[-–—]\s*)?(?:\d{1,5}|[ivxl]{1,7})(?:\s*[-–—])?$/u.test(text);

/** What a publisher prints below the first page stands there once, and still belongs to no sentence. */
const imprint =
  /^(?:proceedings of|in proceedings|copyright\b|\(c\)|©|preprint\b|under review|published as|.*\bc⃝|.*©\s?\d{4}|\d+(?:st|nd|rd|th) conference on)/iu;
const isImprint = ({ text }: Line): boolean => imprint.test(text);

/** Numbers in one upright line that go up by one (or by five) each time: drafts for reviewers have them. */
function lineNumbers(lines: readonly Line[]): readonly Line[] {
  const columns = new Map<number, Line[]>();
  for (const line of lines) {
    if (!/^\d{1,4}$/u.test(line.text)) continue;
    const at = Math.round(line.x1 / 4);
    const near = [at, at - 1, at + 1].find((each) => columns.has(each)) ?? at;
    const column = columns.get(near) ?? [];
    column.push(line);
    columns.set(near, column);
  }
  const prose = lines.filter(({ text }) => text.length > 20);
  const leftmost = least(prose.map(({ x0 }) => x0));
  const rightmost = greatest(prose.map(({ x1 }) => x1));
  return [...columns.values()].filter((column) => counts(column, leftmost, rightmost)).flat();
}

function counts(column: readonly Line[], leftmost: number, rightmost: number): boolean {
  const [first] = column;
  if (first === undefined || column.length < 8) return false;
  if (first.x1 > leftmost && first.x0 < rightmost) return false;
  const values = [...column].sort((a, b) => b.y - a.y).map(({ text }) => Number(text));
  const steps = values.slice(1).map((value, index) => value - (values[index] ?? 0));
  const even = steps.filter((step) => step === 1 || step === 5).length;
  return even > 0.8 * steps.length;
}

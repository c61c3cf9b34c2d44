/** From a page's pieces of text to its lines. */
import { greatest, least } from "./extremes.ts";
import { withoutFurniture } from "./furniture.ts";
import type { Line, PageFrame, PageItems, PageLines, TextItem } from "./pageText.ts";

/** All pages together, because a running head is known by its return. */
export const linesOfPages = (pages: readonly PageItems[]): readonly PageLines[] =>
  withoutFurniture(pages.map(allLinesOf));

/** With running heads and the like; for whoever has to take rests between pages. */
export const allLinesOf = (page: PageItems): PageLines => ({
  ...frameOf(page),
  lines: linesOf(page),
  rotated: rotatedLines(page),
});

const frameOf = ({ number, width, height, x0, y0 }: PageFrame): PageFrame => ({
  number,
  width,
  height,
  x0,
  y0,
});

/**
 * In the order in which the file writes them. LaTeX and most others write column after column, and whoever sorts by height
 * mixes the columns.
 */
export function linesOf(page: PageItems): readonly Line[] {
  const gutter = gutterOf(page);
  const rows: TextItem[][] = [];
  for (const item of page.items) {
    if (item.rotated === true || item.text.trim() === "") continue;
    const row = rows.at(-1);
    const before = row?.at(-1);
    if (before !== undefined && isSameAgain(before, item)) continue;
    if (row !== undefined && before !== undefined && continues(before, item, gutter)) row.push(item);
    else rows.push([item]);
  }
  return rows.map((row) => lineOf(row, page.number)).filter(({ text }) => text !== "");
}

/** Some writers print a letter twice, a little apart, where they have no bold font. */
const isSameAgain = (before: TextItem, item: TextItem): boolean =>
  before.text === item.text && Math.abs(before.x - item.x) < 1 && Math.abs(before.y - item.y) < 1;

function continues(before: TextItem, item: TextItem, gutter: number | undefined): boolean {
  const size = Math.max(before.size, item.size);
  if (Math.abs(before.y - item.y) >= Math.max(2, 0.45 * size)) return false;
  const gap = gapBetween(before, item);
  const isForward = item.dir === "rtl" ? item.x <= before.x + 1 : item.x >= before.x - 1;
  const [from, to] = item.dir === "rtl" ? [endOf(item), before.x] : [endOf(before), item.x];
  const isOverGutter = gutter !== undefined && from <= gutter && gutter <= to && gap > 0.8 * size;
  return isForward && gap < Math.max(9, 1.6 * size) && !isOverGutter;
}

const endOf = ({ x, width }: TextItem): number => x + width;
const gapBetween = (before: TextItem, item: TextItem): number =>
  item.dir === "rtl" ? before.x - endOf(item) : item.x - endOf(before);

function lineOf(row: readonly TextItem[], page: number): Line {
  const weight = ({ text, size }: TextItem): number => text.trim().length * size;
  const main = row.reduce((most, item) => (weight(item) > weight(most) ? item : most));
  const letters = (items: readonly TextItem[]): number =>
    items.reduce((sum, { text }) => sum + text.trim().length, 0);
  return {
    text: textOf(row),
    x0: least(row.map(({ x }) => x)),
    x1: greatest(row.map(endOf)),
    y: main.y,
    size: main.size,
    font: main.font,
    bold: letters(row.filter(({ bold }) => bold === true)) > 0.6 * letters(row),
    page,
    items: row,
  };
}

export function textOf(row: readonly TextItem[]): string {
  let text = "";
  row.forEach((item, index) => {
    const before = row[index - 1];
    const isApart = before !== undefined && gapBetween(before, item) > 0.15 * item.size;
    text += isApart ? ` ${item.text}` : item.text;
  });
  return cleaned(text);
}

/** Compatibility forms, the ligatures among them, become the letters that a reader types and searches for. */
const cleaned = (text: string): string =>
  withAccents(text)
    .normalize("NFKC")
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim();

/** TeX's older fonts print an accent as a letter of its own, before the one that it belongs to. */
const withAccents = (text: string): string =>
  text.replace(
    /(?:(?<=\p{L})\s(?=.\s?\p{Ll}))?([\u00b4\u00a8\u02c6\u02c7\u02d8-\u02dd\u00af\u00b8])\s?([\p{L}ı])/gu,
    (whole, accent: string, letter: string) => {
      const mark = combining.get(accent);
      return mark === undefined ? whole : (letter === "ı" ? "i" : letter) + mark;
    },
  );

const combining: ReadonlyMap<string, string> = new Map([
  ["\u00b4", "\u0301"],
  ["\u00a8", "\u0308"],
  ["\u02c6", "\u0302"],
  ["\u02c7", "\u030c"],
  ["\u02d8", "\u0306"],
  ["\u02d9", "\u0307"],
  ["\u02da", "\u030a"],
  ["\u02db", "\u0328"],
  ["\u02dc", "\u0303"],
  ["\u02dd", "\u030b"],
  ["\u00af", "\u0304"],
]);

/** Where a page of two columns has its gap: an upright line near the middle that hardly any text crosses. */
export const gutterOf = (page: PageItems): number | undefined => gutterOfItems(page, page.items);

export function gutterOfItems({ x0, width }: PageFrame, items: readonly TextItem[]): number | undefined {
  const upright = items.filter(({ rotated, text }) => rotated !== true && text.trim() !== "");
  const lettersWhere = (holds: (item: TextItem) => boolean): number =>
    upright.reduce((sum, item) => sum + (holds(item) ? item.text.length : 0), 0);
  const all = lettersWhere(() => true);
  const isFree = (x: number): boolean =>
    lettersWhere((item) => item.x < x - 1 && endOf(item) > x + 1) < 0.1 * all &&
    lettersWhere((item) => endOf(item) <= x + 1) > 0.2 * all &&
    lettersWhere((item) => item.x >= x - 1) > 0.2 * all;
  const step = 3;
  const candidates = Array.from(
    { length: Math.ceil((0.3 * width) / step) },
    (_, at) => x0 + 0.35 * width + at * step,
  );
  const free = candidates.filter(isFree);
  return free[Math.floor(free.length / 2)];
}

/** The stamp in the margin and tables that lie on their side, in the order of the file. */
function rotatedLines({ items }: PageItems): readonly string[] {
  const lines: string[] = [""];
  for (const { text, rotated, hasEOL } of items) {
    if (rotated !== true) continue;
    lines[lines.length - 1] += text;
    if (hasEOL) lines.push("");
  }
  return lines.map(cleaned).filter((line) => line !== "");
}

/** Which part of a page shows what a link leads to. Pure. */
import type { DestinationKind } from "../../../src/extraction/destinations.ts";
import type { Caption } from "../../../src/extraction/extractedPaper.ts";
import type { Line, PageLines, Place } from "../../../src/extraction/pageText.ts";
import { isRaised } from "../../../src/extraction/style.ts";
import type { Rect } from "../text/rects.ts";

/** Around what is shown, in points. */
const padding = 6;
/** How much is shown below a place, in points, where nothing says where its thing ends. */
const heights: Partial<Record<DestinationKind, number>> = {
  section: 170,
  theorem: 150,
  footnote: 60,
  equation: 80,
};
const usualHeight = 150;
/** Where pages have their heads and numbers. */
const margin = 30;
/** Whatever is lower is the gap around a caption. */
const leastRoom = 25;

interface Column {
  readonly left: number;
  readonly right: number;
}

/** A section, an equation, a theorem: from its place downwards, in whole lines. */
export function blockRect(page: PageLines, place: Place, kind: DestinationKind | undefined): Rect {
  const column = columnAt(page, place.x);
  const [left, right] = [column.left - padding, column.right + padding];
  const below = linesIn(page, column)
    .filter(({ y }) => y <= place.y + 2)
    .sort((a, b) => b.y - a.y);
  const height = heights[kind ?? "page"] ?? usualHeight;
  const [first] = below;
  if (first === undefined || first.y < place.y - height) return [left, place.y - height, right, place.y];
  const top = first.y + first.size + padding / 2;
  const end =
    kind === "equation" ? endOfEquation(below, column, top) : kind === "footnote" ? endOfNote(below) : -1;
  const wanted = end < 0 ? below.filter(({ y }) => y > top - height) : below.slice(0, end);
  const lowest = wanted.reduce((bottom, { y, size }) => Math.min(bottom, y - 0.35 * size), first.y - 4);
  return [left, lowest - padding / 2, right, Math.min(top, page.y0 + page.height)];
}

/** The number of an equation stands at the right of its last line, whose sums and fractions reach below it. */
function endOfEquation(lines: readonly Line[], { left, right }: Column, top: number): number {
  const number = lines.find(
    ({ text, x1, y }) => /\(\S{1,8}\)$/u.test(text) && x1 > left + 0.8 * (right - left) && top - y < 150,
  );
  if (number === undefined) return -1;
  const end = lines.findIndex(({ y }) => y < number.y - 1.4 * number.size);
  return end < 0 ? lines.length : end;
}

/** The next footnote begins with a raised number too. */
function endOfNote(lines: readonly Line[]): number {
  const isNext = (line: Line, at: number): boolean =>
    at > 0 && line.items[0] !== undefined && /^\d/u.test(line.text) && isRaised(line.items[0], line);
  return lines.findIndex(isNext);
}

/** A figure, table or algorithm: what stands between its place and its caption, or beside the caption. */
export function floatRect(
  page: PageLines,
  place: Place,
  caption: Caption,
  captions: readonly Caption[],
): Rect {
  const block = linesOfCaption(page, caption);
  const column = columnOfCaption(page, block, place);
  const [left, right] = [column.left - padding, column.right + padding];
  const captionTop = caption.place.y + 1;
  const captionBottom = Math.min(...block.map(({ y, size }) => y - 0.4 * size), caption.place.y);
  const others = linesIn(page, column).filter((line) => !block.includes(line));
  const foreign = captions
    .filter((other) => other !== caption && other.place.page === page.number)
    .map((other) => ({
      kind: other.kind,
      lines: linesOfCaption(page, other).filter((line) => others.includes(line)),
    }));
  const gutter = gutterOf(page);
  const isOneOfTwo = gutter !== undefined && column.right - column.left < 0.55 * page.width;
  const walls = [
    // What runs over both columns belongs to neither.
    ...others.filter(({ x0, x1 }) => isOneOfTwo && x0 < gutter - 15 && x1 > gutter + 15),
    ...others.filter((line) => isProse(line, others, column.right - column.left)),
    ...foreign.flatMap(({ lines }) => lines),
  ];
  const ceiling = Math.min(
    ...walls.filter(({ y }) => y > captionTop).map(({ y, size }) => y - 0.4 * size),
    page.y0 + page.height - margin,
  );
  const floor = Math.max(
    ...walls.filter(({ y }) => y < captionBottom).map(({ y, size }) => y + size),
    page.y0 + margin,
  );
  const over: Rect = [left, captionTop, right, ceiling];
  if (place.y > captionTop + 20) return [left, captionTop, right, Math.min(place.y + padding, ceiling)];
  const under: Rect = [left, floor, right, captionBottom];
  // Figures stand over their captions, so what is over a figure's caption belongs to no other.
  const isTaken = foreign.some(
    ({ kind, lines }) => kind === "figure" && lines.some(({ y, size }) => y + size === floor),
  );
  const prefersOver = caption.kind === "figure" || isTaken;
  const [roomOver, roomUnder] = [ceiling - captionTop, captionBottom - floor];
  const isOver = prefersOver ? roomOver > leastRoom || roomOver >= roomUnder : roomUnder < leastRoom;
  return isOver ? over : under;
}

const linesIn = ({ lines }: PageLines, { left, right }: Column): readonly Line[] =>
  lines.filter(({ x0, x1 }) => x0 < right && x1 > left);

/** A full line with another full one right above or below it. */
function isProse(line: Line, others: readonly Line[], width: number): boolean {
  const isFull = ({ x0, x1 }: Line): boolean => x1 - x0 > 0.8 * width;
  const isNeighbour = (other: Line): boolean =>
    other !== line &&
    isFull(other) &&
    Math.abs(other.size - line.size) < 0.5 &&
    Math.abs(other.y - line.y) < 1.8 * line.size &&
    Math.abs(other.y - line.y) > 0.5 * line.size;
  return isFull(line) && others.some(isNeighbour);
}

export function linesOfCaption({ lines }: PageLines, { place, text }: Caption): readonly Line[] {
  const start = lines.findIndex((line) => line.x0 === place.x && line.y + line.size === place.y);
  const block: Line[] = [];
  let length = 0;
  for (const line of start < 0 ? [] : lines.slice(start)) {
    if (length >= text.length - 2) break;
    block.push(line);
    length += line.text.length + 1;
  }
  return block;
}

/** A caption that runs over the gap between two columns belongs to both. */
function columnOfCaption(page: PageLines, block: readonly Line[], place: Place): Column {
  const gutter = gutterOf(page);
  const isAcross = gutter !== undefined && block.some(({ x0, x1 }) => x0 < gutter - 10 && x1 > gutter + 10);
  return isAcross ? extentOf(page.lines, page) : columnAt(page, block[0]?.x0 ?? place.x);
}

/**
 * Where a page of two columns has its gap. Tables, pictures and their captions do not keep to columns, and may leave little
 * else on a page: the long lines tell that are not too long.
 */
function gutterOf({ lines, x0, width }: PageLines): number | undefined {
  const long = lines.filter(({ text }) => text.length > 25);
  const narrow = long.filter((line) => line.x1 - line.x0 < 0.55 * width);
  if (narrow.length < 0.5 * long.length) return undefined;
  const isGap = (x: number): boolean =>
    narrow.filter((line) => line.x0 < x - 1 && line.x1 > x + 1).length <= 0.04 * narrow.length &&
    narrow.filter((line) => line.x1 <= x).length > 2 &&
    narrow.filter((line) => line.x0 >= x).length > 2;
  const candidates = Array.from({ length: 50 }, (_, at) => x0 + width * (0.4 + at / 250));
  const gaps = candidates.filter(isGap);
  return gaps[Math.floor(gaps.length / 2)];
}

export function columnAt(page: PageLines, x: number): Column {
  const gutter = gutterOf(page);
  if (gutter === undefined) return extentOf(page.lines, page);
  const isRight = x > gutter - 12;
  const own = page.lines.filter(({ x0, x1 }) => (isRight ? x0 >= gutter - 4 : x1 <= gutter + 4));
  return extentOf(own, page);
}

/** From the leftmost to the rightmost letter; of an empty page what margins usually leave. */
function extentOf(lines: readonly Line[], { x0, width }: PageLines): Column {
  const long = lines.filter(({ text }) => text.length > 20);
  const left = Math.min(...long.map((line) => line.x0));
  const right = Math.max(...long.map((line) => line.x1));
  if (!(right - left > 0.2 * width)) return { left: x0 + 0.1 * width, right: x0 + 0.9 * width };
  return { left, right };
}

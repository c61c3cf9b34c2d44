/** Which part of a page shows what a link leads to. Pure. */
import type { DestinationKind } from "../../../src/extraction/destinations.ts";
import type { Caption } from "../../../src/extraction/extractedPaper.ts";
import { gutterOfItems } from "../../../src/extraction/lines.ts";
import type { Line, PageLines, Place } from "../../../src/extraction/pageText.ts";
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

interface Column {
  readonly left: number;
  readonly right: number;
}

/** A section, an equation, a theorem: from its place downwards. */
export function blockRect(page: PageLines, place: Place, kind: DestinationKind | undefined): Rect {
  const { left, right } = columnAt(page, place.x);
  const top = Math.min(place.y + padding, page.y0 + page.height);
  const height = heights[kind ?? "page"] ?? usualHeight;
  const end = kind === "equation" ? equationEnd(page, place, { left, right }) : undefined;
  const bottom = Math.max(page.y0, end ?? lastLineWithin(page, { left, right }, top, top - height));
  return [left - padding, bottom, right + padding, top];
}

/** The number of an equation stands at the right of its last line. */
function equationEnd(page: PageLines, { y }: Place, { left, right }: Column): number | undefined {
  const number = page.lines.find(
    (line) =>
      /^\(\S{1,8}\)$/u.test(line.text) &&
      line.x1 > (left + right) / 2 &&
      line.x1 < right + padding &&
      line.y < y &&
      y - line.y < 150,
  );
  return number === undefined ? undefined : number.y - 2.2 * number.size;
}

/** Below the last whole line, so that none is cut. */
function lastLineWithin(page: PageLines, column: Column, top: number, lowest: number): number {
  const ys = linesIn(page, column)
    .filter(({ y }) => y < top && y > lowest + padding)
    .map(({ y, size }) => y - 0.35 * size);
  return ys.length === 0 ? lowest : Math.min(...ys) - 1;
}

/** A figure, table or algorithm: what stands between its place and its caption, or beside the caption. */
export function floatRect(page: PageLines, place: Place, caption: Caption): Rect {
  const block = linesOfCaption(page, caption);
  const { left, right } = columnOfCaption(page, block, place);
  const captionTop = caption.place.y + 2;
  const captionBottom = Math.min(...block.map(({ y, size }) => y - 0.35 * size), caption.place.y);
  const isAbove = place.y > captionTop + 20;
  const others = linesIn(page, { left, right }).filter((line) => !block.includes(line));
  const edge = page.y0 + page.height;
  const prose = others.filter((line) => isProse(line, others, right - left));
  const top = isAbove
    ? Math.min(place.y + padding, edge)
    : Math.min(...prose.filter(({ y }) => y > captionTop).map(({ y, size }) => y - 0.5 * size), edge - 30);
  const bottom = Math.max(
    ...prose.filter(({ y }) => y < captionBottom).map(({ y, size }) => y + 1.1 * size),
    page.y0 + 30,
  );
  const over: Rect = [left - padding, captionTop, right + padding, top];
  const under: Rect = [left - padding, bottom, right + padding, captionBottom];
  if (isAbove) return over;
  const room = { over: top - captionTop, under: captionBottom - bottom };
  const isOver = caption.kind === "figure" ? room.over > 40 || room.over >= room.under : room.under < 20;
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

const gutterOf = (page: PageLines): number | undefined =>
  gutterOfItems(
    page,
    page.lines.flatMap(({ items }) => items),
  );

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

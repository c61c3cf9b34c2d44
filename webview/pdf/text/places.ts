/** From points of a page to letters, and from letters to boxes. */
import type { Span } from "../../../src/base/span.ts";
import { withoutBetween } from "./betweenColumns.ts";
import { rectOfRun } from "./lines.ts";
import type { Line, PageText, Run } from "./pageText.ts";
import { contains, distance, rounded, union, type Rect } from "./rects.ts";

/** The gap between letters that is nearest to a point; `undefined` on a page without text. */
export function offsetAt(page: PageText, x: number, y: number): number | undefined {
  const line = nearestLine(page, x, y);
  const run = line === undefined ? undefined : nearest(line.runs, (each) => distance(rectOfRun(each), x, y));
  return run === undefined ? undefined : offsetIn(run, x, y);
}

/** Whether there are letters at a point, for the shape of the pointer. */
export const isOnText = ({ lines }: PageText, x: number, y: number): boolean =>
  lines.some(({ rect }) => contains(rect, x, y, 2));

/** The column around a point: as wide as the blocks there that are about as wide as the nearest, from the height of the point. */
export function columnAt({ lines }: PageText, x: number, y: number): Rect | undefined {
  const body = lines.filter(({ isAside }) => !isAside);
  const here = nearest(body, ({ blockRect }) => distance(blockRect, x, y));
  if (here === undefined) return undefined;
  const [left, , right] = here.blockRect;
  const isOfColumn = ({ blockRect }: Line): boolean =>
    Math.min(right, blockRect[2]) - Math.max(left, blockRect[0]) >
    0.6 * Math.max(right - left, blockRect[2] - blockRect[0]);
  const column = union(body.filter(isOfColumn).map(({ blockRect }) => blockRect));
  return [column[0], column[1], column[2], Math.min(column[3], y + (column[3] - column[1]) / 8)];
}

/** Beside a short line one still means it, not the nearer line of another column: a block counts in its whole width. */
function nearestLine({ lines }: PageText, x: number, y: number): Line | undefined {
  const hit = lines.find(({ rect }) => contains(rect, x, y));
  return (
    hit ??
    nearest(lines, ({ rect, blockRect, isAside }) => {
      const wide: Rect = [blockRect[0], rect[1], blockRect[2], rect[3]];
      return distance(wide, x, y) + (isAside ? 30 : 0) + 0.01 * distance(rect, x, y);
    })
  );
}

function nearest<T>(all: readonly T[], far: (each: T) => number): T | undefined {
  let [best, least]: [T | undefined, number] = [undefined, Number.POSITIVE_INFINITY];
  for (const each of all) {
    const now = far(each);
    if (now < least) [best, least] = [each, now];
  }
  return best;
}

function offsetIn(run: Run, x: number, y: number): number {
  const along = (x - run.x) * run.dx + (y - run.y) * run.dy;
  const gap = nearest([...run.edges.keys()], (at) => Math.abs((run.edges[at] ?? 0) - along)) ?? 0;
  return run.start + gap;
}

/** The line that a gap between letters belongs to; at the seam of two lines the later one. */
export function lineAt({ lines }: PageText, offset: number): Line | undefined {
  return (
    lines.findLast(({ start, end }) => start <= offset && offset <= end) ??
    lines.find(({ start }) => start >= offset) ??
    lines.at(-1)
  );
}

/**
 * One box for each line that letters of a span are in. Lines beside the text are passed over, unless the span begins or ends
 * in one; so is what stands between two columns.
 */
export function rectsOf(page: PageText, span: Span): readonly Rect[] {
  return wantedLines(page, span).flatMap((line) => {
    const boxes = line.runs.flatMap((run) => boxIn(page.text, run, span));
    if (boxes.length === 0) return [];
    const whole = union(boxes);
    // Raised and lowered letters do not make the mark of a line taller than the line.
    const [, low, , high] = union(mainRuns(line).map((run) => rectOfRun(run)));
    const isFlat = Math.abs(line.runs[0]?.dy ?? 0) < 0.02;
    return [rounded(isFlat ? [whole[0], low, whole[2], high] : whole)];
  });
}

export const wantedLines = (page: PageText, { start, end }: Span): readonly Line[] =>
  withoutBetween(
    page,
    page.lines.filter(
      (line) =>
        line.start < end &&
        start < line.end &&
        (!line.isAside || (start >= line.start && start < line.end) || (end > line.start && end <= line.end)),
    ),
  );

const mainRuns = ({ runs, size }: Line): readonly Run[] => {
  const large = runs.filter((run) => run.size > 0.85 * size);
  return large.length === 0 ? runs : large;
};

function boxIn(text: string, run: Run, { start, end }: Span): Rect[] {
  let [from, to] = [Math.max(start, run.start), Math.min(end, run.end)];
  while (from < to && /\s/u.test(text[from] ?? "")) from++;
  while (to > from && /\s/u.test(text[to - 1] ?? "")) to--;
  return from < to ? [rectOfRun(run, from - run.start, to - run.start)] : [];
}

/** A thin box where the caret stands. */
export function caretRect(page: PageText, offset: number): Rect | undefined {
  const line = lineAt(page, offset);
  const run =
    line?.runs.find(({ start, end }) => start <= offset && offset < end) ??
    line?.runs.findLast(({ end }) => end <= offset) ??
    line?.runs[0];
  if (run === undefined) return undefined;
  const at = Math.max(0, Math.min(offset - run.start, run.edges.length - 1));
  return rectOfRun(run, at, at);
}

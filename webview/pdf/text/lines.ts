/** Lines and the blocks that they make, in the order of the file: a typesetter writes column by column. */
import { union, type Rect } from "./rects.ts";
import type { Line, PageText, Run } from "./pageText.ts";

type Draft = Omit<Line, "block" | "blockRect" | "isAside">;

export function linesOf(text: string, runs: readonly Run[], view: PageText["view"]): readonly Line[] {
  const lines: Draft[] = [];
  let open: Run[] = [];
  const close = (): void => {
    const inked = open.filter((run) => text.slice(run.start, run.end).trim() !== "");
    const [first, last] = [inked[0], inked.at(-1)];
    if (first !== undefined && last !== undefined)
      lines.push({
        start: first.start,
        end: last.end,
        runs: inked,
        rect: union(inked.map((run) => rectOfRun(run))),
        size: Math.max(...inked.map(({ size }) => size)),
      });
    open = [];
  };
  for (const run of runs) {
    const before = open.at(-1);
    if (before !== undefined && (text[before.end] === "\n" || !goesOn(before, run))) close();
    open.push(run);
  }
  close();
  return blocksOf(lines, view);
}

/** The box around letters from one edge of a run to another. */
export function rectOfRun(run: Run, from = 0, to = run.edges.length - 1): Rect {
  const [a, b] = [run.edges[from] ?? 0, run.edges[to] ?? 0];
  const at = (along: number, across: number): readonly [number, number] => [
    run.x + run.dx * along - run.dy * across,
    run.y + run.dy * along + run.dx * across,
  ];
  const corners = [at(a, run.descent), at(b, run.descent), at(a, run.ascent), at(b, run.ascent)];
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

const widestGap = 1.6;

/** Whether a run carries on the line of the one before: raised, lowered, but close by. */
function goesOn(before: Run, run: Run): boolean {
  if (Math.abs(before.dx - run.dx) > 0.02 || Math.abs(before.dy - run.dy) > 0.02) return false;
  const size = Math.max(before.size, run.size);
  const end = Math.max(before.edges[0] ?? 0, before.edges.at(-1) ?? 0);
  const [x, y] = [run.x - before.x, run.y - before.y];
  const along = x * run.dx + y * run.dy - end;
  const across = -x * run.dy + y * run.dx;
  return Math.abs(across) < 0.6 * size && along > -end - size && Math.abs(along) < widestGap * size;
}

const margin = 0.08;
const furthest = 1.9;
const indent = 0.9;

function blocksOf(lines: readonly Draft[], view: PageText["view"]): readonly Line[] {
  const numbers: number[] = [];
  lines.forEach((line, at) => {
    const before = lines[at - 1];
    numbers.push((numbers.at(-1) ?? -1) + (before !== undefined && belongs(before, line) ? 0 : 1));
  });
  const blocks = new Map<number, Rect[]>();
  lines.forEach((line, at) => {
    const block = numbers[at] ?? 0;
    blocks.set(block, [...(blocks.get(block) ?? []), line.rect]);
  });
  const rects = new Map([...blocks].map(([block, all]) => [block, union(all)] as const));
  return lines.map((line, at) => {
    const block = numbers[at] ?? 0;
    return { ...line, block, blockRect: rects.get(block) ?? line.rect, isAside: isAside(line, lines, view) };
  });
}

/** Whether a line stands right below another, in the same column and of like size, and begins no paragraph. */
function belongs({ rect: above, size: larger }: Draft, { rect, size }: Draft): boolean {
  const gap = above[1] - rect[3];
  const overlap = Math.min(above[2], rect[2]) - Math.max(above[0], rect[0]);
  const isBelow = gap > -0.6 * size && above[1] - rect[1] < furthest * Math.max(size, larger);
  const isAlike = Math.abs(size - larger) < 0.2 * Math.max(size, larger);
  const isIndented = rect[0] - above[0] > indent * size && rect[0] - above[0] < 4 * size;
  const endsShort = above[2] - above[0] < 0.5 * (rect[2] - rect[0]);
  return isBelow && isAlike && overlap > 0 && !isIndented && !endsShort;
}

/**
 * Running heads, page numbers and the like: alone in the outer part of the page, apart from what follows; and lines that run
 * in another direction than most, as the stamp that arXiv puts beside the first page.
 */
function isAside(line: Draft, lines: readonly Draft[], [, bottom, , top]: PageText["view"]): boolean {
  const turned = ({ runs }: Draft): boolean => Math.abs(runs[0]?.dy ?? 0) > 0.5;
  const mostAreTurned = lines.filter(turned).length > lines.length / 2;
  if (turned(line) !== mostAreTurned) return true;
  if (mostAreTurned) return false;
  const middle = (line.rect[1] + line.rect[3]) / 2;
  const edge = margin * (top - bottom);
  const isHigh = middle > top - edge;
  const isLow = middle < bottom + edge;
  if (!isHigh && !isLow) return false;
  return lines.every((other) => {
    const gap = isHigh ? line.rect[1] - other.rect[3] : other.rect[1] - line.rect[3];
    const isBeyond = isHigh ? other.rect[1] >= line.rect[1] - 1 : other.rect[3] <= line.rect[3] + 1;
    return isBeyond || gap > 0.55 * line.size;
  });
}

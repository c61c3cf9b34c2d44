/**
 * What stands between two columns and is no part of what runs from one to the other: footnotes at the foot of the first, a
 * figure with its letters and caption at the head of the next. All of these are set smaller than the text.
 */
import type { Line, PageText } from "./pageText.ts";

const smaller = 0.95;

/** The lines of a passage without what it passes over. Where it begins or ends in small type, that is meant. */
export function withoutBetween(page: PageText, lines: readonly Line[]): readonly Line[] {
  const body = bodySize(page);
  const isSmall = ({ size }: Line): boolean => size < smaller * body;
  return lines.filter((line, at) => {
    if (!isSmall(line)) return true;
    const before = lines.slice(0, at).findLast((other) => !isSmall(other));
    const after = lines.slice(at + 1).find((other) => !isSmall(other));
    if (before === undefined || after === undefined || isBelow(after, before)) return true;
    return touches(line, before) || touches(line, after); // the limits of a sum, a fraction
  });
}

/** The first and the last line of the text proper, for passages that come from the page before or go on to the next. */
export function bodyEnds(page: PageText, lines: readonly Line[]): readonly [Line, Line] | undefined {
  const body = bodySize(page);
  const large = lines.filter(({ size }) => size >= smaller * body);
  const [first, last] = [large[0], large.at(-1)];
  return first === undefined || last === undefined ? undefined : [first, last];
}

const isBelow = ({ rect: [left, , right, top] }: Line, { rect: above }: Line): boolean =>
  top < above[3] && Math.min(right, above[2]) - Math.max(left, above[0]) > 0;

const touches = ({ rect: a }: Line, { rect: b }: Line): boolean =>
  Math.min(a[2], b[2]) > Math.max(a[0], b[0]) && Math.min(a[3], b[3]) > Math.max(a[1], b[1]) - 1;

const sizes = new WeakMap<PageText, number>();

/** Of most letters. */
function bodySize(page: PageText): number {
  const known = sizes.get(page);
  if (known !== undefined) return known;
  const letters = new Map<number, number>();
  for (const { size, start, end } of page.lines) {
    const rough = Math.round(size * 2) / 2;
    letters.set(rough, (letters.get(rough) ?? 0) + end - start);
  }
  const [most] = [...letters].sort(([, a], [, b]) => b - a);
  sizes.set(page, most?.[0] ?? 0);
  return most?.[0] ?? 0;
}

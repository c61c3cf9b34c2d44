/** Boxes on a page, in points: left, bottom, right, top. */
import type { PdfRect } from "../../../src/domain/region.ts";

export type Rect = PdfRect;

export function union(rects: readonly Rect[]): Rect {
  const side = (at: 0 | 1 | 2 | 3, of: typeof Math.min): number => of(...rects.map((rect) => rect[at]));
  return [side(0, Math.min), side(1, Math.min), side(2, Math.max), side(3, Math.max)];
}

export const contains = ([left, bottom, right, top]: Rect, x: number, y: number, slack = 0): boolean =>
  x >= left - slack && x <= right + slack && y >= bottom - slack && y <= top + slack;

/** How far a point is outside; 0 within. */
export const distance = ([left, bottom, right, top]: Rect, x: number, y: number): number =>
  Math.hypot(Math.max(left - x, 0, x - right), Math.max(bottom - y, 0, y - top));

export const rounded = ([left, bottom, right, top]: Rect): Rect => [
  hundredth(left),
  hundredth(bottom),
  hundredth(right),
  hundredth(top),
];

/** A hundredth of a point is finer than any screen, and keeps files small. */
export const hundredth = (value: number): number => Math.round(value * 100) / 100;

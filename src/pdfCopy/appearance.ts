/**
 * How marks look: content streams (ISO 32000-2, 8.5), so that every reader draws the same, also those that make no appearance
 * of their own.
 */
import type { Color, MarkStyle } from "../domain/annotation.ts";
import type { PdfRect } from "../domain/region.ts";
import type { PdfMark } from "./marks.ts";

type Rgb = readonly [red: number, green: number, blue: number];

/** From 0 to 255, as they are on the reader's light pages: what is laid over words, and what is drawn. */
const markers: Readonly<Record<Color, Rgb>> = {
  yellow: [255, 224, 102],
  green: [155, 232, 180],
  blue: [168, 209, 255],
  pink: [255, 179, 211],
  purple: [211, 191, 255],
};
const pens: Readonly<Record<Color, Rgb>> = {
  yellow: [181, 137, 0],
  green: [23, 128, 63],
  blue: [20, 99, 200],
  pink: [194, 37, 111],
  purple: [116, 64, 207],
};

const inkWidth = 1.4;
const borderWidth = 1;
const noteSize = 18;
const noteGap = 4;

export const colorFor = ({ kind, color }: Pick<PdfMark, "kind" | "color">): Rgb =>
  (kind === "highlight" ? markers : pens)[color];

export interface Line {
  readonly points: readonly number[];
  readonly width: number;
}

/** The lines that a mark consists of, where it does. */
export function linesOf({ kind, rects, strokes }: PdfMark): readonly Line[] {
  if (kind === "ink") return strokes.map((points) => ({ points, width: inkWidth }));
  if (kind === "area")
    return rects.map(([l, b, r, t]) => ({ points: [l, b, r, b, r, t, l, t, l, b], width: borderWidth }));
  if (kind !== "underline" && kind !== "strike") return [];
  return rects.map(([left, bottom, right, top]) => {
    const height = top - bottom;
    const y = kind === "underline" ? bottom + height * 0.04 : bottom + height * 0.4;
    return { points: [left, y, right, y], width: Math.max(0.7, height * 0.06) };
  });
}

/** What the mark covers: left, bottom, right, top. @param page the visible part of it */
export function boundsOf(mark: PdfMark, page: PdfRect, cornersTaken: number): PdfRect {
  if (mark.kind === "point") return noteBox(mark.rects[0], page, cornersTaken);
  const xs = [...mark.rects.flatMap(([l, , r]) => [l, r]), ...everyOther(mark.strokes, 0)];
  const ys = [...mark.rects.flatMap(([, b, , t]) => [b, t]), ...everyOther(mark.strokes, 1)];
  const margin = Math.max(0, ...linesOf(mark).map(({ width }) => width));
  return [least(xs) - margin, least(ys) - margin, most(xs) + margin, most(ys) + margin];
}

/** A stroke has more points than a call may have arguments. */
const least = (numbers: readonly number[]): number => numbers.reduce((a, b) => Math.min(a, b), Infinity);
const most = (numbers: readonly number[]): number => numbers.reduce((a, b) => Math.max(a, b), -Infinity);
const everyOther = (strokes: PdfMark["strokes"], from: 0 | 1): readonly number[] =>
  strokes.flatMap((points) => points.filter((_, at) => at % 2 === from));

/** A sticky note hangs from the point that it was put at; those on the whole paper stand in the corner, side by side. */
function noteBox(at: PdfRect | undefined, [left, , , top]: PdfRect, cornersTaken: number): PdfRect {
  const x = at?.[0] ?? left + noteGap + cornersTaken * (noteSize + noteGap);
  const y = at?.[3] ?? top - noteGap;
  return [x, y - noteSize, x + noteSize, y];
}

/** The content stream; the state `/G` of its resources multiplies with what lies beneath. */
export function drawn(mark: PdfMark, bounds: PdfRect): string {
  const color = colorFor(mark).map((part) => number(part / 255));
  const [fill, stroke] = [`${color.join(" ")} rg`, `${color.join(" ")} RG`];
  if (mark.kind === "highlight") return [`/G gs ${fill}`, ...mark.rects.map(rectangle), "f"].join("\n");
  if (mark.kind === "point")
    return [fill, rectangle(bounds), "f", "1 1 1 RG 1.2 w", noteLines(bounds)].join("\n");
  return [stroke, "1 J 1 j", ...linesOf(mark).map(path)].join("\n");
}

const rectangle = ([left, bottom, right, top]: PdfRect): string =>
  `${[left, bottom, right - left, top - bottom].map(number).join(" ")} re`;

function path({ points, width }: Line): string {
  const steps: string[] = [];
  for (let at = 0; at + 1 < points.length; at += 2)
    steps.push(`${number(points[at] ?? 0)} ${number(points[at + 1] ?? 0)} ${at === 0 ? "m" : "l"}`);
  return `${number(width)} w ${steps.join(" ")} S`;
}

/** Three lines of writing. */
const noteLines = ([left, bottom]: PdfRect): string =>
  [13, 9, 5]
    .map((y, at) => {
      const end = at === 2 ? 10 : 14;
      return `${number(left + 4)} ${number(bottom + y)} m ${number(left + end)} ${number(bottom + y)} l S`;
    })
    .join(" ");

/** PDF knows no exponents. */
const number = (value: number): string => value.toFixed(3).replace(/\.?0+$/u, "");

/** What the standard calls the kinds. */
export const subtypes: Readonly<Record<MarkStyle, string>> = {
  highlight: "Highlight",
  underline: "Underline",
  strike: "StrikeOut",
  area: "Square",
  point: "Text",
  ink: "Ink",
};

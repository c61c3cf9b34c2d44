/** What marks look like on a page, in points of the page: y goes up. */
import { nothing, svg, type TemplateResult } from "lit";
import type { Color, MarkStyle } from "../../../src/domain/annotation.ts";
import type { RegionPart } from "../../../src/domain/region.ts";
import type { Rect } from "../text/rects.ts";

export interface ShownMark {
  readonly part: RegionPart;
  readonly style: MarkStyle;
  readonly color: Color;
  readonly isActive: boolean;
  readonly isPending: boolean;
  /** Found by likeness only. */
  readonly isMoved: boolean;
  /** By a program, and not accepted yet. */
  readonly isProposed: boolean;
  readonly hasComment: boolean;
}

const classes = ({ style, color, isActive, isPending, isMoved, isProposed }: ShownMark): string =>
  [
    ...["pdf-mark", style, color],
    ...[isActive ? "active" : "", isPending ? "pending" : "", isMoved ? "moved" : ""],
    isProposed ? "proposed" : "",
  ]
    .filter(Boolean)
    .join(" ");

const box = ([left, bottom, right, top]: Rect, className = ""): TemplateResult =>
  svg`<rect class=${className} x=${left} y=${bottom} width=${right - left} height=${top - bottom} rx="1" />`;

/** Below the words, as a marker's ink is. */
export const washOf = (mark: ShownMark): TemplateResult | typeof nothing =>
  mark.style === "highlight" || mark.style === "area"
    ? svg`<g class=${classes(mark)}>${mark.part.rects.map((rect) => box(rect, "wash"))}</g>`
    : nothing;

export function linesOfMark(mark: ShownMark): TemplateResult {
  const { rects } = mark.part;
  return svg`<g class=${classes(mark)}>${shapes(mark)}${
    mark.hasComment && mark.style !== "point" ? badge(rects[0]) : nothing
  }</g>`;
}

function shapes({ style, part }: ShownMark): unknown {
  const { rects, strokes = [] } = part;
  switch (style) {
    case "highlight":
      return rects.map((rect) => box(rect, "frame"));
    case "underline":
      return rects.map((rect) => along(rect, 0.04));
    case "strike":
      return rects.map((rect) => along(rect, 0.42));
    case "area":
      return rects.map((rect) => box(rect, "border"));
    case "ink":
      return strokes.map((stroke) => svg`<polyline class="stroke" points=${pairs(stroke)} />`);
    case "point":
      return rects.map(sticky);
  }
}

function along([left, bottom, right, top]: Rect, share: number): TemplateResult {
  const isUpright = top - bottom > 4 * (right - left);
  const y = bottom + (top - bottom) * share;
  return isUpright
    ? svg`<line class="stroke" x1=${right} y1=${bottom} x2=${right} y2=${top} />`
    : svg`<line class="stroke" x1=${left} y1=${y} x2=${right} y2=${y} />`;
}

/** Says that something was written about a mark. */
const badge = (rect: Rect | undefined): TemplateResult | typeof nothing =>
  rect === undefined
    ? nothing
    : svg`<path class="badge" d="M${rect[0] - 5} ${rect[3] + 2} h6 v-5 h-3 l-1.5 -2 v2 h-1.5 z" />`;

const sticky = ([left, bottom, right, top]: Rect): TemplateResult => {
  const [w, h] = [right - left, top - bottom];
  return svg`<path class="sheet" d="M${left} ${top} h${w} v${-h * 0.7} l${-w * 0.3} ${-h * 0.3} h${-w * 0.7} z" />
    <path class="writing" d="M${left + w * 0.2} ${top - h * 0.3} h${w * 0.6} M${left + w * 0.2} ${top - h * 0.55} h${w * 0.45}" />`;
};

const pairs = (stroke: readonly number[]): string =>
  Array.from({ length: stroke.length >> 1 }, (_, at) => `${stroke[2 * at]},${stroke[2 * at + 1]}`).join(" ");

export const selectionBoxes = (rects: readonly Rect[]): TemplateResult =>
  svg`<g class="selected-words">${rects.map((rect) => box(rect))}</g>`;

export const caretShape = (rect: Rect | undefined): TemplateResult | typeof nothing =>
  rect === undefined
    ? nothing
    : svg`<line class="caret" x1=${rect[0]} y1=${rect[1]} x2=${rect[0]} y2=${rect[3]} />`;

export const rubberBand = (rect: Rect): TemplateResult => box(rect, "rubber-band");
export const wetInk = (stroke: readonly number[], color: Color): TemplateResult =>
  svg`<g class="pdf-mark ink ${color}"><polyline class="stroke" points=${pairs(stroke)} /></g>`;

/** What the tools do with what was drawn: an area becomes a note with a picture, a click a sticky note, lines a drawing. */
import { nothing, svg, type TemplateResult } from "lit";
import type { AnnotationId, Color } from "../../src/domain/annotation.ts";
import { foldedOffset } from "../../src/anchoring/fold.ts";
import type { Region, RegionPart } from "../../src/domain/region.ts";
import type { FreeMark } from "./annotations.ts";
import type { PageTexts } from "./engine/pageTexts.ts";
import type { Stroke } from "./pagePointer.ts";
import type { Tool } from "./state/tools.ts";
import { digestOfPage } from "./text/pageLetters.ts";
import { offsetAt } from "./text/places.ts";
import { hundredth, rounded, type Rect } from "./text/rects.ts";
import { rubberBand, wetInk } from "./ui/markShapes.ts";

export interface ToolPorts {
  readonly texts: () => PageTexts | undefined;
  readonly fingerprint: () => string;
  readonly color: () => Color;
  readonly snapshot: (page: number, rect: Rect) => Promise<string>;
  readonly store: (mark: FreeMark) => Promise<AnnotationId | undefined>;
  /** What was made wants words. */
  readonly write: (id: AnnotationId) => void;
  readonly changed: () => void;
}

const smallestSide = 6;
const stickySide = 16;
const penLiftMs = 900;

export class Tools {
  readonly #ports: ToolPorts;
  /** Under the pen or the mouse now. */
  #drawing: { readonly tool: Tool; readonly stroke: Stroke } | undefined;
  #strokes: Stroke[] = [];
  #pen: ReturnType<typeof setTimeout> | undefined;

  constructor(ports: ToolPorts) {
    this.#ports = ports;
  }

  /** What is being drawn on a page, and lines that are not stored yet since more may come. */
  wet(page: number): TemplateResult | undefined {
    const drawing = this.#drawing?.stroke.page === page ? this.#drawing : undefined;
    const strokes = [
      ...this.#strokes.filter((stroke) => stroke.page === page),
      ...(drawing?.tool === "ink" ? [drawing.stroke] : []),
    ];
    const band = drawing?.tool === "area" ? rubberBand(boxBetweenEnds(drawing.stroke.points)) : nothing;
    if (strokes.length === 0 && band === nothing) return undefined;
    return svg`${strokes.map(({ points }) => wetInk(points, this.#ports.color()))}${band}`;
  }

  follow(tool: Tool, stroke: Stroke | undefined): void {
    this.#drawing = stroke === undefined ? undefined : { tool, stroke };
    this.#ports.changed();
  }

  async use(tool: Tool, stroke: Stroke): Promise<void> {
    this.#drawing = undefined;
    if (tool === "area") return this.#area(stroke);
    if (tool === "point") return this.#sticky(stroke);
    if (tool === "ink") return this.#draw(stroke);
  }

  /** Lines that follow each other quickly are one drawing. */
  #draw(stroke: Stroke): void {
    clearTimeout(this.#pen);
    if (this.#strokes[0] !== undefined && this.#strokes[0].page !== stroke.page) void this.storeInk();
    this.#strokes = [...this.#strokes, { ...stroke, points: thinned(stroke.points) }];
    this.#ports.changed();
    this.#pen = setTimeout(() => void this.storeInk(), penLiftMs);
  }

  async storeInk(): Promise<void> {
    clearTimeout(this.#pen);
    const strokes = this.#strokes;
    const page = strokes[0]?.page;
    this.#strokes = [];
    if (page === undefined) return;
    const rects = strokes.map(({ points }) => boxAround(points));
    const lines = strokes.map(({ points }) => [...points]);
    const region = await this.#region(page, rects, lines);
    await this.#ports.store({ region, style: "ink", color: this.#ports.color() });
    this.#ports.changed();
  }

  async #area({ page, points }: Stroke): Promise<void> {
    const rect = rounded(boxBetweenEnds(points));
    if (rect[2] - rect[0] < smallestSide || rect[3] - rect[1] < smallestSide) return this.#ports.changed();
    const region = await this.#region(page, [rect]);
    const picture = await this.#ports.snapshot(page, rect).catch(() => undefined); // the place is what matters
    const color = this.#ports.color();
    this.#written(await this.#ports.store({ region, style: "area", color, ...(picture && { picture }) }));
  }

  async #sticky({ page, points: [x = 0, y = 0] }: Stroke): Promise<void> {
    const rect = rounded([x, y - stickySide, x + stickySide, y]);
    const region = await this.#region(page, [rect]);
    this.#written(await this.#ports.store({ region, style: "point", color: this.#ports.color() }));
  }

  #written(id: AnnotationId | undefined): void {
    if (id !== undefined) this.#ports.write(id);
  }

  /** In the order of reading it stands by the letter that is nearest to its upper left corner. */
  async #region(page: number, rects: readonly Rect[], strokes?: number[][]): Promise<Region> {
    const text = await this.#ports.texts()?.read(page);
    const [first] = rects;
    const offset = text === undefined || first === undefined ? undefined : offsetAt(text, first[0], first[3]);
    const letter = text === undefined || offset === undefined ? 0 : foldedOffset(text.folded, offset);
    const part: RegionPart = {
      page,
      rects: rects.map(rounded),
      text: { start: letter, end: letter },
      ...(text === undefined ? {} : digestOfPage(text)),
      ...(strokes === undefined ? {} : { strokes }),
    };
    return { fingerprint: this.#ports.fingerprint(), parts: [part] };
  }
}

const boxBetweenEnds = (points: readonly number[]): Rect =>
  boxAround([...points.slice(0, 2), ...points.slice(-2)]);

function boxAround(points: readonly number[]): Rect {
  const xs = points.filter((_, at) => at % 2 === 0);
  const ys = points.filter((_, at) => at % 2 === 1);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

const finest = 0.7;

/** Points closer than the width of the line say nothing. */
function thinned(points: readonly number[]): readonly number[] {
  const kept: number[] = [];
  for (let at = 0; at + 1 < points.length; at += 2) {
    const [x, y] = [hundredth(points[at] ?? 0), hundredth(points[at + 1] ?? 0)];
    const [px, py] = [kept.at(-2), kept.at(-1)];
    const isLast = at + 3 >= points.length;
    if (px === undefined || py === undefined || isLast || Math.hypot(x - px, y - py) >= finest)
      kept.push(x, y);
  }
  return kept.length === 2 ? [...kept, (kept[0] ?? 0) + 0.1, kept[1] ?? 0] : kept;
}

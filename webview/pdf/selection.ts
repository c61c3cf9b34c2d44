/**
 * Selecting words on the pages, with mouse and keys. The browser's own selection jumps from column to column and knows no
 * page breaks; this one goes from letter to letter in reading order.
 */
import type { PageTexts } from "./engine/pageTexts.ts";
import type { PagePoint, Sheets } from "./engine/sheets.ts";
import { offsetAt } from "./text/places.ts";
import {
  isBefore,
  isEmptyRange,
  mostPages,
  partsOf,
  rangeOf,
  type TextPoint,
  type TextRange,
  type TextsAt,
} from "./text/ranges.ts";
import { endsOf, paragraphAt, sentenceAt, stepFrom, wordAt, type Stride } from "./text/steps.ts";

/** How much a click takes, and a drag after it adds. */
type Grain = "letter" | "word" | "sentence" | "paragraph";
const grains: readonly Grain[] = ["letter", "letter", "word", "sentence", "paragraph"];
const around = { word: wordAt, sentence: sentenceAt, paragraph: paragraphAt } as const;

export interface SelectionEvents {
  /** What is selected, or where the caret is, has changed. */
  changed(): void;
  /** The mouse was let go, or a key moved the end: now is the time to offer something. */
  settled(by: "mouse" | "key"): void;
}

export class PdfSelection {
  readonly #sheets: Sheets;
  readonly #texts: () => PageTexts | undefined;
  readonly #events: SelectionEvents;
  /** What stays in a drag: a letter's gap, or the word or sentence that was clicked. */
  #origin: TextRange | undefined;
  #focus: TextPoint | undefined;
  #grain: Grain = "letter";
  #turn = 0;
  #isDragging = false;

  constructor(sheets: Sheets, texts: () => PageTexts | undefined, events: SelectionEvents) {
    this.#sheets = sheets;
    this.#texts = texts;
    this.#events = events;
  }

  /** `undefined` when nothing is selected. */
  get range(): TextRange | undefined {
    const [origin, focus] = [this.#origin, this.#focus];
    if (origin === undefined || focus === undefined) return undefined;
    const range = isBefore(focus, origin.start)
      ? { start: focus, end: origin.end }
      : { start: origin.start, end: isBefore(origin.end, focus) ? focus : origin.end };
    return isEmptyRange(range) ? undefined : range;
  }

  /** Where the keyboard goes on from. */
  get caret(): TextPoint | undefined {
    return this.#focus;
  }

  get isDragging(): boolean {
    return this.#isDragging;
  }

  get texts(): TextsAt {
    return (page) => this.#texts()?.at(page);
  }

  clear(): void {
    this.#turn++;
    this.#origin = undefined;
    this.#focus = undefined;
    this.#isDragging = false;
    this.#events.changed();
  }

  select(range: TextRange): void {
    this.#origin = { start: range.start, end: range.start };
    this.#focus = range.end;
    this.#events.changed();
  }

  /** A press of the mouse: the second selects the word, the third the sentence, the fourth the paragraph. */
  async begin(at: PagePoint, clicks: number, extend: boolean): Promise<void> {
    const turn = ++this.#turn;
    this.#isDragging = true;
    const point = await this.#pointAt(at);
    if (turn !== this.#turn || point === undefined) return;
    this.#grain = grains[Math.min(clicks, grains.length - 1)] ?? "letter";
    if (extend && this.#origin !== undefined) this.#focus = point;
    else {
      this.#origin = this.#grown(point);
      this.#focus = this.#origin.end;
    }
    this.#events.changed();
  }

  async drag(to: { readonly clientX: number; readonly clientY: number }): Promise<void> {
    if (!this.#isDragging) return;
    const turn = this.#turn;
    const at = this.#sheets.pointAt(to.clientX, to.clientY);
    const point = at === undefined ? undefined : await this.#pointAt(at);
    if (point !== undefined && turn === this.#turn && this.#isDragging) await this.#moveTo(point);
  }

  end(): void {
    if (!this.#isDragging) return;
    this.#isDragging = false;
    this.#events.settled("mouse");
  }

  /** Moves the caret by key; extends the selection to it or leaves that behind. */
  async step(stride: Stride, by: 1 | -1, extend: boolean, firstPage: number): Promise<TextPoint | undefined> {
    const texts = this.#texts();
    if (texts === undefined) return undefined;
    const from = this.#focus ?? (await this.#startOf(firstPage));
    if (from === undefined) return undefined;
    const to = (await this.#stepFrom(texts, from, stride, by)) ?? from;
    if (!extend || this.#origin === undefined)
      this.#origin = { start: extend ? from : to, end: extend ? from : to };
    this.#grain = "letter";
    this.#focus = to;
    await this.#readBetween();
    this.#events.changed();
    this.#events.settled("key");
    return to;
  }

  async #stepFrom(
    texts: PageTexts,
    { page, offset }: TextPoint,
    stride: Stride,
    by: 1 | -1,
  ): Promise<TextPoint | undefined> {
    const here = stepFrom(await texts.read(page), offset, stride, by);
    if (here !== undefined) return { page, offset: here };
    for (
      let next = page + by;
      next >= 1 && next <= texts.pageCount && Math.abs(next - page) < 10;
      next += by
    ) {
      const text = await texts.read(next);
      const ends = endsOf(text);
      if (ends === undefined) continue;
      const entered = by === 1 ? ends.start : ends.end;
      const isFar = stride === "line" || stride === "letter";
      return { page: next, offset: isFar ? entered : (stepFrom(text, entered, stride, by) ?? entered) };
    }
    return undefined;
  }

  async #startOf(page: number): Promise<TextPoint | undefined> {
    const text = await this.#texts()?.read(page);
    const ends = text === undefined ? undefined : endsOf(text);
    return ends === undefined ? undefined : { page, offset: ends.start };
  }

  async #pointAt({ page, x, y }: PagePoint): Promise<TextPoint | undefined> {
    const texts = this.#texts();
    const text = texts?.at(page) ?? (await texts?.read(page));
    const offset = text === undefined ? undefined : offsetAt(text, x, y);
    return offset === undefined ? undefined : { page, offset };
  }

  async #moveTo(point: TextPoint): Promise<void> {
    const grown = this.#grown(point);
    const start = this.#origin?.start ?? point;
    if (Math.abs(point.page - start.page) > mostPages) return;
    this.#focus = isBefore(point, start) ? grown.start : grown.end;
    await this.#readBetween();
    this.#events.changed();
  }

  #grown(point: TextPoint): TextRange {
    const text = this.texts(point.page);
    const span =
      this.#grain === "letter" || text === undefined ? undefined : around[this.#grain](text, point.offset);
    if (span === undefined) return { start: point, end: point };
    return rangeOf({ ...point, offset: span.start }, { ...point, offset: span.end });
  }

  /** A selection over pages needs the text of all of them. */
  async #readBetween(): Promise<void> {
    const range = this.range;
    if (range === undefined) return;
    for (let page = range.start.page; page <= range.end.page; page++)
      if (this.texts(page) === undefined) await this.#texts()?.read(page);
  }

  /** The parts that are selected on one page. */
  on(page: number): ReturnType<typeof partsOf> {
    const range = this.range;
    return range === undefined ? [] : partsOf(range, this.texts).filter((part) => part.page.number === page);
  }
}

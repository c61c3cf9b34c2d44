/** Selecting by key: along words, sentences and paragraphs, with what is selected kept in sight and said aloud. */
import { shortened } from "../state/wording.ts";
import type { Pages } from "./engine/pages.ts";
import type { Sheets } from "./engine/sheets.ts";
import type { PdfSelection } from "./selection.ts";
import type { AnnotationKey } from "./state/annotationKeys.ts";
import { caretRect } from "./text/places.ts";
import { wordsOfRange, type TextPoint } from "./text/ranges.ts";
import { paragraphAt, sentenceAt } from "./text/steps.ts";

export interface WalkPorts {
  readonly selection: PdfSelection;
  readonly sheets: Sheets;
  readonly pages: Pages;
  /** Where the walk begins when nothing is selected. */
  readonly page: () => number;
  readonly say: (said: string) => void;
  /** What is selected was decided: it may be marked now. */
  readonly settled: () => void;
  readonly caretToggled: () => void;
}

const announcedLength = 300;
const edgePx = 30;

export class SelectionWalk {
  readonly #ports: WalkPorts;
  #hasCaret = false;

  constructor(ports: WalkPorts) {
    this.#ports = ports;
  }

  /** With a caret on the page the arrow keys move it instead of scrolling. */
  get hasCaret(): boolean {
    return this.#hasCaret;
  }

  toggleCaret(): void {
    this.#hasCaret = !this.#hasCaret;
    if (this.#hasCaret && this.#ports.selection.caret === undefined)
      void this.step({ stride: "lineEdge", by: -1, extend: false });
    this.#ports.caretToggled();
    this.#ports.say(this.#hasCaret ? "Caret on: arrow keys move it" : "Caret off: arrow keys scroll");
  }

  async step({ stride, by, extend }: Omit<Extract<AnnotationKey, { kind: "step" }>, "kind">): Promise<void> {
    const { selection, page } = this.#ports;
    const caret = await selection.step(stride, by, extend, page());
    if (caret === undefined) return this.#sayNoText();
    this.#scrollTo(caret);
    this.#saySelected();
  }

  /** The next whole sentence or paragraph; with Shift the selection grows by it. */
  async unit({ unit, by, extend }: Extract<AnnotationKey, { kind: "unit" }>): Promise<void> {
    const { selection, page, settled } = this.#ports;
    const isGrowing = extend && selection.range !== undefined;
    const to = await selection.step(unit, by, isGrowing, page());
    if (to === undefined) return this.#sayNoText();
    const text = selection.texts(to.page);
    const around = unit === "sentence" ? sentenceAt : paragraphAt;
    const offset = by === 1 ? Math.max(0, to.offset - 1) : to.offset;
    const span = text === undefined ? undefined : around(text, offset);
    if (span !== undefined && !isGrowing) {
      const at = (place: number): TextPoint => ({ page: to.page, offset: place });
      selection.select({ start: at(span.start), end: at(span.end) });
      settled();
    }
    this.#scrollTo(to);
    this.#saySelected();
  }

  #sayNoText(): void {
    this.#ports.say("There is no text to select here");
  }

  #saySelected(): void {
    const { range, texts } = this.#ports.selection;
    if (range !== undefined) this.#ports.say(shortened(wordsOfRange(range, texts), announcedLength));
  }

  #scrollTo({ page, offset }: TextPoint): void {
    const { selection, sheets, pages } = this.#ports;
    const text = selection.texts(page);
    const rect = text === undefined ? undefined : caretRect(text, offset);
    if (rect === undefined) return;
    const box = sheets.rectOnScreen(page, rect);
    const room = pages.element.getBoundingClientRect();
    if (box === undefined) pages.reveal(page, rect);
    else if (box.top < room.top + edgePx) pages.element.scrollTop -= room.top + 2 * edgePx - box.top;
    else if (box.bottom > room.bottom - edgePx)
      pages.element.scrollTop += box.bottom - room.bottom + 2 * edgePx;
  }
}

/** The abstract on the page: draws it with its marks, and tells what is selected and clicked in it. */
import type { Span } from "../../src/base/span.ts";
import type { Piece } from "../state/pieces.ts";
import type { Marked } from "../state/segments.ts";
import { drawCaret, moveFor, moveSelection, type CaretMove } from "./caret.ts";
import { drawText, rangeOf, type Leaf } from "./drawnText.ts";
import { bringIntoView, flash } from "./motion.ts";
import { extentIn, select, wordsIn, type Extent } from "./selection.ts";

export interface Mark extends Marked {
  readonly className: string;
  /** Says in words what the colour says to the eye. */
  readonly title: string;
  /** Id of the element that tells more. */
  readonly details?: string | undefined;
}

export interface AbstractEvents {
  selected(words: Span | undefined): void;
  /** Keys of the marks under a click, innermost first. */
  clicked(keys: readonly string[]): void;
}

export class AbstractView {
  /** Holds the text, the caret and the flashes; positions are relative to it. */
  readonly frame = document.createElement("div");
  readonly #text = document.createElement("div");
  readonly #caret = document.createElement("div");
  readonly #events: AbstractEvents;
  #shown: { readonly text: string; readonly pieces: readonly Piece[]; readonly cuts: string } | undefined;
  #leaves: readonly Leaf[] = [];
  #dragging = false;
  #lastCaret = 0;

  constructor(events: AbstractEvents) {
    this.#events = events;
    this.frame.className = "frame";
    this.#text.className = "abstract";
    this.#text.tabIndex = 0;
    this.#text.setAttribute("role", "document");
    this.#text.setAttribute("aria-label", "Abstract");
    this.#text.setAttribute("aria-describedby", "abstract-keys");
    this.#caret.className = "caret";
    this.#caret.setAttribute("aria-hidden", "true");
    this.#caret.hidden = true;
    this.frame.append(this.#text, this.#caret);
    this.#listen();
  }

  /** Draws anew only when words or the borders of marks changed, and then keeps the person's selection. */
  show(text: string, pieces: readonly Piece[], marks: readonly Mark[]): void {
    const cuts = JSON.stringify(marks.map(({ key, span }) => [key, span.start, span.end]));
    const isSame = this.#shown?.text === text && this.#shown.cuts === cuts;
    if (!isSame) {
      const extent = this.#extent();
      this.#leaves = drawText(this.#text, text, pieces, marks, (key) => {
        const element = document.createElement("mark");
        element.dataset["key"] = key;
        return element;
      });
      if (extent !== undefined) select(this.#leaves, extent);
    }
    this.#shown = { text, pieces, cuts };
    this.#dress(marks);
  }

  /** Where words are on the screen, line by line. */
  lines(span: Span): readonly DOMRect[] {
    return [...(rangeOf(this.#leaves, span)?.getClientRects() ?? [])].filter(({ width }) => width > 0);
  }

  reveal(span: Span, takeFocus: boolean): void {
    const range = rangeOf(this.#leaves, span);
    if (range === undefined) return;
    bringIntoView(range.getBoundingClientRect());
    flash(range, this.frame);
    if (!takeFocus) return;
    select(this.#leaves, { anchor: span.start, focus: span.start });
    this.focus();
  }

  focus(): void {
    this.#text.focus({ preventScroll: true });
  }

  /** Lets go of the selected words, and leaves the caret where they ended. */
  deselect(): void {
    const extent = this.#extent();
    if (extent !== undefined && extent.anchor !== extent.focus) {
      select(this.#leaves, { anchor: extent.focus, focus: extent.focus });
    }
  }

  /** The words that are selected now. */
  get words(): Span | undefined {
    return this.#words(this.#extent());
  }

  /** Tells what is selected right now; the browser's own telling comes a little later. */
  settle(): void {
    this.#settle(false);
  }

  get hasFocus(): boolean {
    return document.activeElement === this.#text;
  }

  /** Keys of the marks at the caret, innermost first. */
  marksAtCaret(): readonly string[] {
    const node = document.getSelection()?.focusNode ?? null;
    return node !== null && this.#text.contains(node) ? keysAround(node, this.#text) : [];
  }

  #extent(): Extent | undefined {
    return extentIn(this.#text, this.#leaves);
  }

  #dress(marks: readonly Mark[]): void {
    const byKey = new Map(marks.map((mark) => [mark.key, mark]));
    const seen = new Set<string>();
    const elements = [...this.#text.querySelectorAll<HTMLElement>("mark")];
    const last = new Map(elements.map((element) => [element.dataset["key"], element]));
    for (const element of elements) {
      const mark = byKey.get(element.dataset["key"] ?? "");
      if (mark === undefined) continue;
      // Only the outer ends of a mark are rounded; where another mark begins inside it, it goes on.
      const ends = `${seen.has(mark.key) ? "" : " begins"}${last.get(mark.key) === element ? " ends" : ""}`;
      seen.add(mark.key);
      element.className = mark.className + ends;
      element.title = mark.title;
      if (mark.details !== undefined) element.setAttribute("aria-details", mark.details);
    }
  }

  #listen(): void {
    this.#text.addEventListener("pointerdown", () => {
      this.#dragging = true;
      this.frame.classList.remove("with-keys");
    });
    addEventListener("pointerup", () => {
      if (!this.#dragging) return;
      this.#dragging = false;
      // The browser settles the selection after this event when the press was on selected words.
      setTimeout(() => this.#settle(true));
    });
    addEventListener("pointercancel", () => (this.#dragging = false));
    document.addEventListener("selectionchange", () => {
      if (!this.#dragging) this.#settle(false);
    });
    this.#text.addEventListener("keydown", (event) => this.#onKey(event));
    this.#text.addEventListener("focus", () => this.#onFocus());
    this.#text.addEventListener("blur", () => (this.#caret.hidden = true));
    this.#text.addEventListener("click", (event) => {
      const extent = this.#extent();
      if (extent !== undefined && extent.anchor !== extent.focus) return; // the end of a drag, not a click
      const keys = event.target instanceof Node ? keysAround(event.target, this.#text) : [];
      if (keys.length > 0) this.#events.clicked(keys);
    });
    this.#text.addEventListener("copy", (event) => {
      const words = this.#words(this.#extent());
      if (words === undefined || this.#shown === undefined || event.clipboardData === null) return;
      // Formulas are copied as they were written, not as the many small boxes they are drawn with.
      event.clipboardData.setData("text/plain", this.#shown.text.slice(words.start, words.end));
      event.preventDefault();
    });
  }

  #words(extent: Extent | undefined): Span | undefined {
    if (extent === undefined || this.#shown === undefined) return undefined;
    return wordsIn(this.#shown.text, this.#shown.pieces, extent);
  }

  /** Tells what is selected. After a drag, formulas that it only touched are selected whole, so that it shows. */
  #settle(afterDrag: boolean): void {
    const extent = this.#extent();
    const words = this.#words(extent);
    if (extent !== undefined) this.#lastCaret = extent.focus;
    if (afterDrag && extent !== undefined && words !== undefined) {
      const start = Math.min(extent.anchor, extent.focus, words.start);
      const end = Math.max(extent.anchor, extent.focus, words.end);
      const whole =
        extent.anchor <= extent.focus ? { anchor: start, focus: end } : { anchor: end, focus: start };
      select(this.#leaves, whole);
    }
    if (this.hasFocus) drawCaret(this.#caret, this.frame);
    this.#events.selected(words);
  }

  #onFocus(): void {
    // A press of the mouse brings its own place for the caret.
    if (!this.#dragging && this.#extent() === undefined) {
      select(this.#leaves, { anchor: this.#lastCaret, focus: this.#lastCaret });
    }
    if (this.#text.matches(":focus-visible")) this.frame.classList.add("with-keys");
    drawCaret(this.#caret, this.frame);
  }

  #onKey(event: KeyboardEvent): void {
    const move = moveFor(event);
    const isBare = !event.altKey && !event.shiftKey;
    const isAll = event.key.toLowerCase() === "a" && (event.ctrlKey || event.metaKey) && isBare;
    if (move === undefined && !isAll) return;
    event.preventDefault();
    this.frame.classList.add("with-keys");
    if (isAll) select(this.#leaves, { anchor: 0, focus: this.#end });
    else if (move !== undefined) this.#move(move);
    this.#settle(false); // the browser's own telling would come after the next key of a quick hand
    const [line] = this.lines({ start: this.#lastCaret, end: this.#lastCaret + 1 });
    if (line !== undefined && !isAll) bringIntoView(line);
  }

  #move(move: CaretMove): void {
    const before = this.#extent() ?? { anchor: this.#lastCaret, focus: this.#lastCaret };
    if (move.by === "documentboundary") {
      const focus = move.direction === "forward" ? this.#end : 0;
      return select(this.#leaves, { anchor: move.extend ? before.anchor : focus, focus });
    }
    moveSelection(move);
    this.#keepOutOfFormulas(move, before);
  }

  get #end(): number {
    return this.#leaves.at(-1)?.span.end ?? 0;
  }

  /** A move that ended inside a formula goes on to its far side; one that left the abstract stops at its end. */
  #keepOutOfFormulas({ direction, extend }: CaretMove, before: Extent): void {
    const { focusNode } = document.getSelection() ?? {};
    if (focusNode === null || focusNode === undefined) return;
    const formula = this.#leaves.find(({ node }) => node instanceof HTMLElement && node.contains(focusNode));
    const isInside = this.#text.contains(focusNode);
    if (formula === undefined && isInside) return;
    const edges = formula?.span ?? { start: 0, end: this.#end };
    const focus = direction === "forward" ? edges.end : edges.start;
    select(this.#leaves, { anchor: extend ? before.anchor : focus, focus });
  }
}

function keysAround(node: Node, within: HTMLElement): readonly string[] {
  const keys: string[] = [];
  for (let at: Node | null = node; at !== null && at !== within; at = at.parentNode) {
    const key = at instanceof HTMLElement && at.tagName === "MARK" ? at.dataset["key"] : undefined;
    if (key !== undefined) keys.push(key);
  }
  return keys;
}

/** One card: near its words while it is only looked at, and wherever it was put once it is pinned. */
import { render } from "lit";
import { reasonOf } from "../../../src/base/result.ts";
import type { ReferenceEntry } from "../../../src/extraction/extractedPaper.ts";
import { referenceTitle } from "../../../src/extraction/referenceTitle.ts";
import type { Channel } from "../../../src/protocol/channel.ts";
import type { pdfAsks } from "../../../src/protocol/pdf.ts";
import { clipSize, drawClip, type ClipSize } from "../engine/clip.ts";
import type { LinkGoal } from "../engine/destinations.ts";
import type { PDFDocumentProxy } from "../engine/pdfDocument.ts";
import { cardView, type CardCommands } from "./cardView.ts";
import { spotFor, within, type Box } from "./placing.ts";
import type { Standing } from "./shelfLine.ts";
import type { ClipTarget, Target } from "./targets.ts";

export interface CardPorts {
  readonly document: PDFDocumentProxy;
  readonly host: Channel<typeof pdfAsks>;
  readonly follow: (goal: LinkGoal) => void;
  readonly say: (said: string) => void;
  readonly pinned: (card: Card) => void;
  /** It asks to be taken away. */
  readonly close: (card: Card) => void;
}

export const largestClip: ClipSize = { width: 420, height: 320 };
/** Small type grows, and a wide figure shrinks, but not to where nothing can be made out. */
const largestScale = 1.75;
const smallestScale = 0.5;
const step = 24;
/** The card that was used last lies over the others. */
let highest = 0;

export class Card {
  readonly element = document.createElement("div");
  readonly target: Target;
  readonly #ports: CardPorts;
  readonly #standings = new Map<ReferenceEntry, Standing>();
  #isPinned = false;
  readonly #clip = document.createElement("canvas");

  constructor(target: Target, ports: CardPorts) {
    this.target = target;
    this.#ports = ports;
    this.element.className = "reference-card";
    this.element.setAttribute("role", "dialog");
    this.element.setAttribute("aria-label", target.title);
    this.element.tabIndex = -1;
    this.element.addEventListener("pointerdown", (event) => this.#drag(event));
    for (const touch of ["pointerdown", "focusin"])
      this.element.addEventListener(touch, () => (this.element.style.zIndex = String(++highest)));
    this.element.addEventListener("keydown", (event) => this.#turn(event));
    if (target.kind === "clip") this.#layClip(target);
    this.#draw();
    if (target.kind === "cited") for (const entry of target.entries) void this.#lookUp(entry);
  }

  get isPinned(): boolean {
    return this.#isPinned;
  }

  get hasFocus(): boolean {
    return this.element.contains(document.activeElement);
  }

  /** Beside its words, both measured in the window. */
  place(words: Box, frame: Box): void {
    const { style } = this.element;
    style.maxHeight = "";
    const { offsetWidth, offsetHeight } = this.element;
    const { left, top, bottom, maxHeight } = spotFor(words, frame, offsetWidth, offsetHeight);
    style.left = `${left}px`;
    style.top = top === undefined ? "auto" : `${top}px`;
    style.bottom = bottom === undefined ? "auto" : `${bottom}px`;
    style.maxHeight = `${maxHeight}px`;
  }

  /** Stays where it is, until it is moved or closed. */
  pin(): void {
    if (this.#isPinned) return;
    const hadFocus = this.hasFocus;
    const { offsetLeft, offsetTop, style } = this.element;
    this.#isPinned = true;
    style.bottom = "auto";
    style.maxHeight = "";
    this.element.classList.add("pinned");
    this.#draw();
    this.#moveTo(offsetLeft, offsetTop);
    if (hadFocus) this.element.querySelector<HTMLElement>(".card-grip")?.focus();
    this.#ports.pinned(this);
    this.#ports.say(`${this.target.title} pinned`);
  }

  remove(): void {
    this.element.remove();
    this.#clip.width = 0; // gives its memory back at once
  }

  get #clipScale(): number {
    const [left, bottom, right, top] = this.target.rect;
    const fitting = Math.min(largestClip.width / (right - left), largestClip.height / (top - bottom));
    // What is too tall is cut off at the bottom rather than made too narrow to read.
    const across = largestClip.width / (right - left);
    return Math.min(Math.max(fitting, smallestScale, 0.7 * across), across, largestScale);
  }

  #layClip({ page, rect }: ClipTarget): void {
    const size = clipSize(rect, this.#clipScale, largestClip);
    this.#clip.style.width = `${size.width}px`;
    this.#clip.style.height = `${size.height}px`;
    // A page that cannot be drawn leaves the room empty; its words are there.
    void drawClip(this.#ports.document, page, rect, this.#clipScale, this.#clip, size).catch(() => undefined);
  }

  async #lookUp(entry: ReferenceEntry): Promise<void> {
    this.#stand(entry, { kind: "asking" });
    try {
      const { paper } = await this.#ports.host.ask("lookUp", namesOf(entry));
      this.#stand(entry, paper === undefined ? { kind: "unknown" } : { kind: "known", paper });
    } catch {
      this.#stand(entry, { kind: "unknown" });
    }
  }

  async #import(entry: ReferenceEntry): Promise<void> {
    this.#stand(entry, { kind: "importing" });
    this.element.focus();
    const title = referenceTitle(entry.text);
    try {
      const paper = await this.#ports.host.ask("importReference", {
        ...namesOf(entry),
        ...(title === undefined ? {} : { title }),
      });
      this.#stand(entry, { kind: "known", paper });
    } catch (why) {
      this.#stand(entry, { kind: "failed", why: reasonOf(why) });
    }
  }

  #stand(entry: ReferenceEntry, standing: Standing): void {
    this.#standings.set(entry, standing);
    this.#draw();
  }

  readonly #commands: CardCommands = {
    goThere: () => {
      if (!this.#isPinned) this.#ports.close(this);
      this.#ports.follow(this.target.goal);
    },
    pin: () => this.pin(),
    close: () => this.#ports.close(this),
    copy: () => this.#copy(),
    open: ({ id }) => {
      this.#ports.host.ask("openPaper", { id }).catch((why: unknown) => this.#ports.say(reasonOf(why)));
    },
    add: (entry) => void this.#import(entry),
    move: (event) => this.#moveByKey(event),
  };

  #copy(): void {
    if (this.target.kind !== "cited") return;
    const text = this.target.entries.map((entry) => entry.text).join("\n");
    this.#ports.host.ask("copy", { text, cite: false }).then(
      () => this.#ports.say("Copied"),
      (why: unknown) => this.#ports.say(reasonOf(why)),
    );
  }

  #moveByKey(event: KeyboardEvent): void {
    const [x, y] = moves[event.key] ?? [0, 0];
    if (x === 0 && y === 0) return;
    event.preventDefault();
    this.#moveTo(this.element.offsetLeft + x * step, this.element.offsetTop + y * step);
  }

  #moveTo(left: number, top: number): void {
    const room = this.element.parentElement;
    if (room === null) return;
    const { offsetWidth, offsetHeight, style } = this.element;
    style.left = `${within(left, offsetWidth, room.clientWidth)}px`;
    style.top = `${within(top, offsetHeight, room.clientHeight)}px`;
  }

  #drag(event: PointerEvent): void {
    const target = event.target instanceof Element ? event.target : null;
    const isHandle = target?.closest(".card-grip, .card-head h2") !== null;
    if (!this.#isPinned || !isHandle || event.button !== 0) return;
    const [x, y] = [event.clientX - this.element.offsetLeft, event.clientY - this.element.offsetTop];
    const { signal, abort } = stopper();
    this.element.setPointerCapture(event.pointerId);
    this.element.addEventListener("pointermove", (now) => this.#moveTo(now.clientX - x, now.clientY - y), {
      signal,
    });
    for (const end of ["pointerup", "pointercancel"]) this.element.addEventListener(end, abort, { signal });
  }

  /** Within a card that is only looked at, Tab goes round. */
  #turn(event: KeyboardEvent): void {
    if (event.key !== "Tab" || this.#isPinned) return;
    const all = [...this.element.querySelectorAll<HTMLElement>("button, [tabindex='0']")];
    const at = all.findIndex((each) => each === document.activeElement);
    const next = at < 0 && event.shiftKey ? all.length - 1 : at + (event.shiftKey ? -1 : 1);
    all[(next + all.length) % all.length]?.focus();
    event.preventDefault();
    event.stopPropagation();
  }

  #draw(): void {
    const state = {
      target: this.target,
      isPinned: this.#isPinned,
      standingOf: (entry: ReferenceEntry) => this.#standings.get(entry) ?? { kind: "asking" as const },
      clip: this.#clip,
    };
    render(cardView(state, this.#commands), this.element);
  }
}

const moves: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

function stopper(): { readonly signal: AbortSignal; readonly abort: () => void } {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}

const namesOf = ({ text, arxiv, doi }: ReferenceEntry) => ({
  text,
  ...(arxiv === undefined ? {} : { arxiv }),
  ...(doi === undefined ? {} : { doi }),
});

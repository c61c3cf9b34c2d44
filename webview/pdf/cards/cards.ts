/** The cards over the pages: one that comes and goes with the pointer or a key, and those that are pinned. */
import type { Channel } from "../../../src/protocol/channel.ts";
import type { pdfAsks } from "../../../src/protocol/pdf.ts";
import { isForControl } from "../../ui/controls.ts";
import type { Pages } from "../engine/pages.ts";
import type { PDFDocumentProxy } from "../engine/pdfDocument.ts";
import type { Sheets } from "../engine/sheets.ts";
import type { PageText } from "../text/pageText.ts";
import type { TextPoint } from "../text/ranges.ts";
import { Card } from "./card.ts";
import type { PaperLines } from "./paperLines.ts";
import {
  isContents,
  linkIn,
  spotOfLink,
  spotOfOffset,
  spotOfPoint,
  type CardSpot,
  type SpotPorts,
} from "./spots.ts";
import { Targets, type Target } from "./targets.ts";

export interface CardsPorts {
  readonly pages: Pages;
  readonly sheets: Sheets;
  readonly host: Channel<typeof pdfAsks>;
  readonly textAt: (page: number) => PageText | undefined;
  /** False while the pointer has something else to do than to look. */
  readonly isLooking: () => boolean;
  readonly caret: () => TextPoint | undefined;
  readonly say: (said: string) => void;
}

const hoverMs = 250;
/** To move into the card takes a moment. */
const graceMs = 300;

interface Shown {
  readonly card: Card;
  readonly spot: CardSpot;
}

export class Cards {
  /** Lies over the pages; the cards are in it. */
  readonly element = document.createElement("div");
  readonly #ports: CardsPorts;
  readonly #pinned = new Set<Card>();
  #document: PDFDocumentProxy | undefined;
  #spots: SpotPorts | undefined;
  #shown: Shown | undefined;
  /** The spot that the pointer is on, until its card is there. */
  #awaited: string | undefined;
  #turn = 0;
  #opening: ReturnType<typeof setTimeout> | undefined;
  #closing: ReturnType<typeof setTimeout> | undefined;

  constructor(ports: CardsPorts) {
    this.#ports = ports;
    this.element.className = "reference-cards";
    const { element } = ports.pages;
    element.addEventListener("mousemove", (event) => this.#moved(event));
    element.addEventListener("mouseleave", () => this.#left());
    element.addEventListener("mousedown", () => this.#close());
    element.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    this.element.addEventListener("mouseover", () => this.#stay());
    this.element.addEventListener("mouseleave", () => this.#left());
    // Before the page's own keys, which would take Escape for something else.
    document.addEventListener("keydown", (event) => this.#key(event), { capture: true });
  }

  /** What was read of the document before is forgotten; pinned cards stay. */
  show(document: PDFDocumentProxy, lines: PaperLines): void {
    this.#close();
    this.#document = document;
    this.#spots = {
      document,
      targets: new Targets(document, lines),
      sheets: this.#ports.sheets,
      textAt: this.#ports.textAt,
    };
  }

  #moved(event: MouseEvent): void {
    const spot = event.buttons === 0 && this.#ports.isLooking() ? this.#spotUnder(event) : undefined;
    if (spot === undefined) return this.#left();
    if (spot.key === this.#shown?.spot.key) return this.#stay();
    if (spot.key === this.#awaited) return;
    this.#left();
    this.#awaited = spot.key;
    this.#opening = setTimeout(() => void this.#open(spot, false), hoverMs);
  }

  #spotUnder(event: MouseEvent): CardSpot | undefined {
    if (this.#spots === undefined) return undefined;
    const link = linkIn(event.target);
    const at = this.#ports.sheets.pointAt(event.clientX, event.clientY);
    const text = at === undefined ? undefined : this.#ports.textAt(at.page);
    if (at === undefined || (text !== undefined && isContents(text))) return undefined;
    return link === undefined ? spotOfPoint(at, this.#spots) : spotOfLink(link, this.#spots);
  }

  #left(): void {
    clearTimeout(this.#opening);
    this.#awaited = undefined;
    this.#turn++;
    if (this.#shown === undefined || this.#shown.card.hasFocus) return;
    this.#closing ??= setTimeout(() => this.#hide(), graceMs);
  }

  #stay(): void {
    clearTimeout(this.#closing);
    clearTimeout(this.#opening);
    this.#closing = undefined;
    this.#awaited = undefined;
  }

  async #open(spot: CardSpot, byKey: boolean): Promise<void> {
    const turn = ++this.#turn;
    const target = await spot.target().catch(() => undefined); // a damaged link leads nowhere
    if (turn !== this.#turn || this.#document === undefined) return;
    if (target === undefined || this.#isInSight(target, spot)) {
      if (byKey)
        this.#ports.say(target === undefined ? "There is nothing to show" : `${target.title} is in sight`);
      return;
    }
    if (!byKey && !this.#ports.isLooking()) return;
    this.#close();
    const card = new Card(target, {
      document: this.#document,
      host: this.#ports.host,
      follow: (goal) => {
        this.#ports.pages.follow(goal);
        this.#ports.pages.focus();
      },
      say: this.#ports.say,
      pinned: (pinned) => this.#pin(pinned),
      close: (closed) => this.#take(closed),
    });
    this.#shown = { card, spot };
    this.element.append(card.element);
    this.#place();
    // It grows with what the library answers.
    new ResizeObserver(() => this.#place()).observe(card.element);
    if (byKey) card.element.focus();
  }

  #place(): void {
    if (this.#shown === undefined) return;
    const { card, spot } = this.#shown;
    const words = spot.words();
    if (words === undefined) this.#close();
    else card.place(words, this.element.getBoundingClientRect());
  }

  /** Who sees the thing itself needs no picture of it. */
  #isInSight({ page, rect }: Target, spot: CardSpot): boolean {
    if (page !== spot.page) return false;
    const box = this.#ports.sheets.rectOnScreen(page, rect);
    if (box === undefined) return false;
    const room = this.#ports.pages.element.getBoundingClientRect();
    const seen = Math.min(box.bottom, room.bottom) - Math.max(box.top, room.top);
    return seen > 0.6 * box.height && box.right > room.left && box.left < room.right;
  }

  #scrolled(): void {
    if (this.#shown?.card.hasFocus === true) this.#place();
    else this.#hide(); // and a card that is awaited comes where its words are then
  }

  #key(event: KeyboardEvent): void {
    const handled = event.key === "Escape" ? this.#leave() : isQuickLook(event) && this.#look();
    if (!handled) return;
    event.preventDefault();
    event.stopPropagation();
  }

  #leave(): boolean {
    if (this.#shown !== undefined) {
      this.#take(this.#shown.card);
      return true;
    }
    const isInPinned = [...this.#pinned].some((card) => card.hasFocus);
    if (isInPinned) this.#ports.pages.focus();
    return isInPinned;
  }

  /** At the link in focus, or at the caret in the words. */
  #look(): boolean {
    const link = linkIn(document.activeElement);
    const caret = this.#ports.caret();
    if (this.#spots === undefined) return false;
    const spot =
      link !== undefined
        ? spotOfLink(link, this.#spots)
        : caret !== undefined
          ? spotOfOffset(caret.page, caret.offset, this.#spots)
          : undefined;
    if (spot === undefined) return false;
    this.#stay();
    void this.#open(spot, true);
    return true;
  }

  #pin(card: Card): void {
    this.#pinned.add(card);
    this.#stay();
    this.#shown = undefined;
  }

  /** Takes a card away, and the focus back to where it came from. */
  #take(card: Card): void {
    const hadFocus = card.hasFocus;
    const link = this.#shown?.card === card ? this.#shown.spot.link : undefined;
    if (this.#shown?.card === card) this.#close();
    this.#pinned.delete(card);
    card.remove();
    if (!hadFocus) return;
    if (link?.isConnected === true) link.focus({ preventScroll: true });
    else this.#ports.pages.focus();
  }

  /** Takes away what is shown and what is awaited. */
  #close(): void {
    this.#stay();
    this.#turn++;
    this.#hide();
  }

  #hide(): void {
    clearTimeout(this.#closing);
    this.#closing = undefined;
    const shown = this.#shown;
    this.#shown = undefined;
    shown?.card.remove();
  }
}

const isQuickLook = (event: KeyboardEvent): boolean =>
  event.key.toLowerCase() === "q" &&
  !event.ctrlKey &&
  !event.metaKey &&
  !event.altKey &&
  !event.shiftKey &&
  !isForControl(event);

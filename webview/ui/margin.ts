/** Puts the cards beside the text next to their passages, when there is a margin to put them in. */
import type { Span } from "../../src/base/span.ts";
import { stack } from "../state/stack.ts";

const gapPx = 12;

/** `lines` tells where words of the abstract are on the screen. */
export function arrangeMargin(root: HTMLElement, lines: (span: Span) => readonly DOMRect[]): void {
  const margin = root.querySelector<HTMLElement>(".beside .cards");
  if (margin === null) return;
  const cards = [...margin.querySelectorAll<HTMLElement>(":scope > .card")];
  const isBeside = getComputedStyle(margin).getPropertyValue("--beside").trim() === "1";
  if (!isBeside) {
    margin.style.minHeight = "";
    for (const card of cards) card.style.top = "";
    return;
  }
  const origin = margin.getBoundingClientRect().top;
  const wanted = cards.map((card) => {
    const start = Number(card.dataset["start"]);
    const [line] = lines({ start, end: start + 1 });
    return { wantedTopPx: (line?.top ?? origin) - origin, heightPx: card.offsetHeight };
  });
  const pinned = cards.findIndex((card) => card.querySelector(".active, .editor") !== null);
  const tops = stack(wanted, gapPx, pinned < 0 ? undefined : pinned);
  cards.forEach((card, index) => (card.style.top = `${tops[index] ?? 0}px`));
  const bottoms = cards.map((card, index) => (tops[index] ?? 0) + card.offsetHeight);
  margin.style.minHeight = `${Math.max(0, ...bottoms)}px`;
}

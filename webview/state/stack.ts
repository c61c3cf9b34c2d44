/** Where cards go beside a text: each as near to its passage as it can be without covering another. */
export interface Card {
  readonly wantedTopPx: number;
  readonly heightPx: number;
}

/** Tops for the cards, in the order given. The pinned card gets just the place it wants; the others make room. */
export function stack(cards: readonly Card[], gapPx: number, pinned?: number): readonly number[] {
  const tops: number[] = [];
  let floor = Number.NEGATIVE_INFINITY;
  for (const { wantedTopPx, heightPx } of cards) {
    const top = Math.max(wantedTopPx, floor, 0);
    tops.push(top);
    floor = top + heightPx + gapPx;
  }
  const pin = pinned === undefined ? undefined : cards[pinned];
  if (pinned === undefined || pin === undefined) return tops;

  // Above the pinned card everything may have to move up, but not above the top of the margin.
  const room = cards.slice(0, pinned).reduce((sum, { heightPx }) => sum + heightPx + gapPx, 0);
  let ceiling = Math.max(pin.wantedTopPx, room);
  tops[pinned] = ceiling;
  for (let index = pinned - 1; index >= 0; index--) {
    const highest = ceiling - gapPx - (cards[index]?.heightPx ?? 0);
    tops[index] = Math.min(tops[index] ?? 0, highest);
    ceiling = tops[index] ?? 0;
  }
  floor = (tops[pinned] ?? 0) + pin.heightPx + gapPx;
  for (let index = pinned + 1; index < cards.length; index++) {
    const card = cards[index];
    if (card === undefined) break;
    tops[index] = Math.max(card.wantedTopPx, floor);
    floor = (tops[index] ?? 0) + card.heightPx + gapPx;
  }
  return tops;
}

/** Where a card goes: near its words and never over them. Pure. */

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Spot {
  readonly left: number;
  /** One of the two: a card above its words grows upwards. */
  readonly top?: number;
  readonly bottom?: number;
  readonly maxHeight: number;
}

const gap = 6;
const margin = 4;

/** Below the words, or above them where there is more room. All boxes are in the same coordinates. */
export function spotFor(words: Box, frame: Box, width: number, height: number): Spot {
  const below = frame.bottom - words.bottom - gap - margin;
  const above = words.top - frame.top - gap - margin;
  const left = Math.max(
    margin,
    Math.min(words.left - frame.left - 12, frame.right - frame.left - width - margin),
  );
  const isBelow = height <= below || below >= above;
  return isBelow
    ? { left, top: words.bottom - frame.top + gap, maxHeight: Math.max(below, 0) }
    : { left, bottom: frame.bottom - words.top + gap, maxHeight: Math.max(above, 0) };
}

/** Keeps a panel that is moved within its frame. */
export const within = (at: number, size: number, room: number): number =>
  Math.max(0, Math.min(at, room - Math.min(size, room)));

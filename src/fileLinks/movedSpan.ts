/** Where a passage is after a text was edited. Plain offsets in and out. */
import type { Span } from "../base/span.ts";

/** A change as VS Code tells it: all offsets of one event are those of the text before it. */
export interface TextChange {
  readonly start: number;
  readonly removed: number;
  readonly added: number;
}

/** Words put at either end stay outside; what was written over whole is an empty span. */
export function movedSpan({ start, end }: Span, changes: readonly TextChange[]): Span {
  const isInsertion = (change: TextChange): boolean => change.removed === 0;
  const moved = (at: number, isEnd: boolean): number => {
    let by = 0;
    for (const change of changes) {
      const changeEnd = change.start + change.removed;
      const staysBehind = isInsertion(change) && isEnd && change.start === at;
      if (changeEnd <= at && !staysBehind) by += change.added - change.removed;
      else if (change.start < at) by += (isEnd ? 0 : change.added) - (at - change.start);
    }
    return at + by;
  };
  const first = moved(start, false);
  return { start: first, end: Math.max(first, moved(end, true)) };
}

/** Whether an edit began in the passage and ended outside of it, or the other way round: then what is left may be anything. */
export const crossesEdge = ({ start, end }: Span, changes: readonly TextChange[]): boolean =>
  changes.some((change) => {
    const changeEnd = change.start + change.removed;
    return (change.start < start && changeEnd > start) || (change.start < end && changeEnd > end);
  });

/** Whether an edit reached into the passage, so that its words are others now. */
export const changesWords = ({ start, end }: Span, changes: readonly TextChange[]): boolean =>
  changes.some((change) => change.start < end && change.start + change.removed > start);

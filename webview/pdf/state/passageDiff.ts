/** What has changed in a passage, word by word. */
import { diffWords } from "diff";

export interface DiffPart {
  readonly kind: "kept" | "added" | "removed";
  readonly text: string;
}

/** Beyond this many changes there is nothing to be seen but that all is new. */
const mostChanges = 400;

export function passageDiff(before: string, after: string): readonly DiffPart[] {
  const parts = diffWords(before, after, { maxEditLength: mostChanges });
  return parts === undefined
    ? [
        { kind: "removed", text: before },
        { kind: "added", text: after },
      ]
    : parts.map(({ value, added, removed }) => ({
        kind: added ? "added" : removed ? "removed" : "kept",
        text: value,
      }));
}

/** How far a reader is with a paper, as it is shown: more than the reading state that is stored. */
import type { Paper } from "./paper.ts";

/** In the order in which the tree shows them. */
export const stages = ["reading", "toRead", "unread", "read", "skipped", "archived"] as const;
export type Stage = (typeof stages)[number];

export const stageLabels: Readonly<Record<Stage, string>> = {
  reading: "Reading",
  toRead: "To Read",
  unread: "Unread",
  read: "Read",
  skipped: "Skipped",
  archived: "Archived",
};

export function stageOf({ archived, skipped, queue, reading }: Paper): Stage {
  if (archived === true) return "archived";
  if (reading === "unread" && skipped === true) return "skipped";
  return reading === "unread" && queue !== undefined ? "toRead" : reading;
}

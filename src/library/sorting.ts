/** In what order papers stand within their groups. */
import { feedDate, type Paper } from "../domain/paper.ts";
import type { PaperId } from "../domain/paperId.ts";

export const sorts = ["feed", "added", "title", "author", "year", "notes", "priority"] as const;
export type Sort = (typeof sorts)[number];

type Order = (a: Paper, b: Paper) => number;

/** @param noted when a note of the paper was last changed, ISO 8601; empty where it has none. */
export function comparing(sort: Sort, noted: (id: PaperId) => string): Order {
  const orders: Readonly<Record<Sort, Order>> = {
    feed: inFeedOrder,
    added: (a, b) => byDate(a.added, b.added),
    title: (a, b) => a.title.localeCompare(b.title),
    author: (a, b) => byName(lastNameOf(a), lastNameOf(b)),
    year: (a, b) => (b.year ?? 0) - (a.year ?? 0),
    notes: (a, b) => byDate(noted(a.id), noted(b.id)),
    priority: (a, b) => inQueue(a, b) || Number(b.starred === true) - Number(a.starred === true),
  };
  return (a, b) => orders[sort](a, b) || inFeedOrder(a, b);
}

/** The newest first. */
export const byDate = (a: string, b: string): number => (a === b ? 0 : a > b ? -1 : 1);

/** Those without a name stand last. */
const byName = (a: string, b: string): number => Number(a === "") - Number(b === "") || a.localeCompare(b);

/** "Zoë Müller" and "Müller, Zoë" are both sorted under M. */
function lastNameOf({ authors: [first = ""] }: Paper): string {
  const comma = first.indexOf(",");
  return comma === -1 ? first.slice(first.trimEnd().lastIndexOf(" ") + 1) : first.slice(0, comma);
}

/** What stands in the queue goes before what does not. */
function inQueue({ queue: a }: Paper, { queue: b }: Paper): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  return a - b;
}

const rankOf = ({ sources }: Paper): number =>
  sources.reduce(
    (best, { rank }) => Math.min(best, rank ?? Number.MAX_SAFE_INTEGER),
    Number.MAX_SAFE_INTEGER,
  );

export const inFeedOrder: Order = (a, b) =>
  byDate(feedDate(a) ?? "", feedDate(b) ?? "") || rankOf(a) - rankOf(b) || a.title.localeCompare(b.title);

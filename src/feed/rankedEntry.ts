/** Entries of feeds in the orders that a reader can have them in, with the reason where there is one. */
import type { PaperId } from "../domain/paperId.ts";
import { clip } from "../library/markdownText.ts";
import type { FeedEntry } from "./feed.ts";
import type { Bond, Interest, Reason } from "./interest.ts";

export interface RankedEntry {
  readonly entry: FeedEntry;
  readonly score: number;
  readonly reason?: Reason | undefined;
}

export const feedOrders = ["forYou", "votes", "listed"] as const;
export type FeedOrder = (typeof feedOrders)[number];

/** @param selfOf which paper of the reader's an entry is */
export function rankEntries(
  entries: readonly FeedEntry[],
  interest: Interest,
  selfOf: (entry: FeedEntry) => PaperId | undefined = () => undefined,
): readonly RankedEntry[] {
  const rankings = interest.rank(
    entries.map((entry) => ({
      title: entry.draft.title,
      abstract: entry.draft.abstract,
      self: selfOf(entry),
    })),
  );
  return entries.map((entry, index) => ({ entry, score: 0, ...rankings[index] }));
}

/** Where an order knows no difference, the community's votes decide, then the order of the source. */
export function inOrder<T extends RankedEntry>(entries: readonly T[], order: FeedOrder): readonly T[] {
  const votes = ({ entry }: RankedEntry): number => entry.votes ?? -1;
  const rank = ({ entry }: RankedEntry): number => entry.rank ?? Number.MAX_SAFE_INTEGER;
  return [...entries].sort(
    (a, b) =>
      (order === "forYou" ? b.score - a.score : 0) ||
      (order === "listed" ? rank(a) - rank(b) : 0) ||
      votes(b) - votes(a) ||
      rank(a) - rank(b),
  );
}

const words: Readonly<Record<Bond, string>> = {
  starred: "which you starred",
  highlighted: "which you highlighted",
  read: "which you read",
  kept: "which you keep",
};

export const reasonText = (reason: Reason | undefined): string | undefined =>
  reason === undefined ? undefined : `like ${clip(reason.title, 90)}, ${words[reason.bond]}`;

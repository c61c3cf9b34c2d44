/** What every source of a feed answers with. */
import type { Result } from "../../base/result.ts";
import type { Wish } from "../../sources/net/courier.ts";
import type { FeedEntry } from "../feed.ts";

/** A paper as one source lists it. */
export type Listed = Omit<FeedEntry, "id" | "from">;

export interface FeedRequest {
  readonly wish: Wish;
  /** In the order of the source. */
  readonly read: (answer: string) => Result<readonly Listed[]>;
  /** The day that the answer is the whole list of; without it, entries are added to the days they name. */
  readonly day?: string;
}

/** What feeds list, day by day, and what the reader has done with it: the port between fetching, ranking and the Today view. */
import type { Event } from "../base/emitter.ts";
import type { PaperDraft } from "../domain/paper.ts";
import type { PaperId } from "../domain/paperId.ts";

/** A paper as a feed listed it. */
export interface FeedEntry {
  /** The id that the paper has or would have in the library: the same paper in two feeds is one. */
  readonly id: PaperId;
  readonly draft: PaperDraft;
  /** The subscriptions that listed it, by their ids. */
  readonly from: readonly string[];
  /** The day it was listed, YYYY-MM-DD. */
  readonly date: string;
  /** Its place in the list of that day, from 1. */
  readonly rank?: number | undefined;
  /** The community's votes, where the source counts them. */
  readonly votes?: number | undefined;
  readonly comments?: number | undefined;
  readonly submitter?: string | undefined;
  readonly organisation?: string | undefined;
  readonly keywords?: readonly string[] | undefined;
  /** A picture on the web; shown only where the user allows pictures from the web. */
  readonly thumbnail?: string | undefined;
  /** arXiv's word on it: new, listed in another category as well, or a new version. */
  readonly announced?: "new" | "cross" | "replace" | undefined;
}

/** Everything that was fetched. Reading it asks no network. */
export interface FetchedFeed {
  /** Days for which something was fetched, YYYY-MM-DD, newest first. */
  days(): Promise<readonly string[]>;
  /** In the order of the source; empty for days that were not fetched. */
  day(date: string): Promise<readonly FeedEntry[]>;
  readonly onDidChange: Event<void>;
}

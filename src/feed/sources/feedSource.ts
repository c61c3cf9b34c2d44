/** How each kind of subscription is asked for. */
import type { Subscription } from "../subscription.ts";
import { askAnnouncements } from "./arxivAnnouncements.ts";
import { askAuthor, askSearch } from "./arxivSearch.ts";
import { askDay, askTrending } from "./dailyPapers.ts";
import type { FeedRequest } from "./listed.ts";
import { askWebFeed } from "./webFeed.ts";

/** @param missing days of which the list is not yet known; for sources that can be asked for days gone by */
export function requestsFor(
  subscription: Subscription,
  today: string,
  missing: readonly string[],
): readonly FeedRequest[] {
  switch (subscription.kind) {
    case "daily-papers":
      return missing.map(askDay);
    case "trending-papers":
      return [askTrending(today)];
    case "arxiv-category":
      return [askAnnouncements(subscription.category, today)];
    case "arxiv-search":
      return [askSearch(subscription.query, today)];
    case "arxiv-author":
      return [askAuthor(subscription.author, today)];
    case "rss":
      return [askWebFeed(subscription.url, today)];
  }
}

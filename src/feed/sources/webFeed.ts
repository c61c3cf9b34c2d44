/** Any feed of the web. Its own site is the only one that is asked. */
import { ok, type Result } from "../../base/result.ts";
import { draftFrom } from "../../library/importers/draftFrom.ts";
import { jsonWish } from "../../sources/live/source.ts";
import { listedOn } from "../days.ts";
import type { FeedRequest, Listed } from "./listed.ts";
import { readFeedPage } from "./feedItems.ts";

export const askWebFeed = (url: string, today: string): FeedRequest => {
  const { hostname } = new URL(url);
  const bare = hostname.replace(/^www\./u, "");
  return {
    wish: jsonWish(url, {
      hosts: [hostname, bare, `www.${bare}`],
      accept: "application/rss+xml, application/atom+xml, application/xml",
      // Many send theirs under a name that is only nearly right.
      takes: /\b(?:xml|rss|atom)\b|^text\/plain/iu,
      live: true,
    }),
    read: (answer) => readItems(answer, today),
  };
};

function readItems(answer: string, today: string): Result<readonly Listed[]> {
  const page = readFeedPage(answer);
  if (!page.ok) return page;
  return ok(
    page.value.items.flatMap(({ title, link, summary, authors, date: named }) => {
      const date = listedOn(named, today);
      const draft = draftFrom("rss", {
        ...{ title, authors, links: [link] },
        abstract: summary,
        ...(date === undefined ? {} : { year: date }),
      });
      if (date === undefined || draft === undefined) return [];
      return [{ draft: { ...draft, source: { kind: "rss", date } }, date }];
    }),
  );
}

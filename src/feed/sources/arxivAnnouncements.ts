/** arXiv's announcements of a category: new papers, those listed from another category, and new versions. None on weekends. */
import { ok, type Result } from "../../base/result.ts";
import { draftFrom } from "../../library/importers/draftFrom.ts";
import { polite } from "../../sources/live/arxiv.ts";
import { jsonWish } from "../../sources/live/source.ts";
import { childrenOf, textOf } from "../../sources/live/xml.ts";
import { listedOn } from "../days.ts";
import type { FeedRequest, Listed } from "./listed.ts";
import { readFeedPage, type FeedItem } from "./feedItems.ts";

export const askAnnouncements = (category: string, today: string): FeedRequest => ({
  wish: jsonWish(`https://rss.arxiv.org/rss/${encodeURIComponent(category)}`, {
    ...polite,
    hosts: ["rss.arxiv.org", "export.arxiv.org"],
    accept: "application/rss+xml",
    takes: /\b(?:xml|rss)\b/iu,
    live: true,
  }),
  read: (answer) => readAnnouncements(answer, today),
});

function readAnnouncements(answer: string, today: string): Result<readonly Listed[]> {
  const page = readFeedPage(answer);
  if (!page.ok) return page;
  const listed: Listed[] = [];
  for (const item of page.value.items) {
    const date = listedOn(item.date ?? page.value.date, today);
    const draft = date === undefined ? undefined : draftOf(item);
    if (date === undefined || draft === undefined) continue;
    const rank = listed.length + 1;
    const announced = announcedIn(item);
    listed.push({
      draft: { ...draft, source: { kind: "arxiv", date, rank } },
      ...{ date, rank },
      ...(announced === undefined ? {} : { announced }),
      keywords: childrenOf(item.element, "category").map(({ text }) => text.trim().slice(0, 80)),
    });
  }
  return ok(listed);
}

/** "arXiv:2411.00001v1 Announce Type: new Abstract: We …" stands where others have the abstract alone. */
function draftOf({ element, authors, link }: FeedItem): ReturnType<typeof draftFrom> {
  // It is no markup: "<" is a sign of mathematics here.
  const [title, summary] = [textOf(element, "title"), textOf(element, "description")];
  const [, id, abstract] =
    /^arXiv:(\S+)\s+Announce Type:\s*[\w-]+\s+(?:Abstract:\s*)?([\s\S]*)$/u.exec(summary) ?? [];
  const named = id ?? /\/abs\/([^\s?#]+)$/u.exec(link)?.[1];
  return draftFrom("arxiv", {
    title: title.replace(/\s*\(arXiv:[^()]{5,60}\)$/u, ""),
    abstract: abstract ?? summary,
    authors,
    arxiv: named,
    doi: undefined,
    ...(named === undefined ? {} : { resources: [{ kind: "pdf", url: `https://arxiv.org/pdf/${named}` }] }),
  });
}

function announcedIn({ element }: FeedItem): Listed["announced"] {
  const type = textOf(element, "arxiv:announce_type");
  if (type.startsWith("replace")) return "replace";
  return type === "cross" || type === "new" ? type : undefined;
}

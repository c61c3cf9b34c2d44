/** The newest papers of arXiv that a query finds, in its own query language, or by an author. */
import { fail, ok, type Result } from "../../base/result.ts";
import { polite, readArxivEntry } from "../../sources/live/arxiv.ts";
import { jsonWish } from "../../sources/live/source.ts";
import { childrenOf, rootOf, textOf } from "../../sources/live/xml.ts";
import { listedOn } from "../days.ts";
import type { FeedRequest, Listed } from "./listed.ts";

export const askSearch = (query: string, today: string): FeedRequest => ({
  wish: jsonWish(
    `https://export.arxiv.org/api/query?search_query=${encodeURIComponent(query)}&sortBy=submittedDate&sortOrder=descending&max_results=100`,
    { ...polite, accept: "application/atom+xml", takes: /\bxml\b/iu, live: true },
  ),
  read: (answer) => readFound(answer, today),
});

export const askAuthor = (author: string, today: string): FeedRequest =>
  askSearch(`au:"${author.replace(/["\\]/gu, " ").trim()}"`, today);

function readFound(answer: string, today: string): Result<readonly Listed[]> {
  const feed = rootOf(answer);
  if (feed?.name !== "feed") return fail("sent what is no feed");
  const entries = childrenOf(feed, "entry");
  const listed: Listed[] = [];
  for (const entry of entries) {
    const draft = readArxivEntry(entry)?.draft;
    if (draft === undefined) {
      // What is wrong with a query is told as if it were a paper.
      if (textOf(entry, "title") === "Error") return fail(`says: ${textOf(entry, "summary").slice(0, 200)}`);
      continue;
    }
    const date = listedOn(textOf(entry, "published").slice(0, 10) || undefined, today);
    if (date === undefined) continue;
    listed.push({
      draft: { ...draft, source: { kind: "arxiv", date } },
      date,
      keywords: childrenOf(entry, "category").flatMap(
        ({ attributes }) => attributes["term"]?.slice(0, 80) ?? [],
      ),
    });
  }
  return ok(listed);
}

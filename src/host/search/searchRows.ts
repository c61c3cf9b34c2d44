/** Answers to a query as rows of the Quick Pick. Knows nothing of the editor, so that it can be measured and tested alone. */
import { feedDate, type Paper, type ReadingState } from "../../domain/paper.ts";
import { dayLabel, inFeedOrder } from "../../library/outline.ts";
import type { LibrarySearch } from "./librarySearch.ts";

export interface SearchRow {
  readonly paper: Paper;
  readonly label: string;
  readonly description: string;
  readonly detail: string;
  /** Shown whatever VS Code's own filter thinks of it. */
  readonly alwaysShow: true;
}

/** As many as a person looks through. */
export const mostRows = 30;
const longestLabel = 300;
const longestDetail = 180;

export async function foundRows(
  query: string,
  search: LibrarySearch,
  language: string,
): Promise<readonly SearchRow[]> {
  const found = await search.search(query, mostRows);
  return found.map(({ paper, snippet }) => rowOf(paper, snippet, language));
}

/** What is shown before anything is typed: what came last, and within it in the order of the feed. */
export const latestRows = (papers: readonly Paper[], language: string): readonly SearchRow[] =>
  [...papers]
    .sort(inFeedOrder)
    .slice(0, mostRows)
    .map((paper) => rowOf(paper, paper.abstract.slice(0, longestDetail), language));

const icons: Readonly<Record<ReadingState, string>> = {
  unread: "$(circle-filled)",
  reading: "$(book)",
  read: "$(pass)",
};

function rowOf(paper: Paper, detail: string, language: string): SearchRow {
  return {
    paper,
    label: withoutIcons(paper.title.slice(0, longestLabel)),
    description: descriptionOf(paper, language),
    detail: withoutIcons(detail),
    alwaysShow: true,
  };
}

function descriptionOf(paper: Paper, language: string): string {
  const [first, ...others] = paper.authors;
  const date = feedDate(paper);
  const facts = [
    first === undefined ? "" : `${first}${others.length > 0 ? " et al." : ""}`,
    paper.venue,
    paper.year === undefined ? date && dayLabel(date, language) : String(paper.year),
  ];
  return `${icons[paper.reading]} ${withoutIcons(facts.filter(Boolean).join(" · "))}`;
}

/** VS Code draws "$(name)" in labels as an icon; in a paper's text it is text. */
const withoutIcons = (text: string): string => text.replace(/\$\(/gu, "\\$(");

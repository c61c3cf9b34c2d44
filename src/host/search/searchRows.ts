/** Answers to a query as rows of the Quick Pick. Knows nothing of the editor, so that it can be measured and tested alone. */
import { feedDate, type Paper, type ReadingState } from "../../domain/paper.ts";
import { dayLabel } from "../../library/outline.ts";
import { inFeedOrder } from "../../library/sorting.ts";
import type { FoundPlace } from "../../librarySearch/foundPlace.ts";
import type { Found, FoundPaper, LibrarySearch } from "../../librarySearch/librarySearch.ts";

export interface SearchRow {
  readonly paper: Paper;
  /** Where the words are: in a note, on a page, or here in the abstract. */
  readonly place: Pick<FoundPlace, "note" | "page" | "quote">;
  readonly label: string;
  readonly description: string;
  readonly detail: string;
  /** Shown whatever VS Code's own filter thinks of it. */
  readonly alwaysShow: true;
}

export interface FoundRows {
  readonly rows: readonly SearchRow[];
  /** What the person should know of the answer, in one line; empty where there is nothing to say. */
  readonly remark: string;
  /** False while papers are still being indexed. */
  readonly isComplete: boolean;
}

/** As many as a person looks through. */
export const mostRows = 30;
const longestLabel = 300;
const longestDetail = 180;

export async function foundRows(
  query: string,
  search: LibrarySearch,
  language: string,
  signal?: AbortSignal,
): Promise<FoundRows> {
  const found = await search.ask(query, mostRows, signal);
  return { rows: rowsOf(found.papers, language), remark: remarkOn(found), isComplete: found.isComplete };
}

export const rowsOf = (papers: readonly FoundPaper[], language: string): readonly SearchRow[] =>
  papers.map((found) => ({
    ...rowOf(found.paper, `${whereOf(found)}${withoutIcons(found.snippet)}`, language),
    place: found,
  }));

function whereOf({ note, page }: FoundPlace): string {
  if (page !== undefined) return `$(file-pdf) p. ${page.number} · `;
  return note === undefined ? "" : "$(note) ";
}

/** What is shown before anything is typed: what came last, and within it in the order of the feed. */
export const latestRows = (papers: readonly Paper[], language: string): readonly SearchRow[] =>
  [...papers]
    .sort(inFeedOrder)
    .slice(0, mostRows)
    .map((paper) => rowOf(paper, withoutIcons(paper.abstract.slice(0, longestDetail)), language));

export function remarkOn({ corrections, problems, isComplete }: Found): string {
  const searched = corrections.map(({ typed, searched: word }) => `“${word}” instead of “${typed}”`);
  return [
    searched.length === 0 ? "" : `Searched for ${searched.join(", ")}`,
    ...problems.map(({ why }) => why),
    isComplete ? "" : "Older papers and pages are still being read",
  ]
    .filter((each) => each !== "")
    .join(" · ");
}

const icons: Readonly<Record<ReadingState, string>> = {
  unread: "$(circle-filled)",
  reading: "$(book)",
  read: "$(pass)",
};

function rowOf(paper: Paper, detail: string, language: string): SearchRow {
  return {
    paper,
    place: {},
    label: withoutIcons(paper.title.slice(0, longestLabel)),
    description: descriptionOf(paper, language),
    detail,
    alwaysShow: true,
  };
}

function descriptionOf(paper: Paper, language: string): string {
  return `${icons[paper.reading]} ${withoutIcons(bylineOf(paper, language))}`;
}

/** Who, where and when, in one line. */
export function bylineOf(paper: Paper, language: string): string {
  const [first, ...others] = paper.authors;
  const date = feedDate(paper);
  const facts = [
    first === undefined ? "" : `${first}${others.length > 0 ? " et al." : ""}`,
    paper.venue,
    paper.year === undefined ? date && dayLabel(date, language) : String(paper.year),
  ];
  return facts.filter(Boolean).join(" · ");
}

/** VS Code draws "$(name)" in labels as an icon; in a paper's text it is text. */
export const withoutIcons = (text: string): string => text.replace(/\$\(/gu, "\\$(");

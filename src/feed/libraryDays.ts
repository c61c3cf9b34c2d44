/** Days that papers of the library were listed on, such as those of an imported page: they belong among the days of feeds. */
import type { Paper, PaperSource } from "../domain/paper.ts";
import type { FeedEntry } from "./feed.ts";

/** The feed that such entries come from. */
export const fromLibrary = "library";

/** Newest first. */
export function daysOfLibrary(papers: readonly Paper[]): readonly string[] {
  const days = new Set(papers.flatMap(({ sources }) => sources.flatMap(({ date }) => date ?? [])));
  return [...days].sort().reverse();
}

/** In the order of the source. */
export function entriesOfLibrary(papers: readonly Paper[], date: string): readonly FeedEntry[] {
  return papers
    .flatMap((paper) => {
      const source = paper.sources.find((each) => each.date === date);
      return source === undefined ? [] : [entryOf(paper, source, date)];
    })
    .sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0));
}

const entryOf = (paper: Paper, { kind, rank }: PaperSource, date: string): FeedEntry => ({
  id: paper.id,
  from: [fromLibrary],
  ...{ date, rank },
  draft: {
    ...{ title: paper.title, abstract: paper.abstract, authors: paper.authors },
    ...{ identifiers: paper.identifiers, resources: paper.resources },
    ...(paper.withdrawn === undefined ? {} : { withdrawn: paper.withdrawn }),
    source: { kind, date },
  },
});

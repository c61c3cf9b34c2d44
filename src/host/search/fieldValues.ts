/** What the fields of a query can be completed with: the values that papers of the library have, the commonest first. */
import { collectionName, collectionsAround } from "../../library/collections.ts";
import type { Paper } from "../../domain/paper.ts";
import type { Values } from "../../search/query/complete.ts";

/** More papers have no authors that one would not find among these. */
const mostPapers = 5_000;

/** @param papers the newest first. */
export function fieldValues(papers: readonly Paper[]): Values {
  const some = papers.slice(0, mostPapers);
  return {
    author: commonest(some.flatMap(({ authors }) => authors)),
    tag: commonest(some.flatMap(({ tags }) => tags)),
    venue: commonest(some.flatMap(({ venue }) => venue ?? [])),
    in: commonest(some.flatMap(({ collections = [] }) => collectionsAround(collections.map(collectionName)))),
    year: commonest(some.flatMap(({ year }) => (year === undefined ? [] : String(year)))),
  };
}

function commonest(values: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]).map(([value]) => value);
}

/** Collections of papers: named, and one inside another by a slash, as in "thesis/related work". */
import type { Paper } from "../domain/paper.ts";

const longestName = 200;

/** A name as it is kept, from what a person types; empty where nothing is left of it. */
export const collectionName = (typed: string): string =>
  typed
    .slice(0, longestName)
    .replace(/["“”„]/gu, " ") // they would end the name in a query
    .split("/")
    .map((part) => part.replace(/\s+/gu, " ").trim())
    .filter((part) => part !== "")
    .join("/");

/** The collection that another lies in. */
export function parentOf(name: string): string | undefined {
  const end = name.lastIndexOf("/");
  return end === -1 ? undefined : name.slice(0, end);
}

export const lastPart = (name: string): string => name.slice(name.lastIndexOf("/") + 1);

/** These and all that they lie in, each once. */
export function collectionsAround(names: readonly string[]): readonly string[] {
  const all = new Set<string>();
  for (const name of names)
    for (let at: string | undefined = name; at !== undefined; at = parentOf(at)) all.add(at);
  return [...all];
}

/** Every collection in use, in the order of letters, so that each comes after the one it lies in. */
export const collectionsOf = (papers: readonly Paper[]): readonly string[] =>
  [...collectionsAround(papers.flatMap(({ collections = [] }) => collections))].sort((a, b) =>
    a.localeCompare(b),
  );

/** The paper in these collections besides, and out of those. */
export function movedTo(paper: Paper, into: readonly string[], outOf: readonly string[]): Paper {
  const before = paper.collections ?? [];
  const after = [...new Set([...before.filter((name) => !outOf.includes(name)), ...into])];
  const isSame = after.length === before.length && after.every((name) => before.includes(name));
  return isSame ? paper : { ...paper, collections: after };
}

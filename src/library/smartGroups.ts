/** Saved searches among the collections: groups whose papers are those that a query finds. */
import type { Paper } from "../domain/paper.ts";
import type { PaperId } from "../domain/paperId.ts";
import type { Group } from "./outline.ts";
import type { PlacedSearch } from "./savedSearches.ts";

export interface SmartCollection {
  readonly search: PlacedSearch;
  /** Empty until the search has answered. */
  readonly ids: ReadonlySet<PaperId>;
}

/** No day, tag or collection is called so. */
const smart = "\0search/";

const keyOf = ({ name, shelf }: Pick<PlacedSearch, "name" | "shelf">): string => `${smart}${shelf}\n${name}`;

export const isSmart = (key: string): boolean => key.startsWith(smart);

/** The search that a group shows. */
export function searchOfGroup(key: string): Pick<PlacedSearch, "name" | "shelf"> | undefined {
  const end = key.indexOf("\n");
  if (!isSmart(key) || end === -1) return undefined;
  return { shelf: key.slice(smart.length, end), name: key.slice(end + 1) };
}

export const smartGroups = (
  collections: readonly SmartCollection[],
  papers: readonly Paper[],
  inWhatOrder: (a: Paper, b: Paper) => number,
): readonly Group[] =>
  collections.map(({ search, ids }) => ({
    key: keyOf(search),
    label: search.name,
    papers: papers.filter(({ id }) => ids.has(id)).sort(inWhatOrder),
  }));

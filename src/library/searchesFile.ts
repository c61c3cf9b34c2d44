/** The stored form of saved searches, `.marginalia/searches.json`: in the order of their names. */
import * as v from "valibot";
import type { ListFormat } from "./listFile.ts";

export interface SavedSearch {
  readonly name: string;
  readonly query: string;
  /** Whether it stands among the collections, with the papers it finds. */
  readonly collection?: boolean | undefined;
}

export const searchesFormat: ListFormat<SavedSearch> = {
  path: "searches.json",
  field: "searches",
  noun: "searches",
  newest: 1,
  item: v.looseObject({
    name: v.pipe(v.string(), v.trim(), v.nonEmpty("a name is missing"), v.maxLength(200)),
    query: v.pipe(v.string(), v.maxLength(5_000)),
    collection: v.optional(v.boolean()),
  }),
  arranged: namedApart,
};

/** The same search is one; different ones of one name are told apart by a number. */
function namedApart(searches: readonly SavedSearch[]): readonly SavedSearch[] {
  const byName = new Map<string, SavedSearch>();
  for (const search of searches) {
    let { name } = search;
    for (let at = 2; byName.has(name) && byName.get(name)?.query !== search.query; at++)
      name = `${search.name} (${at})`;
    if (!byName.has(name)) byName.set(name, { ...search, name });
  }
  return [...byName.values()].sort(byNameInOrder);
}

/** The same everywhere, whatever the language of the editor. */
const byNameInOrder = (a: SavedSearch, b: SavedSearch): number =>
  a.name < b.name ? -1 : Number(a.name > b.name);

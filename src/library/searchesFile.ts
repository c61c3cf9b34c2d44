/**
 * The stored form of saved searches, `.marginalia/searches.json`: in the order of their names and one a line, so that what two
 * people add merges. Fields that are not ours are kept.
 */
import * as v from "valibot";
import { fail, ok, reasonOf, type Result } from "../base/result.ts";
import { whyInvalid } from "../domain/invalid.ts";
import { conflictSides } from "./conflictSides.ts";

export const searchesPath = "searches.json";
const newestSearchesFormat = 1;

export interface SavedSearch {
  readonly name: string;
  readonly query: string;
}

export interface StoredSearches {
  readonly searches: readonly SavedSearch[];
  /** False where writing would lose something: shown, never rewritten. */
  readonly writable: boolean;
  /** What is wrong with the file although it can be read: the next edit makes it whole. */
  readonly conflict?: string;
  readonly others: Readonly<Record<string, unknown>>;
}

export const noSearches: StoredSearches = { searches: [], writable: true, others: {} };

const searchSchema = v.looseObject({
  name: v.pipe(v.string(), v.trim(), v.nonEmpty("a name is missing"), v.maxLength(200)),
  query: v.pipe(v.string(), v.maxLength(5_000)),
});
const fileSchema = v.looseObject({
  format: v.number(),
  searches: v.array(searchSchema),
});

export function readSearchesFile(text: string): Result<StoredSearches> {
  const sides = conflictSides(text);
  if (sides === undefined) return readWhole(text);
  const [ours, theirs] = [readWhole(sides.ours), readWhole(sides.theirs)];
  if (!ours.ok || !theirs.ok)
    return fail("it holds an unresolved merge conflict of which a side cannot be read");
  return ok({
    searches: namedApart([...ours.value.searches, ...theirs.value.searches]),
    writable: ours.value.writable && theirs.value.writable,
    conflict: "it holds an unresolved merge conflict; the searches of both sides are shown",
    others: { ...theirs.value.others, ...ours.value.others },
  });
}

function readWhole(text: string): Result<StoredSearches> {
  let raw: unknown;
  try {
    raw = JSON.parse(text.replace(/^\uFEFF/u, ""));
  } catch (thrown) {
    return fail(`it is not JSON (${reasonOf(thrown)})`);
  }
  const parsed = v.safeParse(fileSchema, raw);
  if (!parsed.success) return fail(whyInvalid(parsed.issues));
  const { format, searches, ...others } = parsed.output;
  return ok({ searches: namedApart(searches), writable: format <= newestSearchesFormat, others });
}

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

export function writeSearchesFile({ searches, others }: StoredSearches): string {
  const lines = searches.toSorted(byNameInOrder).map((search) => JSON.stringify(search));
  const rest = Object.entries(others).map(
    ([name, value]) => `,\n${JSON.stringify(name)}: ${JSON.stringify(value)}`,
  );
  const list = lines.length === 0 ? "[]" : `[\n${lines.join(",\n")}\n]`;
  return `{\n"format": ${newestSearchesFormat},\n"searches": ${list}${rest.join("")}\n}\n`;
}

/** The same everywhere, whatever the language of the editor. */
const byNameInOrder = (a: SavedSearch, b: SavedSearch): number =>
  a.name < b.name ? -1 : Number(a.name > b.name);

/**
 * What an entry takes from others of its file: the fields of BibLaTeX's `@xdata`, and of the volume behind "crossref" where
 * the paper came out, and when. What it says itself always holds.
 */
import { factsOf, fieldText } from "./bibFacts.ts";
import { bibParts, type BibEntry, type BibField } from "./bibFile.ts";

/** Where the papers of a volume came out, and when. */
export interface Volume {
  readonly venue: string;
  readonly year: number | undefined;
}

export interface Inheritance {
  /** The entry with the fields of its `@xdata`; places of fields are places of the same text. */
  readonly filled: (entry: BibEntry) => BibEntry;
  readonly volumeOf: (entry: BibEntry) => Volume | undefined;
}

/** Neither "\b" nor "u": with them it takes twenty times as long, and blocks where a file has 50 MB. */
const refersToEntries = /(?:crossref|xdata)\s{0,20}=/i;
const mostKeys = 20;
/** `@xdata` may refer to further `@xdata`. Each counts once, so that rings end, and a hostile file is not gone through for ever. */
const mostShared = 60;

const isVolume = (type: string): boolean => /^(?:mv)?(?:proceedings|book|collection)$/u.test(type);

/** Holds fields for others and is no work itself: it cannot be cited, and is no paper. */
export const isSharedData = (entry: BibEntry): boolean => entry.type === "xdata";

/** One look at the file, and none where nothing in it refers to another entry. */
export function* inheritanceIn(text: string): Generator<undefined, Inheritance> {
  const data = new Map<string, BibEntry>();
  const volumes = new Map<string, BibEntry>();
  if (refersToEntries.test(text))
    for (const { entry } of bibParts(text)) {
      yield;
      if (entry === undefined) continue;
      if (isSharedData(entry)) data.set(entry.key.toLowerCase(), entry);
      else if (isVolume(entry.type)) volumes.set(entry.key.toLowerCase(), entry);
    }
  const filled = (entry: BibEntry): BibEntry => (data.size === 0 ? entry : withData(text, entry, data));
  return {
    filled,
    volumeOf: (entry) => {
      if (volumes.size === 0) return undefined;
      const volume = volumes.get(fieldText(text, entry, "crossref").toLowerCase());
      return volume === undefined ? undefined : asVolume(text, filled(volume));
    },
  };
}

function asVolume(text: string, entry: BibEntry): Volume {
  const { title, year } = factsOf(text, entry);
  return { venue: fieldText(text, entry, "booktitle") || title, year };
}

function withData(
  text: string,
  entry: BibEntry,
  data: ReadonlyMap<string, BibEntry>,
  seen = new Set([entry]),
): BibEntry {
  const keys = fieldText(text, entry, "xdata")
    .split(/\s*,\s*/u, mostKeys)
    .filter(Boolean);
  if (keys.length === 0) return entry;
  const fields = new Map<string, BibField>(entry.fields.map((field) => [field.name, field]));
  for (const key of keys) {
    const shared = data.get(key.toLowerCase());
    if (shared === undefined || seen.has(shared) || seen.size > mostShared) continue;
    seen.add(shared);
    for (const field of withData(text, shared, data, seen).fields)
      if (!says(fields, field.name)) fields.set(field.name, field);
  }
  return { ...entry, fields: [...fields.values()] };
}

/** Fields of two names that mean the same: an own "year" is not joined by another's "date". */
const twins: readonly (readonly string[])[] = [
  ["year", "date"],
  ["journal", "journaltitle"],
  ["archiveprefix", "eprinttype"],
];

const says = (fields: ReadonlyMap<string, BibField>, name: string): boolean =>
  (twins.find((names) => names.includes(name)) ?? [name]).some((each) => fields.has(each));

/**
 * What an entry takes from others of its file: the fields of BibLaTeX's `@xdata`, and of the volume behind "crossref" where
 * the paper came out, and when. What it says itself always holds.
 */
import type { Span } from "../base/span.ts";
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
  const filled = (entry: BibEntry): BibEntry =>
    data.size === 0 ? entry : followed(text, withData(text, entry, data), data);
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

const reference = /^["{]\s*xdata\s*=\s*([^\s{},"]{1,200})-([a-z]{1,40})(?:-(\d{1,3}))?\s*["}]$/iu;
const longestReference = 300;
const longestList = 20_000;

/** Fields that are of another entry, "{xdata=key-field}", or one of its list, "{xdata=key-author-2}" (BibLaTeX's manual, “xdata”). */
function followed(text: string, entry: BibEntry, data: ReadonlyMap<string, BibEntry>): BibEntry {
  const fields = entry.fields.map((field) => {
    const { start, end } = field.valueSpan;
    const [, key, name, number] =
      end - start > longestReference ? [] : (reference.exec(text.slice(start, end)) ?? []);
    const shared = data
      .get(key?.toLowerCase() ?? "")
      ?.fields.find((each) => each.name === name?.toLowerCase());
    if (shared === undefined) return field;
    const valueSpan = number === undefined ? shared.valueSpan : memberOf(text, shared.valueSpan, +number);
    return valueSpan === undefined ? field : { ...field, valueSpan };
  });
  return { ...entry, fields };
}

/** Of a list that "and" holds together, the member of this number; they begin with 1. */
function memberOf(text: string, { start, end }: Span, number: number): Span | undefined {
  if (!/["{]/u.test(text[start] ?? "") || end - start > longestList) return undefined;
  let [depth, at, from] = [0, 0, start + 1];
  for (let sign = start + 1; sign < end; sign++) {
    const isBetween = depth === 0 && /^\sand\s$/iu.test(text.slice(sign, sign + 5));
    if (isBetween || sign === end - 1) {
      if (++at === number) return { start: from, end: sign };
      from = sign + 5;
    } else if (text[sign] === "{") depth++;
    else if (text[sign] === "}") depth--;
  }
  return undefined;
}

/** Fields of two names that mean the same: an own "year" is not joined by another's "date". */
const twins: readonly (readonly string[])[] = [
  ["year", "date"],
  ["journal", "journaltitle"],
  ["archiveprefix", "eprinttype"],
];

const says = (fields: ReadonlyMap<string, BibField>, name: string): boolean =>
  (twins.find((names) => names.includes(name)) ?? [name]).some((each) => fields.has(each));

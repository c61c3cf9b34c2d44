/** Citations in running text, for papers whose citations are no links: "[3, 7–9]", "(Devlin et al., 2019a)", "Lo et al. (2020)". */
import type { Span } from "../base/span.ts";
import type { ReferenceEntry } from "./extractedPaper.ts";

export interface Citation {
  readonly span: Span;
  /** Positions in the list of references; one of a range or group may not be there. */
  readonly references: readonly number[];
}

/** Each is one place to point at: "[3, 7–9]" as a whole, but each work of "(Lo, 2020; Ammar, 2018)" alone. */
export function citationsIn(text: string, references: readonly ReferenceEntry[]): readonly Citation[] {
  const found = [...numbersIn(text, references), ...labelsIn(text, references), ...namesIn(text, references)];
  return found.sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);
}

const oneNumber = String.raw`\d{1,3}(?:\s{0,2}[-–—]\s{0,2}\d{1,3})?`;
const bracketed = new RegExp(
  String.raw`\[(${oneNumber}(?:\s{0,2}[,;]\s{0,2}${oneNumber}){0,30})(?:,[^\]\d]{1,30}[^\]]{0,30})?\]`,
  "gu",
);
const mostInRange = 50;

function numbersIn(text: string, references: readonly ReferenceEntry[]): readonly Citation[] {
  const positions = positionsByNumber(references);
  return [...text.matchAll(bracketed)].flatMap(({ index, 0: whole, 1: inside = "" }) => {
    const cited = inside.split(/[,;]/u).flatMap(numbersOf);
    const known = cited.flatMap((number) => positions.get(number) ?? []);
    // An interval such as [0, 1] is no citation; neither is a matrix's index beyond the last reference.
    const end = index + whole.length;
    return cited.length === 0 || known.length < cited.length || isLabel(text, end, references[known[0] ?? -1])
      ? []
      : [{ span: { start: index, end }, references: known }];
  });
}

/** In the bibliography itself a label stands before its own entry. */
const isLabel = (text: string, end: number, entry: ReferenceEntry | undefined): boolean =>
  entry !== undefined && text.slice(end).trimStart().startsWith(entry.text.slice(0, 12));

/** Where the bibliography shows no numbers, the text cites none. */
const positionsByNumber = (references: readonly ReferenceEntry[]): ReadonlyMap<number, number> =>
  new Map(
    references.flatMap(({ label = "" }, at) =>
      /^\d{1,3}$/u.test(label) ? [[Number(label), at] as const] : [],
    ),
  );

function numbersOf(part: string): readonly number[] {
  const [from = 0, to = from] = part.split(/[-–—]/u).map(Number);
  if (to < from || to - from > mostInRange) return [];
  return Array.from({ length: to - from + 1 }, (_, at) => from + at);
}

/** "[Vas17]" and "[GBC16, Bis06]": labels of letters and digits, in brackets. */
function labelsIn(text: string, references: readonly ReferenceEntry[]): readonly Citation[] {
  const positions = new Map(
    references.flatMap(({ label }, at) =>
      label === undefined || /^\d+$/u.test(label) ? [] : [[label, at] as const],
    ),
  );
  if (positions.size === 0) return [];
  return [...text.matchAll(/\[([^[\]]{2,80})\]/gu)].flatMap(({ index, 0: whole, 1: inside = "" }) => {
    const known = inside.split(/\s*[,;]\s*/u).flatMap((label) => positions.get(label) ?? []);
    const end = index + whole.length;
    return known.length === 0 || isLabel(text, end, references[known[0] ?? -1])
      ? []
      : [{ span: { start: index, end }, references: known }];
  });
}

const surname = String.raw`(?:(?:de|da|di|del|van|von|der|den|la|le|al|el|dos|ten)\s){0,2}\p{Lu}[\p{L}\p{M}'’-]{1,30}(?:\s\p{Lu}[\p{L}\p{M}'’-]{1,30})?`;
const authors = String.raw`(${surname})(?:(?:,\s${surname}){0,4},?\s(?:and|&)\s(${surname})|\set\sal\.?)?(?:['’]s)?`;
const year = String.raw`(?:18|19|20)\d{2}[a-z]?`;
const years = String.raw`(${year}(?:,\s?(?:${year}|[a-z](?![\p{L}])))*)`;
/** "Lo et al. (2020)": the names are part of the sentence. */
const inSentence = new RegExp(String.raw`${authors}\s?[([]${years}(?:,[^()[\]]{1,40})?[)\]]`, "gu");
/** "(see Lo et al., 2020, for more; Ammar, 2018)": one of a group in parentheses. */
const inGroup = new RegExp(String.raw`${authors},?\s${years}`, "gu");
const group = new RegExp(String.raw`[([]([^()[\]]{4,600})[)\]]`, "gu");

function namesIn(text: string, references: readonly ReferenceEntry[]): readonly Citation[] {
  if (!references.some(({ year: of }) => of !== undefined)) return [];
  const found = [...text.matchAll(inSentence)].flatMap((match) => cited(match, match.index, references));
  for (const { index, 1: inside = "" } of text.matchAll(group)) {
    if (!/(?:18|19|20)\d{2}/u.test(inside)) continue;
    for (const match of inside.matchAll(inGroup))
      found.push(...cited(match, index + 1 + match.index, references));
  }
  return found;
}

function cited(
  match: RegExpMatchArray,
  start: number,
  references: readonly ReferenceEntry[],
): readonly Citation[] {
  const [whole, first = "", second, listed = ""] = match;
  const positions = yearsOf(listed).flatMap((of) => positionOf(first, second, of, references));
  return positions.length === 0
    ? []
    : [{ span: { start, end: start + whole.length }, references: positions }];
}

/** "2019a, b" is 2019a and 2019b. */
function yearsOf(listed: string): readonly string[] {
  const parts = listed.split(/,\s?/u);
  const base = parts[0]?.slice(0, 4) ?? "";
  return parts.map((part) => (part.length === 1 ? base + part : part));
}

function positionOf(
  first: string,
  second: string | undefined,
  of: string,
  references: readonly ReferenceEntry[],
): readonly number[] {
  const scores = references.map((entry, at) => ({ at, score: likeness(entry, first, second, of) }));
  const best = scores.reduce((most, each) => (each.score > most.score ? each : most), { at: -1, score: 0 });
  return best.score > 0 ? [best.at] : [];
}

/** The first author must stand first, as surnames or initials before it allow. */
function likeness(
  { text, year: printed }: ReferenceEntry,
  first: string,
  second: string | undefined,
  of: string,
): number {
  if (printed === undefined || printed.slice(0, 4) !== of.slice(0, 4)) return 0;
  if (of.length > 4 && printed.length > 4 && of !== printed) return 0;
  const beginning = plain(text.slice(0, 200));
  // A sentence's first word may have been taken for a part of the name: "In Lo et al. (2020)".
  const at = placeOfName(beginning, plain(first));
  if (at > 40) return 0;
  if (second !== undefined && placeOfName(beginning, plain(second)) === Infinity) return 0;
  return 100 - at + (printed === of ? 20 : 0);
}

/** A sentence's first word may have been taken for a part of the name: "In Lo et al. (2020)". */
function placeOfName(beginning: string, name: string): number {
  const words = beginning.split(/[^\p{L}\p{N}'’-]+/u);
  const last = name.split(" ").at(-1) ?? "";
  const isName = (_: string, at: number): boolean =>
    words.slice(at, at + name.split(" ").length).join(" ") === name || words[at] === last;
  const found = words.findIndex(isName);
  return found < 0 ? Infinity : words.slice(0, found).join(" ").length;
}

/** Without accents, so that "Müller" is found where a font lost its dots. */
const plain = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

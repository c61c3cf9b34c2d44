/** Counts what papers have in common: years, venues, tags, authors and marks, as they stand in the streams of their texts. */
import type { PaperId } from "../../domain/paperId.ts";
import { facetFields, type FacetCount, type FacetField, type Facets } from "../searchPort.ts";
import { fields, withoutKind } from "./fields.ts";
import type { Lexicon } from "./lexicon.ts";
import { keyOf } from "./paperTexts.ts";
import { marks, type Segment } from "./segment.ts";
import { LowestOfBest } from "./topTexts.ts";

/** Nobody reads more of them. */
const mostValues = 100;

interface Value {
  count: number;
  /** A paper that has it. */
  readonly segment: Segment;
  readonly text: number;
  /** The last that had it: a paper counts once, however often it says so. */
  last: number;
}

/** One author, tag and the like; its words are to be looked at before the next text is. */
interface Part {
  readonly facet: FacetField;
  readonly words: Uint32Array;
}

const facetOf: Readonly<Partial<Record<(typeof fields)[number], FacetField>>> = {
  author: "author",
  venue: "venue",
  tag: "tag",
};

export class Tally {
  readonly #lexicon: Lexicon;
  readonly #values = new Map(facetFields.map((field) => [field, new Map<number, Value>()]));
  readonly #marks = new Map<number, { readonly facet: FacetField | undefined }>();
  #papers = 0;

  constructor(lexicon: Lexicon) {
    this.#lexicon = lexicon;
  }

  count(segment: Segment, text: number): void {
    this.#papers++;
    const year = segment.parts.years[text] ?? 0;
    if (year !== 0) this.#add("year", year, segment, text);
    this.#seeParts(segment, text, ({ facet, words }) => this.#add(facet, digestOf(words), segment, text));
  }

  /** The commonest first. */
  facets(): Facets {
    const of = (field: FacetField): readonly FacetCount[] =>
      commonest(this.#values.get(field) ?? new Map<number, Value>()).map(
        ([key, { count, segment, text }]) => ({
          value: field === "year" ? String(key) : this.#wordsOf(field, key, segment, text),
          count,
          paper: keyOf(segment, text) as PaperId,
        }),
      );
    return {
      year: of("year"),
      venue: of("venue"),
      tag: of("tag"),
      author: of("author"),
      is: of("is"),
      in: of("in"),
    };
  }

  #add(field: FacetField, key: number, segment: Segment, text: number): void {
    const values = this.#values.get(field);
    const known = values?.get(key);
    if (known === undefined) values?.set(key, { count: 1, segment, text, last: this.#papers });
    else if (known.last !== this.#papers) {
      known.count++;
      known.last = this.#papers;
    }
  }

  /** The parts of a text that are counted, told apart by a digest of their words: texts would be made for most in vain. */
  #seeParts(segment: Segment, text: number, see: (part: Part) => void): void {
    const { values, count } = segment.streamOf(text);
    for (let start = 0, end = 0; start < count; start = end) {
      const field = fields[values[start] ?? 0] ?? "body";
      end = start + 1;
      while (end < count && (values[end] ?? 0) >= marks) end++;
      if (end === start + 1) continue;
      const facet = field === "mark" ? this.#facetOfMark(values[start + 1] ?? 0) : facetOf[field];
      if (facet !== undefined) see({ facet, words: values.subarray(start + 1, end) });
    }
  }

  #facetOfMark(value: number): FacetField | undefined {
    const known = this.#marks.get(value);
    if (known !== undefined) return known.facet;
    const kind = this.#text(value).split(":", 1)[0];
    const facet = kind === "is" || kind === "in" ? kind : undefined;
    this.#marks.set(value, { facet });
    return facet;
  }

  #wordsOf(field: FacetField, key: number, segment: Segment, text: number): string {
    let found = "";
    this.#seeParts(segment, text, ({ facet, words }) => {
      if (facet === field && digestOf(words) === key)
        found = Array.from(words, (value) => this.#text(value)).join(" ");
    });
    return field === "is" || field === "in" ? found.slice(field.length + 1) : found;
  }

  #text(value: number): string {
    return withoutKind(this.#lexicon.terms.text(value - marks));
  }
}

/** Most authors have few papers, and are not worth sorting. */
function commonest(values: ReadonlyMap<number, Value>): readonly (readonly [number, Value])[] {
  const lowest = new LowestOfBest(mostValues);
  for (const { count } of values.values()) lowest.see(count);
  const best: (readonly [number, Value])[] = [];
  for (const entry of values) if (entry[1].count >= lowest.score) best.push(entry);
  return best.sort(([, a], [, b]) => b.count - a.count).slice(0, mostValues);
}

/** 52 bits: of a million values no two are likely to have the same. */
function digestOf(words: Uint32Array): number {
  let [one, other] = [0x811c9dc5, 0x9747b28c];
  for (const word of words) {
    one = Math.imul(one ^ word, 0x01000193);
    other = Math.imul(other + word, 0x85ebca6b);
    other ^= other >>> 13;
  }
  return (one >>> 0) * 0x100000 + (other & 0xfffff);
}

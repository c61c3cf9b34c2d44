/** Which texts fulfil what a query demands, one segment at a time. */
import { isStopWord } from "../terms.ts";
import { fields, isProse, namedFields, type Field } from "./fields.ts";
import type { Lexicon } from "./lexicon.ts";
import { inBody, inTitle, marks, type Segment } from "./segment.ts";

/** Words side by side in one of some fields. */
export interface WordsSought {
  readonly fields: readonly Field[];
  readonly terms: readonly string[];
  /** The last is the beginning of a word. */
  readonly isGrowing: boolean;
}

export type Mask = Uint8Array<ArrayBuffer>;

/** Where words can stand when no field is named. */
export const anyField: readonly Field[] = ["title", "body", ...namedFields];

export const everyText = ({ size }: Segment): Mask => new Uint8Array(size).fill(1);

export function inverted(mask: Mask): Mask {
  return mask.map((each) => 1 - each);
}

export function both(a: Mask | undefined, b: Mask): Mask {
  return a === undefined ? b : a.map((each, at) => each & (b[at] ?? 0));
}

export function either(a: Mask, b: Mask): Mask {
  return a.map((each, at) => each | (b[at] ?? 0));
}

export function inRange(values: Uint16Array, from: number, to: number): Mask {
  return Uint8Array.from(values, (value) => Number(value !== 0 && value >= from && value <= to));
}

/** Looks words up once, and then in every segment. */
export function wordsMask(lexicon: Lexicon, sought: WordsSought): (segment: Segment) => Mask {
  const byField = sought.fields.map((field) => ({ field, words: wordsInField(lexicon, field, sought) }));
  return (segment) => {
    const mask: Mask = new Uint8Array(segment.size);
    for (const { field, words } of byField) markField(segment, field, words, sought.terms, mask);
    return mask;
  };
}

/** For each place the words of the index that may stand there: the same but for a plural, or grown from what is typed. */
function wordsInField(
  lexicon: Lexicon,
  field: Field,
  { terms, isGrowing }: WordsSought,
): readonly Set<number>[] {
  return terms.map((term, at) => {
    if (isGrowing && at === terms.length - 1) return new Set(lexicon.beginningWith(field, term));
    if (!isProse(field)) return new Set([lexicon.find(field, term)]);
    const stem = lexicon.stems(term).singular;
    return new Set(stem === -1 ? [] : lexicon.singular.wordsOf(stem));
  });
}

function markField(
  segment: Segment,
  field: Field,
  words: readonly ReadonlySet<number>[],
  terms: readonly string[],
  mask: Mask,
): void {
  if (words.some(({ size }) => size === 0)) return;
  let having: Mask | undefined;
  for (const [at, each] of words.entries()) {
    // Words that say nothing have no postings.
    if (isProse(field) && isStopWord(terms[at] ?? "")) continue;
    having = both(having, textsWith(segment, field, each));
  }
  for (let text = 0; text < segment.size; text++) {
    if (mask[text] === 1 || segment.live[text] !== 1 || having?.[text] === 0) continue;
    if ((words.length === 1 && having !== undefined) || standTogether(segment, text, field, words))
      mask[text] = 1;
  }
}

function textsWith(segment: Segment, field: Field, words: ReadonlySet<number>): Mask {
  const { texts, counts } = segment.parts;
  const mask: Mask = new Uint8Array(segment.size);
  for (const word of words) {
    const { start, end } = segment.postings(word);
    for (let at = start; at < end; at++) {
      const count = counts[at] ?? 0;
      if ((field === "title" ? inTitle(count) : inBody(count)) > 0) mask[texts[at] ?? 0] = 1;
    }
  }
  return mask;
}

function standTogether(
  segment: Segment,
  text: number,
  field: Field,
  words: readonly ReadonlySet<number>[],
): boolean {
  const { values, count } = segment.streamOf(text);
  const wanted = fields.indexOf(field);
  let isHere = false;
  for (let at = 0; at < count; at++) {
    const value = values[at] ?? 0;
    if (value < marks) isHere = value === wanted;
    else if (
      isHere &&
      words.every((set, next) => at + next < count && set.has((values[at + next] ?? 0) - marks))
    )
      return true;
  }
  return false;
}

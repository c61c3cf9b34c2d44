/** Makes a segment of new texts. */
import { isStopWord, termsOf } from "../terms.ts";
import { fields, isProse, type Field } from "./fields.ts";
import { ByteWriter, withRoom } from "./growing.ts";
import type { Lexicon } from "./lexicon.ts";
import { countOf, marks, Segment } from "./segment.ts";

/** What is indexed: one paper, one page of it, or one note. */
export interface IndexedText {
  readonly key: string;
  readonly year?: number | undefined;
  /** Days since 1970. */
  readonly day?: number | undefined;
  /** Tells whether what is indexed is what there is now. */
  readonly stamp?: number | undefined;
  readonly parts: readonly { readonly field: Field; readonly text: string }[];
}

/** How many words in the body one in the title is worth. */
export const titleWeight = 2;
export const longestLength = 65_535;

export function buildSegment(indexed: readonly IndexedText[], lexicon: Lexicon): Segment {
  const stream = new ByteWriter();
  const streamStarts = new Uint32Array(indexed.length + 1);
  const lengths = new Uint16Array(indexed.length);
  let pairTerms = new Uint32Array(0);
  let pairCounts = new Uint8Array(0);
  const pairStarts = new Uint32Array(indexed.length + 1);
  let pairs = 0;
  for (const [text, { parts }] of indexed.entries()) {
    const title = new Map<number, number>();
    const body = new Map<number, number>();
    let length = 0;
    for (const part of parts) {
      stream.number(fields.indexOf(part.field));
      const counts = part.field === "title" || part.field === "initials" ? title : body;
      // A mark, such as "is:unread", is one term as it stands.
      for (const term of part.field === "mark" ? [part.text] : termsOf(part.text)) {
        const word = lexicon.learn(part.field, term);
        stream.number(word + marks);
        if (isProse(part.field) && isStopWord(term)) continue; // only phrases ask for it
        counts.set(word, (counts.get(word) ?? 0) + 1);
        if (part.field === "title") length += titleWeight;
        else if (part.field === "body") length++;
      }
    }
    for (const word of title.keys()) if (!body.has(word)) body.set(word, 0);
    pairTerms = withRoom(pairTerms, pairs + body.size);
    pairCounts = withRoom(pairCounts, pairs + body.size);
    for (const [word, count] of body) {
      pairTerms[pairs] = word;
      pairCounts[pairs++] = countOf(title.get(word) ?? 0, count);
    }
    pairStarts[text + 1] = pairs;
    streamStarts[text + 1] = stream.length;
    lengths[text] = Math.min(length, longestLength);
  }
  return new Segment({
    keys: indexed.map(({ key }) => key),
    lengths,
    years: Uint16Array.from(indexed, ({ year }) => clamped(year)),
    days: Uint16Array.from(indexed, ({ day }) => clamped(day)),
    stamps: Uint32Array.from(indexed, ({ stamp = 0 }) => stamp),
    ...byTerm(pairTerms.subarray(0, pairs), pairCounts, pairStarts),
    stream: stream.taken(),
    streamStarts,
  });
}

const clamped = (value: number | undefined): number => Math.max(0, Math.min(65_535, Math.floor(value ?? 0)));

/** From the terms of each text to the texts of each term. */
function byTerm(pairTerms: Uint32Array, pairCounts: Uint8Array, pairStarts: Uint32Array) {
  const perTerm = new Map<number, number>();
  for (const term of pairTerms) perTerm.set(term, (perTerm.get(term) ?? 0) + 1);
  const terms = Uint32Array.from(perTerm.keys()).sort();
  const offsets = new Uint32Array(terms.length + 1);
  const next = new Map<number, number>();
  for (const [at, term] of terms.entries()) {
    next.set(term, offsets[at] ?? 0);
    offsets[at + 1] = (offsets[at] ?? 0) + (perTerm.get(term) ?? 0);
  }
  const texts = new Uint16Array(pairTerms.length);
  const counts = new Uint8Array(pairTerms.length);
  for (let text = 0; text + 1 < pairStarts.length; text++)
    for (let pair = pairStarts[text] ?? 0; pair < (pairStarts[text + 1] ?? 0); pair++) {
      const term = pairTerms[pair] ?? 0;
      const place = next.get(term) ?? 0;
      next.set(term, place + 1);
      texts[place] = text;
      counts[place] = pairCounts[pair] ?? 0;
    }
  return { terms, offsets, texts, counts };
}

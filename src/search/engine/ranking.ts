/** The best texts for some words: every posting of theirs is looked at once, in arrays that are used again. */
import { k1, b, lengthNorm, porterShare, singularShare } from "./bm25.ts";
import { inBody, inTitle, type Segment } from "./segment.ts";
import { titleWeight } from "./segmentBuilder.ts";
import type { TextIndex } from "./textIndex.ts";
import { bestFirst, LowestOfBest, type Candidate } from "./topTexts.ts";
import type { Reading, Wanted } from "./wanted.ts";

/** Which texts of a segment may be answered: 1 for each that may; all of them where there is none. */
export type MaskOf = (segment: Segment) => Uint8Array | undefined;

/** So many are sooner forgotten one by one than with all others. */
const fewTexts = 4_096;

/** Sums by text, and which texts have any. */
class Sums {
  of = new Float32Array(0);
  texts = new Uint16Array(0);
  count = 0;

  /** Nothing, and room for so many texts. */
  makeRoom(texts: number): void {
    if (texts <= this.of.length) return;
    this.of = new Float32Array(texts);
    this.texts = new Uint16Array(texts);
  }

  add(text: number, value: number): void {
    const before = this.of[text] ?? 0;
    if (before === 0) this.texts[this.count++] = text;
    this.of[text] = before + value;
  }

  raise(text: number, value: number): void {
    const before = this.of[text] ?? 0;
    if (before === 0) this.texts[this.count++] = text;
    if (value > before) this.of[text] = value;
  }

  /** One of the two above. */
  take(text: number, value: number, isSum: boolean): void {
    if (isSum) this.add(text, value);
    else this.raise(text, value);
  }

  clear(): void {
    if (this.count > fewTexts) this.of.fill(0);
    else for (let at = 0; at < this.count; at++) this.of[this.texts[at] ?? 0] = 0;
    this.count = 0;
  }
}

export class Ranking {
  readonly #index: TextIndex;
  readonly #scores = new Sums();
  readonly #word = new Sums();
  readonly #porter = new Sums();
  readonly #singular = new Sums();

  constructor(index: TextIndex) {
    this.#index = index;
  }

  /** The best of the texts that have any of the words, in no order. */
  best(wanted: readonly Wanted[], limit: number, maskOf: MaskOf): readonly Candidate[] {
    if (limit <= 0) return [];
    const lowest = new LowestOfBest(limit);
    const found: Candidate[] = [];
    for (const segment of this.#index.segments) {
      for (const sums of [this.#scores, this.#word, this.#porter, this.#singular])
        sums.makeRoom(segment.size);
      this.#scoreAll(segment, wanted);
      this.#collect(segment, maskOf(segment), lowest, found);
      this.#scores.clear();
    }
    const best = found.filter(({ score }) => score >= lowest.score);
    return best.length > limit ? bestFirst(best, limit) : best;
  }

  #scoreAll(segment: Segment, wanted: readonly Wanted[]): void {
    for (const { readings, weight } of wanted) {
      const [only, ...others] = readings;
      if (only !== undefined && others.length === 0) {
        this.#score(segment, only, weight, this.#scores, true);
        continue;
      }
      for (const reading of readings) this.#score(segment, reading, weight, this.#word, false);
      const { of, texts, count } = this.#word;
      for (let at = 0; at < count; at++) {
        const text = texts[at] ?? 0;
        this.#scores.add(text, of[text] ?? 0);
      }
      this.#word.clear();
    }
  }

  /** What one reading of a word gives to every text that has it: on top of what there is, or where that is less. */
  #score(segment: Segment, reading: Reading, weight: number, into: Sums, isSum: boolean): void {
    const { singular, porter, isSame, titleOnly, besides } = reading;
    const { lengths } = segment.parts;
    const atNone = k1 * (1 - b);
    const perTerm = lengthNorm(1, this.#index.averageLength) - atNone;
    const singularWorth = singularShare * reading.singularIdf * reading.factor * weight;
    const porterWorth = porterShare * reading.porterIdf * reading.factor * weight;
    const porterOrBoth = isSame ? singularWorth + porterWorth : porterWorth;
    const [word] = porter;
    if (isSame && porter.length === 1 && word !== undefined) {
      const { texts, counts } = segment.parts;
      const { start, end } = segment.postings(word);
      const may = besides.length === 0 ? undefined : textsWithAll(segment, besides);
      for (let at = start; at < end; at++) {
        const count = counts[at] ?? 0;
        if (titleOnly && inTitle(count) === 0) continue;
        const text = texts[at] ?? 0;
        if (may?.has(text) === false) continue;
        const frequency = inTitle(count) * titleWeight + inBody(count);
        const norm = atNone + perTerm * (lengths[text] ?? 0);
        into.take(text, (porterOrBoth * frequency) / (frequency + norm), isSum);
      }
      return;
    }
    for (const each of porter) this.#addUp(segment, each, titleOnly, this.#porter);
    if (!isSame) for (const each of singular) this.#addUp(segment, each, titleOnly, this.#singular);
    const { of, texts, count } = this.#porter;
    for (let at = 0; at < count; at++) {
      const text = texts[at] ?? 0;
      const norm = atNone + perTerm * (lengths[text] ?? 0);
      const byPorter = of[text] ?? 0;
      const bySingular = isSame ? 0 : (this.#singular.of[text] ?? 0);
      const value = (porterOrBoth * byPorter) / (byPorter + norm);
      into.take(
        text,
        bySingular === 0 ? value : value + (singularWorth * bySingular) / (bySingular + norm),
        isSum,
      );
    }
    // Texts with words of the same singular that Porter's stem takes for others.
    for (let at = 0; at < this.#singular.count; at++) {
      const text = this.#singular.texts[at] ?? 0;
      if (of[text] !== 0) continue;
      const frequency = this.#singular.of[text] ?? 0;
      const norm = atNone + perTerm * (lengths[text] ?? 0);
      into.take(text, (singularWorth * frequency) / (frequency + norm), isSum);
    }
    this.#singular.clear();
    this.#porter.clear();
  }

  #addUp(segment: Segment, word: number, titleOnly: boolean, sums: Sums): void {
    const { texts, counts } = segment.parts;
    const { start, end } = segment.postings(word);
    for (let at = start; at < end; at++) {
      const count = counts[at] ?? 0;
      const title = inTitle(count);
      if (titleOnly && title === 0) continue;
      sums.add(texts[at] ?? 0, title * titleWeight + inBody(count));
    }
  }

  /** Those that belong to the best so far. */
  #collect(segment: Segment, mask: Uint8Array | undefined, lowest: LowestOfBest, found: Candidate[]): void {
    const { of, texts, count } = this.#scores;
    const { live } = segment;
    const may = (text: number): boolean => live[text] === 1 && (mask === undefined || mask[text] === 1);
    for (let at = 0; at < count; at++) {
      const text = texts[at] ?? 0;
      const score = of[text] ?? 0;
      if (score > lowest.score && may(text)) lowest.see(score);
    }
    const least = lowest.score;
    for (let at = 0; at < count; at++) {
      const text = texts[at] ?? 0;
      const score = of[text] ?? 0;
      if (score >= least && may(text)) found.push({ segment, text, score });
    }
  }
}

function textsWithAll(segment: Segment, words: readonly number[]): ReadonlySet<number> {
  const [first, ...others] = words.map((word) => {
    const { start, end } = segment.postings(word);
    return new Set(segment.parts.texts.subarray(start, end));
  });
  return new Set([...(first ?? [])].filter((text) => others.every((having) => having.has(text))));
}

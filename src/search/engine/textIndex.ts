/**
 * An index of texts that come, change and go: segments that are never changed, marks on what is gone, and merging in slices
 * so that there are never many. Counts are kept exact, so that it answers like an index built afresh.
 */
import { Lexicon } from "./lexicon.ts";
import { mergedSegments } from "./mergeSegments.ts";
import { marks, mostTexts, type Segment } from "./segment.ts";
import { buildSegment, type IndexedText } from "./segmentBuilder.ts";

/** Where a text is. */
interface Place {
  readonly segment: Segment;
  readonly text: number;
}

export interface TextIndexParts {
  readonly lexicon: Lexicon;
  readonly segments: readonly Segment[];
}

/** Segments of about the same size that are worth making one of. */
const mergedAtOnce = 6;
/** More new texts are indexed a few at a time, so that what is made meanwhile stays small. */
const textsAtOnce = 4_096;

export class TextIndex {
  readonly lexicon: Lexicon;
  #segments: Segment[];
  readonly #places = new Map<string, Place>();
  #totalLength = 0;
  #merging: { readonly from: readonly Segment[]; readonly work: Generator<void, Segment> } | undefined;

  constructor({ lexicon, segments }: TextIndexParts = { lexicon: new Lexicon(), segments: [] }) {
    this.lexicon = lexicon;
    this.#segments = [...segments];
    for (const segment of segments) {
      this.#place(segment);
      for (const [text, length] of segment.parts.lengths.entries())
        if (segment.live[text] === 1) this.#totalLength += length;
    }
  }

  get segments(): readonly Segment[] {
    return this.#segments;
  }

  get size(): number {
    return this.#places.size;
  }

  get averageLength(): number {
    return this.size === 0 ? 1 : Math.max(1, this.#totalLength / this.size);
  }

  place(key: string): Place | undefined {
    return this.#places.get(key);
  }

  keys(): Iterable<string> {
    return this.#places.keys();
  }

  /** Adds texts, in place of those with the same keys. */
  put(texts: readonly IndexedText[]): void {
    const last = [...new Map(texts.map((each) => [each.key, each])).values()];
    for (let start = 0; start < last.length; start += textsAtOnce) {
      const batch = last.slice(start, start + textsAtOnce);
      const segment = buildSegment(batch, this.lexicon); // before anything is taken out: it may throw
      this.remove(batch.map(({ key }) => key));
      this.#segments.push(segment);
      this.#place(segment);
      for (let text = 0; text < segment.size; text++) this.#count(segment, text, 1);
    }
  }

  remove(keys: readonly string[]): void {
    for (const key of keys) {
      const place = this.#places.get(key);
      if (place === undefined) continue;
      this.#count(place.segment, place.text, -1);
      place.segment.remove(place.text);
      this.#places.delete(key);
    }
    this.#segments = this.#segments.filter(({ liveCount }) => liveCount > 0);
  }

  /** Does a slice of merging. @returns false when nothing is left to do. */
  tidy(): boolean {
    this.#merging ??= this.#nextMerge();
    if (this.#merging === undefined) return false;
    const { from, work } = this.#merging;
    const step = work.next();
    if (step.done !== true) return true;
    this.#merging = undefined;
    this.#replace(from, step.value);
    return true;
  }

  /** Segments that are small beside their number, or hold much that is gone. */
  #nextMerge() {
    const bySize = this.#segments.toSorted((a, b) => a.liveCount - b.liveCount);
    const wasteful = bySize.filter(({ size, liveCount }) => size > 64 && liveCount * 2 < size);
    const small = bySize.slice(0, mergedAtOnce);
    const sum = (all: readonly Segment[]): number =>
      all.reduce((total, { liveCount }) => total + liveCount, 0);
    const largest = small.at(-1)?.liveCount ?? 0;
    const isTier = small.length === mergedAtOnce && largest <= sum(small.slice(0, -1)) * 2;
    while (small.length > 1 && sum(small) > mostTexts) small.pop();
    const chosen = isTier && small.length > 1 ? small : wasteful.slice(0, 1);
    if (chosen.length === 0) return undefined;
    const from = this.#segments.filter((segment) => chosen.includes(segment)); // in the order they came
    return { from, work: mergedSegments(from) };
  }

  /** What was removed while the segments were merged is gone from the new one too. */
  #replace(from: readonly Segment[], merged: Segment): void {
    for (const [text, key] of merged.parts.keys.entries()) {
      const place = this.#places.get(key);
      if (place !== undefined && from.includes(place.segment))
        this.#places.set(key, { segment: merged, text });
      else merged.remove(text);
    }
    this.#segments = [...this.#segments.filter((segment) => !from.includes(segment)), merged].filter(
      ({ liveCount }) => liveCount > 0,
    );
  }

  #place(segment: Segment): void {
    for (const [text, key] of segment.parts.keys.entries())
      if (segment.live[text] === 1) this.#places.set(key, { segment, text });
  }

  #count(segment: Segment, text: number, by: 1 | -1): void {
    const words = new Set<number>();
    const { values, count } = segment.streamOf(text);
    for (let at = 0; at < count; at++) {
      const value = values[at] ?? 0;
      if (value >= marks) words.add(value - marks);
    }
    const { lexicon } = this;
    const singular = new Set<number>();
    const porter = new Set<number>();
    for (const word of words) {
      lexicon.count(word, by);
      const stem = lexicon.singular.stemOf(word);
      if (stem === -1) continue; // a name or a mark
      singular.add(stem);
      porter.add(lexicon.porter.stemOf(word));
    }
    for (const stem of singular) lexicon.singular.count(stem, by);
    for (const stem of porter) lexicon.porter.count(stem, by);
    this.#totalLength += by * (segment.parts.lengths[text] ?? 0);
  }
}

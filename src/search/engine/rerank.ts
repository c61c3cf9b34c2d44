/**
 * A second look at the best few. Words that stand side by side in the query, and do so in a text too, say more than each alone;
 * and while a title is typed, the paper whose title goes on like that is likely the one.
 *
 * A learned score fits in here as one more `Rescore`.
 */
import { stopWords } from "../terms.ts";
import { fields } from "./fields.ts";
import type { Lexicon } from "./lexicon.ts";
import { marks, type Stream } from "./segment.ts";
import { bestFirst, type Candidate } from "./topTexts.ts";
import type { Wanted } from "./wanted.ts";

/** What a text's score is multiplied by, given its terms in order. */
export type Rescore = (stream: Stream, candidate: Candidate) => number;

export function rescored(
  candidates: readonly Candidate[],
  rescores: readonly Rescore[],
  limit: number,
): readonly Candidate[] {
  const again = candidates.map((each) => {
    const stream = each.segment.streamOf(each.text);
    let { score } = each;
    for (const rescore of rescores) score *= rescore(stream, each);
    return { ...each, score };
  });
  return bestFirst(again, limit);
}

/** How much all pairs found in the title add, and what a pair in the body is worth beside one in the title. */
const pairWorth = 0.6;
const inBodyShare = 0.6;
const startsLikeQuery = 2.5;
const holdsQuery = 1.3;

/** The words a text may have for each word of the query in turn; words that say nothing are left out. */
export class QueryWords {
  readonly count: number;
  /** For a word of the index, where in the query it is asked for. */
  readonly #positions = new Map<number, readonly number[]>();
  /** What is to be known of a word of the index at a glance. */
  readonly #kind: Uint8Array;
  readonly #beingTyped: string | undefined;
  readonly #lexicon: Lexicon;

  constructor(wanted: readonly Wanted[], beingTyped: string | undefined, lexicon: Lexicon) {
    this.count = wanted.length;
    this.#lexicon = lexicon;
    this.#beingTyped = beingTyped;
    this.#kind = new Uint8Array(lexicon.terms.size);
    for (const [at, { readings }] of wanted.entries())
      for (const word of new Set(readings.flatMap(({ singular, porter }) => [...singular, ...porter]))) {
        this.#positions.set(word, [...this.positionsOf(word), at]);
        this.#kind[word] = kinds.wanted;
      }
    for (const term of stopWords) {
      const word = lexicon.find("title", term);
      if (word !== -1) this.#kind[word] = kinds.stop;
    }
  }

  positionsOf(word: number): readonly number[] {
    return this.#positions.get(word) ?? nowhere;
  }

  kindOf(word: number): number {
    return this.#kind[word] ?? 0;
  }

  isStop(word: number): boolean {
    return this.#kind[word] === kinds.stop;
  }

  /** Whether the word may stand for the one at this place of the query; what is being typed goes on, letter by letter. */
  fits(word: number, at: number): boolean {
    const beginning = at === this.count - 1 ? this.#beingTyped : undefined;
    if (beginning === undefined) return this.positionsOf(word).includes(at);
    return word >= 0 && this.#lexicon.terms.compareTo(word, beginning, true) === 0;
  }
}

const kinds = { wanted: 1, stop: 2 } as const;
const title = fields.indexOf("title");
const body = fields.indexOf("body");
const nowhere: readonly number[] = [];

export function pairsTogether(query: QueryWords): Rescore {
  if (query.count < 2) return () => 1;
  return ({ values, count }) => {
    const found = new Map<number, number>();
    let worth = 0;
    let before = nowhere;
    for (let at = 0; at < count; at++) {
      const value = values[at] ?? 0;
      if (value < marks) {
        worth = value === title ? 1 : value === body ? inBodyShare : 0;
        before = nowhere;
        continue;
      }
      const kind = query.kindOf(value - marks);
      if (kind === kinds.stop) continue;
      const here = kind === kinds.wanted ? query.positionsOf(value - marks) : nowhere;
      if (before !== nowhere && here !== nowhere)
        for (const place of here)
          if (before.includes(place - 1) && worth > (found.get(place) ?? 0)) found.set(place, worth);
      before = here;
    }
    let sum = 0;
    for (const each of found.values()) sum += each;
    return 1 + (pairWorth * sum) / (query.count - 1);
  };
}

export function titleGoesOn(query: QueryWords): Rescore {
  const { count } = query;
  if (count === 0) return () => 1;
  const fitsFrom = (words: readonly number[], start: number): boolean => {
    if (start + count > words.length) return false;
    for (let at = 0; at < count; at++) if (!query.fits(words[start + at] ?? -1, at)) return false;
    return true;
  };
  return (stream) => {
    const words = titleOf(stream).filter((word) => !query.isStop(word));
    if (fitsFrom(words, 0)) return startsLikeQuery;
    for (let start = 1; start + count <= words.length; start++) if (fitsFrom(words, start)) return holdsQuery;
    return 1;
  };
}

function titleOf({ values, count }: Stream): readonly number[] {
  const words: number[] = [];
  let isTitle = false;
  for (let at = 0; at < count; at++) {
    const value = values[at] ?? 0;
    if (value >= marks) {
      if (isTitle) words.push(value - marks);
    } else {
      if (words.length > 0) break;
      isTitle = value === title;
    }
  }
  return words;
}

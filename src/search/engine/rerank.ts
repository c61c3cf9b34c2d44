/**
 * A second look at the best few. Words that stand side by side in the query, and do so in a text too, say more than each alone;
 * and while a title is typed, the paper whose title goes on like that is likely the one.
 *
 * A learned score fits in here as one more `Rescore`, and in `WordSearch.search` as one more look.
 */
import { stopWords } from "../terms.ts";
import { fields } from "./fields.ts";
import type { Lexicon } from "./lexicon.ts";
import { marks } from "./segment.ts";
import { bestFirst, type Candidate } from "./topTexts.ts";
import type { Wanted } from "./wanted.ts";

/** What a text's score is multiplied by. */
export type Rescore = (candidate: Candidate) => number;

export function rescored(
  candidates: readonly Candidate[],
  rescore: Rescore,
  limit: number,
): readonly Candidate[] {
  const again = candidates.map((each) => ({
    segment: each.segment,
    text: each.text,
    score: each.score * rescore(each),
  }));
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
  /** For each word of the index what is to be known at a glance: nothing, or one of these, or where `#positions` has it. */
  readonly #kind: Uint16Array;
  /** Where in the query some words of the index are asked for. */
  readonly #positions: (readonly number[])[] = [nowhere, nowhere];
  readonly #beingTyped: string | undefined;
  readonly #lexicon: Lexicon;

  constructor(wanted: readonly Wanted[], beingTyped: string | undefined, lexicon: Lexicon) {
    this.count = wanted.length;
    this.#lexicon = lexicon;
    this.#beingTyped = beingTyped;
    this.#kind = new Uint16Array(lexicon.terms.size);
    for (const [at, { readings }] of wanted.entries())
      for (const { singular, porter, isSame } of readings) {
        for (const word of porter) this.#ask(word, at);
        if (!isSame) for (const word of singular) this.#ask(word, at);
      }
    for (const term of stopWords) {
      const word = lexicon.find("title", term);
      if (word !== -1) this.#kind[word] = stopWord;
    }
  }

  kindOf(word: number): number {
    return this.#kind[word] ?? 0;
  }

  positionsAt(kind: number): readonly number[] {
    return this.#positions[kind] ?? nowhere;
  }

  positionsOf(word: number): readonly number[] {
    return this.positionsAt(this.kindOf(word));
  }

  isWanted(word: number): boolean {
    return this.kindOf(word) > stopWord;
  }

  isStop(word: number): boolean {
    return this.kindOf(word) === stopWord;
  }

  /** Whether the word may stand for the one at this place of the query; what is being typed goes on, letter by letter. */
  fits(word: number, at: number): boolean {
    const beginning = at === this.count - 1 ? this.#beingTyped : undefined;
    if (beginning === undefined) return this.positionsOf(word).includes(at);
    return word >= 0 && this.#lexicon.terms.compareTo(word, beginning, true) === 0;
  }

  #ask(word: number, at: number): void {
    const known = this.positionsOf(word);
    if (known.at(-1) === at) return;
    this.#kind[word] = this.#positions.length;
    this.#positions.push([...known, at]);
  }
}

const stopWord = 1;
const title = fields.indexOf("title");
const nowhere: readonly number[] = [];

export function pairsTogether(query: QueryWords): Rescore {
  if (query.count < 2) return () => 1;
  /** What is found of each word of the query with the one before it. */
  const found = new Float32Array(query.count);
  return ({ segment, text }) => {
    const { values, count } = segment.streamOf(text, "body");
    let sum = 0;
    let worth = 0;
    let before = nowhere;
    for (let at = 0; at < count; at++) {
      const value = values[at] ?? 0;
      if (value < marks) {
        worth = value === title ? 1 : inBodyShare;
        before = nowhere;
        continue;
      }
      const kind = query.kindOf(value - marks);
      if (kind === stopWord) continue;
      const here = kind === 0 ? nowhere : query.positionsAt(kind);
      if (before !== nowhere && here !== nowhere)
        for (const place of here) {
          const known = found[place] ?? 0;
          if (worth <= known || !before.includes(place - 1)) continue;
          found[place] = worth;
          sum += worth - known;
        }
      before = here;
    }
    if (sum === 0) return 1;
    found.fill(0);
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
  return (candidate) => {
    const words = titleOf(candidate).filter((word) => !query.isStop(word));
    if (fitsFrom(words, 0)) return startsLikeQuery;
    for (let start = 1; start + count <= words.length; start++) if (fitsFrom(words, start)) return holdsQuery;
    return 1;
  };
}

function titleOf({ segment, text }: Candidate): readonly number[] {
  const { values, count } = segment.streamOf(text, "title");
  const words: number[] = [];
  for (let at = 0; at < count; at++) {
    const value = values[at] ?? 0;
    if (value >= marks) words.push(value - marks);
  }
  return words;
}

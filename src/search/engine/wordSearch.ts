/** From the words of a query to ranked texts: what each word stands for, the first ranking, the second look. */
import { isStopWord, type Token } from "../terms.ts";
import type { Lexicon } from "./lexicon.ts";
import { Ranking, type MaskOf } from "./ranking.ts";
import { pairsTogether, QueryWords, rescored, titleGoesOn } from "./rerank.ts";
import type { TextIndex } from "./textIndex.ts";
import type { Candidate } from "./topTexts.ts";
import { wantedWord, type Wanted } from "./wanted.ts";

export interface WordQuery {
  readonly terms: readonly string[];
  /** The last word is still being typed. */
  readonly isGrowing: boolean;
}

/** So many words say what is wanted; a longer text is asked for by its first. */
const mostWords = 200;
/** A longer query has words that no paper has, and they are no slips. */
const mostCorrected = 24;
/** In a longer query a short word is a word, and not the first letters of some. */
const mostWithInitials = 3;
/** How many get a second look: more than are asked for, since it may lift them up. */
const looked = (limit: number): number => Math.max(limit, Math.min(200, Math.max(100, limit * 2)));
const titlesLookedAt = 300;

/** What is asked for. */
export interface AskedFor {
  /** Each word once. */
  readonly wanted: readonly Wanted[];
  readonly words: QueryWords;
}

export interface Ranked extends AskedFor {
  readonly candidates: readonly Candidate[];
}

export class WordSearch {
  readonly #index: TextIndex;
  readonly #beside: Lexicon | undefined;
  readonly #ranking: Ranking;

  /** @param beside words of another index, which are no mistakes either. */
  constructor(index: TextIndex, beside?: Lexicon) {
    this.#index = index;
    this.#beside = beside;
    this.#ranking = new Ranking(index);
  }

  search(query: WordQuery, limit: number, maskOf: MaskOf): Ranked {
    const { wanted, words } = this.askedFor(query);
    const depth = looked(limit);
    const best =
      beingTyped(query) === undefined
        ? this.#ranking.best(wanted, depth, maskOf)
        : rescored(
            this.#ranking.best(wanted, Math.max(depth, titlesLookedAt), maskOf),
            titleGoesOn(words),
            depth,
          );
    return { candidates: rescored(best, pairsTogether(words), limit), wanted, words };
  }

  askedFor(query: WordQuery): AskedFor {
    const inOrder = this.#inOrder(query);
    const words = new QueryWords(inOrder, beingTyped(query), this.#index.lexicon);
    return { wanted: together(inOrder), words };
  }

  /** What is wanted, word by word; words that say nothing are left out, unless they may still become others. */
  #inOrder({ terms, isGrowing }: WordQuery): readonly Wanted[] {
    const seen = new Map<string, Wanted>();
    return terms.slice(0, mostWords).flatMap((term, at) => {
      const asPrefix = isGrowing && at === terms.length - 1;
      if (isStopWord(term) && !asPrefix) return [];
      const key = asPrefix ? `${term}…` : term;
      const known = seen.get(key);
      if (known !== undefined) return [known];
      const wanted = wantedWord(term, {
        lexicon: this.#index.lexicon,
        texts: this.#index.size,
        asPrefix,
        weight: 1,
        mayBeInitials: terms.length <= mostWithInitials,
        isNoSlip: terms.length > mostCorrected || this.#isBeside(term, asPrefix),
      });
      seen.set(key, wanted);
      return [wanted];
    });
  }

  #isBeside(term: string, asPrefix: boolean): boolean {
    if (this.#beside === undefined) return false;
    if (asPrefix) return this.#beside.hasBeginningWith("body", term);
    return this.#beside.papers(this.#beside.find("body", term)) > 0;
  }
}

const beingTyped = ({ terms, isGrowing }: WordQuery): string | undefined =>
  isGrowing && terms.length <= mostWords ? terms.at(-1) : undefined;

/** Each once, with how often it was asked for. */
function together(inOrder: readonly Wanted[]): readonly Wanted[] {
  const counts = new Map<Wanted, number>();
  for (const each of inOrder) counts.set(each, (counts.get(each) ?? 0) + each.weight);
  return [...counts].map(([wanted, weight]) => ({ ...wanted, weight }));
}

export const wordsOf = (tokens: readonly Token[]): readonly string[] => tokens.map(({ term }) => term);

/** From the words of a query to ranked texts: what each word stands for, the first ranking, the second look. */
import { isStopWord, type Token } from "../terms.ts";
import type { Lexicon } from "./lexicon.ts";
import { Ranking, type MaskOf } from "./ranking.ts";
import { pairsTogether, QueryWords, rescored, titleGoesOn, type Rescore } from "./rerank.ts";
import type { TextIndex } from "./textIndex.ts";
import type { Candidate } from "./topTexts.ts";
import { wantedWord, type Wanted } from "./wanted.ts";

export interface WordQuery {
  readonly terms: readonly string[];
  /** The last word is still being typed. */
  readonly isGrowing: boolean;
}

/** So many words say what is wanted; a longer text is asked for by the words that say most. */
const mostWords = 200;
/** How many get a second look. */
const looked = 200;
const lookedWhileTyping = 300;

export interface Ranked {
  readonly candidates: readonly Candidate[];
  readonly wanted: readonly Wanted[];
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

  search(query: WordQuery, limit: number, maskOf: MaskOf, more: readonly Rescore[] = []): Ranked {
    const { lexicon } = this.#index;
    const growing = query.isGrowing ? query.terms.at(-1) : undefined;
    const inOrder = this.#inOrder(query);
    const wanted = together(inOrder);
    const depth = Math.max(limit, growing === undefined ? looked : lookedWhileTyping);
    const first = this.#ranking.best(wanted, depth, maskOf);
    const words = new QueryWords(inOrder, growing, lexicon);
    const rescores = [pairsTogether(words), ...(growing === undefined ? [] : [titleGoesOn(words)]), ...more];
    return { candidates: rescored(first, rescores, limit), wanted };
  }

  /** What is wanted, each word once. */
  wanted(query: WordQuery): readonly Wanted[] {
    return together(this.#inOrder(query));
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
        isKnownElsewhere: this.#isBeside(term, asPrefix),
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

/** Each once, with how often it was asked for. */
function together(inOrder: readonly Wanted[]): readonly Wanted[] {
  const counts = new Map<Wanted, number>();
  for (const each of inOrder) counts.set(each, (counts.get(each) ?? 0) + each.weight);
  return [...counts].map(([wanted, weight]) => ({ ...wanted, weight }));
}

export const wordsOf = (tokens: readonly Token[]): readonly string[] => tokens.map(({ term }) => term);

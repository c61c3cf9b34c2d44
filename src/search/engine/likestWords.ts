/** Words that several slips of the finger lead to: MiniSearch's radix tree looks at a whole neighbourhood at once. */
import SearchableMap from "minisearch/SearchableMap";

/** Share of a word's letters that may be wrong. */
const tolerance = 0.25;
const mostWrong = 4;
/** Looking for likenesses takes memory with the square of the length. */
const longestCorrected = 40;
/** A tree of more words takes long to grow and much memory (250 bytes a word, measured on 112,000). */
export const mostWordsInTree = 60_000;

export class LikestWords {
  readonly #tree = new SearchableMap<number>();

  constructor(words: Iterable<readonly [text: string, word: number]>) {
    for (const [text, word] of words) this.#tree.set(text, word);
  }

  /** The nearest words there are, if any are near enough. */
  near(term: string): readonly number[] {
    if (term.length > longestCorrected) return [];
    const most = Math.min(mostWrong, Math.round(term.length * tolerance));
    for (let distance = 2; distance <= most; distance++) {
      const found = [...this.#tree.fuzzyGet(term, distance).values()].map(([word]) => word);
      if (found.length > 0) return found;
    }
    return [];
  }
}

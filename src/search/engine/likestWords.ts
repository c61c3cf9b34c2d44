/** Words that several slips of the finger lead to: MiniSearch's radix tree looks at a whole neighbourhood at once. */
import SearchableMap from "minisearch/SearchableMap";

/** Share of a word's letters that may be wrong. */
const tolerance = 0.25;
const mostWrong = 4;
/** Looking for likenesses takes memory with the square of the length. */
const longestCorrected = 40;

export class LikestWords {
  readonly #tree = new SearchableMap<number>();

  add(text: string, word: number): void {
    this.#tree.set(text, word);
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

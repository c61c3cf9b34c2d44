/** The words of a query, as they are met again in a text: by their stems, and the last one by its beginning. */
import { porterStem } from "./stem.ts";
import { isStopWord, termsOf } from "./terms.ts";

export class AskedWords {
  readonly #stems: ReadonlySet<string>;
  readonly #beginning: string | undefined;
  /** Words that were met, since texts repeat each other. */
  readonly #met = new Map<string, string | undefined>();

  /** @param isGrowing whether the last of the terms is still being typed. */
  constructor(terms: readonly string[], isGrowing: boolean) {
    this.#beginning = isGrowing ? terms.at(-1) : undefined;
    this.#stems = new Set(terms.filter((term) => !isStopWord(term)).map(porterStem));
  }

  get count(): number {
    return this.#stems.size;
  }

  /** How many of them are among these words. */
  countIn(words: Iterable<string>): number {
    return new Set([...words].flatMap((word) => this.#askedBy(word) ?? [])).size;
  }

  /** The words of a text that were asked for, in the text's own form. */
  wordsIn(text: string): readonly string[] {
    return [...new Set(termsOf(text))].filter((word) => this.#askedBy(word) !== undefined);
  }

  /** Which of them a word is. */
  #askedBy(word: string): string | undefined {
    if (!this.#met.has(word)) this.#met.set(word, this.#readAs(word));
    return this.#met.get(word);
  }

  #readAs(word: string): string | undefined {
    const stem = porterStem(word);
    if (this.#stems.has(stem)) return stem;
    return this.#beginning !== undefined && word.startsWith(this.#beginning)
      ? porterStem(this.#beginning)
      : undefined;
  }
}

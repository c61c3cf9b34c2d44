/** Texts as vectors of terms (Salton and Buckley, 1988), in flat arrays: a day is ranked while somebody waits. */
import { porterStem } from "../search/stem.ts";
import { isStopWord, termsOf } from "../search/terms.ts";

const headingWeight = 2;

/** How often terms, by their numbers, occur in a text. */
export interface Counts {
  readonly terms: Int32Array;
  readonly counts: Float32Array;
}
export interface Weighted {
  readonly terms: Int32Array;
  readonly weights: Float32Array;
}
export const noCounts: Counts = { terms: new Int32Array(), counts: new Float32Array() };

/** Stems and their numbers. Papers of one field share their words: each is stemmed once. */
export class Terms {
  readonly #numbers = new Map<string, number>();
  readonly #stems = new Map<string, number>();
  #tally = new Float32Array(4_096);

  get size(): number {
    return this.#stems.size;
  }

  /** @param heading counts twice */
  count(heading: string, text: string): Counts {
    const found: number[] = [];
    const add = (words: string, by: number): void => {
      for (const word of termsOf(words)) {
        const term = this.#numberOf(word);
        if (term === -1) continue;
        if (term >= this.#tally.length) this.#grow();
        if (this.#tally[term] === 0) found.push(term);
        this.#tally[term] = (this.#tally[term] ?? 0) + by;
      }
    };
    add(heading, headingWeight);
    add(text, 1);
    const terms = Int32Array.from(found);
    const counts = Float32Array.from(found, (term) => this.#tally[term] ?? 0);
    for (const term of found) this.#tally[term] = 0;
    return { terms, counts };
  }

  /** The first spelling of each term in a text. */
  spelling(terms: readonly number[], text: string): readonly string[] {
    const found = new Map<number, string>();
    for (const word of termsOf(text)) {
      const term = this.#numberOf(word);
      if (terms.includes(term) && !found.has(term)) found.set(term, word);
    }
    return terms.flatMap((term) => found.get(term) ?? []);
  }

  /** -1 for words that say nothing. */
  #numberOf(word: string): number {
    const known = this.#numbers.get(word);
    if (known !== undefined) return known;
    const number = isStopWord(word) || /^\d+$/u.test(word) ? -1 : this.#numberOfStem(porterStem(word));
    this.#numbers.set(word, number);
    return number;
  }

  #numberOfStem(stem: string): number {
    const known = this.#stems.get(stem);
    if (known !== undefined) return known;
    this.#stems.set(stem, this.#stems.size);
    return this.#stems.size - 1;
  }

  #grow(): void {
    const larger = new Float32Array(this.#tally.length * 2);
    larger.set(this.#tally);
    this.#tally = larger;
  }
}

/** By the number of the term. */
export function inverseFrequencies(all: readonly Counts[], size: number): Float32Array {
  const documents = new Float32Array(size);
  for (const { terms } of all) for (const term of terms) documents[term] = (documents[term] ?? 0) + 1;
  return documents.map((count) => Math.log((1 + all.length) / (0.5 + count)));
}

/** (1 + log tf) · idf, of length 1. */
export function weighted({ terms, counts }: Counts, idf: Float32Array): Weighted {
  const weights = new Float32Array(terms.length);
  let sum = 0;
  for (let at = 0; at < terms.length; at++) {
    const weight = (1 + Math.log(counts[at] ?? 1)) * (idf[terms[at] ?? 0] ?? 0);
    weights[at] = weight;
    sum += weight * weight;
  }
  const length = Math.sqrt(sum) || 1;
  return { terms, weights: weights.map((weight) => weight / length) };
}

/** Which papers have a term, and with what weight: one list behind another, with the places where they begin. */
export class Postings {
  readonly #starts: Int32Array;
  readonly #papers: Int32Array;
  readonly #weights: Float32Array;

  constructor(papers: readonly Weighted[], size: number) {
    this.#starts = new Int32Array(size + 2);
    for (const { terms } of papers)
      for (const term of terms) this.#starts[term + 2] = (this.#starts[term + 2] ?? 0) + 1;
    for (let term = 2; term < this.#starts.length; term++)
      this.#starts[term] = (this.#starts[term] ?? 0) + (this.#starts[term - 1] ?? 0);
    const length = this.#starts.at(-1) ?? 0;
    this.#papers = new Int32Array(length);
    this.#weights = new Float32Array(length);
    // Filled at the start of the next list, which so comes to be the start of its own.
    for (const [paper, { terms, weights }] of papers.entries())
      for (let at = 0; at < terms.length; at++) {
        const slot = (terms[at] ?? 0) + 1;
        const place = this.#starts[slot] ?? 0;
        this.#starts[slot] = place + 1;
        this.#papers[place] = paper;
        this.#weights[place] = weights[at] ?? 0;
      }
  }

  /** The cosine with each paper. */
  likeness({ terms, weights }: Weighted, papers: number): Float64Array {
    const likeness = new Float64Array(papers);
    for (let at = 0; at < terms.length; at++) {
      const [term, weight] = [terms[at] ?? 0, weights[at] ?? 0];
      for (let place = this.#starts[term] ?? 0; place < (this.#starts[term + 1] ?? 0); place++) {
        const paper = this.#papers[place] ?? 0;
        likeness[paper] = (likeness[paper] ?? 0) + weight * (this.#weights[place] ?? 0);
      }
    }
    return likeness;
  }

  /** The terms that a text shares with a paper, those that bind them most first. */
  shared({ terms, weights }: Weighted, paper: number): readonly number[] {
    const values: { readonly term: number; readonly value: number }[] = [];
    for (let at = 0; at < terms.length; at++) {
      const term = terms[at] ?? 0;
      for (let place = this.#starts[term] ?? 0; place < (this.#starts[term + 1] ?? 0); place++)
        if (this.#papers[place] === paper)
          values.push({ term, value: (weights[at] ?? 0) * (this.#weights[place] ?? 0) });
    }
    return values
      .filter(({ value }) => value > 0)
      .sort((a, b) => b.value - a.value)
      .map(({ term }) => term);
  }
}

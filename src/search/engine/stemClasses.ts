/** Words that share a stem: every word knows its stem, and every stem its words. Stems are numbered like words. */
import { withRoom } from "./growing.ts";

const none = 0xffffffff;

export interface StemClassesParts {
  readonly stemOf: Uint32Array<ArrayBuffer>;
  readonly first: Uint32Array<ArrayBuffer>;
  readonly next: Uint32Array<ArrayBuffer>;
  readonly papers: Uint32Array<ArrayBuffer>;
}

export class StemClasses {
  #stemOf = new Uint32Array(0);
  #first = new Uint32Array(0);
  #next = new Uint32Array(0);
  #papers = new Uint32Array(0);
  #size = 0;

  static from({ stemOf, first, next, papers }: StemClassesParts): StemClasses {
    const classes = new StemClasses();
    classes.#stemOf = stemOf;
    classes.#first = first;
    classes.#next = next;
    classes.#papers = papers;
    classes.#size = stemOf.length;
    return classes;
  }

  add(word: number, stem: number): void {
    this.#grow(Math.max(word, stem) + 1);
    this.#stemOf[word] = stem;
    this.#next[word] = this.#first[stem] ?? none;
    this.#first[stem] = word;
  }

  /** The number of the word's stem; -1 for what was never added as a word. */
  stemOf(word: number): number {
    const stem = this.#stemOf[word] ?? none;
    return stem === none ? -1 : stem;
  }

  wordsOf(stem: number): readonly number[] {
    const words: number[] = [];
    for (let word = this.#first[stem] ?? none; word !== none; word = this.#next[word] ?? none)
      words.push(word);
    return words;
  }

  /** How many papers have a word of this stem. */
  papers(stem: number): number {
    return this.#papers[stem] ?? 0;
  }

  count(stem: number, by: 1 | -1): void {
    this.#papers[stem] = (this.#papers[stem] ?? 0) + by;
  }

  parts(): StemClassesParts {
    return {
      stemOf: this.#stemOf.slice(0, this.#size),
      first: this.#first.slice(0, this.#size),
      next: this.#next.slice(0, this.#size),
      papers: this.#papers.slice(0, this.#size),
    };
  }

  #grow(size: number): void {
    if (size <= this.#size) return;
    const before = this.#stemOf.length;
    this.#stemOf = withRoom(this.#stemOf, size);
    this.#first = withRoom(this.#first, size);
    this.#next = withRoom(this.#next, size);
    this.#papers = withRoom(this.#papers, size);
    for (const array of [this.#stemOf, this.#first, this.#next]) array.fill(none, before);
    this.#size = size;
  }
}

/**
 * Terms and their numbers, without an object a term: letters lie in one array, and a hash table of numbers finds them. It
 * only grows, and can be stored and read as it is.
 */
import { withRoom } from "./growing.ts";

const empty = 0xffffffff;

export interface TermTableParts {
  readonly letters: Uint16Array<ArrayBuffer>;
  /** One more than there are terms. */
  readonly starts: Uint32Array<ArrayBuffer>;
}

export class TermTable {
  #letters = new Uint16Array(1024);
  #starts = new Uint32Array(64);
  #size = 0;
  #slots = new Uint32Array(256).fill(empty);

  static from({ letters, starts }: TermTableParts): TermTable {
    const table = new TermTable();
    table.#letters = letters;
    table.#starts = starts;
    table.#size = starts.length - 1;
    let slots = 256;
    while (slots < table.#size * 2) slots *= 2;
    table.#rehash(slots);
    return table;
  }

  get size(): number {
    return this.#size;
  }

  /** The term's number, or -1. */
  find(term: string): number {
    return this.#slot(term).id;
  }

  /** The term's number; a new one is given the next. */
  intern(term: string): number {
    const { id, slot } = this.#slot(term);
    if (id !== -1) return id;
    const start = this.#starts[this.#size] ?? 0;
    this.#letters = withRoom(this.#letters, start + term.length);
    for (let at = 0; at < term.length; at++) this.#letters[start + at] = term.charCodeAt(at);
    const added = this.#size++;
    this.#starts = withRoom(this.#starts, this.#size + 1);
    this.#starts[this.#size] = start + term.length;
    this.#slots[slot] = added;
    if (this.#size * 2 > this.#slots.length) this.#rehash(this.#slots.length * 2);
    return added;
  }

  text(id: number): string {
    const end = this.#starts[id + 1] ?? 0;
    let text = ""; // quicker than spreading a part of the array
    for (let at = this.#starts[id] ?? 0; at < end; at++) text += String.fromCharCode(this.#letters[at] ?? 0);
    return text;
  }

  length(id: number): number {
    return (this.#starts[id + 1] ?? 0) - (this.#starts[id] ?? 0);
  }

  letterAt(id: number, at: number): number {
    return this.#letters[(this.#starts[id] ?? 0) + at] ?? 0;
  }

  /** Below zero where the first comes first, in the order of UTF-16 units. */
  compare(a: number, b: number): number {
    const lengthA = this.length(a);
    const lengthB = this.length(b);
    const shared = Math.min(lengthA, lengthB);
    for (let at = 0; at < shared; at++) {
      const difference = this.letterAt(a, at) - this.letterAt(b, at);
      if (difference !== 0) return difference;
    }
    return lengthA - lengthB;
  }

  /** The same against a text; zero as well where the term only begins with it, if `asPrefix`. */
  compareTo(id: number, text: string, asPrefix: boolean): number {
    const length = this.length(id);
    const shared = Math.min(length, text.length);
    for (let at = 0; at < shared; at++) {
      const difference = this.letterAt(id, at) - text.charCodeAt(at);
      if (difference !== 0) return difference;
    }
    return asPrefix && length > text.length ? 0 : length - text.length;
  }

  parts(): TermTableParts {
    return {
      letters: this.#letters.slice(0, this.#starts[this.#size]),
      starts: this.#starts.slice(0, this.#size + 1),
    };
  }

  #slot(term: string): { readonly id: number; readonly slot: number } {
    const mask = this.#slots.length - 1;
    let slot = hashOf(term) & mask;
    for (;;) {
      const id = this.#slots[slot] ?? empty;
      if (id === empty) return { id: -1, slot };
      if (this.compareTo(id, term, false) === 0) return { id, slot };
      slot = (slot + 1) & mask;
    }
  }

  #rehash(length: number): void {
    this.#slots = new Uint32Array(length).fill(empty);
    const mask = length - 1;
    for (let id = 0; id < this.#size; id++) {
      let hash = seed;
      const end = this.#starts[id + 1] ?? 0;
      for (let at = this.#starts[id] ?? 0; at < end; at++) hash = mixed(hash, this.#letters[at] ?? 0);
      let slot = finished(hash) & mask;
      while (this.#slots[slot] !== empty) slot = (slot + 1) & mask;
      this.#slots[slot] = id;
    }
  }
}

/** FNV-1a over UTF-16 units, and a last stir so that the low bits depend on all of them. */
const seed = 0x811c9dc5;
const mixed = (hash: number, letter: number): number => Math.imul(hash ^ letter, 0x01000193);
const finished = (hash: number): number => (hash ^ (hash >>> 15)) >>> 0;

function hashOf(term: string): number {
  let hash = seed;
  for (let at = 0; at < term.length; at++) hash = mixed(hash, term.charCodeAt(at));
  return finished(hash);
}

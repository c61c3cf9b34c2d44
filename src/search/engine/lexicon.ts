/** All words of an index: their numbers, stems, how many texts have each, and their order, for beginnings and corrections. */
import { porterStem } from "../stem.ts";
import { singular } from "../terms.ts";
import { firstOfProse, isProse, termIn, type Field } from "./fields.ts";
import { withRoom } from "./growing.ts";
import { LikestWords } from "./likestWords.ts";
import { wordsNear } from "./nearWords.ts";
import { StemClasses, type StemClassesParts } from "./stemClasses.ts";
import { TermTable, type TermTableParts } from "./termTable.ts";

export interface LexiconParts {
  readonly terms: TermTableParts;
  readonly singular: StemClassesParts;
  readonly porter: StemClassesParts;
  readonly papers: Uint32Array<ArrayBuffer>;
  readonly order: Uint32Array<ArrayBuffer>;
}

/** A tree of more words takes long to grow and much memory (250 bytes a word, measured on 112,000). */
const mostWordsInTree = 300_000;

export class Lexicon {
  readonly terms: TermTable;
  readonly singular: StemClasses;
  readonly porter: StemClasses;
  #papers: Uint32Array<ArrayBuffer>;
  /** Words, names and marks in the order of their letters; what came since is sorted in when it is needed. */
  #order: Uint32Array<ArrayBuffer>;
  #unsorted: number[] = [];
  #isKnown: Uint8Array<ArrayBuffer>;
  /** Words of prose; grown when it is first needed. */
  #tree: LikestWords | undefined;

  constructor(parts?: LexiconParts) {
    this.terms = parts === undefined ? new TermTable() : TermTable.from(parts.terms);
    this.singular = parts === undefined ? new StemClasses() : StemClasses.from(parts.singular);
    this.porter = parts === undefined ? new StemClasses() : StemClasses.from(parts.porter);
    this.#papers = parts?.papers ?? new Uint32Array(0);
    this.#order = parts?.order ?? new Uint32Array(0);
    this.#isKnown = new Uint8Array(this.terms.size);
    for (const word of this.#order) this.#isKnown[word] = 1;
  }

  /** The number of a term that is being indexed. */
  learn(field: Field, term: string): number {
    const word = this.terms.intern(termIn(field, term));
    if (this.#isKnown[word] === 1) return word;
    this.#isKnown = withRoom(this.#isKnown, word + 1);
    this.#isKnown[word] = 1;
    this.#unsorted.push(word);
    if (isProse(field)) {
      this.#tree?.add(term, word);
      this.singular.add(word, this.terms.intern(singular(term)));
      this.porter.add(word, this.terms.intern(porterStem(term)));
    }
    return word;
  }

  /** How many texts have the word. */
  papers(word: number): number {
    return word < 0 ? 0 : (this.#papers[word] ?? 0);
  }

  count(word: number, by: 1 | -1): void {
    this.#papers = withRoom(this.#papers, word + 1);
    this.#papers[word] = (this.#papers[word] ?? 0) + by;
  }

  find(field: Field, term: string): number {
    return this.terms.find(termIn(field, term));
  }

  stems(term: string): { readonly singular: number; readonly porter: number } {
    const word = this.find("body", term);
    const known = word === -1 ? -1 : this.singular.stemOf(word);
    if (known !== -1) return { singular: known, porter: this.porter.stemOf(word) };
    return { singular: this.terms.find(singular(term)), porter: this.terms.find(porterStem(term)) };
  }

  /** The words in use that begin so, in the order of their letters. */
  beginningWith(field: Field, prefix: string): readonly number[] {
    const order = this.#sorted();
    const sought = termIn(field, prefix);
    const end = this.#firstAt(order, sought, true);
    const words: number[] = [];
    for (let at = this.#firstAt(order, sought, false); at < end; at++) {
      const word = order[at] ?? 0;
      if (this.papers(word) > 0) words.push(word);
    }
    return words;
  }

  hasBeginningWith(field: Field, prefix: string): boolean {
    const order = this.#sorted();
    const sought = termIn(field, prefix);
    const end = this.#firstAt(order, sought, true);
    for (let at = this.#firstAt(order, sought, false); at < end; at++)
      if (this.papers(order[at] ?? 0) > 0) return true;
    return false;
  }

  /** Words of prose in use that one slip of the finger turns into the term, or, if `asPrefix`, into its beginning. */
  likest(term: string, asPrefix: boolean): readonly number[] {
    const words = wordsNear(this.terms, this.#prose(), term, { most: 1, asPrefix });
    return words.filter((word) => this.papers(word) > 0);
  }

  /** The same where it takes more than one slip: the nearest there are, if any are near enough. */
  likestFurther(term: string): readonly number[] {
    const prose = this.#prose();
    if (prose.length > mostWordsInTree) return [];
    if (this.#tree === undefined) {
      this.#tree = new LikestWords();
      for (const word of prose) this.#tree.add(this.terms.text(word), word);
    }
    return this.#tree.near(term).filter((word) => this.papers(word) > 0);
  }

  /** Its words in the order of their letters. */
  #prose(): Uint32Array {
    const order = this.#sorted();
    return order.subarray(this.#firstAt(order, firstOfProse, false));
  }

  parts(): LexiconParts {
    return {
      terms: this.terms.parts(),
      singular: this.singular.parts(),
      porter: this.porter.parts(),
      papers: this.#papers.slice(0, this.terms.size),
      order: this.#sorted().slice(),
    };
  }

  #sorted(): Uint32Array<ArrayBuffer> {
    if (this.#unsorted.length > 0) {
      const added = Uint32Array.from(this.#unsorted).sort((a, b) => this.terms.compare(a, b));
      this.#order = this.#merged(this.#order, added);
      this.#unsorted = [];
    }
    return this.#order;
  }

  /** A few new words are put in by looking for their places, not by comparing all. */
  #merged(old: Uint32Array<ArrayBuffer>, added: Uint32Array): Uint32Array<ArrayBuffer> {
    const merged = new Uint32Array(old.length + added.length);
    let from = 0;
    let to = 0;
    for (const word of added) {
      let low = from;
      let high = old.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (this.terms.compare(old[middle] ?? 0, word) < 0) low = middle + 1;
        else high = middle;
      }
      merged.set(old.subarray(from, low), to);
      to += low - from;
      merged[to++] = word;
      from = low;
    }
    merged.set(old.subarray(from), to);
    return merged;
  }

  /** Where the first word stands that is not before the text; with `behind`, the first that does not begin with it either. */
  #firstAt(order: Uint32Array, text: string, behind: boolean): number {
    let low = 0;
    let high = order.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const difference = this.terms.compareTo(order[middle] ?? 0, text, behind);
      if (difference < 0 || (behind && difference === 0)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/**
 * Words that slips of the finger lead to: letters wrong, missing, too many, or two turned around. The words lie in the order of
 * their letters, so that those that begin alike are looked at together, and left together as soon as too much differs.
 */
import type { TermTable } from "./termTable.ts";

export interface NearOptions {
  /** How many slips there may be, and at least one. */
  readonly most: number;
  /** The text may be the beginning of a word. */
  readonly asPrefix: boolean;
}

/** @param order words in the order of their letters. @returns them in that order. */
export function wordsNear(
  table: TermTable,
  order: Uint32Array,
  text: string,
  options: NearOptions,
): readonly number[] {
  const walk = new Walk(table, order, text, options);
  walk.from({ start: 0, end: order.length }, 0);
  return walk.found;
}

/** Words that stand together in the order. */
interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * Goes down letter by letter. For each letter of the way there is a row: how many slips lead from the letters so far to each
 * beginning of the text. Whatever is farther away than allowed counts as one more than that.
 */
class Walk {
  readonly found: number[] = [];
  readonly #table: TermTable;
  readonly #order: Uint32Array;
  readonly #text: Uint16Array;
  readonly #most: number;
  readonly #asPrefix: boolean;
  readonly #rows: Uint8Array;
  readonly #way: Uint16Array;
  readonly #width: number;

  constructor(table: TermTable, order: Uint32Array, text: string, { most, asPrefix }: NearOptions) {
    this.#table = table;
    this.#order = order;
    this.#text = Uint16Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
    this.#most = most;
    this.#asPrefix = asPrefix;
    this.#width = text.length + 1;
    const deepest = text.length + most + 1; // nothing is near enough there
    this.#way = new Uint16Array(deepest + 1);
    this.#rows = new Uint8Array((deepest + 1) * this.#width).fill(most + 1);
    for (let at = 0; at <= Math.min(text.length, most); at++) this.#rows[at] = at;
  }

  /** All words of the range begin with the letters of the way, `depth` of them. */
  from({ start, end }: Range, depth: number): void {
    const slips = this.#slips(depth, this.#text.length);
    const isNear = slips > 0 && slips <= this.#most;
    if (this.#asPrefix && isNear) {
      for (let at = start; at < end; at++) this.found.push(this.#order[at] ?? 0);
      return;
    }
    let at = start;
    if (at < end && this.#table.length(this.#order[at] ?? 0) === depth) {
      if (isNear) this.found.push(this.#order[at] ?? 0);
      at++;
    }
    if (at === end) return;
    if (this.#leastSlips(depth) < this.#most) this.#everyLetter(at, end, depth);
    else this.#lettersOfText(at, end, depth);
  }

  #everyLetter(start: number, end: number, depth: number): void {
    for (let at = start; at < end;) {
      const letter = this.#letter(at, depth);
      const next = this.#firstBehind(letter, at, end, depth);
      this.#goDown(letter, { start: at, end: next }, depth);
      at = next;
    }
  }

  /** No slip is left: only a letter that the text has there leads on. */
  #lettersOfText(start: number, end: number, depth: number): void {
    const letters = new Set<number>();
    for (let place = 0; place < this.#text.length; place++)
      if (this.#slips(depth, place) <= this.#most) letters.add(this.#text[place] ?? 0);
    for (const letter of [...letters].sort((a, b) => a - b)) {
      const first = letter === 0 ? start : this.#firstBehind(letter - 1, start, end, depth);
      if (first === end || this.#letter(first, depth) !== letter) continue;
      this.#goDown(letter, { start: first, end: this.#firstBehind(letter, first, end, depth) }, depth);
    }
  }

  #goDown(letter: number, range: Range, depth: number): void {
    this.#way[depth] = letter;
    if (this.#fillRow(depth + 1)) this.from(range, depth + 1);
  }

  /** @returns whether anything is near enough. */
  #fillRow(depth: number): boolean {
    const far = this.#most + 1;
    const row = depth * this.#width;
    const last = Math.min(this.#text.length, depth + far);
    let isAny = false;
    for (let place = Math.max(0, depth - far); place <= last; place++) {
      const slips = Math.min(far, place === 0 ? depth : this.#slipsTo(depth, place));
      this.#rows[row + place] = slips;
      if (slips < far) isAny = true;
    }
    return isAny;
  }

  #slipsTo(depth: number, place: number): number {
    const letter = this.#way[depth - 1];
    const sought = this.#text[place - 1];
    if (letter === sought) return this.#slips(depth - 1, place - 1);
    const oneMore = Math.min(
      this.#slips(depth - 1, place - 1),
      this.#slips(depth - 1, place),
      this.#slips(depth, place - 1),
    );
    const isTurned =
      depth > 1 && place > 1 && letter === this.#text[place - 2] && this.#way[depth - 2] === sought;
    return 1 + (isTurned ? Math.min(oneMore, this.#slips(depth - 2, place - 2)) : oneMore);
  }

  #slips(depth: number, place: number): number {
    return this.#rows[depth * this.#width + place] ?? 0;
  }

  #leastSlips(depth: number): number {
    let least = this.#most + 1;
    const last = Math.min(this.#text.length, depth + this.#most);
    for (let place = Math.max(0, depth - this.#most); place <= last; place++)
      least = Math.min(least, this.#slips(depth, place));
    return least;
  }

  #letter(at: number, depth: number): number {
    return this.#table.letterAt(this.#order[at] ?? 0, depth);
  }

  /** The first word of the range whose letter at this depth comes behind the given one: near the start more often than not. */
  #firstBehind(letter: number, start: number, end: number, depth: number): number {
    let low = start;
    let step = 1;
    while (low + step <= end && this.#letter(low + step - 1, depth) <= letter) {
      low += step;
      step *= 2;
    }
    let high = Math.min(end, low + step - 1);
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#letter(middle, depth) <= letter) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

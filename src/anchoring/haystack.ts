/** A text that passages are looked for in, made ready once for any number of them. */
import type { Span } from "../base/span.ts";
import { Seeds } from "./seeds.ts";

export class Haystack {
  readonly text: string;
  /** Where a block begins: a paragraph, a column, a page. Between two of them something else may have been set. */
  readonly seams: ReadonlySet<number>;
  #seeds: Seeds | undefined;

  constructor(text: string, seams: ReadonlySet<number> = new Set()) {
    this.text = text;
    this.seams = seams;
  }

  get seeds(): Seeds {
    this.#seeds ??= new Seeds(this.text);
    return this.#seeds;
  }
}

/** More than these look alike to a person as well; those near the old place are weighed. */
const mostOccurrences = 2_000;

/** Where words stand in a text, in its order. */
export function occurrences(text: string, words: string, near: number, within?: Span): readonly number[] {
  const { start, end } = within ?? { start: 0, end: text.length };
  const found: number[] = [];
  for (let at = text.indexOf(words, start); at !== -1; at = text.indexOf(words, at + 1)) {
    if (at + words.length > end) break;
    found.push(at);
  }
  if (found.length <= mostOccurrences) return found;
  return found.sort((a, b) => Math.abs(a - near) - Math.abs(b - near)).slice(0, mostOccurrences);
}

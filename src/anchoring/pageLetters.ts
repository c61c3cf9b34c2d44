/** A page of a document as far as passages are looked for in it. */
import type { Span } from "../base/span.ts";

/** A line of a page, in its folded letters. */
export interface LetterLine extends Span {
  /** Lines that belong together have the same number. */
  readonly block: number;
  /** By where it stands it is no part of what one reads. */
  readonly isAside: boolean;
}

export interface PageLetters {
  readonly number: number;
  /** Folded, as stored places are counted. */
  readonly text: string;
  readonly lines: readonly LetterLine[];
}

/** The text of one page, with the place of every letter in points of the page: y goes up. */
import type { Folded } from "../../../src/anchoring/fold.ts";
import type { Rect } from "./rects.ts";

/** A piece of text as `getTextContent` gives it. */
export interface TextPiece {
  readonly str: string;
  readonly dir: string;
  /** Six numbers: where the piece begins, how large and how turned it is. */
  readonly transform: readonly number[];
  readonly width: number;
  readonly height: number;
  readonly fontName: string;
  readonly hasEOL: boolean;
}

export interface FontShape {
  readonly ascent: number;
  readonly descent: number;
  readonly vertical: boolean;
}

/** Widths of a font's letters and ligatures ("ffi"), in thousandths of its size. */
export type LetterWidths = ReadonlyMap<string, number>;

export interface PageSource {
  readonly number: number;
  readonly pieces: readonly TextPiece[];
  readonly fonts: ReadonlyMap<string, FontShape>;
  readonly widths: ReadonlyMap<string, LetterWidths>;
  /** Left, bottom, right, top of the page. */
  readonly view: readonly [number, number, number, number];
}

/** Letters in one font on one baseline. */
export interface Run {
  readonly start: number;
  readonly end: number;
  /** Where the baseline begins, and the direction in which it goes, of length 1. */
  readonly x: number;
  readonly y: number;
  readonly dx: number;
  readonly dy: number;
  /** How far along the baseline each letter begins; one more for the end of the last. */
  readonly edges: Float64Array;
  readonly size: number;
  /** Above and below the baseline. */
  readonly ascent: number;
  readonly descent: number;
}

export interface Line {
  /** Offsets in the page's text, without the line break. */
  readonly start: number;
  readonly end: number;
  readonly runs: readonly Run[];
  readonly rect: Rect;
  /** Size of its largest letters. */
  readonly size: number;
  /** Lines that belong together have the same number: a paragraph, a heading, a caption. */
  readonly block: number;
  /** How wide the block is. */
  readonly blockRect: Rect;
  /** Not part of what one reads: turned sideways, or in the margins above and below. */
  readonly isAside: boolean;
}

export interface PageText {
  readonly number: number;
  /** Letters in the order in which the file has them, a line break after every line. */
  readonly text: string;
  readonly folded: Folded;
  readonly runs: readonly Run[];
  readonly lines: readonly Line[];
  readonly view: PageSource["view"];
}

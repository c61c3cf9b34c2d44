/** What can be read out of a paper's PDF, and how it was come by. */
import type { Place } from "./pageText.ts";

/** A value with its source in words for a person: "the largest type on page 1". */
export interface Found<T> {
  readonly value: T;
  readonly source: string;
}

export interface Heading {
  /** Without its number. */
  readonly title: string;
  /** As printed: "3.1", "A", "IV". */
  readonly number?: string;
  /** From 1. */
  readonly level: number;
  readonly place: Place;
}

export interface ReferenceEntry {
  /** As printed, without brackets: "12", "Vas17". */
  readonly label?: string;
  /** The name of the destination that citations link to. */
  readonly destination?: string;
  /** The whole entry without its label. */
  readonly text: string;
  readonly place: Place;
  readonly arxiv?: string;
  readonly doi?: string;
  /** With the letter that tells papers of one year apart: "2019a". */
  readonly year?: string;
}

export type CaptionKind = "figure" | "table" | "algorithm";

export interface Caption {
  readonly kind: CaptionKind;
  readonly number: string;
  /** The whole caption, "Figure 3:" included. */
  readonly text: string;
  readonly place: Place;
}

export interface PageText {
  readonly page: number;
  /** Paragraphs, one a line. */
  readonly text: string;
}

export interface ExtractedPaper {
  readonly title?: Found<string>;
  readonly authors?: Found<readonly string[]>;
  readonly abstract?: Found<string>;
  readonly arxiv?: Found<string>;
  readonly doi?: Found<string>;
  readonly headings: Found<readonly Heading[]>;
  readonly references: Found<readonly ReferenceEntry[]>;
  readonly captions: readonly Caption[];
  readonly text: readonly PageText[];
}

/** An entry of the PDF's own outline. */
export interface OutlineEntry {
  readonly title: string;
  readonly level: number;
  readonly page?: number;
  readonly y?: number;
}

/** A named place of the PDF, as links lead to it: "cite.vaswani2017". */
export interface Destination extends Place {
  readonly name: string;
}

export interface PdfMetadata {
  readonly title?: string;
  readonly author?: string;
}

/** What the library wants of a paper's PDF, as it comes from the thread that reads it. */
import type { Found, PageText } from "./extractedPaper.ts";

export interface PdfSummary {
  readonly fingerprint: string | undefined;
  readonly title: Found<string> | undefined;
  readonly authors: Found<readonly string[]> | undefined;
  readonly abstract: Found<string> | undefined;
  readonly arxiv: Found<string> | undefined;
  readonly doi: Found<string> | undefined;
}

/** All that stands on the pages, to be searched. */
export interface PdfText {
  readonly pages: readonly PageText[];
  readonly headings: readonly {
    readonly title: string;
    readonly number?: string;
    readonly level: number;
    readonly page: number;
  }[];
  /** How many pages could not be read, or were too many. */
  readonly unread: number;
}

export interface PdfQuestion {
  readonly bytes: Uint8Array;
  readonly wanted: "paper" | "text";
}

export type PdfAnswer =
  | { readonly kind: "paper"; readonly paper: PdfSummary }
  | { readonly kind: "text"; readonly text: PdfText }
  | { readonly kind: "progress"; readonly done: number; readonly all: number }
  | { readonly kind: "failed"; readonly why: string };

/** Reads what a PDF says of its paper; rejects with a reason when it cannot be read. */
export type ReadPdfBytes = (bytes: Uint8Array) => Promise<PdfSummary>;

/** Reads everything that stands on the pages, when nobody waits for anything else. */
export type ReadPdfText = (
  bytes: Uint8Array,
  progress: (done: number, all: number) => void,
) => Promise<PdfText>;

export interface PdfReading {
  readonly paper: ReadPdfBytes;
  readonly text: ReadPdfText;
}

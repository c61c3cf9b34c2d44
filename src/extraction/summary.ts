/** What the library wants of a paper's PDF, as it comes from the thread that reads it. */
import type { Found } from "./extractedPaper.ts";

export interface PdfSummary {
  readonly fingerprint: string | undefined;
  readonly title: Found<string> | undefined;
  readonly authors: Found<readonly string[]> | undefined;
  readonly abstract: Found<string> | undefined;
  readonly arxiv: Found<string> | undefined;
  readonly doi: Found<string> | undefined;
}

export type PdfAnswer =
  { readonly kind: "paper"; readonly paper: PdfSummary } | { readonly kind: "failed"; readonly why: string };

/** Reads what a PDF says of its paper; rejects with a reason when it cannot be read. */
export type ReadPdfBytes = (bytes: Uint8Array) => Promise<PdfSummary>;

/** What is found in a library, where, and what can be done about it. */
import type { PaperId } from "../domain/paperId.ts";
import type { CheckedShelf, PdfFacts } from "./shelf.ts";

export const findingKinds = {
  conflict: "Merge conflicts",
  unreadable: "What cannot be read",
  duplicatePapers: "Papers that are there twice",
  copies: "Lines that are there twice",
  orphanReply: "Replies to notes that are gone",
  noPaper: "Notes of papers that are gone",
  missingPicture: "Notes whose picture is missing",
  orphanPicture: "Pictures of no note",
  missingPdf: "PDFs that are missing",
  changedPdf: "PDFs that have changed",
  newer: "Files of a newer Marginalia",
  leftover: "Leftovers of writing that broke off",
} as const;
export type FindingKind = keyof typeof findingKinds;

export interface Finding {
  readonly kind: FindingKind;
  readonly shelf: CheckedShelf;
  readonly path: string;
  /** From 1. */
  readonly line?: number;
  /** A sentence for the person. */
  readonly says: string;
}

/** Something that can be done about findings; done only when the person wants it. */
export interface Repair {
  /** The same at every check of the same library. */
  readonly id: string;
  readonly shelf: CheckedShelf;
  readonly title: string;
  readonly explains: string;
  readonly act: RepairAct;
}

export type RepairAct =
  | { readonly kind: "rescue" | "unmark" | "dropCopies" | "setAside"; readonly path: string }
  | { readonly kind: "mergePapers"; readonly kept: PaperId; readonly other: PaperId }
  | { readonly kind: "forgetPdf"; readonly paper: PaperId; readonly pdf: string }
  | { readonly kind: "recordPdf"; readonly paper: PaperId; readonly pdf: string; readonly facts: PdfFacts };

export interface Found {
  readonly findings: readonly Finding[];
  readonly repairs: readonly Repair[];
}

export const nothingFound: Found = { findings: [], repairs: [] };

export const together = (parts: readonly Found[]): Found => ({
  findings: parts.flatMap(({ findings }) => findings),
  repairs: parts.flatMap(({ repairs }) => repairs),
});

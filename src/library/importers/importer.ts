import type { PaperDraft } from "../../domain/paper.ts";

/** Something in the input that could not be taken, and where it stands. */
export interface ImportProblem {
  /** Such as "line 41". */
  readonly where: string;
  readonly why: string;
}

export interface Imported {
  readonly drafts: readonly PaperDraft[];
  readonly problems: readonly ImportProblem[];
}

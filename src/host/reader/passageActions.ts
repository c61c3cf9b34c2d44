/** What readers hand on that concerns files of the workspace. */
import type { AnnotationId } from "../../domain/annotation.ts";
import type { PaperId } from "../../domain/paperId.ts";
import type { QuotedPassage } from "../../domain/quotedPassage.ts";
import type { NoteDraft } from "../../notes/compose.ts";

/** A note, else what a new note would be about. */
export type LinkedPassage = { readonly note: AnnotationId } | Pick<NoteDraft, "passage" | "part">;

export interface PassageActions {
  /**
   * Asks for lines of a file, and links them; what comes of it is told in VS Code, since a person takes their time.
   * @param paper asked for when the lines are chosen: a PDF comes into the library with its first note
   */
  link(paper: () => Promise<PaperId>, from: LinkedPassage): void;
  /** Puts a quote into the text editor that was used last. Answers its file. */
  quote(paper: PaperId, quoted: QuotedPassage): Promise<string>;
  /** Words were copied: pasted, they can be a quote. */
  copied(paper: PaperId, quoted: QuotedPassage): void;
}

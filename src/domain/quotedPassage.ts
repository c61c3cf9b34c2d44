/** Words of a paper on their way into another text. */
import type { AnnotationId } from "./annotation.ts";
import { pageOfNote, type Note } from "./note.ts";

export interface QuotedPassage {
  /** Empty for the whole paper. */
  readonly words: string;
  /** Of the PDF. */
  readonly page?: number | undefined;
  /** The note that they are marked by. */
  readonly note?: AnnotationId | undefined;
}

/** What is quoted of a note: the words that it is on, else what it says. */
export const quotedNote = (note: Note): QuotedPassage => ({
  words: note.quote === "" ? note.comment : note.quote,
  page: pageOfNote(note),
  note: note.id,
});

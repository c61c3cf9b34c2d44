/** Words of a paper on their way into another text. */
import type { AnnotationId } from "./annotation.ts";
import type { Note } from "./note.ts";

export interface QuotedPassage {
  /** Empty for the whole paper. */
  readonly words: string;
  /** Of the PDF. */
  readonly page?: number | undefined;
  /** The note that they are marked by. */
  readonly note?: AnnotationId | undefined;
}

/** What is quoted of a note: the words that it is on, else what it says. */
export const quotedNote = ({ id, quote, comment, region }: Note): QuotedPassage => ({
  words: quote === "" ? comment : quote,
  page: region?.parts[0]?.page,
  note: id,
});

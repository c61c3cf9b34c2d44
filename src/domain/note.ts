/** A note as a person sees it: an annotation, placed in the text it belongs to, with its replies. Derived, never stored. */
import * as v from "valibot";
import { colors, markStyles, type AnnotationId } from "./annotation.ts";
import { regionSchema } from "./region.ts";

const text = v.string();
const annotationId = v.pipe(
  text,
  v.nonEmpty(),
  v.transform((id) => id as AnnotationId),
);
const span = v.object({ start: v.number(), end: v.number() });

const replySchema = v.object({
  id: annotationId,
  /** Markdown. */
  comment: text,
  author: text,
  created: text,
  modified: text,
  /** False for notes of a newer format, which are shown and never rewritten. */
  editable: v.boolean(),
});

export const noteSchema = v.object({
  ...replySchema.entries,
  /** "passage" points at words of the abstract, "pdf" at pages of its PDF, "paper" at the paper as a whole. */
  about: v.picklist(["passage", "pdf", "paper"]),
  /** What stood before and after the words. Of notes about a PDF only, which are placed where its text is. */
  context: v.optional(v.object({ prefix: text, suffix: text })),
  /** Where on the pages it lies; of notes about a PDF only. */
  region: v.optional(regionSchema),
  /** A picture of the part of the page, as a path in the library's folder. */
  picture: v.optional(text),
  /** A mark of the PDF file itself, made with another program: read, never changed or stored. */
  inFile: v.optional(v.literal(true)),
  /** The words as they were when the note was made; empty for a note on the whole paper. */
  quote: text,
  style: v.picklist(markStyles),
  color: v.picklist(colors),
  tags: v.array(text),
  /**
   * Where the quote is in today's text; of notes about a PDF, in the order of its letters. "uncertain" was found by likeness
   * only.
   */
  placement: v.variant("state", [
    v.object({ state: v.literal("anchored"), span }),
    v.object({ state: v.literal("uncertain"), span }),
    v.object({ state: v.literal("unplaced") }),
  ]),
  replies: v.array(replySchema),
});

export type Note = v.InferOutput<typeof noteSchema>;
export type Reply = v.InferOutput<typeof replySchema>;
export type Placement = Note["placement"];

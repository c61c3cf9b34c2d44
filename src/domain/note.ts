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

/** Versions of one field that people made without seeing each other's; the first is shown. */
const conflictSchema = v.object({
  /** "deleted" means that one side removed the note and the other changed it. */
  field: v.picklist(["comment", "style", "color", "target", "deleted", "other"]),
  /** What `settle` calls the field. */
  name: text,
  versions: v.array(
    v.object({
      /** The comment in Markdown, the colour, or what else the field says. */
      value: text,
      author: text,
      byAgent: v.boolean(),
      modified: text,
    }),
  ),
});

/** Lines of a file that a note links to, as they were when they were linked. */
const linkSchema = v.object({
  /** From the folder of the workspace that it is in. */
  path: text,
  words: text,
});

const replySchema = v.object({
  id: annotationId,
  /** Markdown. */
  comment: text,
  author: text,
  created: text,
  modified: text,
  /** False for notes of a newer format, which are shown and never rewritten. */
  editable: v.boolean(),
  /** Set where a program wrote it of its own accord. */
  byAgent: v.optional(v.boolean()),
  links: v.optional(v.array(linkSchema)),
  /** What waits for a decision. */
  conflicts: v.optional(v.array(conflictSchema)),
});

const pageNumber = v.pipe(v.number(), v.integer(), v.minValue(1));
const contextSchema = v.object({ prefix: text, suffix: text });
const placementSchema = v.variant("state", [
  v.object({ state: v.literal("anchored"), span }),
  v.object({ state: v.literal("uncertain"), span }),
  v.object({ state: v.literal("unplaced") }),
]);

/** One of the places that a note was given; "page" is that of words which nobody has looked for on the page yet. */
const anchorSchema = v.variant("in", [
  v.object({
    in: v.literal("pdf"),
    region: regionSchema,
    quote: text,
    context: v.optional(contextSchema),
  }),
  v.object({
    in: v.literal("page"),
    page: pageNumber,
    quote: text,
    context: v.optional(contextSchema),
  }),
  v.object({
    in: v.literal("abstract"),
    quote: text,
    context: v.optional(contextSchema),
    placement: placementSchema,
  }),
]);

export const noteSchema = v.object({
  ...replySchema.entries,
  /** "passage" points at words of the abstract, "pdf" at pages of its PDF, "paper" at the paper as a whole. */
  about: v.picklist(["passage", "pdf", "paper"]),
  /** What stood before and after the words. */
  context: v.optional(contextSchema),
  /** Where on the pages it lies; of notes about a PDF only. */
  region: v.optional(regionSchema),
  /** Instead of it: the page that its words are on, wherever on it they lie. */
  page: v.optional(pageNumber),
  /** A program's, put before the person, who has neither accepted nor dismissed it. */
  proposed: v.optional(v.literal(true)),
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
  placement: placementSchema,
  /** The places that it had before, or has elsewhere; the newest first. */
  older: v.optional(v.array(anchorSchema)),
  replies: v.array(replySchema),
});

export type Note = v.InferOutput<typeof noteSchema>;
export type Reply = v.InferOutput<typeof replySchema>;
export type NoteConflict = v.InferOutput<typeof conflictSchema>;
export type Placement = Note["placement"];
export type Anchor = v.InferOutput<typeof anchorSchema>;

/** People changed it apart, and nobody has decided yet. */
export const isInConflict = ({ conflicts = [] }: Pick<Reply, "conflicts">): boolean => conflicts.length > 0;

export const isDisputed = (note: Note): boolean => [note, ...note.replies].some(isInConflict);

/** The page of the PDF that it lies on, or begins on. */
export const pageOfNote = ({ region, page }: Pick<Note, "region" | "page">): number | undefined =>
  region?.parts[0]?.page ?? page;

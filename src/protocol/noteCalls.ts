/** What every page that shows notes may ask of the host, and how its parts are written. */
import * as v from "valibot";
import { colors, markStyles, wordStyles, type AnnotationId } from "../domain/annotation.ts";
import type { Contract } from "./channel.ts";

export const text = v.pipe(v.string(), v.maxLength(100_000));
/** JSON knows no `undefined`: in a list of arguments it arrives as `null`. */
export const nothing = v.pipe(
  v.nullish(v.undefined()),
  v.transform(() => undefined),
);
export const annotationId = v.pipe(
  v.string(),
  v.maxLength(200),
  v.transform((id) => id as AnnotationId),
);
export const span = v.pipe(
  v.object({ start: v.pipe(v.number(), v.integer(), v.minValue(0)), end: v.pipe(v.number(), v.integer()) }),
  v.check(({ start, end }) => start < end, "the passage is empty"),
);
export const color = v.picklist(colors);
export const wordStyle = v.picklist(wordStyles);
export const markStyle = v.picklist(markStyles);

/** What the person was writing when the page went away, so that it comes back. */
export const unsentComment = v.object({
  /** The note being edited or answered; absent while a new one is written. */
  note: v.optional(annotationId),
  purpose: v.picklist(["new", "edit", "reply", "paper"]),
  span: v.optional(span),
  color: v.optional(color),
  text,
});
export type UnsentComment = v.InferOutput<typeof unsentComment>;

/** False when there is nowhere to keep notes; the page then says why. */
export const writable = v.union([v.literal(true), v.object({ why: text })]);

export const noteAsks = {
  edit: {
    ask: v.object({
      id: annotationId,
      comment: v.optional(text),
      color: v.optional(color),
      style: v.optional(wordStyle),
      tags: v.optional(v.array(text)),
    }),
    answer: nothing,
  },
  reply: { ask: v.object({ to: annotationId, comment: text }), answer: annotationId },
  /** Opens the lines of a file that a note or an answer links to: the first of its links is 0. */
  openLines: {
    ask: v.object({ id: annotationId, at: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
    answer: nothing,
  },
  /** Makes a note of the person's of what a program proposed. */
  accept: { ask: v.object({ id: annotationId }), answer: nothing },
  dismiss: { ask: v.object({ id: annotationId }), answer: nothing },
  remove: { ask: v.object({ id: annotationId }), answer: nothing },
  /** Ends the conflict of a field: with one of its versions, from 0, or with the comments of all. */
  settle: {
    ask: v.object({
      id: annotationId,
      field: text,
      take: v.union([v.pipe(v.number(), v.integer(), v.minValue(0)), v.literal("both")]),
    }),
    answer: nothing,
  },
  /** Shows every version of a note in VS Code, and offers to restore one. */
  showHistory: { ask: v.object({ id: annotationId }), answer: nothing },
  /** Undoes or redoes the last change to notes of this window; answers what it did, for the live region. */
  undo: { ask: nothing, answer: v.optional(text) },
  redo: { ask: nothing, answer: v.optional(text) },
} as const satisfies Contract;

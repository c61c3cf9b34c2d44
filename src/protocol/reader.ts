/**
 * What the reader's page and the extension host ask of each other.
 *
 * The host owns the facts (paper, notes); the page owns the view. The page asks `open` whenever it comes to life and gets
 * one whole snapshot; after that the host tells it what changed. Spans count UTF-16 units of the paper's abstract.
 */
import * as v from "valibot";
import { colors, markStyles, type AnnotationId } from "../domain/annotation.ts";
import { noteSchema } from "../domain/note.ts";
import { paperSchema, readingStates } from "../domain/paper.ts";
import type { Contract } from "./channel.ts";

const text = v.pipe(v.string(), v.maxLength(100_000));
/** JSON knows no `undefined`: in a list of arguments it arrives as `null`. */
const nothing = v.pipe(
  v.nullish(v.undefined()),
  v.transform(() => undefined),
);
const annotationId = v.pipe(
  v.string(),
  v.maxLength(200),
  v.transform((id) => id as AnnotationId),
);
const span = v.pipe(
  v.object({ start: v.pipe(v.number(), v.integer(), v.minValue(0)), end: v.pipe(v.number(), v.integer()) }),
  v.check(({ start, end }) => start < end, "the passage is empty"),
);
const color = v.picklist(colors);
const style = v.picklist(markStyles);

/** What the person was writing when the page went away, so that it comes back. */
const unsentComment = v.object({
  /** The note being edited or answered; absent while a new one is written. */
  note: v.optional(annotationId),
  purpose: v.picklist(["new", "edit", "reply", "paper"]),
  span: v.optional(span),
  color: v.optional(color),
  text,
});
export const viewSchema = v.object({
  scrollTop: v.number(),
  /** The one being written first. */
  unsent: v.pipe(v.array(unsentComment), v.readonly()),
});

/** Where to take the reader: to a note, or to words of the abstract. */
const placeSchema = v.object({ annotation: v.optional(annotationId), quote: v.optional(text) });

const snapshotSchema = v.object({
  paper: paperSchema,
  notes: v.array(noteSchema),
  view: v.optional(viewSchema),
  place: v.optional(placeSchema),
  /** False when there is nowhere to keep notes; the page then says why. */
  writable: v.union([v.literal(true), v.object({ why: text })]),
});

/** Asked by the page, answered by the host. */
export const readerAsks = {
  open: { ask: nothing, answer: snapshotSchema },
  /** A new note. Without a span it is about the whole paper. Answers its id. */
  annotate: {
    ask: v.object({
      passage: v.optional(v.object({ span, exact: text })),
      style,
      color,
      comment: v.optional(text),
    }),
    answer: annotationId,
  },
  edit: {
    ask: v.object({
      id: annotationId,
      comment: v.optional(text),
      color: v.optional(color),
      style: v.optional(style),
      tags: v.optional(v.array(text)),
    }),
    answer: nothing,
  },
  reply: { ask: v.object({ to: annotationId, comment: text }), answer: annotationId },
  remove: { ask: v.object({ id: annotationId }), answer: nothing },
  /** Undoes or redoes the last change to notes of this window; answers what it did, for the live region. */
  undo: { ask: nothing, answer: v.optional(text) },
  redo: { ask: nothing, answer: v.optional(text) },
  setReading: { ask: v.object({ state: v.picklist(readingStates) }), answer: nothing },
  setTags: { ask: v.object({ tags: v.array(text) }), answer: nothing },
  copy: { ask: v.object({ what: v.picklist(["title", "link", "bibtex"]) }), answer: nothing },
  /** Opens an http(s) link in the browser; anything else is refused. */
  openLink: { ask: v.object({ url: text }), answer: nothing },
  /** Remembers the view, so that a hidden or reloaded page comes back as it was. */
  keepView: { ask: viewSchema, answer: nothing },
} as const satisfies Contract;

export const readerActions = [
  ...colors.map((name) => `highlight.${name}` as const),
  "underline",
  "comment",
  "commentOnPaper",
  "editNote",
  "removeNote",
  "nextNote",
  "previousNote",
] as const;
export type ReaderAction = (typeof readerActions)[number];

/** Told by the host, obeyed by the page. */
export const readerTells = {
  paperChanged: { ask: paperSchema, answer: nothing },
  /** All notes of the paper as they now stand; small enough that a whole list is simpler than a difference. */
  notesChanged: { ask: v.array(noteSchema), answer: nothing },
  goTo: { ask: placeSchema, answer: nothing },
  /** A command or keybinding of VS Code, to be done with the page's selection. */
  perform: { ask: v.object({ action: v.picklist(readerActions) }), answer: nothing },
  /** Something went wrong in the host that the reader of this paper must know, such as a note not yet on disk. */
  trouble: { ask: v.object({ why: v.optional(text) }), answer: nothing },
  /** Everything the page has not yet told is told now; asked before a test or a screenshot looks. */
  ping: { ask: nothing, answer: nothing },
} as const satisfies Contract;

export type ReaderSnapshot = v.InferOutput<typeof snapshotSchema>;
export type ReaderView = v.InferOutput<typeof viewSchema>;
export type UnsentComment = v.InferOutput<typeof unsentComment>;
export type ReaderPlace = v.InferOutput<typeof placeSchema>;

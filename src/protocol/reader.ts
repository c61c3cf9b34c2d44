/**
 * What the reader's page and the extension host ask of each other.
 *
 * The host owns the facts (paper, notes); the page owns the view. The page asks `open` whenever it comes to life and gets
 * one whole snapshot; after that the host tells it what changed. Spans count UTF-16 units of the paper's abstract.
 */
import * as v from "valibot";
import { colors } from "../domain/annotation.ts";
import { noteSchema } from "../domain/note.ts";
import { paperSchema } from "../domain/paper.ts";
import { stages } from "../domain/stage.ts";
import { vocabularySchema } from "../domain/vocabulary.ts";
import type { Contract } from "./channel.ts";
import {
  annotationId,
  color,
  noteAsks,
  nothing,
  span,
  text,
  unsentComment,
  wordStyle,
  writable,
} from "./noteCalls.ts";

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
  writable,
  vocabulary: vocabularySchema,
});

const passageSchema = v.object({ span, exact: text });
/** Where a link or a quote begins; with neither it is the whole paper. */
const paperEnd = v.object({ passage: v.optional(passageSchema), note: v.optional(annotationId) });

/** Asked by the page, answered by the host. */
export const readerAsks = {
  open: { ask: nothing, answer: snapshotSchema },
  /** A new note. Without a span it is about the whole paper. Answers its id. */
  annotate: {
    ask: v.object({
      passage: v.optional(passageSchema),
      style: wordStyle,
      color,
      comment: v.optional(text),
    }),
    answer: annotationId,
  },
  /** Gives a note another place in the abstract. */
  move: {
    ask: v.object({ id: annotationId, passage: passageSchema }),
    answer: nothing,
  },
  /** Asks the person for lines of a file, and links them. Answers at once, since a person takes their time. */
  linkToCode: { ask: paperEnd, answer: nothing },
  /** Puts a quote into the text editor that was used last. Answers its file. */
  insertQuote: { ask: paperEnd, answer: text },
  /** The person has copied words of the abstract. */
  copied: { ask: v.object({ words: text }), answer: nothing },
  ...noteAsks,
  setStage: { ask: v.object({ stage: v.picklist(stages) }), answer: nothing },
  setTags: { ask: v.object({ tags: v.array(text) }), answer: nothing },
  copy: { ask: v.object({ what: v.picklist(["title", "link", "bibtex"]) }), answer: nothing },
  showPdf: { ask: nothing, answer: nothing },
  /** Asks the person from where, as the command does, and takes the time that it takes. */
  downloadPdf: { ask: nothing, answer: nothing },
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
  "linkToCode",
  "insertQuote",
  "editNote",
  "removeNote",
  "nextNote",
  "previousNote",
  "noteHistory",
  "keepThis",
  "takeOther",
  "keepBoth",
  "acceptProposal",
  "dismissProposal",
  "reattachNote",
  "confirmPlace",
] as const;
export type ReaderAction = (typeof readerActions)[number];

/** Told by the host, obeyed by the page. */
export const readerTells = {
  paperChanged: { ask: paperSchema, answer: nothing },
  /** All notes of the paper as they now stand; small enough that a whole list is simpler than a difference. */
  notesChanged: { ask: v.array(noteSchema), answer: nothing },
  vocabularyChanged: { ask: vocabularySchema, answer: nothing },
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
export type ReaderPlace = v.InferOutput<typeof placeSchema>;

/**
 * What the page of a PDF and the extension host ask of each other.
 *
 * The host knows the file; the page reads it by its own address, and owns the view. Places are in PDF points, counted from
 * the corner where the page's own coordinates begin, so that they hold at every zoom.
 */
import * as v from "valibot";
import { noteSchema } from "../domain/note.ts";
import { paperTextSchema } from "../domain/paperText.ts";
import { regionSchema } from "../domain/region.ts";
import { vocabularySchema } from "../domain/vocabulary.ts";
import type { Contract } from "./channel.ts";
import {
  annotationId,
  color,
  markStyle,
  noteAsks,
  nothing,
  text,
  unsentComment,
  writable,
} from "./noteCalls.ts";
import { readerActions } from "./reader.ts";

const pageNumber = v.pipe(v.number(), v.integer(), v.minValue(1));
const bytes = v.pipe(v.number(), v.integer(), v.minValue(0));

export const fits = ["auto", "page-width", "page-fit"] as const;
export type Fit = (typeof fits)[number];
export const smallestScale = 0.1;
export const largestScale = 10;
/** A way of fitting, or how many times the size on paper. */
const zoomSchema = v.union([
  v.picklist(fits),
  v.pipe(v.number(), v.minValue(smallestScale), v.maxValue(largestScale)),
]);
export type Zoom = v.InferOutput<typeof zoomSchema>;

export const rotations = [0, 90, 180, 270] as const;
export type Rotation = (typeof rotations)[number];

export const panels = ["outline", "pages"] as const;
/** Longest side of the picture of an area, and the most that it may be as a PNG in base64. */
export const pictureSidePx = 1600;
const largestPicture = 8_000_000;
/** That one wish changes together. */
const mostNotes = 10_000;
export type Panel = (typeof panels)[number];

const placeSchema = v.object({ page: pageNumber, left: v.number(), top: v.number() });
export type PdfPlace = v.InferOutput<typeof placeSchema>;

export const pdfViewSchema = v.object({
  place: placeSchema,
  /** How many there are. */
  pages: v.optional(pageNumber),
  zoom: zoomSchema,
  rotation: v.picklist(rotations),
  panel: v.optional(v.picklist(panels)),
  /** Whether pages stand side by side. */
  twoUp: v.optional(v.boolean()),
  /** That it is a scan was said, and need not be said again. */
  lacksText: v.optional(v.boolean()),
  /** Whether the list of notes is shown. */
  notes: v.optional(v.boolean()),
  unsent: v.optional(v.pipe(v.array(unsentComment), v.readonly())),
});
export type PdfView = v.InferOutput<typeof pdfViewSchema>;

/** How pages are coloured: as printed, dark, or like old paper. Chosen once for light themes and once for dark ones. */
export const tones = ["printed", "dark", "sepia"] as const;
export type Tone = (typeof tones)[number];
export const tonesSchema = v.object({ light: v.picklist(tones), dark: v.picklist(tones) });
export type Tones = v.InferOutput<typeof tonesSchema>;

const fileSchema = v.object({
  url: text,
  name: text,
  /** Absent where the file system does not say. */
  bytes: v.optional(bytes),
});
export type PdfFile = v.InferOutput<typeof fileSchema>;

/** Where to take the page: to a note, to words, to a page, or to a place that the PDF gives a name. */
const goalSchema = v.object({
  annotation: v.optional(annotationId),
  quote: v.optional(text),
  page: v.optional(pageNumber),
  destination: v.optional(text),
});
export type PdfGoal = v.InferOutput<typeof goalSchema>;

/** The notes on the pages, and those on the paper as a whole. */
const standingSchema = v.object({
  /** What the library calls the paper; absent while the PDF is not in it. */
  paper: v.optional(v.object({ id: text, title: text })),
  /** What the library calls the paper that it may be, while it is attached to none. */
  offer: v.optional(v.object({ title: text })),
  notes: v.array(noteSchema),
  /** Those that have a place in the abstract only. */
  onAbstract: v.optional(v.array(noteSchema)),
  writable,
});
export type PdfStanding = v.InferOutput<typeof standingSchema>;

const openingSchema = v.object({
  file: fileSchema,
  view: v.optional(pdfViewSchema),
  tones: tonesSchema,
  /** Given earlier in this window, and kept nowhere else. */
  password: v.optional(text),
  standing: standingSchema,
  goal: v.optional(goalSchema),
  vocabulary: vocabularySchema,
});
export type PdfOpening = v.InferOutput<typeof openingSchema>;

/** An entry of a bibliography, as it is printed, and the names that stand in it. */
const citedSchema = v.object({ text, arxiv: v.optional(text), doi: v.optional(text) });
const knownPaperSchema = v.object({
  id: text,
  title: text,
  abstract: text,
  /** How many notes there are on it. */
  notes: v.pipe(v.number(), v.integer(), v.minValue(0)),
});
export type KnownPaper = v.InferOutput<typeof knownPaperSchema>;

/** A text may be longer than a message. */
const textPartSchema = v.object({ ...paperTextSchema.entries, isLast: v.boolean() });
export type TextPart = v.InferOutput<typeof textPartSchema>;
const quote = v.object({ exact: text, prefix: text, suffix: text });

/** Asked by the page, answered by the host. */
export const pdfAsks = {
  open: { ask: nothing, answer: openingSchema },
  /** What the document calls itself: a PDF that was moved is known by it. Answers what is known of it then. */
  identify: {
    ask: v.object({ fingerprint: text, title: v.optional(text) }),
    answer: v.optional(standingSchema),
  },
  /** Attaches the PDF to the paper that was offered. */
  acceptOffer: { ask: nothing, answer: nothing },
  /** It is not offered for this file again. */
  declineOffer: { ask: nothing, answer: nothing },
  keepView: { ask: pdfViewSchema, answer: nothing },
  /** A part of the text that was asked for by `readText`, in the order of the pages. */
  keepText: { ask: textPartSchema, answer: nothing },
  keepTones: { ask: tonesSchema, answer: nothing },
  keepPassword: { ask: v.object({ password: text }), answer: nothing },
  /** Puts the abstract of the paper in the place of the PDF. */
  showAbstract: { ask: nothing, answer: nothing },
  /** Opens an http(s) link in the browser; anything else is refused. */
  openLink: { ask: v.object({ url: text }), answer: nothing },
  /** Lets the person choose another editor for the file. */
  openOtherwise: { ask: nothing, answer: nothing },
  /** A new note on the pages, under an id that the page has drawn it by. Answers once it is stored. */
  annotate: {
    ask: v.object({
      id: v.pipe(annotationId, v.regex(/^urn:uuid:[0-9a-f-]{36}$/u)),
      region: v.optional(regionSchema),
      quote: v.optional(quote),
      style: markStyle,
      color,
      comment: v.optional(text),
      /** A PNG in base64. */
      picture: v.optional(v.pipe(v.string(), v.maxLength(largestPicture), v.base64())),
    }),
    answer: nothing,
  },
  /** Colours or tags of several notes, changed in one step. */
  editAll: {
    ask: v.object({
      edits: v.pipe(
        v.array(v.object({ id: annotationId, color: v.optional(color), tags: v.optional(v.array(text)) })),
        v.maxLength(mostNotes),
      ),
    }),
    answer: nothing,
  },
  removeAll: {
    ask: v.object({ ids: v.pipe(v.array(annotationId), v.maxLength(mostNotes)) }),
    answer: nothing,
  },
  /** Gives notes other places on the pages, all at once. */
  move: {
    ask: v.object({
      places: v.pipe(
        v.array(v.object({ id: annotationId, region: regionSchema, quote: v.optional(quote) })),
        v.maxLength(mostNotes),
      ),
    }),
    answer: nothing,
  },
  /** Asks the person for lines of a file, and links them. Answers at once, since a person takes their time. */
  linkToCode: {
    ask: v.object({
      part: v.optional(v.object({ region: regionSchema, quote: v.optional(quote) })),
      note: v.optional(annotationId),
    }),
    answer: nothing,
  },
  /** Puts a quote into the text editor that was used last. Answers its file. */
  insertQuote: {
    ask: v.object({
      words: v.optional(v.object({ exact: text, page: pageNumber })),
      note: v.optional(annotationId),
    }),
    answer: text,
  },
  ...noteAsks,
  /** The same, with the place that was found for it. */
  accept: {
    ask: v.object({ id: annotationId, region: v.optional(regionSchema), quote: v.optional(quote) }),
    answer: nothing,
  },
  copy: { ask: v.object({ text, cite: v.boolean(), page: v.optional(pageNumber) }), answer: nothing },
  /** Whether the library has what a PDF cites. */
  lookUp: { ask: citedSchema, answer: v.object({ paper: v.optional(knownPaperSchema) }) },
  openPaper: { ask: v.object({ id: text }), answer: nothing },
  /** Puts what a PDF cites into the library. Nothing is looked up elsewhere. */
  importReference: {
    ask: v.object({ ...citedSchema.entries, title: v.optional(text) }),
    answer: knownPaperSchema,
  },
  /** For the log: why something could not be shown. Never the text of a paper. */
  report: { ask: v.object({ why: text }), answer: nothing },
} as const satisfies Contract;

export const pdfActions = [
  "find",
  "goToPage",
  "zoomIn",
  "zoomOut",
  "fitWidth",
  "fitPage",
  "fitColumn",
  "twoUp",
  "focusMode",
  "rotate",
  "outline",
  "pages",
  "back",
  "forward",
  "tone",
  "strike",
  "copyWithCitation",
  "notes",
  "carryOver",
] as const;
export type PdfAction = (typeof pdfActions)[number];

/** What is done with words and notes goes by the same names as in the reader of abstracts. */
const allActions = [...pdfActions, ...readerActions] as const;

/** Told by the host, obeyed by the page. */
export const pdfTells = {
  /** The file was written; without bytes it is gone. */
  fileChanged: { ask: v.object({ bytes: v.optional(bytes) }), answer: nothing },
  standingChanged: { ask: standingSchema, answer: nothing },
  vocabularyChanged: { ask: vocabularySchema, answer: nothing },
  goTo: { ask: goalSchema, answer: nothing },
  /** The text of the document is wanted for the search; it is handed over by `keepText` when it is read. */
  readText: { ask: nothing, answer: nothing },
  /** Something that the reader must know, such as a note not yet on disk. */
  trouble: { ask: v.object({ why: v.optional(text) }), answer: nothing },
  /** A command or keybinding of VS Code. */
  perform: { ask: v.object({ action: v.picklist(allActions) }), answer: nothing },
} as const satisfies Contract;

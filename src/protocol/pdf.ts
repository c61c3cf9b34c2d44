/**
 * What the page of a PDF and the extension host ask of each other.
 *
 * The host knows the file; the page reads it by its own address, and owns the view. Places are in PDF points, counted from
 * the corner where the page's own coordinates begin, so that they hold at every zoom.
 */
import * as v from "valibot";
import type { Contract } from "./channel.ts";

const text = v.pipe(v.string(), v.maxLength(10_000));
/** JSON knows no `undefined`: in a list of arguments it arrives as `null`. */
const nothing = v.pipe(
  v.nullish(v.undefined()),
  v.transform(() => undefined),
);
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
export type Panel = (typeof panels)[number];

const placeSchema = v.object({ page: pageNumber, left: v.number(), top: v.number() });
export type PdfPlace = v.InferOutput<typeof placeSchema>;

export const pdfViewSchema = v.object({
  place: placeSchema,
  zoom: zoomSchema,
  rotation: v.picklist(rotations),
  panel: v.optional(v.picklist(panels)),
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

const openingSchema = v.object({
  file: fileSchema,
  view: v.optional(pdfViewSchema),
  tones: tonesSchema,
  /** Given earlier in this window, and kept nowhere else. */
  password: v.optional(text),
});
export type PdfOpening = v.InferOutput<typeof openingSchema>;

/** Asked by the page, answered by the host. */
export const pdfAsks = {
  open: { ask: nothing, answer: openingSchema },
  keepView: { ask: pdfViewSchema, answer: nothing },
  keepTones: { ask: tonesSchema, answer: nothing },
  keepPassword: { ask: v.object({ password: text }), answer: nothing },
  /** Opens an http(s) link in the browser; anything else is refused. */
  openLink: { ask: v.object({ url: text }), answer: nothing },
  /** Lets the person choose another editor for the file. */
  openOtherwise: { ask: nothing, answer: nothing },
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
  "rotate",
  "outline",
  "pages",
  "back",
  "forward",
  "tone",
] as const;
export type PdfAction = (typeof pdfActions)[number];

/** Told by the host, obeyed by the page. */
export const pdfTells = {
  /** The file was written; without bytes it is gone. */
  fileChanged: { ask: v.object({ bytes: v.optional(bytes) }), answer: nothing },
  /** A command or keybinding of VS Code. */
  perform: { ask: v.object({ action: v.picklist(pdfActions) }), answer: nothing },
} as const satisfies Contract;

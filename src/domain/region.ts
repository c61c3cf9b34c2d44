/**
 * Where on the pages of a PDF an annotation lies, as we store it: a selector of ours beside the model's own, since none of
 * those says where several lines of two columns are.
 *
 * Everything is in points of the page's own coordinates (PDF user space, before the page is turned; y goes up), so that it
 * holds at every zoom and rotation.
 */
import * as v from "valibot";
import { selectorsOf, targetsOf, type Annotation, type Selector, type Target } from "./annotation.ts";

const coordinate = v.pipe(v.number(), v.finite());
const offset = v.pipe(v.number(), v.integer(), v.minValue(0));
const mostRects = 5000;
const longestStroke = 40_000;

const partSchema = v.object({
  /** Counted from 1. */
  page: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000)),
  /** Left, bottom, right, top. */
  rects: v.pipe(v.array(v.tuple([coordinate, coordinate, coordinate, coordinate])), v.maxLength(mostRects)),
  /** Lines drawn by hand, each x, y, x, y, … */
  strokes: v.optional(v.array(v.pipe(v.array(coordinate), v.maxLength(longestStroke)))),
  /** Which letters of the page's folded text it covers, or stands at. */
  text: v.object({ start: offset, end: offset }),
  /** What tells whether the page says the same in another file; see `pageDigest`. Older regions have none. */
  digest: v.optional(v.pipe(v.string(), v.maxLength(100))),
});

export const regionSchema = v.object({
  /** The first of the two by which pdf.js tells documents apart; it outlives later additions to the file. */
  fingerprint: v.pipe(v.string(), v.maxLength(200)),
  /** One for each page, in reading order. */
  parts: v.pipe(v.array(partSchema), v.minLength(1, "it lies on no page"), v.maxLength(100)),
});
export type Region = v.InferOutput<typeof regionSchema>;
export type RegionPart = Region["parts"][number];
export type PdfRect = RegionPart["rects"][number];

const type = "marginalia:RegionSelector";

/** The place for readers of PDFs in general. */
export const pageSelector = (page: number): Selector => ({
  type: "FragmentSelector",
  conformsTo: "http://tools.ietf.org/rfc/rfc3778",
  value: `page=${page}`,
});

/** The same, and the whole of it for us. */
export const regionSelectors = (region: Region): Selector[] => [
  pageSelector(region.parts[0]?.page ?? 1),
  { type, "marginalia:region": region },
];

export const regionOf = (annotation: Annotation): Region | undefined =>
  regionOfTarget(targetsOf(annotation)[0] ?? "");

/** `undefined` where there is none, or none that can be read. */
export function regionOfTarget(target: Target): Region | undefined {
  const selector = selectorsOf(target).find((each) => each.type === type);
  const parsed = v.safeParse(regionSchema, selector?.["marginalia:region"]);
  return parsed.success ? parsed.output : undefined;
}

/** The page that a place names, for words of which nobody has seen yet where on it they lie. */
export function pageOfTarget(target: Target): number | undefined {
  const selector = selectorsOf(target).find((each) => each.type === "FragmentSelector");
  const page = Number(/^page=(\d{1,7})$/u.exec(String(selector?.["value"]))?.[1]);
  return page >= 1 && page <= 1_000_000 ? page : undefined;
}

/** More letters than any page has: places of a whole document are numbered page by page. */
export const lettersAPage = 1_000_000;

/** Where letters of pages stand in the order of the whole document. */
export const documentOffset = (page: number, letter: number): number =>
  page * lettersAPage + Math.min(letter, lettersAPage - 1);

export const pageOfOffset = (at: number): { readonly page: number; readonly letter: number } => ({
  page: Math.floor(at / lettersAPage),
  letter: at % lettersAPage,
});

/** From the first letter to behind the last, in the order of the whole document. */
export function spanOfRegion({ parts }: Region): { readonly start: number; readonly end: number } {
  const [first, last] = [parts[0], parts.at(-1)];
  return {
    start: documentOffset(first?.page ?? 1, first?.text.start ?? 0),
    end: documentOffset(last?.page ?? 1, last?.text.end ?? 0),
  };
}

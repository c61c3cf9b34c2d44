/** What people have marked in the file itself, with other programs, as pdf.js reads it. */
import { PDFDateString } from "pdfjs-dist/legacy/build/pdf.mjs";
import * as v from "valibot";
import type { MarkStyle } from "../../../src/domain/annotation.ts";
import type { Rect } from "../text/rects.ts";
import type { PDFDocumentProxy } from "./pdfDocument.ts";

export interface FileMark {
  readonly id: string;
  readonly page: number;
  readonly style: MarkStyle;
  /** Red, green and blue to 255; absent where the file names no colour. */
  readonly color: readonly [number, number, number] | undefined;
  readonly author: string;
  readonly comment: string;
  /** The words below it, line by line; empty for a mark that is on none. */
  readonly words: string;
  /** In ISO 8601; empty where the file does not say. */
  readonly created: string;
  readonly modified: string;
  /** In the order in which they were marked. */
  readonly rects: readonly Rect[];
  readonly strokes: readonly (readonly number[])[];
  /** The mark that this answers. */
  readonly answerTo: string | undefined;
}

/** By the names of the PDF specification. Links, fields, popups and what nobody writes by hand are no marks. */
const styles: ReadonlyMap<string, MarkStyle> = new Map([
  ["Highlight", "highlight"],
  ["Underline", "underline"],
  ["Squiggly", "underline"],
  ["StrikeOut", "strike"],
  ["Text", "point"],
  ["FreeText", "point"],
  ["Caret", "point"],
  ["Ink", "ink"],
  ["Square", "area"],
  ["Circle", "area"],
  ["Polygon", "area"],
  ["PolyLine", "area"],
  ["Line", "area"],
  ["Stamp", "area"],
]);

const numbers = v.pipe(
  v.custom<ArrayLike<number>>((given) => Array.isArray(given) || ArrayBuffer.isView(given)),
  v.transform((given) => [...Array.from(given)]),
  v.array(v.pipe(v.number(), v.finite())),
);
const said = v.optional(v.object({ str: v.string() }));
const annotationSchema = v.object({
  id: v.string(),
  subtype: v.string(),
  rect: v.pipe(numbers, v.length(4)),
  color: v.nullish(numbers),
  titleObj: said,
  contentsObj: said,
  textContent: v.nullish(v.array(v.string())),
  overlaidText: v.nullish(v.string()),
  quadPoints: v.nullish(numbers),
  inkLists: v.nullish(v.array(numbers)),
  creationDate: v.nullish(v.string()),
  modificationDate: v.nullish(v.string()),
  inReplyTo: v.nullish(v.string()),
  replyType: v.nullish(v.string()),
});
type Annotation = v.InferOutput<typeof annotationSchema>;

/** What cannot be understood is no mark. */
export async function fileMarksOn(document: PDFDocumentProxy, page: number): Promise<readonly FileMark[]> {
  const annotations: readonly unknown[] = await (await document.getPage(page)).getAnnotations();
  return annotations.flatMap((raw) => {
    const parsed = v.safeParse(annotationSchema, raw);
    const style = parsed.success ? styles.get(parsed.output.subtype) : undefined;
    return parsed.success && style !== undefined ? [markOf(parsed.output, style, page)] : [];
  });
}

function markOf(annotation: Annotation, style: MarkStyle, page: number): FileMark {
  const { id, color, titleObj, contentsObj, textContent, overlaidText, inkLists, inReplyTo } = annotation;
  const [red, green, blue] = color ?? [];
  const created = isoOf(annotation.creationDate) ?? isoOf(annotation.modificationDate) ?? "";
  const isAnswer = inReplyTo !== undefined && inReplyTo !== null && annotation.replyType !== "Group";
  return {
    id,
    page,
    style,
    color: red === undefined || green === undefined || blue === undefined ? undefined : [red, green, blue],
    author: titleObj?.str ?? "",
    comment: contentsObj?.str.trim() || (textContent ?? []).join("\n").trim(),
    words: overlaidText?.trim() ?? "",
    created,
    modified: isoOf(annotation.modificationDate) ?? created,
    rects: rectsOf(annotation),
    strokes: inkLists ?? [],
    answerTo: isAnswer ? inReplyTo : undefined,
  };
}

const isoOf = (date: string | null | undefined): string | undefined => {
  const read = date === undefined || date === null ? null : PDFDateString.toDateObject(date);
  return read === null || Number.isNaN(read.getTime()) ? undefined : read.toISOString();
};

/** Four corners each, in an order in which programs do not agree. */
function rectsOf({ quadPoints, rect }: Annotation): readonly Rect[] {
  const [left = 0, bottom = 0, right = 0, top = 0] = rect;
  const quads = quadPoints ?? [];
  const boxes = Array.from({ length: Math.floor(quads.length / 8) }, (_, at): Rect => {
    const corners = quads.slice(8 * at, 8 * at + 8);
    const xs = corners.filter((_corner, side) => side % 2 === 0);
    const ys = corners.filter((_corner, side) => side % 2 === 1);
    return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
  });
  return boxes.length === 0 ? [[left, bottom, right, top]] : boxes;
}

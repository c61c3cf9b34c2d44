/**
 * Writes marks as annotations of the standard (ISO 32000-2, 12.5.6) behind the bytes of a PDF that is not encrypted. The bytes
 * that were there stay as they are.
 */
import {
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFRef,
  PDFString,
  type PDFObject,
  type PDFPage,
} from "@cantoo/pdf-lib";
import type { PdfRect } from "../domain/region.ts";
import { boundsOf, colorFor, drawn, linesOf, subtypes } from "./appearance.ts";
import type { MarkWords, PdfMark } from "./marks.ts";

/** Flags of ISO 32000-2, table 167. A reply has no icon of its own: it is read with the note that it answers. */
const printed = 4;
const hiddenReply = 2 + printed + 8 + 16;

/** @returns the bytes, and the marks that were written: those of an earlier copy are in it already */
export async function writeMarks(
  bytes: Uint8Array,
  marks: readonly PdfMark[],
): Promise<{ readonly bytes: Uint8Array; readonly written: readonly PdfMark[] }> {
  const document = await PDFDocument.load(bytes, { forIncrementalUpdate: true, updateMetadata: false });
  // The library would look through the whole file at every change for the object that it is in, which we know.
  const { snapshot } = document.context;
  if (snapshot === undefined) throw new Error("the file can only be written anew");
  delete document.context.snapshot;
  const pages = document.getPages();
  const written: PdfMark[] = [];
  let corners = 0;
  for (const [number, ofPage] of byPage(marks)) {
    const page = pages[number - 1];
    if (page === undefined) throw new Error(`there is no page ${number}`);
    const there = namesOn(page);
    for (const mark of ofPage) {
      if (there.has(mark.name)) continue;
      const isInCorner = mark.kind === "point" && mark.rects.length === 0;
      add(document, page, mark, boundsOf(mark, visiblePart(page), isInCorner ? corners++ : 0));
      written.push(mark);
    }
    snapshot.markRefsForSave([page.ref, ...refsOf(page.node.get(PDFName.of("Annots")))]);
  }
  return { bytes: joined(bytes, await document.saveIncremental(snapshot)), written };
}

function byPage(marks: readonly PdfMark[]): ReadonlyMap<number, readonly PdfMark[]> {
  const pages = new Map<number, PdfMark[]>();
  for (const mark of marks) pages.set(mark.page, [...(pages.get(mark.page) ?? []), mark]);
  return pages;
}

function joined(bytes: Uint8Array, more: Uint8Array): Uint8Array {
  const whole = new Uint8Array(bytes.length + more.length);
  whole.set(bytes);
  whole.set(more, bytes.length);
  return whole;
}

/** The list of a page's annotations may be an object of its own. */
const refsOf = (annotations: PDFObject | undefined): readonly PDFRef[] =>
  annotations instanceof PDFRef ? [annotations] : [];

function visiblePart(page: PDFPage): PdfRect {
  const { x, y, width, height } = page.getCropBox();
  return [x, y, x + width, y + height];
}

function namesOn(page: PDFPage): ReadonlySet<string> {
  const names = new Set<string>();
  const annotations = page.node.Annots();
  for (let at = 0; at < (annotations?.size() ?? 0); at++) {
    const annotation = annotations?.lookup(at);
    const name = annotation instanceof PDFDict ? annotation.lookup(PDFName.of("NM")) : undefined;
    if (name instanceof PDFString || name instanceof PDFHexString) names.add(name.decodeText());
  }
  return names;
}

function add(document: PDFDocument, page: PDFPage, mark: PdfMark, bounds: PdfRect): void {
  const { context } = document;
  const appearance = context.register(
    context.stream(drawn(mark, bounds), {
      Type: "XObject",
      Subtype: "Form",
      BBox: [...bounds],
      Resources: { ExtGState: { G: { Type: "ExtGState", BM: "Multiply" } } },
    }),
  );
  const annotation = context.obj({
    ...common(page, mark, bounds),
    Subtype: subtypes[mark.kind],
    C: colorFor(mark).map((part) => part / 255),
    AP: { N: appearance },
    ...shapeOf(mark),
  });
  const ref = context.register(annotation);
  page.node.addAnnot(ref);
  for (const reply of mark.replies) addReply(document, page, reply, ref, bounds);
}

/** The corners of each line of words are upper left, upper right, lower left, lower right: as readers have it, not the standard. */
function shapeOf(mark: PdfMark) {
  switch (mark.kind) {
    case "highlight":
    case "underline":
    case "strike":
      return { QuadPoints: mark.rects.flatMap(([l, b, r, t]) => [l, t, r, t, l, b, r, b]) };
    case "area":
      return { BS: { W: linesOf(mark)[0]?.width ?? 1 } };
    case "ink":
      return { InkList: mark.strokes.map((points) => [...points]), BS: { W: linesOf(mark)[0]?.width ?? 1 } };
    case "point":
      return { Name: "Comment" };
  }
}

function addReply(document: PDFDocument, page: PDFPage, reply: MarkWords, to: PDFRef, bounds: PdfRect): void {
  const { context } = document;
  const annotation = context.obj({
    ...common(page, reply, bounds),
    F: hiddenReply,
    Subtype: "Text",
    IRT: to,
    RT: "R",
  });
  page.node.addAnnot(context.register(annotation));
}

const common = (page: PDFPage, words: MarkWords, bounds: PdfRect) => ({
  Type: "Annot",
  Rect: [...bounds],
  P: page.ref,
  F: printed,
  NM: PDFHexString.fromText(words.name),
  T: PDFHexString.fromText(words.author),
  Contents: PDFHexString.fromText(words.contents),
  CreationDate: PDFString.fromDate(new Date(words.created)),
  M: PDFString.fromDate(new Date(words.modified)),
});

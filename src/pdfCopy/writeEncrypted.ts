/**
 * Writes marks into an encrypted PDF, which pdf.js alone can do here. It knows highlights and ink, so that lines and areas are
 * drawn as ink; replies stand with the words of their note.
 */
import type { PdfRect } from "../domain/region.ts";
import { boundsOf, colorFor, linesOf } from "./appearance.ts";
import type { PdfMark } from "./marks.ts";

/** As much of pdf.js's document as is needed. */
export interface SavingDocument {
  readonly annotationStorage: { setValue(key: string, value: object): void };
  getPage(number: number): Promise<{ readonly view: readonly number[] }>;
  saveDocument(): Promise<Uint8Array>;
}

/** What pdf.js's editors call their marks. */
const [highlight, ink] = [9, 15];
/** Under this beginning pdf.js looks for what its editors made. */
const editorKey = "pdfjs_internal_editor_";

export async function writeEncrypted(
  document: SavingDocument,
  marks: readonly PdfMark[],
): Promise<Uint8Array> {
  let corners = 0;
  for (const [at, mark] of marks.entries()) {
    const isInCorner = mark.kind === "point" && mark.rects.length === 0;
    const [left = 0, bottom = 0, right = 0, top = 0] = (await document.getPage(mark.page)).view;
    const bounds = boundsOf(mark, [left, bottom, right, top], isInCorner ? corners++ : 0);
    document.annotationStorage.setValue(`${editorKey}${at}`, {
      ...shapeOf(mark, bounds),
      color: [...colorFor(mark)],
      opacity: 1,
      rect: [...bounds],
      pageIndex: mark.page - 1,
      rotation: 0,
      structTreeParentId: null,
      user: mark.author,
      date: new Date(mark.modified),
      popup: { contents: contentsOf(mark), deleted: false, rect: [...bounds] },
    });
  }
  return await document.saveDocument();
}

function shapeOf(mark: PdfMark, bounds: PdfRect) {
  const rects = mark.kind === "highlight" ? mark.rects : mark.kind === "point" ? [bounds] : undefined;
  if (rects !== undefined)
    return {
      annotationType: highlight,
      quadPoints: Float32Array.from(rects.flatMap(([l, b, r, t]) => [l, t, r, t, l, b, r, b])),
      outlines: rects.map(([l, b, r, t]) => [l, b, r, b, r, t, l, t]),
    };
  const lines = linesOf(mark);
  return {
    annotationType: ink,
    thickness: lines[0]?.width ?? 1,
    paths: {
      lines: lines.map(({ points }) => straight(points)),
      points: lines.map(({ points }) => [...points]),
    },
  };
}

/** pdf.js has six numbers a point, of which the first four bend the line there unless they are none. */
const straight = (points: readonly number[]): Float32Array => {
  const lines: number[] = [];
  for (let at = 0; at + 1 < points.length; at += 2)
    lines.push(NaN, NaN, NaN, NaN, points[at] ?? 0, points[at + 1] ?? 0);
  return Float32Array.from(lines);
};

const contentsOf = ({ contents, replies }: PdfMark): string =>
  [contents, ...replies.map((reply) => `${reply.author}: ${reply.contents}`)]
    .filter((part) => part !== "")
    .join("\n\n");

/** A picture of a part of a page, as a PNG. */
import { pictureSidePx } from "../../../src/protocol/pdf.ts";
import type { Rect } from "../text/rects.ts";
import type { PDFDocumentProxy } from "./pdfDocument.ts";

const pixelsAPoint = 3;

/** In base64. Drawn anew, so that it is as sharp at any zoom. */
export async function snapshot(document: PDFDocumentProxy, number: number, rect: Rect): Promise<string> {
  const page = await document.getPage(number);
  const longest = Math.max(rect[2] - rect[0], rect[3] - rect[1]);
  const scale = Math.min(pixelsAPoint, pictureSidePx / longest);
  const whole = page.getViewport({ scale });
  const [x1, y1] = whole.convertToViewportPoint(rect[0], rect[1]) as [number, number];
  const [x2, y2] = whole.convertToViewportPoint(rect[2], rect[3]) as [number, number];
  const [left, top] = [Math.min(x1, x2), Math.min(y1, y2)];
  const canvas = globalThis.document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(Math.abs(x2 - x1)));
  canvas.height = Math.max(1, Math.round(Math.abs(y2 - y1)));
  const viewport = page.getViewport({ scale, offsetX: -left, offsetY: -top });
  await page.render({ canvas, viewport }).promise;
  const url = canvas.toDataURL("image/png");
  canvas.width = 0;
  return url.slice(url.indexOf(",") + 1);
}

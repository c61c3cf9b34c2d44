/** A part of a page on a small canvas of its own. */
import type { Rect } from "../text/rects.ts";
import type { PDFDocumentProxy } from "./pdfDocument.ts";

export interface ClipSize {
  readonly width: number;
  readonly height: number;
}

/** Whatever the screen, more pixels than this are not seen. */
const sharpest = 3;

/** How large the clip of a part of a page is, in pixels of the style sheet. */
export const clipSize = ([left, bottom, right, top]: Rect, scale: number, most: ClipSize): ClipSize => ({
  width: Math.min((right - left) * scale, most.width),
  height: Math.min((top - bottom) * scale, most.height),
});

/** The part of `rect` that is not blank paper. */
export async function inkIn(document: PDFDocumentProxy, number: number, rect: Rect): Promise<Rect> {
  const [left, bottom, right, top] = rect;
  const size = { width: Math.ceil(right - left), height: Math.ceil(top - bottom) };
  const canvas = globalThis.document.createElement("canvas");
  canvas.getContext("2d", { willReadFrequently: true }); // pdf.js then draws where it can be read
  await drawClip(document, number, rect, 1, canvas, size, 1);
  const pen = canvas.getContext("2d");
  const { data, width, height } = pen?.getImageData(0, 0, canvas.width, canvas.height) ?? new ImageData(1, 1);
  const isInk = (x: number, y: number): boolean => {
    const at = 4 * (y * width + x);
    return Math.min(data[at] ?? 255, data[at + 1] ?? 255, data[at + 2] ?? 255) < 240;
  };
  const box = { left: width, top: height, right: -1, bottom: -1 };
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      if (!isInk(x, y)) continue;
      box.left = Math.min(box.left, x);
      box.right = Math.max(box.right, x);
      box.top = Math.min(box.top, y);
      box.bottom = Math.max(box.bottom, y);
    }
  canvas.width = 0;
  if (box.right < 0) return rect;
  return [
    Math.max(left, left + box.left - rim),
    Math.max(bottom, top - box.bottom - 1 - rim),
    Math.min(right, left + box.right + 1 + rim),
    Math.min(top, top - box.top + rim),
  ];
}

/** Paper that is left around ink, in points. */
const rim = 5;

/** Draws the upper left of `rect` as far as the canvas goes, at `scale` pixels of the style sheet to a point. */
export async function drawClip(
  document: PDFDocumentProxy,
  number: number,
  rect: Rect,
  scale: number,
  canvas: HTMLCanvasElement,
  { width, height }: ClipSize,
  sharpness = Math.min(Math.max(devicePixelRatio, 1), sharpest),
): Promise<void> {
  const page = await document.getPage(number);
  const whole = page.getViewport({ scale: scale * sharpness });
  const [x1, y1] = whole.convertToViewportPoint(rect[0], rect[1]) as [number, number];
  const [x2, y2] = whole.convertToViewportPoint(rect[2], rect[3]) as [number, number];
  canvas.width = Math.max(1, Math.round(width * sharpness));
  canvas.height = Math.max(1, Math.round(height * sharpness));
  const viewport = page.getViewport({
    scale: scale * sharpness,
    offsetX: -Math.min(x1, x2),
    offsetY: -Math.min(y1, y2),
  });
  await page.render({ canvas, viewport }).promise;
}

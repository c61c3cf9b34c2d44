/** A part of a page on a small canvas of its own. */
import type { Rect } from "../text/rects.ts";
import type { PDFDocumentProxy } from "./pdfDocument.ts";

export interface ClipSize {
  readonly width: number;
  readonly height: number;
}

/** Whatever the screen, more pixels than this are not seen. */
const sharpest = 3;

/** Draws the upper part of `rect` that fits, at `scale` pixels of the style sheet to a point; sharp on this screen. */
export async function drawClip(
  document: PDFDocumentProxy,
  number: number,
  rect: Rect,
  scale: number,
  most: ClipSize,
): Promise<HTMLCanvasElement> {
  const page = await document.getPage(number);
  const sharpness = Math.min(Math.max(devicePixelRatio, 1), sharpest);
  const whole = page.getViewport({ scale: scale * sharpness });
  const [x1, y1] = whole.convertToViewportPoint(rect[0], rect[1]) as [number, number];
  const [x2, y2] = whole.convertToViewportPoint(rect[2], rect[3]) as [number, number];
  const width = Math.min(Math.abs(x2 - x1) / sharpness, most.width);
  const height = Math.min(Math.abs(y2 - y1) / sharpness, most.height);
  const canvas = globalThis.document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(width * sharpness));
  canvas.height = Math.max(1, Math.round(height * sharpness));
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  const viewport = page.getViewport({
    scale: scale * sharpness,
    offsetX: -Math.min(x1, x2),
    offsetY: -Math.min(y1, y2),
  });
  await page.render({ canvas, viewport }).promise;
  return canvas;
}

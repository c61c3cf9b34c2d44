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

/** Draws the upper left of `rect` as far as the canvas goes, at `scale` pixels of the style sheet to a point. */
export async function drawClip(
  document: PDFDocumentProxy,
  number: number,
  rect: Rect,
  scale: number,
  canvas: HTMLCanvasElement,
  { width, height }: ClipSize,
): Promise<void> {
  const page = await document.getPage(number);
  const sharpness = Math.min(Math.max(devicePixelRatio, 1), sharpest);
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

/** On dark pages pictures keep their colours: a copy of each lies over the page, which is darkened below it. */
import type { DrawnPage } from "./pages.ts";

/** A picture that fills the page is the page: a scan is darkened like any other. */
const mostOfThePage = 0.8;
const tooSmallToMatter = 0.02;

export function layFigures({ element, canvas, images }: DrawnPage): void {
  takeFigures(element);
  const boxes = images === undefined ? [] : boxesOf(images).filter(isFigure);
  if (boxes.length === 0) return;
  const copy = document.createElement("canvas");
  copy.className = "page-figures";
  copy.setAttribute("aria-hidden", "true");
  copy.width = canvas.width;
  copy.height = canvas.height;
  const pen = copy.getContext("2d");
  for (const { left, top, width, height } of boxes) {
    const [x, y] = [Math.floor(left * canvas.width), Math.floor(top * canvas.height)];
    const [w, h] = [Math.ceil(width * canvas.width), Math.ceil(height * canvas.height)];
    if (w > 0 && h > 0) pen?.drawImage(canvas, x, y, w, h, x, y, w, h);
  }
  canvas.after(copy);
}

export const takeFigures = (page: HTMLElement): void => page.querySelector(".page-figures")?.remove();

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Three corners say where a picture lies, turned or not; a box around them is near enough. */
function boxesOf(corners: ArrayLike<number>): readonly Box[] {
  return Array.from({ length: Math.floor(corners.length / 6) }, (_, index) => {
    const at = (offset: number): number => Math.max(0, Math.min(1, corners[index * 6 + offset] ?? 0));
    const [x1, y1, x2, y2, x3, y3] = [at(0), at(1), at(2), at(3), at(4), at(5)];
    const [left, top] = [Math.min(x1, x2, x3), Math.min(y1, y2, y3)];
    return { left, top, width: Math.max(x1, x2, x3) - left, height: Math.max(y1, y2, y3) - top };
  });
}

const isFigure = ({ width, height }: Box): boolean =>
  width * height < mostOfThePage && width > tooSmallToMatter && height > tooSmallToMatter;

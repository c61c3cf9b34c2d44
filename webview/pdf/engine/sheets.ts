/**
 * What is laid over the pages. Each layer is measured in the page's size at 100 %, so that it grows with the page, and at
 * once; what is drawn in it is in points of the PDF.
 */
import type { PageViewport } from "pdfjs-dist/legacy/build/pdf.mjs";
import { svg, render, type TemplateResult } from "lit";
import type { Pages } from "./pages.ts";

export interface PagePoint {
  readonly page: number;
  /** In points, y upwards. */
  readonly x: number;
  readonly y: number;
}

interface Sheet {
  readonly pageNumber: number;
  readonly element: HTMLElement;
  readonly viewport: PageViewport;
}

interface Layer {
  /** Multiplied with the page below, as ink of a marker is. */
  readonly washes: SVGSVGElement;
  readonly lines: SVGSVGElement;
}

export interface Drawing {
  readonly washes: TemplateResult;
  readonly lines: TemplateResult;
}

export class Sheets {
  readonly #pages: Pages;
  readonly #draw: (page: number) => Drawing;
  readonly #layers = new Map<number, Layer>();

  constructor(pages: Pages, draw: (page: number) => Drawing) {
    this.#pages = pages;
    this.#draw = draw;
  }

  /** Lays a page anew: it was drawn, or what lies on it has changed. */
  lay({ pageNumber, element, viewport }: Sheet): void {
    const { width, height, transform } = viewport.clone({ scale: 1 });
    const layer = this.#layers.get(pageNumber) ?? this.#made(pageNumber, element);
    const { washes, lines } = this.#draw(pageNumber);
    for (const [each, content] of [
      [layer.washes, washes],
      [layer.lines, lines],
    ] as const) {
      each.setAttribute("viewBox", `0 0 ${width} ${height}`);
      render(svg`<g transform="matrix(${transform.join(" ")})">${content}</g>`, each);
    }
    put(element, layer);
  }

  layAll(): void {
    for (const sheet of this.#pages.sheets) if (isDrawn(sheet)) this.lay(sheet);
  }

  layPages(pages: ReadonlySet<number>): void {
    for (const sheet of this.#pages.sheets)
      if (pages.has(sheet.pageNumber) && isDrawn(sheet)) this.lay(sheet);
  }

  forgetAll(): void {
    for (const { washes, lines } of this.#layers.values()) {
      washes.remove();
      lines.remove();
    }
    this.#layers.clear();
  }

  /** The point of a page below a point of the window; of the nearest page where there is none. */
  pointAt(clientX: number, clientY: number): PagePoint | undefined {
    let best: { sheet: Sheet; box: DOMRect; far: number } | undefined;
    for (const sheet of this.#pages.sheets) {
      const box = boxOf(sheet);
      if (box === undefined) continue;
      const far =
        Math.max(box.top - clientY, 0, clientY - box.bottom) +
        Math.max(box.left - clientX, 0, clientX - box.right);
      if (best === undefined || far < best.far) best = { sheet, box, far };
    }
    if (best === undefined) return undefined;
    const { sheet, box } = best;
    const paper = sheet.viewport.clone({ scale: 1 });
    const [x, y] = paper.convertToPdfPoint(
      ((clientX - box.left) / box.width) * paper.width,
      ((clientY - box.top) / box.height) * paper.height,
    ) as [number, number];
    return { page: sheet.pageNumber, x, y };
  }

  /** Where a box of a page is in the window; `undefined` while its page is not drawn. */
  rectOnScreen(page: number, rect: readonly [number, number, number, number]): DOMRect | undefined {
    const sheet = this.#pages.sheets.find(({ pageNumber }) => pageNumber === page);
    const box = sheet === undefined ? undefined : boxOf(sheet);
    if (sheet === undefined || box === undefined) return undefined;
    const paper = sheet.viewport.clone({ scale: 1 });
    const [x1, y1] = paper.convertToViewportPoint(rect[0], rect[1]) as [number, number];
    const [x2, y2] = paper.convertToViewportPoint(rect[2], rect[3]) as [number, number];
    const [across, down] = [box.width / paper.width, box.height / paper.height];
    return new DOMRect(
      box.left + Math.min(x1, x2) * across,
      box.top + Math.min(y1, y2) * down,
      Math.abs(x2 - x1) * across,
      Math.abs(y2 - y1) * down,
    );
  }

  #made(pageNumber: number, element: HTMLElement): Layer {
    const layer = { washes: newLayer("marks washes"), lines: newLayer("marks lines") };
    this.#layers.set(pageNumber, layer);
    // pdf.js empties a page before it draws it anew, and that takes a while in which marks would be gone.
    new MutationObserver(() => put(element, layer)).observe(element, { childList: true });
    return layer;
  }
}

function put(element: HTMLElement, { washes, lines }: Layer): void {
  const canvas = element.querySelector(":scope > .canvasWrapper");
  if (canvas === null) {
    if (lines.parentNode !== element) element.prepend(washes, lines);
  } else if (canvas.nextElementSibling !== washes || washes.nextElementSibling !== lines) {
    canvas.after(washes, lines);
  }
}

const isDrawn = ({ element }: Sheet): boolean => element.querySelector(":scope > .canvasWrapper") !== null;

const boxOf = ({ element }: Sheet): DOMRect | undefined =>
  element.querySelector(":scope > .canvasWrapper")?.getBoundingClientRect();

function newLayer(name: string): SVGSVGElement {
  const layer = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  layer.setAttribute("class", name);
  layer.setAttribute("preserveAspectRatio", "none");
  layer.setAttribute("aria-hidden", "true"); // the list of notes says it all
  return layer;
}

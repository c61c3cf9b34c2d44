/** The least that shows a PDF: pdf.js as its manual says, one canvas. What the reader's speed is compared with. */
import { getDocument, GlobalWorkerOptions } from "pdfjs-dist/legacy/build/pdf.mjs";

declare global {
  interface Window {
    /** When the first page was drawn, in milliseconds since the page was asked for. */
    drawnAt?: number;
  }
}

GlobalWorkerOptions.workerSrc = "pdf/worker.mjs";
const url = new URLSearchParams(location.search).get("file") ?? "";
const pdf = await getDocument({
  url,
  cMapUrl: "pdf/cmaps/",
  standardFontDataUrl: "pdf/standard_fonts/",
  wasmUrl: "pdf/wasm/",
}).promise;
const page = await pdf.getPage(1);
const scale = (innerWidth - 40) / page.getViewport({ scale: 1 }).width;
const viewport = page.getViewport({ scale: Math.min(scale, 1.6) });
const canvas = document.createElement("canvas");
canvas.width = viewport.width;
canvas.height = viewport.height;
document.body.append(canvas);
await page.render({ canvas, viewport }).promise;
requestAnimationFrame(() => (window.drawnAt = performance.now()));

/** Reads papers out of PDFs on a thread of its own: a damaged or hostile file ends the thread, not the editor. */
import { parentPort } from "node:worker_threads";
import { extractPaper } from "./paper.ts";
import type { PdfAnswer } from "./summary.ts";
import { openPdf } from "./pdfjs/openPdf.ts";
import { readPdf } from "./pdfjs/readPdf.ts";

/** A paper says who it is on its first pages; a third of these are taken from the end. */
const pagesRead = 6;

async function answer(bytes: Uint8Array): Promise<PdfAnswer> {
  try {
    const { source, fingerprint, close } = await openPdf(bytes);
    try {
      const { title, authors, abstract, arxiv, doi } = extractPaper(
        await readPdf(source, { pages: pagesRead }),
      );
      return { kind: "paper", paper: { fingerprint, title, authors, abstract, arxiv, doi } };
    } finally {
      await close();
    }
  } catch (thrown) {
    return {
      kind: "failed",
      why: thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown),
    };
  }
}

parentPort?.on("message", (bytes: unknown) => {
  if (!(bytes instanceof Uint8Array)) return;
  void answer(bytes).then((said) => parentPort?.postMessage({ marginalia: said }));
});

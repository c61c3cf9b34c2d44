/** Reads papers out of PDFs on a thread of its own: a damaged or hostile file ends the thread, not the editor. */
import { parentPort } from "node:worker_threads";
import { extractPaper } from "./paper.ts";
import type { PdfAnswer, PdfQuestion } from "./summary.ts";
import { openPdf, type OpenPdf } from "./pdfjs/openPdf.ts";
import { readPdf } from "./pdfjs/readPdf.ts";
import { readText } from "./pdfjs/readText.ts";

/** A paper says who it is on its first pages; a third of these are taken from the end. */
const pagesRead = 6;
/** Of a long document it is told now and then how far it is. */
const pagesBetweenProgress = 500;

async function answer({ bytes, wanted }: PdfQuestion): Promise<PdfAnswer> {
  try {
    const pdf = await openPdf(bytes);
    try {
      return wanted === "paper" ? await paperOf(pdf) : await textOf(pdf);
    } finally {
      await pdf.close();
    }
  } catch (thrown) {
    return {
      kind: "failed",
      why: thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown),
    };
  }
}

async function paperOf({ source, fingerprint }: OpenPdf): Promise<PdfAnswer> {
  const read = await readPdf(source, { pages: pagesRead });
  const { title, authors, abstract, arxiv, doi } = extractPaper(read);
  return { kind: "paper", paper: { fingerprint, title, authors, abstract, arxiv, doi } };
}

async function textOf({ source }: OpenPdf): Promise<PdfAnswer> {
  let told = 0;
  const text = await readText(source, {
    progress: (done, all) => {
      if (done - told < pagesBetweenProgress || done === all) return;
      told = done;
      say({ kind: "progress", done, all });
    },
  });
  return { kind: "text", text };
}

const say = (said: PdfAnswer): void => parentPort?.postMessage({ marginalia: said });

parentPort?.on("message", (asked: unknown) => {
  if (isQuestion(asked)) void answer(asked).then(say);
});

const isQuestion = (asked: unknown): asked is PdfQuestion =>
  typeof asked === "object" &&
  asked !== null &&
  "bytes" in asked &&
  asked.bytes instanceof Uint8Array &&
  "wanted" in asked;

/**
 * How near the edges of words are to where the page has them, in points: ours, against the quads of MuPDF's `mutool` on
 * MARGINALIA_PDFS, a folder of papers. The second page of each is measured, words of four letters and more.
 */
import "../../src/extraction/pdfjs/olderNode.ts";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { rectsOf } from "../../webview/pdf/text/places.ts";
import type { PageText } from "../../webview/pdf/text/pageText.ts";
import { median, percentile, table } from "./figures.ts";

interface Word {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  /** Middle of its height, upwards. */
  readonly y: number;
}

const page = 2;
const folder = process.env["MARGINALIA_PDFS"];

/** What MuPDF makes of the page: each letter with the four corners of its box. */
function wordsOfMutool(file: string): readonly Word[] {
  const xml = execFileSync("mutool", ["draw", "-q", "-F", "stext", file, String(page)], {
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  const height = Number(/<page[^>]*height="([\d.]+)"/u.exec(xml)?.[1]);
  return xml
    .split("<line ")
    .slice(1)
    .flatMap((line) => wordsInLine(line, height));
}

function wordsInLine(line: string, height: number): Word[] {
  const letters = [...line.matchAll(/<char quad="([^"]+)"[^>]* c="([^"]*)"/gu)].map(
    ([, quad = "", letter = ""]) => ({
      letter,
      corners: quad.split(" ").map(Number),
    }),
  );
  const text = letters.map(({ letter }) => (letter.length === 1 ? letter : "\u0000")).join("");
  return [...text.matchAll(/[A-Za-z]{4,}/gu)].map(({ 0: word, index }) => {
    const [first, last] = [letters[index]?.corners ?? [], letters[index + word.length - 1]?.corners ?? []];
    return {
      text: word,
      left: first[0] ?? Number.NaN,
      right: last[2] ?? Number.NaN,
      y: height - ((first[1] ?? 0) + (first[5] ?? 0)) / 2,
    };
  });
}

const ourWords = (text: PageText): readonly Word[] =>
  text.lines.flatMap((line) =>
    [...text.text.slice(line.start, line.end).matchAll(/[A-Za-z]{4,}/gu)].flatMap(({ 0: word, index }) => {
      const start = line.start + index;
      const [rect] = rectsOf(text, { start, end: start + word.length });
      if (rect === undefined) return [];
      return [{ text: word, left: rect[0], right: rect[2], y: (rect[1] + rect[3]) / 2 }];
    }),
  );

/** Distances of both edges, for words that are on the same line in both. */
function errorsOf(ours: readonly Word[], theirs: readonly Word[]): readonly number[] {
  return ours.flatMap((word) => {
    const near = theirs
      .filter((other) => other.text === word.text && Math.abs(other.y - word.y) < 8)
      .map((other) => ({ other, far: Math.abs(other.left - word.left) }))
      .filter(({ far }) => far < 40)
      .sort((a, b) => a.far - b.far)[0];
    return near === undefined ? [] : [near.far, Math.abs(near.other.right - word.right)];
  });
}

async function run(papers: string): Promise<void> {
  const { getDocument } = await import("pdfjs-dist/legacy/build/pdf.mjs");
  const { PageTexts } = await import("../../webview/pdf/engine/pageTexts.ts");
  const all: number[] = [];
  const rows: string[][] = [];
  for (const name of readdirSync(papers).filter((each) => each.endsWith(".pdf"))) {
    try {
      const file = join(papers, name);
      const document = await getDocument({ data: new Uint8Array(readFileSync(file)), verbosity: 0 }).promise;
      if (document.numPages >= page) {
        const errors = errorsOf(ourWords(await new PageTexts(document).read(page)), wordsOfMutool(file));
        if (errors.length > 100) {
          all.push(...errors);
          rows.push([
            name,
            String(errors.length),
            median(errors).toFixed(2),
            percentile(errors, 0.95).toFixed(2),
          ]);
        }
      }
      await document.loadingTask.destroy();
    } catch {
      // Damaged and locked files have no edges to measure.
    }
  }
  rows.push(["all", String(all.length), median(all).toFixed(2), percentile(all, 0.95).toFixed(2)]);
  table("Edges of words against MuPDF's, in points", ["file", "edges", "median", "95th percentile"], rows);
}

if (folder === undefined) console.log("Set MARGINALIA_PDFS to a folder of PDFs; mutool must be installed.");
else await run(folder);

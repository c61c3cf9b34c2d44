/**
 * The reader of PDFs in Chromium, on MARGINALIA_PDFS, a folder of papers: first page against pdf.js alone, 500 marks against
 * none, what is kept in memory after 200 pages, and how long the window stands still while one scrolls.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { CDPSession, Page } from "playwright-core";
import type { AnnotationId } from "../../src/domain/annotation.ts";
import type { Note } from "../../src/domain/note.ts";
import { spanOfRegion, type Region } from "../../src/domain/region.ts";
import { endHarness, openPdf, timeBare, type PdfReader } from "../webview/harness.ts";
import { median, table } from "./figures.ts";

const rounds = 5;
const viewport = { width: 1000, height: 1100 };
const folder = process.env["MARGINALIA_PDFS"];

/** Until the first page is drawn, from the start of the page. */
async function timeToFirstPage(reader: PdfReader): Promise<number> {
  const { page } = reader;
  await page.waitForFunction(() => window.pdfHost.drawnAt > 0);
  return await page.evaluate(() => window.pdfHost.drawnAt);
}

async function timeOurs(bytes: Uint8Array, waitMs: number, notes: Note[] = []): Promise<number> {
  await using reader = await openPdf(bytes, { waitMs, standing: { notes, writable: true } }, viewport);
  const drawnAt = await timeToFirstPage(reader);
  return drawnAt - (waitMs === 0 ? 0 : await reader.page.evaluate(() => window.pdfHost.openedAt));
}

/** Marks over the lines of a page, as a reader would make them. */
function marks(fingerprint: string, count: number, pages: number): Note[] {
  return Array.from({ length: count }, (_, at) => {
    const page = (at % pages) + 1;
    const row = Math.floor(at / pages);
    const [bottom, letter] = [700 - (row % 25) * 24, row * 50];
    const region: Region = {
      fingerprint,
      parts: [{ page, rects: [[100, bottom, 300, bottom + 10]], text: { start: letter, end: letter + 40 } }],
    };
    const time = new Date(at * 1000).toISOString();
    return {
      id: `urn:uuid:00000000-0000-4000-8000-${String(at).padStart(12, "0")}` as AnnotationId,
      comment: at % 5 === 0 ? "A remark" : "",
      author: "Ada",
      created: time,
      modified: time,
      editable: true,
      about: "pdf",
      region,
      quote: "",
      style: "highlight",
      color: "yellow",
      tags: [],
      placement: { state: "anchored", span: spanOfRegion(region) },
      replies: [],
    };
  });
}

async function fingerprintOf(bytes: Uint8Array): Promise<string> {
  await using reader = await openPdf(bytes, {}, viewport);
  await timeToFirstPage(reader);
  await reader.page.waitForFunction(() => window.pdfHost.asked.some(({ call }) => call === "identify"));
  const [asked] = (await reader.asked("identify")) as { fingerprint: string }[];
  return asked?.fingerprint ?? "";
}

async function alternating(...runs: readonly (() => Promise<number>)[]): Promise<readonly number[]> {
  const seen: number[][] = runs.map(() => []);
  for (let round = 0; round < rounds; round++)
    for (const [at, run] of runs.entries()) seen[at]?.push(await run());
  return seen.map(median);
}

const heap = async (devtools: CDPSession): Promise<number> => {
  await devtools.send("HeapProfiler.collectGarbage");
  const { usedSize } = await devtools.send("Runtime.getHeapUsage");
  return usedSize / 1e6;
};

/** Scrolls down page by page; answers the longest time for which the window stood still, in milliseconds. */
async function scroll(page: Page, pages: number): Promise<readonly number[]> {
  return await page.evaluate(async (count) => {
    const stills: number[] = [];
    const watch = new PerformanceObserver((list) =>
      stills.push(...list.getEntries().map(({ duration }) => duration)),
    );
    watch.observe({ type: "longtask" });
    const scroller = document.querySelector(".pages");
    const height = document.querySelector(".page")?.clientHeight ?? 1000;
    for (let at = 0; at < count && scroller !== null; at++) {
      scroller.scrollTop += height;
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
    watch.disconnect();
    return stills;
  }, pages);
}

async function run(papers: string): Promise<void> {
  const load = (name: string): Uint8Array => readFileSync(join(papers, name));
  const names = readdirSync(papers).filter((name) => /^(?:arxiv|acl|emnlp|book|aaai)-.*\.pdf$/u.test(name));
  const rows: string[][] = [];
  const [overs, shares, marked]: [number[], number[], number[]] = [[], [], []];
  for (const name of names) {
    const bytes = load(name);
    const notes = marks(await fingerprintOf(bytes), 500, 8);
    const [bare = 0, cold = 0, warm = 0, warmMarked = 0] = await alternating(
      () => timeBare(bytes, viewport),
      () => timeOurs(bytes, 0),
      () => timeOurs(bytes, 900),
      () => timeOurs(bytes, 900, notes),
    );
    overs.push(cold - bare);
    shares.push(warm / bare);
    marked.push(warmMarked / warm);
    rows.push([name, ...[bare, cold, warm, warmMarked].map((ms) => ms.toFixed(0))]);
  }
  table(
    `First page, in milliseconds, medians of ${rounds}`,
    ["file", "pdf.js alone", "ours, cold", "ours, worker ready", "the same, 500 marks"],
    rows,
  );
  console.log(
    `\nCold: ${median(overs).toFixed(0)} ms over pdf.js alone; worker ready: ${median(shares).toFixed(2)} of it; ` +
      `500 marks: ${median(marked).toFixed(2)} of the same without (medians over files)`,
  );

  const long = names.find((name) => name.startsWith("book")) ?? names[0] ?? "";
  const bytes = load(long);
  const fingerprint = await fingerprintOf(bytes);
  const results: string[][] = [];
  for (const count of [0, 200]) {
    await using reader = await openPdf(
      bytes,
      { standing: { notes: marks(fingerprint, count, 200), writable: true } },
      viewport,
    );
    await timeToFirstPage(reader);
    const devtools = await reader.context.newCDPSession(reader.page);
    const stills = await scroll(reader.page, 200);
    results.push([
      String(count),
      (await heap(devtools)).toFixed(1),
      String(stills.filter((ms) => ms > 100).length),
      Math.max(0, ...stills).toFixed(0),
    ]);
  }
  table(
    `200 pages of ${long} scrolled through`,
    ["marks", "page heap, MB", "stood still > 100 ms, times", "longest, ms"],
    results,
  );
}

if (folder === undefined) console.log("Set MARGINALIA_PDFS to a folder of PDFs.");
else
  try {
    await run(folder);
  } finally {
    await endHarness();
  }

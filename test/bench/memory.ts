/** What the page of a PDF holds on to while one jumps about in a long document: the longest of MARGINALIA_PDFS. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { CDPSession, Page } from "playwright-core";
import type { AnnotationId } from "../../src/domain/annotation.ts";
import type { Note } from "../../src/domain/note.ts";
import { spanOfRegion, type Region } from "../../src/domain/region.ts";
import { endHarness, openPdf } from "../webview/harness.ts";
import { table } from "./figures.ts";

const stops = 50;
const stopsARow = 10;
const folder = process.env["MARGINALIA_PDFS"];

const heap = async (devtools: CDPSession): Promise<string> => {
  await devtools.send("HeapProfiler.collectGarbage");
  const { usedSize } = await devtools.send("Runtime.getHeapUsage");
  return (usedSize / 1e6).toFixed(1);
};

/** How many canvases there are, those of thumbnails too, and how many megabytes their canvases take. */
const canvases = (page: Page): Promise<readonly [string, string]> =>
  page.evaluate(() => {
    const all = [...document.querySelectorAll("canvas")].filter(({ width }) => width > 0);
    const bytes = all.reduce((sum, { width, height }) => sum + width * height * 4, 0);
    return [String(all.length), (bytes / 1e6).toFixed(0)] as const;
  });

async function jumpTo(page: Page, wanted: number): Promise<void> {
  await page.evaluate((number) => window.pdfHost.tell("goTo", { page: number }), wanted);
  await page
    .locator(`.page[data-page-number="${wanted}"] > .marks`)
    .first()
    .waitFor({ state: "attached", timeout: 20_000 });
}

/** A note from another version of the file, whose words are nowhere in this one. */
async function seekNote(page: Page): Promise<void> {
  const region: Region = {
    fingerprint: "another",
    parts: [{ page: 1, rects: [[100, 100, 300, 110]], text: { start: 0, end: 40 } }],
  };
  const sought: Note = {
    id: "urn:uuid:00000000-0000-4000-8000-000000000001" as AnnotationId,
    comment: "",
    author: "Ada",
    created: "2026-01-01T00:00:00.000Z",
    modified: "2026-01-01T00:00:00.000Z",
    editable: true,
    about: "pdf",
    region,
    quote: "zebras quarrel about xylophones in quiet jungles",
    style: "highlight",
    color: "yellow",
    tags: [],
    placement: { state: "anchored", span: spanOfRegion(region) },
    replies: [],
  };
  await page.evaluate(
    (given) => window.pdfHost.tell("standingChanged", { notes: [given], writable: true }),
    sought,
  );
  await page.waitForTimeout(60_000);
}

async function run(papers: string): Promise<void> {
  const sizes = readdirSync(papers).filter((name) => name.endsWith(".pdf"));
  const name =
    sizes.find((each) => each.startsWith("manual")) ??
    sizes.toSorted((a, b) => statSync(join(papers, b)).size - statSync(join(papers, a)).size)[0] ??
    "";
  await using reader = await openPdf(readFileSync(join(papers, name)));
  const { page } = reader;
  const devtools = await reader.context.newCDPSession(page);
  await page.waitForFunction(() => window.pdfHost.drawnAt > 0);
  const count = Number((await page.locator(".page-count").textContent())?.replace(/^.*of /u, ""));
  const rows: string[][] = [];
  const note = async (when: string): Promise<number> =>
    rows.push([when, await heap(devtools), ...(await canvases(page))]);
  await note("first page");
  for (let stop = 1; stop <= stops; stop++) {
    await jumpTo(page, 1 + ((stop * 997) % count));
    await page.mouse.move(600, 450);
    await page.mouse.wheel(0, 2500);
    await page.waitForTimeout(250);
    if (stop % stopsARow === 0) await note(`after ${stop} stops`);
  }
  await seekNote(page);
  await note("a note sought on every page");
  await page.keyboard.press("t");
  await page.waitForTimeout(1500);
  await note("with thumbnails");
  await page.keyboard.press("Control+f");
  await page.keyboard.type("regression");
  await page.waitForFunction(
    () => / of /u.test(document.querySelector(".find-count")?.textContent ?? ""),
    undefined,
    { timeout: 120_000 },
  );
  await page.waitForTimeout(15_000);
  await note("a word found in all of it");
  table(`${stops} stops in ${name}, ${count} pages`, ["when", "page heap, MB", "canvases", "their MB"], rows);
  console.log((await reader.incidents()).join("\n"));
}

if (folder === undefined) console.log("Set MARGINALIA_PDFS to a folder of PDFs.");
else
  try {
    await run(folder);
  } finally {
    await endHarness();
  }

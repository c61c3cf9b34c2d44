/**
 * How much of a paper is read out of its PDF rightly: `MARGINALIA_PDFS=folder npm run bench extraction`.
 *
 * The truth about titles and abstracts (transcribed from the pages as drawn) is in extractionTruth.json, by the beginning of
 * each file's SHA-256: files that are not in it count for links and headings only. Whole abstracts are not ours to publish,
 * so it holds their ends and their number of words, counted in pdf.js's raw text between these; `MARGINALIA_ABSTRACTS` may name a .jsonl or .jsonl.gz with `title` and
 * `abstract`, and then every word is compared.
 */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { destinationKind } from "../../src/extraction/destinations.ts";
import type { ExtractedPaper, OutlineEntry } from "../../src/extraction/extractedPaper.ts";
import { extractPaper } from "../../src/extraction/paper.ts";
import { openPdf } from "../../src/extraction/pdfjs/openPdf.ts";
import type { PdfSource } from "../../src/extraction/pdfjs/pdfSource.ts";
import { outlineOf } from "../../src/extraction/pdfjs/places.ts";
import { readPdf, type ReadPdf } from "../../src/extraction/pdfjs/readPdf.ts";
import {
  captionShare,
  citationShares,
  endsF1,
  headingShares,
  likeness,
  textShares,
  tokenF1,
  unlinkedShare,
  type AbstractEnds,
  type CitationShares,
  type HeadingShares,
  type Share,
  type TextShares,
} from "./extractionScores.ts";
import { median, table } from "./figures.ts";
import truths from "./extractionTruth.json" with { type: "json" };

interface Truth {
  readonly title: string;
  readonly abstract: AbstractEnds;
}

interface Row extends CitationShares, HeadingShares, TextShares {
  readonly name: string;
  readonly title?: boolean;
  /** Token F1. */
  readonly abstract?: number;
  readonly captions: Share;
  /** Entries found by the text alone, of the entries that links lead to. */
  readonly unlinked: Share;
  readonly msPerPage: number;
  readonly failures: readonly string[];
}

async function measure(from: string): Promise<void> {
  const abstracts = knownAbstracts();
  const rows: Row[] = [];
  for (const name of readdirSync(from).filter((each) => each.endsWith(".pdf"))) {
    const row = await rowOf(name, readFileSync(join(from, name)), abstracts);
    if (row !== undefined) rows.push(row);
  }
  print(rows);
}

async function rowOf(
  name: string,
  bytes: Buffer,
  abstracts: ReadonlyMap<string, string>,
): Promise<Row | undefined> {
  const id = createHash("sha256").update(bytes).digest("hex").slice(0, 16);
  const truth: Truth | undefined = new Map<string, Truth>(Object.entries(truths)).get(id);
  const open = await openPdf(new Uint8Array(bytes)).catch(() => undefined);
  if (open === undefined) return undefined;
  if (open.source.numPages > 400) {
    await open.close();
    return undefined;
  }
  const start = performance.now();
  // Without its outline, so that the outline can be what the headings are measured by.
  const read = await readPdf(withoutOutline(open.source));
  const paper = extractPaper(read);
  const msPerPage = (performance.now() - start) / open.source.numPages;
  const outline = await outlineOf(open.source);
  const links = await linksOf(open.source);
  await open.close();
  const hasLinks = read.destinations.some(({ name: place }) => destinationKind(place) === "cite");
  if (truth === undefined && outline.length < 4 && !hasLinks) return undefined;
  return {
    name: name.replace(/\.pdf$/u, ""),
    msPerPage,
    ...textShares(paper, links),
    ...judged(paper, read, outline, truth, abstracts),
  };
}

/** The citations that are links, by page. */
async function linksOf(source: PdfSource): Promise<ReadonlySet<string>> {
  const links = new Set<string>();
  for (let number = 1; number <= source.numPages; number++) {
    const page = (await source.getPage(number)) as { getAnnotations?: () => Promise<readonly unknown[]> };
    for (const annotation of (await page.getAnnotations?.()) ?? []) {
      const { dest } = annotation as { readonly dest?: unknown };
      if (typeof dest === "string" && dest.startsWith("cite.")) links.add(`${number} ${dest}`);
    }
  }
  return links;
}

const withoutOutline = (source: PdfSource): PdfSource => ({
  numPages: source.numPages,
  getPage: (number) => source.getPage(number),
  getOutline: () => Promise.resolve(null),
  getDestinations: () => source.getDestinations(),
  getDestination: (name) => source.getDestination(name),
  getPageIndex: (target) => source.getPageIndex(target),
  getMetadata: () => source.getMetadata(),
});

function judged(
  paper: ExtractedPaper,
  read: ReadPdf,
  outline: readonly OutlineEntry[],
  truth: Truth | undefined,
  abstracts: ReadonlyMap<string, string>,
): Omit<Row, "name" | "msPerPage" | keyof TextShares> {
  const failures: string[] = [];
  const shares = { ...citationShares(read, failures), captions: captionShare(paper, read, failures) };
  const headings = { ...headingShares(paper, outline, failures), unlinked: unlinkedShare(read) };
  if (truth === undefined) return { ...shares, ...headings, failures };
  const printed = paper.title?.value ?? "";
  const title = likeness(printed) === likeness(truth.title);
  if (!title) failures.push(`title: ${printed}`);
  const other = abstracts.get(likeness(truth.title)) ?? "";
  const isThisOne =
    likeness(other).startsWith(likeness(truth.abstract.begins)) &&
    likeness(other).endsWith(likeness(truth.abstract.ends));
  const whole = isThisOne ? other : undefined; // another edition's would not tell
  const text = paper.abstract?.value ?? "";
  const abstract = whole === undefined ? endsF1(text, truth.abstract) : tokenF1(text, whole);
  if (abstract < 0.95) failures.push(`abstract: ${text.slice(0, 60)} … ${text.slice(-60)}`);
  return { title, abstract, ...shares, ...headings, failures };
}

function knownAbstracts(): ReadonlyMap<string, string> {
  const file = process.env["MARGINALIA_ABSTRACTS"];
  if (file === undefined) return new Map();
  const bytes = readFileSync(file);
  const text = (file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
  const wanted = new Set(Object.values(truths).map(({ title }) => likeness(title)));
  const papers = text.split("\n").filter((line) => line.startsWith("{"));
  const pairs = papers.map(
    (line) => JSON.parse(line) as { readonly title: string; readonly abstract: string },
  );
  return new Map(
    pairs
      .map(({ title, abstract }) => [likeness(title), abstract] as const)
      .filter(([key]) => wanted.has(key)),
  );
}

function print(rows: readonly Row[]): void {
  const percent = ({ right, of }: Share): string =>
    of === 0 ? "" : `${right}/${of} ${((100 * right) / of).toFixed(1)} %`;
  const judgement = (isRight: boolean | undefined): string =>
    isRight === undefined ? "" : isRight ? "right" : "WRONG";
  table(
    "What is read out of each paper",
    [
      "file",
      "title",
      "abstract F1",
      "citation text",
      "its year",
      "its author",
      "captions",
      "headings",
      "are headings",
      "entries without links",
      "ms a page",
    ],
    rows.map((row) => [
      row.name,
      judgement(row.title),
      row.abstract?.toFixed(3) ?? "",
      percent(row.citations),
      percent(row.years),
      percent(row.keys),
      percent(row.captions),
      percent(row.headings),
      percent(row.surplus),
      percent(row.unlinked),
      row.msPerPage.toFixed(1),
    ]),
  );
  const judged = rows.flatMap(({ title, abstract }) =>
    title === undefined ? [] : [{ title, f1: abstract ?? 0 }],
  );
  const sum = (shares: readonly Share[]): Share => ({
    right: shares.reduce((total, { right }) => total + right, 0),
    of: shares.reduce((total, { of }) => total + of, 0),
  });
  const medianOf = (shares: readonly Share[]): string => {
    const parts = shares.filter(({ of }) => of > 0).map(({ right, of }) => (100 * right) / of);
    return parts.length === 0 ? "" : `${median(parts).toFixed(1)} %`;
  };
  const line = (what: string, shares: readonly Share[]): readonly string[] => [
    what,
    percent(sum(shares)),
    medianOf(shares),
  ];
  table(
    "All together",
    ["what", "right", "median of the files"],
    [
      ["title", percent({ right: judged.filter(({ title }) => title).length, of: judged.length }), ""],
      [
        "abstract with F1 ≥ 0.95",
        percent({ right: judged.filter((each) => each.f1 >= 0.95).length, of: judged.length }),
        median(judged.map((each) => each.f1)).toFixed(3),
      ],
      line(
        "citation text",
        rows.map(({ citations }) => citations),
      ),
      line(
        "with its year",
        rows.map(({ years }) => years),
      ),
      line(
        "with the author of its key",
        rows.map(({ keys }) => keys),
      ),
      line(
        "captions",
        rows.map(({ captions }) => captions),
      ),
      line(
        "headings of the outline",
        rows.map(({ headings }) => headings),
      ),
      line(
        "lines taken for headings that are",
        rows.map(({ surplus }) => surplus),
      ),
      line(
        "citations told by the text",
        rows.map(({ inText }) => inText),
      ),
      line(
        "citations of the text that are",
        rows.map(({ areLinks }) => areLinks),
      ),
      line(
        "entries found without links",
        rows.map(({ unlinked }) => unlinked),
      ),
      ["ms a page", "", median(rows.map(({ msPerPage }) => msPerPage)).toFixed(1)],
    ],
  );
  const failures = rows.flatMap(({ name, failures: each }) => each.map((failure) => [name, failure]));
  if (process.env["MARGINALIA_FAILURES"] !== undefined) table("What failed", ["file", "what"], failures);
  else console.log(`\n${failures.length} failures; MARGINALIA_FAILURES=1 names them.`);
}

const folder = process.env["MARGINALIA_PDFS"];
if (folder === undefined || !existsSync(folder)) {
  console.log("Nothing to measure: set MARGINALIA_PDFS to a folder of papers as PDFs.");
} else {
  await measure(folder);
}

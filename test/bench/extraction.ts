/**
 * How much of a paper is read out of its PDF rightly: `MARGINALIA_PDFS=folder npm run bench extraction`.
 *
 * The truth about titles and abstracts (transcribed from the pages as drawn) is in extractionTruth.json, by the beginning of
 * each file's SHA-256: files that are not in it count for links and headings only. Whole abstracts are not ours to publish,
 * so it holds their ends and their number of words; `MARGINALIA_ABSTRACTS` may name a .jsonl or .jsonl.gz with `title` and
 * `abstract`, and then every word is compared.
 */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { destinationKind, referencesAt } from "../../src/extraction/destinations.ts";
import type { ExtractedPaper, OutlineEntry } from "../../src/extraction/extractedPaper.ts";
import { partsOf } from "../../src/extraction/headings.ts";
import { linesOfPages } from "../../src/extraction/lines.ts";
import { captionAt } from "../../src/extraction/nearestCaption.ts";
import { extractPaper } from "../../src/extraction/paper.ts";
import { openPdf } from "../../src/extraction/pdfjs/openPdf.ts";
import type { PdfSource } from "../../src/extraction/pdfjs/pdfSource.ts";
import { outlineOf } from "../../src/extraction/pdfjs/places.ts";
import { readPdf, type ReadPdf } from "../../src/extraction/pdfjs/readPdf.ts";
import { median, table } from "./figures.ts";
import truths from "./extractionTruth.json" with { type: "json" };

interface Truth {
  readonly title: string;
  readonly abstract: { readonly begins: string; readonly ends: string; readonly words: number };
}

interface Share {
  readonly right: number;
  readonly of: number;
}

interface Row {
  readonly name: string;
  readonly title?: boolean;
  /** Token F1. */
  readonly abstract?: number;
  readonly citations: Share;
  readonly years: Share;
  readonly keys: Share;
  readonly captions: Share;
  readonly headings: Share;
  /** How many of the lines taken for headings are in the outline. */
  readonly surplus: Share;
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
  await open.close();
  const hasLinks = read.destinations.some(({ name: place }) => destinationKind(place) === "cite");
  if (truth === undefined && outline.length < 4 && !hasLinks) return undefined;
  return { name: name.replace(/\.pdf$/u, ""), msPerPage, ...judged(paper, read, outline, truth, abstracts) };
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
): Omit<Row, "name" | "msPerPage"> {
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

const likeness = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");

const tokens = (text: string): readonly string[] =>
  text
    .split(/\s+/u)
    .map(likeness)
    .filter((token) => token !== "");

function tokenF1(found: string, wanted: string): number {
  const left = new Map<string, number>();
  const want = tokens(wanted);
  const have = tokens(found);
  for (const token of want) left.set(token, (left.get(token) ?? 0) + 1);
  const common = have.filter((token) => {
    const count = left.get(token) ?? 0;
    left.set(token, count - 1);
    return count > 0;
  }).length;
  return f1(common, have.length, want.length);
}

/** What lies between the true ends is taken to be right as far as the true number of words goes. */
function endsF1(found: string, { begins, ends, words }: Truth["abstract"]): number {
  const have = tokens(found);
  const from = placeOf(have, likeness(begins)).start;
  const to = placeOf(have, likeness(ends)).end;
  if (from === undefined && to === undefined) return 0;
  const start = from ?? Math.max(0, (to ?? 0) - words);
  const end = to ?? Math.min(have.length, start + words);
  return f1(Math.min(end - start, words), have.length, words);
}

/** Where a run of tokens spells a text; a footnote's mark may hang on one of them. */
function placeOf(
  have: readonly string[],
  wanted: string,
): { readonly start?: number; readonly end?: number } {
  for (let start = 0; start < have.length; start++) {
    for (let end = start + 1; end <= Math.min(have.length, start + 16); end++) {
      const run = have.slice(start, end);
      const isSame =
        run.join("") === wanted || run.map((each) => each.replace(/(?<=\p{L})\d$/u, "")).join("") === wanted;
      if (isSame) return { start, end };
    }
  }
  return {};
}

const f1 = (common: number, have: number, want: number): number =>
  have + want === 0 ? 0 : (2 * Math.max(0, common)) / (have + want);

function citationShares(read: ReadPdf, failures: string[]): Pick<Row, "citations" | "years" | "keys"> {
  const cited = read.destinations.filter(({ name }) => name.startsWith("cite."));
  const entries = new Map(
    referencesAt(linesOfPages(read.pages), cited).map((entry) => [entry.destination, entry]),
  );
  let [usable, years, named, keyed] = [0, 0, 0, 0];
  for (const { name } of cited) {
    const entry = entries.get(name);
    const text = entry?.text ?? "";
    const isUsable = text.length > 35 && text.length < 1500;
    if (isUsable) usable++;
    else failures.push(`citation ${name}: ${text.slice(0, 60)}`);
    if (entry?.year !== undefined) years++;
    // "cite.vaswani2017attention": BibTeX keys mostly begin with the first author's name.
    const author = /^cite\.(?:@\w+)?([a-z]{3,})[\d_:-]/iu.exec(name)?.[1]?.toLowerCase();
    if (author === undefined) continue;
    keyed++;
    if (likeness(text.normalize("NFKD").replace(/\p{M}/gu, "")).slice(0, 120).includes(author)) named++;
    else if (isUsable) failures.push(`citation ${name} names another: ${text.slice(0, 60)}`);
  }
  return {
    citations: { right: usable, of: cited.length },
    years: { right: years, of: cited.length },
    keys: { right: named, of: keyed },
  };
}

function captionShare({ captions }: ExtractedPaper, { destinations }: ReadPdf, failures: string[]): Share {
  const floats = destinations.filter(({ name }) => /^(?:figure|table)\./u.test(name));
  const lost = floats.filter((each) => captionAt(captions, each)?.place.page !== each.page);
  failures.push(...lost.map(({ name, page }) => `caption ${name} on page ${page}`));
  return { right: floats.length - lost.length, of: floats.length };
}

function headingShares(
  paper: ExtractedPaper,
  outline: readonly OutlineEntry[],
  failures: string[],
): Pick<Row, "headings" | "surplus"> {
  const wanted = new Map(
    outline
      .filter(({ level }) => level <= 3)
      .map(({ title }) => [likeness(partsOf(title).name), title] as const)
      .filter(([key]) => key.length > 2),
  );
  if (wanted.size < 4) return { headings: { right: 0, of: 0 }, surplus: { right: 0, of: 0 } };
  const found = new Set(paper.headings.value.map(({ title }) => likeness(title)));
  const lost = [...wanted].filter(([key]) => !found.has(key));
  failures.push(...lost.map(([, title]) => `heading: ${title}`));
  const right = wanted.size - lost.length;
  return { headings: { right, of: wanted.size }, surplus: { right, of: found.size } };
}

/** The whole bibliography may have more than is linked, so an entry counts where its beginning is the same. */
function unlinkedShare({ pages, destinations }: ReadPdf): Share {
  const beginning = (text: string): string => likeness(text).slice(0, 40);
  const linked = referencesAt(
    linesOfPages(pages),
    destinations.filter(({ name }) => name.startsWith("cite.")),
  );
  const found = new Set(extractPaper({ pages }).references.value.map(({ text }) => beginning(text)));
  return { right: linked.filter(({ text }) => found.has(beginning(text))).length, of: linked.length };
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

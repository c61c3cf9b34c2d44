/**
 * How long the search keeps the extension host's thread from other work: while it builds an index, takes up a stored one, is
 * told the pages of PDFs, is asked, and follows a checkout that changes every paper. A timer of a millisecond says how late
 * it rings; the same with the library alone, and with nothing at all, says how much of that is the search.
 *
 * Papers: those of MARGINALIA_DATA, else the sample, repeated; a number behind the name says how many.
 */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readFileSync } from "node:fs";
import { mapLimited } from "../../src/base/limited.ts";
import { paperPath, writePaperFile } from "../../src/library/paperFile.ts";
import { textPath } from "../../src/library/paperTexts.ts";
import { writePaperText } from "../../src/domain/paperText.ts";
import { checkoutTrial } from "../proofs/checkoutTrial.ts";
import { SearchWindow } from "../proofs/searchWindow.ts";
import { manyPapers } from "./libraries.ts";
import { percentile, table } from "./figures.ts";

const count = Number(process.argv[2] ?? 10_000);
const papersWithPdf = Math.min(200, count);
const pagesEach = 15;
const filesAtOnce = 64;
/** Shorter than in the product, where it is not stored while things change. */
const quietMs = 2_000;

const rows: string[][] = [];
/** In milliseconds of the processor, of this thread alone; only Linux tells. */
const thread = `/proc/${process.pid}/task/${process.pid}/schedstat`;
const taken = (): number => Number(readFileSync(thread, "utf8").split(" ")[0]) / 1e6;

async function watched(what: string, work: () => Promise<unknown>): Promise<void> {
  const turns: number[] = [];
  let before = taken();
  const clock = setInterval(() => {
    const now = taken();
    turns.push(now - before);
    before = now;
  }, 1);
  const start = performance.now();
  const all = taken();
  await work();
  const seconds = (performance.now() - start) / 1000;
  const sum = taken() - all;
  turns.push(taken() - before);
  clearInterval(clock);
  rows.push([
    what,
    seconds.toFixed(1),
    sum.toFixed(0),
    ...[0.5, 0.99, 0.999].map((share) => percentile(turns, share).toFixed(1)),
    Math.max(...turns).toFixed(1),
    String(turns.filter((turn) => turn > 10).length),
  ]);
}

async function writeLibrary(folder: string): Promise<void> {
  const papers = manyPapers(count);
  await mkdir(join(folder, ".marginalia/papers"), { recursive: true });
  await mkdir(join(folder, ".marginalia/cache/text"), { recursive: true });
  await mapLimited([...papers.entries()], filesAtOnce, async ([at, paper]) => {
    const sha256 = at.toString(16).padStart(64, "0");
    const pdfs = at < papersWithPdf ? [{ path: `${at}.pdf`, sha256 }] : [];
    await writeFile(join(folder, ".marginalia", paperPath(paper.id)), writePaperFile({ ...paper, pdfs }, {}));
    if (pdfs.length === 0) return;
    // A page holds about as many words as three abstracts.
    const page = (number: number): string =>
      [1, 2, 3]
        .map((next) => papers[(at * 7 + number * 3 + next) % papers.length]?.abstract ?? "")
        .join("\n");
    const pages = Array.from({ length: pagesEach }, (_, index) => ({ page: index + 1, text: page(index) }));
    const text = writePaperText({ pages, headings: [], unread: 0 });
    await writeFile(join(folder, ".marginalia", textPath(sha256)), text);
  });
}

const questions = ["sparse", "sparse attention", "retrieval augmented", "text:gradient", "mixture of exp"];

function show(): void {
  table(
    `Processor time of the extension host's thread between two turns of its event loop, in ms: ${count} papers, ${papersWithPdf} with ${pagesEach} pages`,
    ["while", "s", "in all", "median", "p99", "p99.9", "longest", "above 10 ms"],
    rows,
  );
  rows.length = 0;
}

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "marginalia-blocking-"));
  try {
    await writeLibrary(folder);
    await watched("nothing at all", () => new Promise((resolve) => setTimeout(resolve, 3_000)));
    const first = new SearchWindow(folder, quietMs);
    await watched("the library is read (no search)", () => first.library.papers());
    await watched("the index is built", () => first.search.whenComplete());
    await watched("it is stored", () => first.untilStored(first.store.writes + 1));
    await watched("500 questions", async () => {
      for (let asked = 0; asked < 500; asked++)
        await first.search.ask(questions[asked % questions.length] ?? "", 30);
    });
    first.close();
    const second = new SearchWindow(folder, quietMs);
    await second.library.papers();
    await watched("a stored index is taken up", () => second.search.whenComplete());
    second.close();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  show();
  const clone = await mkdtemp(join(tmpdir(), "marginalia-checkout-"));
  try {
    const { asked, longestAnswerMs, seconds, faults } = await checkoutTrial(clone, count, (work) =>
      watched("git changes every paper (library and search)", work),
    );
    console.log(
      `Checkout of ${count} papers: ${seconds.toFixed(1)} s, ${asked} questions answered meanwhile, the slowest in ${longestAnswerMs.toFixed(0)} ms; ${faults.length} faults ${faults.join("; ")}`,
    );
  } finally {
    await rm(clone, { recursive: true, force: true });
  }
  show();
}

await main();

/**
 * Citations at their sizes: a file of 20,000 lines recognised cold and after an edit, a list for completion from 10,000
 * papers, the mentions of 500 files, and a bibliography of 50 MB with broken entries. The figures of the pure code, without
 * VS Code around it. Times are the processor's, which other programs on the machine do not add to.
 */
import { Bibliography } from "../../src/citations/bibliography.ts";
import { summarised, summaryOf, type BibSummary } from "../../src/citations/bibSummary.ts";
import { Citables, rankedCitables } from "../../src/citations/citables.ts";
import { findingsIn, ownKeys } from "../../src/citations/findings.ts";
import { mentionsAmong } from "../../src/citations/mentions.ts";
import { ScannedText, scanText } from "../../src/citations/scannedText.ts";
import { paperHover } from "../../src/host/inline/wording.ts";
import { bibtexOf } from "../../src/references/formats/bibEntry.ts";
import { newPaper } from "../../src/library/merge.ts";
import { PaperLookup } from "../../src/library/paperLookup.ts";
import { indexedPaper } from "../../src/librarySearch/indexedPaper.ts";
import { PaperSearch } from "../../src/search/engine/paperSearch.ts";
import { parseQuery } from "../../src/search/query/parseQuery.ts";
import { samplePapers } from "../fakes/sample.ts";
import { median, percentile, table } from "./figures.ts";

const now = "2026-07-31T08:00:00.000Z";
const papers = Array.from({ length: 10_000 }, (_, at) => {
  const of = samplePapers[at % samplePapers.length];
  if (of === undefined) throw new Error("The sample holds no papers");
  const authors = [`Ada Author${at % 700}`, "Bo Other"];
  const draft = {
    ...of,
    title: `${of.title} (${at})`,
    authors,
    year: 2015 + (at % 10),
    identifiers: [`arxiv:25${String(1 + (at % 9)).padStart(2, "0")}.${String(10_000 + at)}`],
  };
  return newPaper({ ...draft, source: { kind: "bench" } } as Parameters<typeof newPaper>[0], now);
});
const lookup = new PaperLookup(papers);
const entries = papers.slice(0, 3_000).map((paper, at) => bibtexOf(paper, `key${at}`));
const refs = new Bibliography();
refs.set("refs.bib", summaryOf("refs.bib", entries.join("\n")));
const finder = refs.over(lookup);

const words =
  "Attention is sparse where the length of what is read grows, and we ask at which cost it stays dense there";
const line = (at: number): string =>
  at % 6 === 0
    ? `${words} \\citep[see][p.~${at}]{key${at % 3_000},`
    : at % 6 === 1
      ? `  key${(at * 7) % 3_000}}. ${words}`
      : at % 40 === 3
        ? ""
        : `${words}.`;
const lines = Array.from({ length: 20_000 }, (_, at) => line(at));

const rows: string[][] = [];
const processorMs = (): number => process.cpuUsage().user / 1000;
function measure(what: string, rounds: number, goal: string, work: (round: number) => unknown): void {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const before = processorMs();
    work(round);
    times.push(processorMs() - before);
  }
  rows.push([
    what,
    (times[0] ?? 0).toFixed(1),
    median(times).toFixed(2),
    percentile(times, 0.95).toFixed(2),
    goal,
  ]);
}

const freshScan = (): ScannedText => {
  const scanned = new ScannedText("latex", lines.length);
  scanned.scan((at) => lines[at] ?? "");
  return scanned;
};
measure("20,000 lines of LaTeX, all references", 10, "60 cold", freshScan);
const scanned = freshScan();
measure("… and the papers they mean", 10, "", () => {
  for (let at = 0; at < lines.length; at++) mentionsAmong(scanned.on(at), finder);
});
measure("one edit in the middle of them", 200, "2", (round) => {
  const at = 9_000 + round;
  lines[at] = `${line(at)} x`;
  scanned.change({ start: at, removed: 1, added: 1 });
  scanned.scan((each) => lines[each] ?? "");
});
measure("a line put in at the top", 200, "2", () => {
  lines.unshift("New \\cite{key5}.");
  scanned.change({ start: 0, removed: 1, added: 2 });
  scanned.scan((each) => lines[each] ?? "");
});
const text = lines.join("\n");
const keys = papers.map((_, at) => `key${at}`);
measure("what is wrong with its citations", 10, "", () =>
  findingsIn({
    references: scanned.all(),
    lineAt: (at) => lines[at] ?? "",
    own: ownKeys(text, "latex"),
    bibliography: refs,
    finder,
    paper: () => undefined,
    libraryKeys: () => keys,
  }),
);

const citables = new Citables();
measure("what can be cited, of 10,000 papers and 3,000 entries", 5, "", () =>
  citables.list(papers, refs, finder),
);
const list = citables.list(papers, refs, finder);
const index = new PaperSearch();
index.put(papers.map(indexedPaper));
const queries = ["sparse attention", "key12", "diffusion mod", "reasoning", "author12", "language model"];
measure("a list for completion, with the search", 60, "30", (round) => {
  const query = queries[round % queries.length] ?? "";
  rankedCitables(
    list,
    query,
    index.search(parseQuery(query, 0), 60).hits.map(({ id }) => id),
    60,
  );
});

const noted = papers[0];
if (noted !== undefined)
  measure("a hover's text", 50, "20", () =>
    paperHover(noted, [], { uri: "file:///a", line: 1, character: 1 }),
  );

const files = Array.from({ length: 500 }, (_, at) => lines.slice(at * 30, at * 30 + 400).join("\n"));
measure("mentions of 500 files of 400 lines", 3, "2000", () => {
  for (const file of files) scanText(file, "latex");
});

function bibOf(bytes: number): { readonly text: string; readonly broken: number } {
  const parts: string[] = [];
  let [size, broken] = [0, 0];
  for (let at = 0; size < bytes; at++) {
    const entry = `@article{big${at},\n  title = {${words} (${at})},\n  author = {Author, Ada and Other, Bo},\n  year = {2020},\n  abstract = {${`${words}. `.repeat(8)}},\n  doi = {10.1000/${at}},\n}\n\n`;
    const isBroken = at % 1000 === 500;
    if (isBroken) broken++;
    const part = isBroken ? entry.replace("},\n  author", ",\n  author") : entry;
    parts.push(part);
    size += part.length;
  }
  return { text: parts.join(""), broken };
}

function readInSteps(text: string): { readonly summary: BibSummary; readonly longestMs: number } {
  const steps = summarised("big.bib", text);
  let longestMs = 0;
  for (;;) {
    const before = processorMs();
    const step = steps.next();
    longestMs = Math.max(longestMs, processorMs() - before);
    if (step.done === true) return { summary: step.value, longestMs };
  }
}

const big = bibOf(50_000_000);
let told = "";
measure("a bibliography of 50 MB", 2, "", () => {
  const { summary, longestMs } = readInSteps(big.text);
  told = `${summary.entries.length} entries, ${summary.problems.length} problems told of ${big.broken} broken; longest step ${longestMs.toFixed(1)} ms`;
});

table("Citations, in milliseconds", ["what", "first", "median", "95th percentile", "aim"], rows);
console.log(`\nThe bibliography of 50 MB: ${told}`);

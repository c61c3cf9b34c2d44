/**
 * From a typed character to the ranked rows that the Quick Pick is handed, against MiniSearch called directly in the same
 * process with the same fields, boosts, prefix and corrections, over every keystroke of some titles.
 *
 * Papers: the sample library; or, with MARGINALIA_PAPERS=file.jsonl[.gz] (title and abstract a line), 1,000 and 10,000 more.
 */
import { existsSync, readFileSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { gunzipSync } from "node:zlib";
import MiniSearch from "minisearch";
import { systemClock } from "../../src/base/clock.ts";
import { foundRows, mostRows } from "../../src/host/search/searchRows.ts";
import { LibrarySearch } from "../../src/librarySearch/librarySearch.ts";
import { importDailyPapers } from "../../src/library/importers/dailyPapers.ts";
import { newPaper } from "../../src/library/merge.ts";
import type { Library } from "../../src/library/library.ts";
import { remoteIndex } from "../../src/search/indexProtocol.ts";
import { fold, isStopWord, singular, termsOf } from "../../src/search/terms.ts";
import type { Paper } from "../../src/domain/paper.ts";
import { median, percentile, table } from "./figures.ts";

const rounds = 9;
const now = "2026-01-01T00:00:00.000Z";

async function main(): Promise<void> {
  const sample = samplePapers();
  const sets: [string, readonly Paper[]][] = [["sample", sample]];
  const more = process.env["MARGINALIA_PAPERS"];
  if (more !== undefined && existsSync(more)) {
    const papers = papersIn(more, 10_000);
    sets.push(["1,000", papers.slice(0, 1_000)], ["10,000", papers]);
  }
  const rows = [];
  for (const [name, papers] of sets) rows.push(await measure(name, papers));
  table(
    "A keystroke, in ms: all that happens until the rows are there, and MiniSearch alone with the same options",
    [
      "papers",
      "keystrokes",
      "rows ready, median",
      "p95",
      "MiniSearch, median",
      "p95",
      "ratio of medians",
      "min–max of rounds",
      "plain MiniSearch, median",
    ],
    rows,
  );
}

async function measure(name: string, papers: readonly Paper[]): Promise<readonly string[]> {
  const queries = keystrokesFor(papers);
  const search = new LibrarySearch({
    library: libraryOf(papers),
    startIndex: () => remoteIndex(worker()),
    clock: systemClock,
    log: { info: () => undefined, warn: () => undefined, error: console.error },
  });
  const direct = sameOptions(papers);
  const plain = plainMiniSearch(papers);
  await search.search("warm", mostRows);
  const ours: number[][] = [];
  const theirs: number[][] = [];
  const plainest: number[][] = [];
  for (let round = 0; round <= rounds; round++) {
    // In turn, so that the machine's mood is the same for both; the first round warms up.
    const [a, b, c]: [number[], number[], number[]] = [[], [], []];
    for (const query of queries) {
      a.push(await timed(() => foundRows(query, search, "en")));
      b.push(await timed(() => direct(query)));
      if (round === rounds) c.push(await timed(() => plain(query)));
    }
    if (round > 0) {
      ours.push(a);
      theirs.push(b);
    }
    if (round === rounds) plainest.push(c); // far slower, and only here for comparison
  }
  search.dispose();
  const ratios = ours.map((times, round) => median(times) / median(theirs[round] ?? []));
  const ms = (value: number): string => value.toFixed(3);
  return [
    name,
    String(queries.length),
    ms(median(ours.map(median))),
    ms(median(ours.map((times) => percentile(times, 0.95)))),
    ms(median(theirs.map(median))),
    ms(median(theirs.map((times) => percentile(times, 0.95)))),
    median(ratios).toFixed(2),
    `${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)}`,
    ms(median(plainest.map(median))),
  ];
}

async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Every prefix of the first words of some titles, as they are typed. */
function keystrokesFor(papers: readonly Paper[]): readonly string[] {
  const every = Math.max(1, Math.floor(papers.length / 8));
  return papers
    .filter((_, index) => index % every === 0)
    .slice(0, 8)
    .flatMap(({ title }) =>
      Array.from({ length: Math.min(title.length, 24) }, (_, end) => title.slice(0, end + 1)),
    );
}

function sameOptions(papers: readonly Paper[]): (query: string) => unknown {
  const vocabulary = new Set<string>();
  const index = new MiniSearch<Paper>({
    fields: ["title", "abstract"],
    tokenize: (text) => [...termsOf(text)],
    processTerm: (word) => {
      if (isStopWord(word)) return null;
      vocabulary.add(singular(word));
      return singular(word);
    },
  });
  index.addAll(papers);
  return (query) =>
    index.search(query, {
      boost: { title: 2 },
      processTerm: (word) => {
        const folded = fold(word);
        return isStopWord(folded) && !query.endsWith(word) ? null : singular(folded);
      },
      prefix: (_term, at, terms) => at === terms.length - 1,
      fuzzy: (term, at, terms) =>
        term.length >= 4 && !vocabulary.has(term) && at < terms.length - 1 ? 0.25 : false,
    });
}

/** As its introduction shows it. */
function plainMiniSearch(papers: readonly Paper[]): (query: string) => unknown {
  const index = new MiniSearch<Paper>({ fields: ["title", "abstract"] });
  index.addAll(papers);
  return (query) => index.search(query, { boost: { title: 2 }, prefix: true, fuzzy: 0.2 });
}

const libraryOf = (papers: readonly Paper[]): Library => {
  const byId = new Map(papers.map((paper) => [paper.id, paper]));
  // The index asks a library for three things only; files play no part in a keystroke.
  return {
    papers: () => Promise.resolve([...byId.values()]),
    get: (id: Paper["id"]) => byId.get(id),
    onDidChange: () => ({ dispose: () => undefined }),
  } as unknown as Library;
};

function worker() {
  const thread = new Worker("./dist/searchWorker.cjs");
  return {
    post: (message: unknown) => thread.postMessage(message),
    listen: (receive: (message: unknown) => void) => void thread.on("message", receive),
    onEnd: () => undefined,
    terminate: () => void thread.terminate(),
  };
}

function samplePapers(): readonly Paper[] {
  const page = readFileSync("media/sample/daily-papers.txt", "utf8");
  return importDailyPapers(page, now.slice(0, 10)).drafts.map((draft) => newPaper(draft, now));
}

function papersIn(file: string, most: number): readonly Paper[] {
  const bytes = readFileSync(file);
  const text = (file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
  const papers = text
    .split("\n")
    .slice(0, most)
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as { title: string; abstract: string })
    .map(({ title, abstract }) => newPaper({ title, abstract, source: { kind: "bench" } }, now));
  return [...new Map(papers.map((paper) => [paper.id, paper])).values()];
}

await main();

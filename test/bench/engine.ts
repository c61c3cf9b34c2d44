/**
 * The engine against MiniSearch in one run: building, memory, storing, the first answer after reading, whole queries, what is
 * shown of their answers, every keystroke of some, and adding one paper. Times are of the processor (milliseconds, the collector
 * of garbage included), since others may use the machine; of several rounds the middle one is told. Behind it a number of papers
 * measures that many only, and a part of a name behind that those engines only. "million" says how the engine's own figures grow
 * from a thousand papers to a million: the papers again and again, with other words in them.
 */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import MiniSearch from "minisearch";
import type { PaperId } from "../../src/domain/paperId.ts";
import { PaperSearch } from "../../src/search/engine/paperSearch.ts";
import { restoreIndex, storeIndex } from "../../src/search/engine/storedIndex.ts";
import { parseQuery } from "../../src/search/query/parseQuery.ts";
import type { IndexedPaper } from "../../src/search/searchPort.ts";
import { snippetOf } from "../../src/search/snippet.ts";
import { isStopWord, singular, termsOf } from "../../src/search/terms.ts";
import { Randomness } from "../fakes/randomness.ts";
import { allPapers, collection, hasData } from "./collections.ts";
import { median, percentile, table } from "./figures.ts";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

const sizes = [1_000, 10_000, 50_000, 91_794];
const sizesToMillion = [1_000, 10_000, 50_000, 91_794, 1_000_000];
const batch = 500;
const rounds = 5;
const mostMs = 40_000;
const warmMs = 8_000;
const rows = 30;
/** More are not kept for snippets, and answers without are shown without. */
const mostAbstracts = 100_000;

const cpu = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const took = (work: () => unknown): number => {
  const before = cpu();
  work();
  return cpu() - before;
};
const memory = (): number => {
  collect();
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1e6;
};

interface Engine {
  readonly name: string;
  build(papers: Iterable<IndexedPaper>): Built;
}
interface Built {
  readonly full: (query: string) => unknown;
  readonly typed: (query: string) => unknown;
  /** Makes the lines that are shown below the titles of an answer. */
  readonly show?: (query: string) => () => unknown;
  readonly add: (paper: IndexedPaper) => unknown;
  readonly store: () => Uint8Array<ArrayBuffer> | string;
  readonly load: (stored: Uint8Array<ArrayBuffer> | string) => (query: string) => unknown;
}

const ours: Engine = {
  name: "ours",
  build: (papers) => {
    const index = new PaperSearch();
    const abstracts = new Map<PaperId, string>();
    for (const some of batches(papers)) {
      index.put(some);
      if (abstracts.size < mostAbstracts) for (const { id, abstract } of some) abstracts.set(id, abstract);
      while (index.tidy());
    }
    const ask = (of: PaperSearch) => (query: string) => of.search(parseQuery(query, 0), rows);
    return {
      full: (query) => ask(index)(`${query} `),
      typed: ask(index),
      show: (query) => {
        const { hits } = ask(index)(`${query} `);
        const { terms } = parseQuery(query, 0);
        return () => hits.map(({ id, words }) => snippetOf(abstracts.get(id) ?? "", words, terms));
      },
      add: (paper) => index.put([paper]),
      store: () => storeIndex(index),
      load: (stored) => {
        const restored = typeof stored === "string" ? undefined : restoreIndex(stored);
        if (restored?.ok !== true) throw new Error("What was stored could not be read");
        return ask(restored.value);
      },
    };
  },
};

const miniSearch = (
  name: string,
  options: ConstructorParameters<typeof MiniSearch<IndexedPaper>>[0],
): Engine => ({
  name,
  build: (papers) => {
    const index = new MiniSearch<IndexedPaper>(options);
    for (const some of batches(papers)) index.addAll(some);
    const typed = (of: MiniSearch<IndexedPaper>) => (query: string) =>
      of.search(query, { prefix: (_term, at, terms) => at === terms.length - 1 }).slice(0, rows);
    return {
      full: (query) => index.search(query).slice(0, rows),
      typed: typed(index),
      add: (paper) => index.add(paper),
      store: () => JSON.stringify(index),
      load: (stored) => typed(MiniSearch.loadJSON<IndexedPaper>(String(stored), options)),
    };
  },
});
const fields = { fields: ["title", "abstract"] };
const engines: readonly Engine[] = [
  ours,
  miniSearch("MiniSearch, plain", fields),
  miniSearch("MiniSearch, stop words, singular", {
    ...fields,
    tokenize: (text) => [...termsOf(text)],
    processTerm: (term) => (isStopWord(term) ? null : singular(term)),
  }),
];

function* batches(papers: Iterable<IndexedPaper>): Generator<IndexedPaper[]> {
  let some: IndexedPaper[] = [];
  for (const paper of papers) {
    some.push(paper);
    if (some.length < batch) continue;
    yield some;
    some = [];
  }
  if (some.length > 0) yield some;
}

/** Rounds in an order that is the same for all, as many as there is time for, and at least a part of one. */
function timesOf(
  queries: readonly string[],
  prepare: (query: string) => () => unknown,
): readonly (readonly number[])[] {
  const shuffled = new Randomness(3).shuffled(queries);
  const warm = performance.now();
  for (const query of shuffled) if (performance.now() - warm < warmMs) prepare(query)();
  const all: number[][] = [];
  const start = performance.now();
  const isOver = (): boolean => performance.now() - start > mostMs;
  while (all.length < rounds && !isOver()) {
    const times: number[] = [];
    all.push(times);
    for (const query of shuffled) if (!isOver()) times.push(took(prepare(query)));
  }
  // The last round may have been cut short.
  return all.filter((times, at) => at === 0 || times.length === shuffled.length);
}

const ms = (value: number): string => (value < 10 ? value.toFixed(2) : value.toFixed(0));
const middle = (all: readonly (readonly number[])[], share: number): string =>
  ms(median(all.map((times) => percentile(times, share))));
const told = (all: readonly (readonly number[])[]): string =>
  `${middle(all, 0.5)} / ${middle(all, 0.95)} (${all.length} × ${all[0]?.length ?? 0})`;

function measure(
  engine: Engine,
  size: number,
  papers: Iterable<IndexedPaper>,
  [full, typed]: Queries,
): readonly string[] {
  const before = memory();
  let built: Built | undefined;
  const building = took(() => (built = engine.build(papers)));
  if (built === undefined) throw new Error("Nothing was built");
  const held = memory() - before;
  const { full: askFull, typed: askTyped, show, store, load, add } = built;
  const fullTimes = timesOf(full, (query) => () => askFull(query));
  const shownTimes = show === undefined ? undefined : timesOf(full, show);
  const typedTimes = timesOf(typed, (query) => () => askTyped(query));
  const slowest = ms(Math.max(...typedTimes.flat()));
  const stored = store();
  const loading = median(Array.from({ length: 3 }, () => took(() => load(stored)("sparse attention"))));
  const adding = Array.from({ length: 40 }, (_, at) =>
    took(() => add({ ...newPaper, id: `title-new${at}` as PaperId })),
  );
  return [
    ...[size.toLocaleString("en"), engine.name],
    ...[(building / 1000).toFixed(1), held.toFixed(0), (stored.length / 1e6).toFixed(1), ms(loading)],
    told(fullTimes),
    shownTimes === undefined ? "" : told(shownTimes),
    `${told(typedTimes)}, ${slowest} at most`,
    `${ms(median(adding))} / ${ms(percentile(adding, 0.95))}`,
  ];
}

const newPaper: Omit<IndexedPaper, "id"> = {
  title: "Sparse attention for newcomers to an index",
  abstract:
    "We measure what one more paper costs, with a few words of its own: indexlingly, newcomerish. ".repeat(8),
  authors: ["Ada Lovelace", "Alan Turing"],
  year: 2026,
};

type Queries = readonly [whole: readonly string[], typed: readonly string[]];

/** Whole: keywords, sentences that cite, summaries. Typed: keywords and beginnings of titles, letter by letter. */
function queriesFor(papers: readonly IndexedPaper[]): Queries {
  const texts = (name: string, from: number, to: number): readonly string[] =>
    collection(name)
      .queries.slice(from, to)
      .map(({ text }) => text.replaceAll(/["“”]|(?<=\s)-|\w+:(?=\S)/gu, " "));
  const full = [
    ...texts("mlkeyword_dev", 0, 70),
    ...texts("mlreview_dev", 0, 70),
    ...texts("mlcite_dev", 0, 60),
  ];
  const titles = Array.from(
    { length: 15 },
    (_, at) => papers[Math.floor((at * papers.length) / 15)]?.title ?? "",
  );
  const beginnings = titles.map((title) => title.toLowerCase().split(/\s+/u).slice(0, 4).join(" "));
  const typed = [...texts("mlkeyword_dev", 100, 130), ...beginnings].flatMap((query) =>
    Array.from({ length: query.length }, (_, at) => query.slice(0, at + 1)).filter(
      (each) => !each.endsWith(" "),
    ),
  );
  return [full, typed];
}

/** The papers again and again, every fifth word another one of theirs, and every hundredth one that was never seen. */
function* many(papers: readonly IndexedPaper[], size: number): Generator<IndexedPaper> {
  const random = new Randomness(5);
  let words: readonly string[] | undefined;
  const changed = (text: string): string => {
    words ??= papers.slice(0, 2_000).flatMap(({ abstract }) => abstract.match(/\b[a-z]{5,}\b/gu) ?? []);
    const others = words;
    return text.replaceAll(/\b[a-z]{5,}\b/gu, (word) => {
      const chance = random.below(100);
      return chance === 0 ? `${word}${random.below(40)}` : chance < 20 ? random.pick(others) : word;
    });
  };
  for (let at = 0; at < size; at++) {
    const paper = papers[at % papers.length];
    if (paper === undefined) return;
    const { title, abstract } = paper;
    if (at < papers.length) yield paper;
    else yield { ...paper, id: `title-${at}` as PaperId, title: changed(title), abstract: changed(abstract) };
  }
}

if (!hasData()) console.log("Set MARGINALIA_DATA to a folder with papers.jsonl.gz and ir/.");
else {
  const all: readonly IndexedPaper[] = allPapers().map(
    ({ id, title, abstract, authors = [], year, venue }) => ({
      ...{ id: id as PaperId, title, abstract, authors, year, venue },
    }),
  );
  const [, , wanted, engineWanted = ""] = process.argv;
  const measured: (readonly string[])[] = [];
  const isMillion = wanted === "million";
  for (const size of isMillion ? sizesToMillion : wanted === undefined ? sizes : [Number(wanted)]) {
    const queries = queriesFor(all.slice(0, size));
    for (const engine of isMillion ? [ours] : engines.filter(({ name }) => name.includes(engineWanted))) {
      const row = measure(engine, size, many(all, size), queries);
      console.error(row.join(" | ")); // the largest take long
      measured.push(row);
    }
  }
  table(
    "Times in ms of the processor: median / 95th percentile (rounds × how many)",
    [
      ...["papers", "engine", "build, s", "memory, MB", "stored, MB", "read to first answer"],
      ...["whole query", "its 30 snippets", "keystroke", "add one"],
    ],
    measured,
  );
}

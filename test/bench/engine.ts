/**
 * The engine against MiniSearch in one run: building, memory, storing, the first answer after reading, whole queries, every
 * keystroke of some, and adding one paper. Times are of the processor (milliseconds, the collector of garbage included), since
 * others may use the machine. Behind it a number of papers measures that many only, and a part of a name behind that those
 * engines only; "million" repeats the papers under changed words.
 */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import MiniSearch from "minisearch";
import type { PaperId } from "../../src/domain/paperId.ts";
import { PaperSearch } from "../../src/search/engine/paperSearch.ts";
import { restoreIndex, storeIndex } from "../../src/search/engine/storedIndex.ts";
import { parseQuery } from "../../src/search/query/parseQuery.ts";
import type { IndexedPaper } from "../../src/search/searchPort.ts";
import { isStopWord, singular, termsOf } from "../../src/search/terms.ts";
import { Randomness } from "../fakes/randomness.ts";
import { allPapers, collection, hasData } from "./collections.ts";
import { median, percentile, table } from "./figures.ts";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

const sizes = [1_000, 10_000, 50_000, 91_794];
const mostMs = 20_000;
const warmMs = 8_000;
const rows = 30;

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
  build(papers: readonly IndexedPaper[]): Built;
}
interface Built {
  readonly full: (query: string) => unknown;
  readonly typed: (query: string) => unknown;
  readonly add: (paper: IndexedPaper) => unknown;
  readonly store: () => Uint8Array<ArrayBuffer> | string;
  readonly load: (stored: Uint8Array<ArrayBuffer> | string) => (query: string) => unknown;
}

const ours: Engine = {
  name: "ours",
  build: (papers) => {
    const index = new PaperSearch();
    for (let start = 0; start < papers.length; start += 500) {
      index.put(papers.slice(start, start + 500));
      while (index.tidy());
    }
    const ask = (of: PaperSearch) => (query: string) => of.search(parseQuery(query, 0), rows);
    return {
      full: (query) => ask(index)(`${query} `),
      typed: ask(index),
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
    index.addAll(papers);
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

/** As many times as there is time for, in an order that is the same for all. */
function timesOf(queries: readonly string[], ask: (query: string) => unknown): readonly number[] {
  const shuffled = new Randomness(3).shuffled(queries);
  const warm = performance.now();
  for (const query of shuffled) if (performance.now() - warm < warmMs) ask(query);
  const times: number[] = [];
  const start = performance.now();
  for (const query of shuffled) {
    if (performance.now() - start > mostMs) break;
    times.push(took(() => ask(query)));
  }
  return times;
}

const ms = (value: number): string => (value < 10 ? value.toFixed(2) : value.toFixed(0));

function measure(engine: Engine, papers: readonly IndexedPaper[]): readonly string[] {
  const [full, typed] = queriesFor(papers);
  const before = memory();
  let built: Built | undefined;
  const building = took(() => (built = engine.build(papers)));
  if (built === undefined) throw new Error("Nothing was built");
  const held = memory() - before;
  const fullTimes = timesOf(full, built.full);
  const typedTimes = timesOf(typed, built.typed);
  const { store, load, add } = built;
  const stored = store();
  const loading = took(() => load(stored)("sparse attention"));
  const adding = Array.from({ length: 20 }, (_, at) => {
    const [one] = papers;
    return one === undefined ? 0 : took(() => add({ ...one, id: `title-new${at}` as PaperId }));
  });
  return [
    ...[papers.length.toLocaleString("en"), engine.name],
    ...[(building / 1000).toFixed(1), held.toFixed(0), (stored.length / 1e6).toFixed(1), ms(loading)],
    `${ms(median(fullTimes))} / ${ms(percentile(fullTimes, 0.95))} (${fullTimes.length})`,
    `${ms(median(typedTimes))} / ${ms(percentile(typedTimes, 0.95))} / ${ms(Math.max(...typedTimes))} (${typedTimes.length})`,
    ms(median(adding)),
  ];
}

/** Whole: keywords, sentences that cite, summaries. Typed: keywords and beginnings of titles, letter by letter. */
function queriesFor(papers: readonly IndexedPaper[]): readonly [readonly string[], readonly string[]] {
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

/** The papers again and again, a fifth of the words changed so that they are not the same. */
function million(papers: readonly IndexedPaper[]): readonly IndexedPaper[] {
  const random = new Randomness(5);
  const changed = (text: string): string =>
    text.replaceAll(/\b[a-z]{5,}\b/gu, (word) =>
      random.below(5) === 0 ? `${word}${random.below(40)}` : word,
    );
  return Array.from({ length: 1_000_000 }, (_, at) => {
    const paper = papers[at % papers.length];
    if (paper === undefined) throw new Error("There are no papers");
    if (at < papers.length) return paper;
    return {
      ...paper,
      id: `title-${at}` as PaperId,
      title: changed(paper.title),
      abstract: changed(paper.abstract),
    };
  });
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
  if (wanted === "million") measured.push(measure(ours, million(all)));
  else
    for (const size of sizes.filter((each) => wanted === undefined || each === Number(wanted)))
      for (const engine of engines.filter(({ name }) => name.includes(engineWanted)))
        measured.push(measure(engine, all.slice(0, size)));
  table(
    "Times in ms of the processor: median / 95th percentile (how many); keystrokes with the slowest too",
    [
      ...["papers", "engine", "build, s", "memory, MB", "stored, MB", "read to first answer"],
      ...["whole query", "keystroke", "add one"],
    ],
    measured,
  );
}

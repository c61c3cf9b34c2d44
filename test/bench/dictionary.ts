/**
 * The words of an index: ours, which are numbers in the order of their letters, against MiniSearch's radix tree. Beginnings, words
 * that one or two slips lead to, and what they take. Times in thousandths of a millisecond of the processor: median / 95th percentile.
 */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import SearchableMap from "minisearch/SearchableMap";
import { Lexicon } from "../../src/search/engine/lexicon.ts";
import { termsOf } from "../../src/search/terms.ts";
import { Randomness } from "../fakes/randomness.ts";
import { allPapers, hasData } from "./collections.ts";
import { median, percentile, table } from "./figures.ts";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

const sizes = [1_000, 10_000, 91_794];
const lookups = 300;

const cpu = (): number => {
  const { user, system } = process.cpuUsage();
  return user + system;
};
const memory = (): number => {
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1e6;
};

interface Dictionary {
  readonly beginning: (text: string) => unknown;
  readonly oneSlip: (text: string) => unknown;
  /** Ours leaves these to the tree. */
  readonly twoSlips?: (text: string) => unknown;
}

function ours(words: readonly string[]): Dictionary {
  const lexicon = new Lexicon();
  for (const word of words) lexicon.count(lexicon.learn("body", word), 1);
  lexicon.beginningWith("body", "a"); // puts them in order
  return {
    beginning: (text) => lexicon.beginningWith("body", text),
    oneSlip: (text) => lexicon.likest(text, false),
  };
}

function tree(words: readonly string[]): Dictionary {
  const map = new SearchableMap<number>();
  for (const [at, word] of words.entries()) map.set(word, at);
  return {
    beginning: (text) => [...map.atPrefix(text).values()],
    oneSlip: (text) => map.fuzzyGet(text, 1),
    twoSlips: (text) => map.fuzzyGet(text, 2),
  };
}

function times(queries: readonly string[], ask: (query: string) => unknown): string {
  for (const query of queries) ask(query);
  const each = queries.map((query) => {
    const before = cpu();
    ask(query);
    return cpu() - before;
  });
  return `${median(each).toFixed(0)} / ${percentile(each, 0.95).toFixed(0)}`;
}

function measure(name: string, make: (words: readonly string[]) => Dictionary, words: readonly string[]) {
  const random = new Randomness(2);
  const long = words.filter((word) => /^[a-z]{8,11}$/u.test(word));
  const picked = Array.from({ length: lookups }, () => random.pick(long));
  const slipped = (word: string): string => {
    const at = random.below(word.length - 1);
    return word.slice(0, at) + word.slice(at + 1);
  };
  const before = memory();
  const start = cpu();
  const dictionary = make(words);
  const building = (cpu() - start) / 1000;
  const held = memory() - before;
  return [
    ...[words.length.toLocaleString("en"), name, building.toFixed(0), held.toFixed(0)],
    times(
      picked.map((word) => word.slice(0, 3)),
      dictionary.beginning,
    ),
    times(picked.map(slipped), dictionary.oneSlip),
    dictionary.twoSlips === undefined
      ? ""
      : times(
          picked.map((word) => slipped(slipped(word))),
          dictionary.twoSlips,
        ),
  ];
}

if (!hasData()) console.log("Set MARGINALIA_DATA to a folder with papers.jsonl.gz.");
else {
  const rows = sizes.flatMap((size) => {
    const words = [
      ...new Set(
        allPapers()
          .slice(0, size)
          .flatMap(({ title, abstract }) => termsOf(`${title} ${abstract}`)),
      ),
    ];
    return [
      measure("ours, with both stems", ours, words),
      measure("MiniSearch's SearchableMap", tree, words),
    ];
  });
  table(
    "Words with the same beginning or a slip, in µs of the processor: median / 95th percentile",
    ["words", "dictionary", "build, ms", "memory, MB", "three letters", "one slip", "two slips"],
    rows,
  );
}

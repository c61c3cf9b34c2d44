/**
 * How well is found, on test collections: nDCG@10, Recall@100 and MRR@10 of the engine as the product asks it, of textbook BM25,
 * and of MiniSearch, as its introduction shows it and tuned; how soon a known title comes up while it is typed; and with a slip.
 */
import MiniSearch from "minisearch";
import { stemmer } from "stemmer";
import type { PaperId } from "../../src/domain/paperId.ts";
import { PaperSearch } from "../../src/search/engine/paperSearch.ts";
import { parseQuery } from "../../src/search/query/parseQuery.ts";
import { isStopWord, singular, termsOf } from "../../src/search/terms.ts";
import { Randomness } from "../fakes/randomness.ts";
import {
  allPapers,
  collection,
  collectionNames,
  evaluated,
  hasData,
  mean,
  significance,
  type Document,
  type Scores,
} from "./collections.ts";
import { table } from "./figures.ts";

type Search = (query: string, limit: number) => readonly string[];

function ours(documents: readonly Document[]): PaperSearch {
  const index = new PaperSearch();
  index.put(documents.map((each) => ({ ...each, id: each.id as PaperId })));
  while (index.tidy());
  return index;
}

const asking =
  (index: PaperSearch, behind: string): Search =>
  (query, limit) =>
    index.search(parseQuery(withoutSigns(query) + behind, 0), limit).hits.map(({ id }) => id);

/** Sentences of papers are prose: their quotes and dashes demand nothing. */
const withoutSigns = (text: string): string => text.replaceAll(/["“”„]|(?<=\s)-|\w+:(?=\S)/gu, " ").trim();

function plainMiniSearch(documents: readonly Document[]): MiniSearch<Document> {
  const index = new MiniSearch<Document>({ fields: ["title", "abstract"] });
  index.addAll(documents);
  return index;
}

/** Its best settings that are known: this field's plural, BM25's own constants, and long queries not judged by words found. */
function tunedMiniSearch(documents: readonly Document[]): Search {
  const index = new MiniSearch<Document>({
    fields: ["title", "abstract"],
    tokenize: (text) => [...termsOf(text)],
    processTerm: (term) => (isStopWord(term) ? null : singular(term)),
  });
  index.addAll(documents);
  return (query, limit) => {
    const found = index.search(query, { bm25: { k: 1.5, b: 0.6, d: 0 } });
    if (termsOf(query).length <= shortQuery) return found.slice(0, limit).map(({ id }) => String(id));
    return found
      .map(({ id, score, queryTerms }) => ({ id: String(id), score: score / queryTerms.length }))
      .sort((a, b) => b.score - a.score)
      .slice(0, limit)
      .map(({ id }) => id);
  };
}
const shortQuery = 5;

/** One field, one stem, k1 0.9, b 0.4, as Lucene's benchmarks have it. */
function textbook(documents: readonly Document[]): Search {
  const stems = (text: string): readonly string[] =>
    termsOf(text)
      .filter((term) => !isStopWord(term))
      .map((term) => (/^[a-z]+$/u.test(term) ? stemmer(term) : term));
  const postings = new Map<string, [number, number][]>();
  const lengths = documents.map(({ title, abstract }, at) => {
    const terms = stems(`${title} ${abstract}`);
    const counts = new Map<string, number>();
    for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
    for (const [term, count] of counts) {
      const known = postings.get(term);
      if (known === undefined) postings.set(term, [[at, count]]);
      else known.push([at, count]);
    }
    return terms.length;
  });
  const average = mean(lengths);
  return (query, limit) => {
    const scores = new Map<number, number>();
    for (const term of stems(query)) {
      const having = postings.get(term) ?? [];
      const idf = Math.log(1 + (documents.length - having.length + 0.5) / (having.length + 0.5));
      for (const [at, count] of having) {
        const norm = 0.9 * (0.6 + (0.4 * (lengths[at] ?? 0)) / average);
        scores.set(at, (scores.get(at) ?? 0) + (idf * count) / (count + norm));
      }
    }
    return [...scores]
      .sort((a, b) => b[1] - a[1])
      .slice(0, limit)
      .map(([at]) => documents[at]?.id ?? "");
  };
}

function onCollections(wanted: string | undefined): void {
  const rows: string[][] = [];
  for (const name of collectionNames.filter((each) => wanted === undefined || each === wanted)) {
    const data = collection(name);
    const index = ours(data.documents);
    const engines: [string, Search][] = [
      ["ours", asking(index, " ")],
      ["ours, last word growing", asking(index, "")],
      ["textbook BM25", textbook(data.documents)],
      ["MiniSearch, tuned", tunedMiniSearch(data.documents)],
    ];
    if (data.documents.length < 50_000) {
      const mini = plainMiniSearch(data.documents);
      engines.push([
        "MiniSearch",
        (query, limit) =>
          mini
            .search(query)
            .slice(0, limit)
            .map(({ id }) => String(id)),
      ]);
    }
    const measured = engines.map(([engine, search]) => ({ engine, scores: evaluated(data, search) }));
    const first = measured[0]?.scores ?? [];
    for (const { engine, scores } of measured) {
      const of = (key: keyof Scores): string => mean(scores.map((each) => each[key])).toFixed(3);
      const likely = significance(
        first.map(({ ndcg }) => ndcg),
        scores.map(({ ndcg }) => ndcg),
      );
      rows.push([
        ...[name, String(data.documents.length), engine, of("ndcg"), of("recall"), of("mrr")],
        scores === first ? "" : likely.toFixed(4),
      ]);
    }
  }
  table(
    "Test collections; p is how likely a difference in nDCG as large as that to ours is by chance",
    ["collection", "documents", "engine", "nDCG@10", "Recall@100", "MRR@10", "p"],
    rows,
  );
}

const papersTyped = 10_000;
const titlesTyped = 80;
/** The first was looked at while the engine was made; the other never was. */
const samples = [
  ["known", 7],
  ["fresh", 4_711],
] as const;

function whileTyping(sample: string, seed: number): void {
  const documents = allPapers().slice(0, papersTyped);
  const random = new Randomness(seed);
  const titles = random
    .shuffled(documents)
    .map(({ id, title }) => ({ id, words: termsOf(title).filter((term) => !isStopWord(term)) }))
    .filter(({ words }) => words.length >= 3 && words.slice(0, 2).some(({ length }) => length >= 5))
    .slice(0, titlesTyped);
  const slips = titles.map(({ words }) => withSlip(words.slice(0, 2), random));
  const mini = plainMiniSearch(documents);
  const index = ours(documents);
  const engines: [string, Search][] = [
    ["ours", (query, limit) => index.search(parseQuery(query, 0), limit).hits.map(({ id }) => id)],
    [
      "MiniSearch, last word as prefix, title^2",
      (query, limit) =>
        mini
          .search(query, { prefix: (_term, at, terms) => at === terms.length - 1, boost: { title: 2 } })
          .slice(0, limit)
          .map(({ id }) => String(id)),
    ],
    [
      "MiniSearch, prefix, fuzzy 0.2, title^2",
      (query, limit) =>
        mini
          .search(query, { prefix: true, fuzzy: 0.2, boost: { title: 2 } })
          .slice(0, limit)
          .map(({ id }) => String(id)),
    ],
  ];
  const reciprocal = (search: Search, query: string, id: string): number => {
    const rank = search(query, 10).indexOf(id);
    return rank === -1 ? 0 : 1 / (rank + 1);
  };
  const rows = engines.map(([engine, search]) => {
    const keys = titles.map(({ id, words }) => {
      const title = words.join(" ");
      for (let typed = 1; typed <= title.length; typed++)
        if (title[typed - 1] !== " " && search(title.slice(0, typed), 3).includes(id)) return typed;
      return title.length;
    });
    return [
      engine,
      mean(keys).toFixed(1),
      mean(titles.map(({ id, words }) => reciprocal(search, words.slice(0, 2).join(" "), id))).toFixed(3),
      mean(titles.map(({ id }, at) => reciprocal(search, slips[at] ?? "", id))).toFixed(3),
    ];
  });
  table(
    `A ${sample} sample of ${titlesTyped} titles among ${papersTyped} papers, typed letter by letter without the words that say nothing`,
    ["engine", "keys until in the top 3", "MRR@10 after 2 words", "the same with a slip in the longer"],
    rows,
  );
}

/** One letter of the longer word is left out, doubled, changed, or turned around with the next. */
function withSlip(words: readonly string[], random: Randomness): string {
  const [first = "", second = ""] = words;
  const slipped = (word: string): string => {
    const at = random.below(word.length - 1);
    const letter = random.pick([..."abcdefghijklmnopqrstuvwxyz"]);
    const [before, here, next, after] = [
      word.slice(0, at),
      word[at] ?? "",
      word[at + 1] ?? "",
      word.slice(at + 2),
    ];
    return random.pick([
      before + next + after,
      before + here + letter + next + after,
      before + letter + next + after,
      before + next + here + after,
    ]);
  };
  return first.length >= second.length ? `${slipped(first)} ${second}` : `${first} ${slipped(second)}`;
}

if (!hasData()) console.log("Set MARGINALIA_DATA to a folder with papers.jsonl.gz and ir/.");
else {
  const wanted = process.argv[2];
  if (wanted !== "typing") onCollections(wanted);
  if (wanted === undefined || wanted === "typing")
    for (const [sample, seed] of samples) whileTyping(sample, seed);
}

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { stemmer } from "stemmer";
import type { PaperId } from "../../src/domain/paperId.ts";
import { ByteWriter } from "../../src/search/engine/growing.ts";
import { PaperSearch } from "../../src/search/engine/paperSearch.ts";
import { Ranking } from "../../src/search/engine/ranking.ts";
import { restoreIndex, storeIndex } from "../../src/search/engine/storedIndex.ts";
import { TextIndex } from "../../src/search/engine/textIndex.ts";
import { wantedWord } from "../../src/search/engine/wanted.ts";
import { parseQuery } from "../../src/search/query/parseQuery.ts";
import type { Answer, IndexedPaper } from "../../src/search/searchPort.ts";
import { isStopWord, singular, termsOf } from "../../src/search/terms.ts";

/** Few words with stems in common, so that they meet. */
const words = [
  ..."sparse sparsity attention attentions model models modelling the of retrieval retrieve retrieving".split(
    " ",
  ),
  ..."zebra zebras axis axes naïve pruning 稀疏注意力 модели bert 2407".split(" "),
];
const word = fc.constantFrom(...words);
const prose = (most: number) => fc.array(word, { maxLength: most }).map((each) => each.join(" "));
const id = fc.integer({ min: 0, max: 24 }).map((number) => `title-${number}` as PaperId);
const paper: fc.Arbitrary<IndexedPaper> = fc.record({
  id,
  title: prose(6),
  abstract: prose(30),
  authors: fc.array(fc.constantFrom("Ada Lovelace", "Bert Zebra", "Model T. Ford"), { maxLength: 2 }),
  year: fc.option(fc.integer({ min: 2019, max: 2026 }), { nil: undefined }),
  tags: fc.array(fc.constantFrom("to read", "sparse", "zoo"), { maxLength: 2 }),
  marks: fc.array(fc.constantFrom("is:unread", "has:pdf"), { maxLength: 2 }),
});
type Step =
  | { readonly do: "put"; readonly papers: readonly IndexedPaper[] }
  | { readonly do: "remove"; readonly ids: readonly PaperId[] }
  | { readonly do: "tidy"; readonly slices: number };
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("put" as const),
      papers: fc.array(paper, { minLength: 1, maxLength: 3 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("remove" as const), ids: fc.array(id, { maxLength: 3 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant("tidy" as const), slices: fc.integer({ min: 1, max: 3 }) }),
  },
);
const queries = [
  ...[
    "sparse attention",
    "sparse attention ",
    "model",
    "mod",
    "s",
    "zebra axis ",
    "retrieving models ",
    "lovelace",
  ],
  ...[
    "sparze ",
    "атт",
    "модели ",
    "稀疏",
    '"sparse attention"',
    "-zebra model ",
    "title:model",
    "author:ada zebra ",
  ],
  ...['tag:"to read"', "year:2020..2023", "is:unread OR has:pdf", "-is:unread", "the of", "attenton modls "],
];
const answers = (index: PaperSearch): readonly Answer[] =>
  queries.map((query) => index.search(parseQuery(query, 20_000), 8));

test("after any adding, changing, removing and merging it answers to the last digit like an index built afresh", () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 10, maxLength: 60, size: "max" }), (steps) => {
      const index = new PaperSearch();
      const there = new Map<PaperId, IndexedPaper>();
      for (const each of steps) {
        if (each.do === "put") {
          index.put(each.papers);
          for (const one of each.papers) there.set(one.id, one);
        } else if (each.do === "remove") {
          index.remove(each.ids);
          for (const one of each.ids) there.delete(one);
        } else for (let slice = 0; slice < each.slices; slice++) index.tidy();
      }
      const fresh = new PaperSearch();
      fresh.put([...there.values()]);
      assert.equal(index.papers.size, there.size);
      assert.deepEqual(answers(index), answers(fresh));
    }),
    { numRuns: 60 },
  );
});

test("an index that is stored and read again answers the same, and can go on", () => {
  fc.assert(
    fc.property(fc.array(paper, { maxLength: 10 }), fc.array(paper, { maxLength: 4 }), (before, after) => {
      const index = new PaperSearch();
      index.put(before);
      const restored = restoreIndex(storeIndex(index));
      assert.ok(restored.ok);
      assert.deepEqual(answers(restored.value), answers(index));
      index.put(after);
      restored.value.put(after);
      while (index.tidy());
      assert.deepEqual(answers(restored.value), answers(index));
    }),
    { numRuns: 50 },
  );
});

/** BM25F as it is written down, word by word and text by text. */
function scoreByHand(
  texts: readonly (readonly [title: string, body: string])[],
  query: readonly string[],
  which: number,
): number {
  const said = (text: string): readonly string[] => termsOf(text).filter((term) => !isStopWord(term));
  const length = ([title, body]: readonly [string, string]): number =>
    said(title).length * 2 + said(body).length;
  const average = Math.max(1, texts.reduce((sum, each) => sum + length(each), 0) / texts.length);
  const stems = [
    [0.6, singular],
    [0.4, (term: string) => (/^[a-z]+$/u.test(term) ? stemmer(term) : singular(term))],
  ] as const;
  let score = 0;
  for (const term of query)
    for (const [share, stem] of stems) {
      const frequency = ([title, body]: readonly [string, string]): number =>
        said(title).filter((each) => stem(each) === stem(term)).length * 2 +
        said(body).filter((each) => stem(each) === stem(term)).length;
      const having = texts.filter((each) => frequency(each) > 0).length;
      const idf = Math.log(1 + (texts.length - having + 0.5) / (having + 0.5));
      const own = texts[which] ?? ["", ""];
      const norm = 1.5 * (1 - 0.6 + (0.6 * length(own)) / average);
      if (frequency(own) > 0) score += (share * idf * frequency(own)) / (frequency(own) + norm);
    }
  return score;
}

test("the first ranking is BM25F over two stems, as computed by hand", () => {
  const asked = fc.uniqueArray(
    fc.constantFrom(...words.filter((each) => !isStopWord(each) && each !== "稀疏注意力")),
    {
      minLength: 1,
      maxLength: 3,
      selector: (each) => termsOf(each)[0],
    },
  );
  fc.assert(
    fc.property(
      fc.array(fc.tuple(prose(4), prose(20)), { minLength: 1, maxLength: 8 }),
      asked,
      (texts, query) => {
        const index = new TextIndex();
        index.put(
          texts.map(([title, body], at) => ({
            key: `${at}`,
            parts: [
              { field: "title", text: title },
              { field: "body", text: body },
            ],
          })),
        );
        const terms = query.flatMap((each) => termsOf(each));
        const wanted = terms
          .map((term) =>
            wantedWord(term, { lexicon: index.lexicon, texts: index.size, asPrefix: false, weight: 1 }),
          )
          .filter(({ correctedTo }) => correctedTo.length === 0);
        const scores = new Map(
          new Ranking(index)
            .best(wanted, 100, () => undefined)
            .map(({ segment, text, score }) => [segment.parts.keys[text], score]),
        );
        for (const at of texts.keys()) {
          const expected = scoreByHand(
            texts,
            wanted.map(({ term }) => term),
            at,
          );
          assert.ok(
            Math.abs((scores.get(`${at}`) ?? 0) - expected) < 1e-4,
            `${scores.get(`${at}`)} and ${expected}`,
          );
        }
      },
    ),
    { numRuns: 200 },
  );
});

test("numbers written as bytes take no more than they need", () => {
  const bytes = new ByteWriter();
  for (const value of [0, 127, 128, 300_000]) bytes.number(value);
  assert.deepEqual([...bytes.taken()], [0, 127, 128, 1, 224, 167, 18]);
});

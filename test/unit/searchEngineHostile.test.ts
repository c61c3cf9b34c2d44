import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { PaperId } from "../../src/domain/paperId.ts";
import { PaperSearch } from "../../src/search/engine/paperSearch.ts";
import { parseQuery } from "../../src/search/query/parseQuery.ts";
import type { Answer, IndexedPaper } from "../../src/search/searchPort.ts";
import { samplePapers } from "../fakes/sample.ts";

const indexOf = (papers: readonly IndexedPaper[]): PaperSearch => {
  const index = new PaperSearch();
  index.put(papers);
  return index;
};
const paper = (title: string, abstract = ""): IndexedPaper => ({ id: title as PaperId, title, abstract });
const limit = 10;
const answer = (index: PaperSearch, query: string): Answer => index.search(parseQuery(query, 20_000), limit);
const found = (index: PaperSearch, query: string): readonly string[] =>
  answer(index, query).hits.map(({ id }) => id);

const sample = indexOf(samplePapers);
const everywhere = indexOf([
  paper("Attention for 图像 классификации", "Внимание и 稀疏注意力 in one text."),
  paper("Модели внимания", "Разреженные модели внимания."),
  paper("一种稀疏注意力方法", "我们研究稀疏注意力。"),
  paper("シ\u30F3プルな検索", "検索の手法。"),
  paper("שָׁלוֹם לעולם", "מודלים של שפה."),
  paper("نموذج اللغة", "نماذج لغوية كبيرة."),
  paper("Études of naïve Bayes", "Crème brûlée."),
]);

test("a query of a million letters is answered by its beginning, whatever it is made of", () => {
  const million = 1_000_000;
  for (const piece of ["sparse attention ", "x", "-", '"', "author:", "(", "稀疏", "e\u0301", "😀", " OR "]) {
    const query = piece.repeat(Math.ceil(million / piece.length));
    assert.ok(answer(sample, query).hits.length <= limit, piece);
    assert.deepEqual(parseQuery(query, 0).terms, parseQuery(query.slice(0, 20_000), 0).terms, piece);
  }
});

test("of ten thousand different words as many are looked for as say what is wanted", () => {
  const words = (count: number, from = 0): string =>
    Array.from({ length: count }, (_, at) => `w${(from + at).toString(36)}`).join(" ");
  const asked = `sparse attention ${words(10_000)} `;
  assert.deepEqual(answer(sample, asked), answer(sample, `sparse attention ${words(198)} `));
  assert.ok(answer(sample, asked).hits.length > 0);
});

test("signs that mean something to regular expressions are signs like others", () => {
  const plain = found(sample, "sparse attention ");
  for (const query of [
    "sparse.*attention ",
    "^sparse (attention)$ ",
    "sparse+ [attention] ",
    "{sparse} \\attention\\ ",
    "sparse|attention ",
    "(?<=sparse) attention?? ",
  ])
    assert.deepEqual(found(sample, query), plain, query);
  for (const query of [".*", "^", "[", "(?:", "\\", "+?", "{,}", "$&"])
    assert.deepEqual(found(sample, query), [], query);
});

test("words that say nothing find nothing by themselves, and do not get in the way of others", () => {
  assert.deepEqual(answer(sample, "the of and to in "), { hits: [], corrections: [] });
  assert.deepEqual(found(sample, "the sparse of attention in "), found(sample, "sparse attention "));
});

test("Cyrillic, Chinese, Japanese, Hebrew and Arabic words are found whole and by their beginnings", () => {
  for (const [query, title] of [
    ["модели ", "Модели внимания"],
    ["моде", "Модели внимания"],
    ["МОДЕЛИ ВНИМАНИЯ ", "Модели внимания"],
    ["稀疏注意力", "一种稀疏注意力方法"],
    ["一种", "一种稀疏注意力方法"],
    ["検索", "シンプルな検索"],
    ["שלום ", "שָׁלוֹם לעולם"],
    ["שָׁלוֹם ", "שָׁלוֹם לעולם"],
    ["לעו", "שָׁלוֹם לעולם"],
    ["نموذج ", "نموذج اللغة"],
    ["لغو", "نموذج اللغة"],
  ] as const)
    assert.equal(found(everywhere, query)[0], title, query);
});

test("a query in several scripts finds the text that has them all first", () => {
  assert.equal(found(everywhere, "attention 图像 внимание ")[0], "Attention for 图像 классификации");
  assert.equal(found(everywhere, "注意力 text внимание ")[0], "Attention for 图像 классификации");
});

test("a slip in a Cyrillic word is a slip like another", () => {
  const { hits, corrections } = answer(everywhere, "внмания ");
  assert.equal(hits[0]?.id, "Модели внимания");
  assert.deepEqual(corrections, [{ typed: "внмания", searched: "внимания" }]);
});

test("marks that are composed, apart or left out make no difference to Latin letters", () => {
  for (const query of ["études naïve ", "crème brûlée "]) {
    const composed = answer(everywhere, query.normalize("NFC"));
    assert.equal(composed.hits[0]?.id, "Études of naïve Bayes");
    for (const form of ["NFD", "NFKC", "NFKD"])
      assert.deepEqual(answer(everywhere, query.normalize(form)), composed, form);
    assert.deepEqual(answer(everywhere, query.normalize("NFD").replaceAll(/\p{M}/gu, "")), composed);
  }
});

test("letters under a heap of marks are the letters", () => {
  const heaped = Array.from("sparse", (letter) => letter + "\u0301\u0316\u0334".repeat(200)).join("");
  assert.deepEqual(found(sample, `${heaped} `), found(sample, "sparse "));
});

test("pictures, joiners, halves of letters and marks of direction are no words, and stand in no word's way", () => {
  const plain = found(sample, "sparse attention ");
  for (const sign of [
    "😀",
    "👩🏽‍🔬",
    "🏳️‍🌈",
    "\uD83D",
    "\uDE00",
    "\u200F",
    "\u202E",
    "\uFEFF",
    "\u0000",
    "\uFFFF",
  ]) {
    assert.deepEqual(found(sample, sign), [], JSON.stringify(sign));
    assert.deepEqual(found(sample, `${sign} sparse ${sign} attention ${sign} `), plain, JSON.stringify(sign));
  }
});

test("one letter among 92,000 words asks for titles with the commonest words that begin so", () => {
  const letters = "abcdefghijklmnopqrstuvwxyz";
  const words = Array.from({ length: 92_000 }, (_, at) => `${letters[at % 26] ?? ""}${at.toString(36)}q`);
  const papers = Array.from({ length: 460 }, (_, at) => ({
    ...paper(`Title ${at}`, words.slice(at * 200, at * 200 + 200).join(" ")),
    title: `Alpha zebra ${at}`,
  }));
  const index = indexOf(papers);
  const { hits, corrections } = answer(index, "a");
  assert.equal(hits.length, limit);
  assert.deepEqual(corrections, []);
  for (const { fields, words: of } of hits) assert.deepEqual([fields[0], of[0]], ["title", "alpha"]);
  assert.equal(found(index, "z").length, limit);
});

/** Parts of queries that mean something, and any text at all. */
const piece = fc.oneof(
  fc.constantFrom(
    ...[
      "sparse",
      "attenton",
      "the",
      "-",
      '"',
      "“",
      "author:",
      "-title:",
      "year:",
      "2020..",
      "is:unread",
      "OR",
    ],
    ...[
      "added:",
      "has:pdf",
      "text:",
      "note:x",
      "稀疏",
      "модели",
      "e\u0301",
      "\u200F",
      "\uD800",
      "😀",
      "\\",
      "*",
    ],
  ),
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.string({ unit: "grapheme", maxLength: 12 }),
);

test("whatever is typed is answered, the best first, and explains what was not understood", () => {
  const query = fc
    .array(fc.tuple(piece, fc.constantFrom("", " ")), { maxLength: 12 })
    .map((pieces) => pieces.flat().join(""));
  fc.assert(
    fc.property(query, (text) => {
      const parsed = parseQuery(text, 20_000);
      for (const { span, why } of parsed.problems)
        assert.ok(why !== "" && span.start >= 0 && span.start <= span.end && span.end <= text.length);
      for (const index of [sample, everywhere]) {
        const { hits } = index.search(parsed, limit);
        assert.ok(hits.length <= limit);
        assert.equal(new Set(hits.map(({ id }) => id)).size, hits.length);
        for (const [at, { score }] of hits.entries()) {
          assert.ok(Number.isFinite(score) && score >= 0);
          assert.ok(at === 0 || score <= (hits[at - 1]?.score ?? 0));
        }
      }
    }),
    { numRuns: 400 },
  );
});

test("of equals the newer comes first, then the one that came later, then the order of ids; nothing else counts", () => {
  const same = { title: "Sparse attention", abstract: "The same words." };
  const one = (id: string, more: Partial<IndexedPaper>): IndexedPaper => ({
    ...same,
    id: id as PaperId,
    ...more,
  });
  const papers = [
    one("e", { year: 2024, day: 5 }),
    one("d", { year: 2024, day: 9 }),
    one("c", { year: 2025, day: 1, marks: ["is:read"] }),
    one("b", { year: 2024, day: 5, marks: ["is:starred", "is:unread", "has:pdf"] }),
    one("a", {}),
  ];
  const inOrder = ["c", "d", "b", "e", "a"];
  for (const query of ["sparse attention ", "sparse att", "same ", '"sparse attention"'])
    assert.deepEqual(found(indexOf(papers), query), inOrder, query);
  assert.deepEqual(found(indexOf(papers.toReversed()), "sparse attention "), inOrder);
  const better = one("old", {
    title: "Sparse attention",
    abstract: "The same.",
    year: 1990,
    day: 1,
    marks: ["is:read"],
  });
  assert.equal(found(indexOf([...papers, better]), "sparse attention ")[0], "old");
});

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { PaperId } from "../../src/domain/paperId.ts";
import { PaperSearch } from "../../src/search/engine/paperSearch.ts";
import { completed, completions } from "../../src/search/query/complete.ts";
import { asksNothing } from "../../src/search/query/tree.ts";
import { parseQuery } from "../../src/search/query/parseQuery.ts";
import { dayOf } from "../../src/search/query/ranges.ts";
import type { IndexedPaper } from "../../src/search/searchPort.ts";

const today = dayOf("2026-03-01");
const parsed = (text: string) => parseQuery(text, today);

const library: readonly IndexedPaper[] = [
  {
    id: "title-moe" as PaperId,
    title: "DeepSeekMoE: Towards Expert Specialization",
    abstract: "A mixture of experts that is sparse. Routing matters.",
    authors: ["Damai Dai", "Chengqi Deng"],
    year: 2024,
    venue: "ACL",
    tags: ["to read", "sparsity"],
    marks: ["is:unread", "has:pdf", "progress:10", "progress:20", "progress:30"],
    names: ["dai2024deepseekmoe"],
    day: dayOf("2026-02-27"),
  },
  {
    id: "title-capsule" as PaperId,
    title: "Dynamic Routing Between Capsules",
    abstract: "Experts of a mixture agree by routing.",
    authors: ["Sara Sabour", "Geoffrey E. Hinton"],
    year: 2017,
    venue: "NeurIPS",
    tags: ["vision"],
    marks: ["is:read", "read:2026", "read:2026-11", "read:2026-11-26"],
    day: dayOf("2025-12-24"),
  },
  {
    id: "title-splade" as PaperId,
    title: "SPLADE: Sparse Lexical and Expansion Model",
    abstract: "Sparse retrieval with a mixture of terms. To be or not to be.",
    authors: ["Thibault Formal"],
    year: 2021,
    venue: "SIGIR",
    tags: [],
    marks: ["is:unread"],
    day: dayOf("2026-02-01"),
  },
];
const index = new PaperSearch();
index.put(library);
index.putPassages(["title-splade" as PaperId], "page", [
  { key: "3", paper: "title-splade" as PaperId, kind: "page", text: "We train on MS MARCO with zebras." },
]);
index.putPassages(["title-capsule" as PaperId], "note", [
  { key: "n1", paper: "title-capsule" as PaperId, kind: "note", text: "Compare with transformers later." },
]);
const found = (text: string): readonly string[] =>
  index.search(parsed(text), 10).hits.map(({ id }) => id.slice(6));
const asSet = (text: string): readonly string[] => [...found(text)].sort();

test("the best papers are the same however many are asked for, whatever notes lift", () => {
  const words = fc.array(fc.constantFrom("sparse", "attention", "costs", "models", "zebra"), {
    minLength: 1,
    maxLength: 8,
  });
  const some = fc.array(fc.record({ title: words, note: fc.option(words) }), { minLength: 8, maxLength: 30 });
  const check = (given: readonly { title: string[]; note: string[] | null }[]): void => {
    const many = new PaperSearch();
    const id = (at: number): PaperId => `title-${at}` as PaperId;
    many.put(given.map(({ title }, at) => ({ id: id(at), title: title.join(" "), abstract: "" })));
    for (const [at, { note }] of given.entries())
      if (note !== null)
        many.putPassages([id(at)], "note", [
          { key: `n${at}`, paper: id(at), kind: "note", text: note.join(" ") },
        ]);
    const best = (limit: number): readonly string[] =>
      many.search(parsed("sparse attention "), limit).hits.map((hit) => hit.id);
    const all = best(40);
    for (const limit of [1, 2, 5]) assert.deepEqual(best(limit), all.slice(0, limit));
  };
  fc.assert(fc.property(some, check), { numRuns: 200 });
});

test("an operator whose value is not typed yet, or cannot be understood, asks nothing", () => {
  for (const text of ["", "  ", "tag:", "-author:", "year:20x"]) assert.ok(asksNothing(parsed(text)), text);
  for (const text of ["a", "the", "tag:x", "-x", '"x"']) assert.ok(!asksNothing(parsed(text)), text);
});

const answered: readonly (readonly [query: string, ids: readonly string[], why: string])[] = [
  ["mixture experts", ["capsule", "moe", "splade"], "words rank and none is demanded"],
  ['"mixture of experts"', ["moe"], "words in quotes stand side by side, words that say nothing among them"],
  ['"to be or not to be"', ["splade"], "they may all say nothing"],
  ['"mixture of exp', ["moe"], "a quotation may be unfinished"],
  ["“dynamic routing”", ["capsule"], "quotes may be curly"],
  ["routing -capsules", ["moe"], "a minus sign leaves papers out"],
  ['mixture -"mixture of experts"', ["capsule", "splade"], "also those with words side by side"],
  ["author:hinton", ["capsule"], "an author is found by a part of the name"],
  ["author:hint", ["capsule"], "or by its beginning while it is typed"],
  ["author:hint ", [], "but not once it is finished"],
  ['author:"geoffrey e hinton"', ["capsule"], "or by the whole name"],
  ['author:"sabour geoffrey"', [], "which is not made of two people's"],
  ["author:hinton OR author:formal", ["capsule", "splade"], "OR takes either"],
  ["author:hinton OR tag:sparsity OR year:2021", ["capsule", "moe", "splade"], "of any number"],
  ["-author:hinton mixture", ["moe", "splade"], "the minus sign goes with fields"],
  ["title:sparse", ["splade"], "a word of the title"],
  ["abstract:sparse", ["moe", "splade"], "a word of the abstract"],
  ["text:zebra", ["splade"], "a word of the PDF, singular or plural"],
  ["zebras", ["splade"], "which is found without naming it too"],
  ["note:transformers", ["capsule"], "a word of a note"],
  ["note:zebras ", [], "and not one of the PDF"],
  ["has:notes", ["capsule"], "papers with notes"],
  ["has:pdf", ["moe"], "papers with a PDF"],
  ['tag:"to read"', ["moe"], "a tag of two words"],
  ["tag:vis", ["capsule"], "the beginning of a tag"],
  ["venue:acl", ["moe"], "where it was published"],
  ["is:unread", ["moe", "splade"], "what was not read yet"],
  ["IS:UNREAD Year:2024", ["moe"], "capitals mean the same"],
  ["-is:unread", ["capsule"], "and what was"],
  ["read:2026-11", ["capsule"], "what was read in a month"],
  ["capsules read:2026-1", ["capsule"], "a month that is still being typed is waited for"],
  ["read:2025", [], "and not in another year"],
  ["progress:25", ["moe"], "what was read so far at least"],
  ["progress:40%", [], "and no further"],
  ["year:2021", ["splade"], "a year"],
  ["year:2018..2024", ["moe", "splade"], "years from one to another, both among them"],
  ["year:2024..2018", ["moe", "splade"], "the wrong way around too"],
  ["year:..2018", ["capsule"], "up to a year"],
  ["year:2022..", ["moe"], "from a year on"],
  ["added:7d", ["moe"], "what came in the last days"],
  ["added:5w", ["moe", "splade"], "weeks"],
  ["added:2025-12-01..2025-12-31", ["capsule"], "or between two days"],
  ["seekmoe", ["moe"], "what a name of the title ends with"],
  ["dai2024deepseekmoe", ["moe"], "a citation key"],
  ["sabour capsules", ["capsule"], "names rank like words"],
  ["http://[x](y*+?", [], "signs of regular expressions are no more than signs"],
];
for (const [query, ids, why] of answered)
  test(`${query} — ${why}`, () => assert.deepEqual(asSet(query), [...ids].sort()));

test("with nothing but demands the newest come first", () => {
  assert.deepEqual(found("is:unread OR is:read"), ["moe", "splade", "capsule"]);
});

test("what a page or a note adds brings its paper up, and is named", () => {
  const [hit] = index.search(parsed("zebras marco"), 5).hits;
  assert.deepEqual(hit?.passage, { key: "3", kind: "page" });
  const [noted] = index.search(parsed("routing transformers "), 5).hits;
  assert.equal(noted?.id, "title-capsule");
  assert.deepEqual(noted?.passage, { key: "n1", kind: "note" });
});

test("a word that no paper has is corrected, and it is said what was searched for", () => {
  assert.deepEqual(index.search(parsed("capslues"), 5).corrections, [
    { typed: "capslues", searched: "capsules" },
  ]);
  assert.deepEqual(index.search(parsed("capsules"), 5).corrections, []);
  const [first] = index.search(parsed("expanson lexcial"), 5).hits;
  assert.equal(first?.id, "title-splade");
});

const wrong: readonly (readonly [query: string, where: string, why: RegExp, others: readonly string[]])[] = [
  ["year:soon mixture", "year:soon", /2024, 2023\.\.2025/u, ["capsule", "moe", "splade"]],
  ["added:yesterday zebras", "added:yesterday", /7d, 2w/u, ["splade"]],
  ["is:finished splade", "is:finished", /unread, reading, read, starred/u, ["splade"]],
  ["has:video capsules", "has:video", /pdf, notes/u, ["capsule"]],
  ["read:soon capsules", "read:soon", /2026-11/u, ["capsule"]],
  ["progress:200 capsules", "progress:200", /10 to 100/u, ["capsule"]],
  ["author: capsules", "author:", /author:/u, ["capsule"]],
];
for (const [query, where, why, others] of wrong)
  test(`${query} — what is wrong is named in its place, and the rest is answered`, () => {
    const { problems } = parsed(query);
    assert.equal(problems.length, 1);
    const [{ span, why: told } = { span: { start: 0, end: 0 }, why: "" }] = problems;
    assert.equal(query.slice(span.start, span.end), where);
    assert.match(told, why);
    assert.deepEqual(asSet(query), [...others].sort());
  });

test("what is still being typed is no mistake", () => {
  for (const query of ["author:", "is:un", "has:", '"mixture', "-", "a OR", "year:"])
    assert.deepEqual(parsed(query).problems, [], query);
});

test("titles with colons, quotes, dashes and OR in them are words", () => {
  for (const title of [
    "BERT: Pre-training of Deep Bidirectional Transformers",
    "Attention Is All You Need - or Is It?",
    "Logic: AND, OR, NOT",
    "Foo:Bar baz:qux",
  ])
    assert.deepEqual(parsed(title).conditions, [], title);
});

test("any text at all is a query: nothing throws, and problems lie inside it", () => {
  const piece = fc.constantFrom(
    ...[
      '"',
      "-",
      "OR",
      ":",
      "author:",
      "year:",
      "year:20",
      "is:",
      "added:9d",
      "(",
      "\\",
      "𝛽",
      "e\u0301",
      "👩‍💻",
      " ",
      "稀疏",
      "“",
    ],
  );
  fc.assert(
    fc.property(
      fc.array(fc.oneof(piece, fc.string({ unit: "binary", maxLength: 6 })), { maxLength: 14 }),
      (pieces) => {
        for (const text of [pieces.join(""), pieces.join(" ")]) {
          const query = parsed(text);
          index.search(query, 5);
          completions(text, {});
          for (const { span } of query.problems)
            assert.ok(span.start >= 0 && span.start <= span.end && span.end <= text.length);
        }
      },
    ),
    { numRuns: 500 },
  );
});

test("a megabyte of anything is answered", () => {
  for (const text of [
    "a ".repeat(500_000),
    "-".repeat(1_000_000),
    '"'.repeat(1_000_000),
    "author:x ".repeat(100_000),
  ])
    assert.ok(index.search(parsed(text), 5).hits.length <= 5);
});

const values = { author: ["Geoffrey E. Hinton", "Ada Hintermann"], tag: ["to read", "sparsity"] };
const offered = (query: string): readonly string[] =>
  completions(query, values).map((each) => completed(query, each));

test("the piece at the end is completed: names of fields, and the values they have in the library", () => {
  assert.deepEqual(offered("sparse aut"), ["sparse author:"]);
  assert.deepEqual(offered("-ye"), ["-year:"]);
  assert.deepEqual(offered("author:hin"), ['author:"Geoffrey E. Hinton" ', 'author:"Ada Hintermann" ']);
  assert.deepEqual(offered('author:"geoffrey'), ['author:"Geoffrey E. Hinton" ']);
  assert.deepEqual(offered("x is:"), [
    ...["x is:unread ", "x is:reading ", "x is:read ", "x is:starred "],
    ...["x is:inbox ", "x is:toread ", "x is:queued ", "x is:skipped ", "x is:archived "],
  ]);
  assert.deepEqual(offered("is:rea"), ["is:reading ", "is:read "]);
  assert.deepEqual(offered("tag:spar"), ["tag:sparsity "]);
  for (const query of ["a", "sparse ", "tag:sparsity ", '"ye', "nothing"])
    assert.deepEqual(offered(query), [], query);
});

test("papers like another share the words that tell it apart, and it is not among them", () => {
  const ids = index.similar({ id: "title-moe" as PaperId }, 5).hits.map(({ id }) => id);
  assert.equal(ids[0], "title-capsule");
  assert.equal(ids.includes("title-moe" as PaperId), false);
  assert.equal(index.similar({ text: "lexical expansion for retrieval" }, 5).hits[0]?.id, "title-splade");
  assert.deepEqual(index.similar({ id: "title-none" as PaperId }, 5).hits, []);
});

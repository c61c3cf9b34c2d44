/** Counting all that a query finds, and changing a query by what was counted. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { PaperId } from "../../src/domain/paperId.ts";
import { PaperSearch } from "../../src/search/engine/paperSearch.ts";
import { remoteIndex } from "../../src/search/indexProtocol.ts";
import { toggled, withoutField, withoutOperator, withOperator } from "../../src/search/query/editQuery.ts";
import { requiringEveryWord } from "../../src/search/query/everyWord.ts";
import { parseQuery } from "../../src/search/query/parseQuery.ts";
import type { FacetField, IndexedPaper, Survey, SurveyWish } from "../../src/search/searchPort.ts";
import { WorkerLine } from "../fakes/workerLine.ts";

const paper = (name: string, more: Partial<IndexedPaper>): IndexedPaper => ({
  id: `title-${name}` as PaperId,
  title: name,
  abstract: "",
  ...more,
});
const library: readonly IndexedPaper[] = [
  paper("zebra", {
    abstract: "Stripes of zebras.",
    authors: ["Zoë Stripe", "Ada Lovelace"],
    year: 2023,
    venue: "ICLR",
    tags: ["To Read", "to read", "animals"],
    marks: ["is:unread", "is:starred", "in:zoo", "in:zoo/africa"],
    day: 3,
  }),
  paper("lion", {
    abstract: "Manes, and zebras as prey.",
    authors: ["Ada Lovelace"],
    year: 2024,
    venue: "ICLR",
    tags: ["animals"],
    marks: ["is:read", "in:zoo"],
    day: 2,
  }),
  paper("crystal", { abstract: "No animal at all.", year: 2024, marks: ["is:unread"], day: 9 }),
];

const index = new PaperSearch();
index.put(library);
index.putPassages(["title-crystal" as PaperId], "note", [
  { key: "n", paper: "title-crystal" as PaperId, kind: "note", text: "As striped as a zebra" },
]);

const surveyed = (text: string, wish: SurveyWish, of = index): Survey => {
  const work = of.survey(parseQuery(text, 20_000), wish);
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
};
const counts = (text: string, field: FacetField): Record<string, number> =>
  Object.fromEntries(
    (surveyed(text, "facets").facets?.[field] ?? []).map(({ value, count }) => [value, count]),
  );
const found = (text: string): readonly string[] =>
  index.search(parseQuery(text, 20_000), 10).hits.map(({ id }) => id.slice(6));

test("all that a query finds is counted, not only what is shown", () => {
  assert.equal(surveyed("", "count").count, 3);
  assert.equal(surveyed("manes", "count").count, 1);
  assert.deepEqual(surveyed("manes", "ids").ids, ["title-lion"]);
  assert.equal(surveyed("is:unread", "count").count, 2);
  assert.equal(surveyed("zebra is:read", "count").count, 1);
  assert.equal(surveyed("nothinglikethis", "count").count, 0);
  assert.equal(surveyed("the of", "count").count, 0);
});

test("a paper whose notes alone have the word is counted", () => {
  assert.equal(surveyed("striped", "count").count, found("striped").length);
  assert.ok(surveyed("striped", "ids").ids?.includes("title-crystal" as PaperId));
});

test("the count is that of the answer, word for word", () => {
  for (const query of ["zebra", "zebras lion", "animal", "author:ada", "in:zoo -lion", "tag:animals stripes"])
    assert.equal(surveyed(query, "count").count, found(query).length, query);
});

test("facets count papers by year, venue, tag, author, state and collection", () => {
  assert.deepEqual(counts("", "year"), { 2023: 1, 2024: 2 });
  assert.deepEqual(counts("", "venue"), { iclr: 2 });
  assert.deepEqual(counts("", "author"), { "ada lovelace": 2, "zoe stripe": 1 });
  assert.deepEqual(counts("", "is"), { unread: 2, read: 1, starred: 1 });
  assert.deepEqual(counts("", "in"), { zoo: 2, "zoo/africa": 1 });
});

test("a collection is found by its beginning while it is typed, and by its name where it is one", () => {
  assert.deepEqual(found("in:zo").toSorted(), ["lion", "zebra"]);
  assert.deepEqual(found("in:zo "), []);
  assert.deepEqual(found("in:zoo/af"), ["zebra"]);
  const both = new PaperSearch();
  both.put([paper("one", { marks: ["in:a"] }), paper("other", { marks: ["in:ab"] })]);
  assert.equal(both.search(parseQuery("in:a", 1), 10).hits.length, 1);
});

test("what a paper says twice is counted once, and each value names a paper that has it", () => {
  assert.deepEqual(counts("", "tag"), { animals: 2, "to read": 1 });
  const [value] = surveyed("stripes", "facets").facets?.venue ?? [];
  assert.equal(value?.paper, "title-zebra");
});

test("facets are those of the answer", () => {
  assert.deepEqual(counts("is:read", "year"), { 2024: 1 });
  assert.deepEqual(counts("nothinglikethis", "year"), {});
});

test("papers that are removed or changed are counted as they are", () => {
  const changing = new PaperSearch();
  changing.put(library);
  changing.put([{ ...library[0], title: "zebra", abstract: "", id: "title-zebra" as PaperId, year: 2020 }]);
  changing.remove(["title-lion" as PaperId]);
  while (changing.tidy());
  const years = surveyed("", "facets", changing).facets?.year.map(({ value, count }) => [value, count]);
  assert.deepEqual(years?.sort(), [
    ["2020", 1],
    ["2024", 1],
  ]);
});

test("a survey that was called off counts nothing", async (t) => {
  const remote = remoteIndex(new WorkerLine());
  t.after(() => remote.dispose());
  await remote.put(library);
  const query = parseQuery("", 20_000);
  assert.equal((await remote.survey(query, "count")).count, 3);
  const off = new AbortController();
  const asked = remote.survey(query, "facets", off.signal);
  off.abort();
  assert.equal((await asked).facets, undefined);
  assert.equal((await remote.survey(query, "count", off.signal)).count, 0);
});

test("the newest come first where that is asked for, with what was found in them", () => {
  assert.deepEqual(found("zebra sort:newest"), ["crystal", "lion", "zebra"]);
  assert.deepEqual(found("is:unread sort:newest"), ["crystal", "zebra"]);
  const [first, second] = index.search(parseQuery("zebra sort:newest", 20_000), 10).hits;
  assert.deepEqual(first?.passage, { key: "n", kind: "note" });
  assert.deepEqual(second?.words, ["zebras"]);
  assert.deepEqual(found("zebra sort:relevance"), found("zebra"));
});

test("an order is no condition, and one that is none is explained", () => {
  assert.deepEqual(parseQuery("sort:newest", 1).conditions, []);
  assert.match(parseQuery("sort:oldest x", 1).problems[0]?.why ?? "", /takes relevance, newest/u);
  assert.deepEqual(parseQuery("sort:new", 1).problems, []);
});

test("every word can be required, wherever it stands", () => {
  const every = (text: string): readonly string[] =>
    index.search(requiringEveryWord(parseQuery(text, 20_000)), 10).hits.map(({ id }) => id.slice(6));
  assert.deepEqual(every("zebras manes"), ["lion"]);
  assert.deepEqual(every("striped crystal"), ["crystal"], "one word in the note, the other in the title");
  assert.deepEqual(every("the zebras and manes "), ["lion"], "words that say nothing are not required");
  assert.deepEqual(every("man"), ["lion"], "the last may still be growing");
});

test("a facet adds its operator to the query, and takes it out again", () => {
  assert.equal(withOperator("sparse", { field: "year", value: "2024" }), "sparse year:2024 ");
  assert.equal(withOperator("", { field: "author", value: "Ada Lovelace" }), 'author:"Ada Lovelace" ');
  const query = 'sparse  author:"ada lovelace" -survey';
  assert.equal(withOperator(query, { field: "author", value: "Ada Lovelace" }), query);
  assert.equal(toggled(query, { field: "author", value: "Ada Lovelace" }), "sparse -survey");
  assert.equal(withoutOperator("year:2023 OR year:2024 x", { field: "year", value: "2024" }), "year:2023 x");
  assert.equal(withoutOperator("a -tag:b", { field: "tag", value: "b" }), "a -tag:b");
  assert.equal(withoutField("x sort:newest sort:relevance", "sort"), "x");
});

test("no value can end its own quotation", () => {
  const query = withOperator("", { field: "tag", value: 'a" OR -is:read "b' });
  const { conditions } = parseQuery(query, 1);
  assert.equal(conditions.length, 1);
  assert.equal(conditions[0]?.kind, "words");
  assert.equal(toggled(query, { field: "tag", value: 'a" OR -is:read "b' }), "");
});

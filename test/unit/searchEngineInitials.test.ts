import assert from "node:assert/strict";
import { test } from "node:test";
import type { PaperId } from "../../src/domain/paperId.ts";
import { PaperSearch } from "../../src/search/engine/paperSearch.ts";
import { restoreIndex, storeIndex } from "../../src/search/engine/storedIndex.ts";
import { parseQuery } from "../../src/search/query/parseQuery.ts";
import type { Hit } from "../../src/search/searchPort.ts";
import { samplePapers } from "../fakes/sample.ts";

function indexOf(...titles: readonly string[]): PaperSearch {
  const index = new PaperSearch();
  index.put(titles.map((title) => ({ id: title as PaperId, title, abstract: "Nothing that helps." })));
  return index;
}
const hits = (index: PaperSearch, query: string): readonly Hit[] =>
  index.search(parseQuery(query, 0), 20).hits;
const found = (index: PaperSearch, query: string): readonly string[] =>
  hits(index, query).map(({ id }) => id);

test("a short word finds titles by the first letters of their words, with words that say nothing and without", () => {
  const index = indexOf(
    "Sparse Mixture of Experts for Vision",
    "Reinforcement Learning from Human Feedback, Revisited",
    "State-of-the-Art Parsing",
    "Other things",
  );
  for (const [query, title] of [
    ["moe", "Sparse Mixture of Experts for Vision"],
    ["MoE ", "Sparse Mixture of Experts for Vision"],
    ["smoe", "Sparse Mixture of Experts for Vision"],
    ["rlhf ", "Reinforcement Learning from Human Feedback, Revisited"],
    ["rlfhf ", "Reinforcement Learning from Human Feedback, Revisited"],
    ["sota ", "State-of-the-Art Parsing"],
    ["sparse moe ", "Sparse Mixture of Experts for Vision"],
  ] as const)
    assert.equal(found(index, query)[0], title, query);
  assert.deepEqual(
    hits(index, "moe ").map(({ fields }) => fields),
    [["title"]],
  );
});

test("a title that has the very word comes before one with its first letters", () => {
  const index = indexOf("Mixture of Experts for Vision", "MoE for Vision");
  assert.deepEqual(found(index, "moe "), ["MoE for Vision", "Mixture of Experts for Vision"]);
});

test("all letters count, in one row", () => {
  const index = indexOf("Learning from Human Feedback", "Reinforcement Learning of Humans");
  assert.deepEqual(found(index, "rlhf "), []);
});

test("first letters are looked for in short queries only, and not for words that say nothing", () => {
  const index = indexOf("Theory has Evidence", "Mixture of Experts");
  assert.deepEqual(found(index, "the "), []);
  assert.deepEqual(found(index, "a moe between other words of prose "), []);
});

test("while a word is typed, titles with those first letters do not hide those that begin so", () => {
  const index = indexOf("Attention Transformers Everywhere", "Attending to Attendance", "Atemporal Models");
  assert.equal(found(index, "ate")[0], "Atemporal Models");
});

test("first letters are known of an index that was stored, and forgotten with the paper", () => {
  const index = indexOf("Mixture of Experts", "Other things");
  const restored = restoreIndex(storeIndex(index));
  assert.ok(restored.ok);
  assert.deepEqual(found(restored.value, "moe "), ["Mixture of Experts"]);
  restored.value.remove(["Mixture of Experts" as PaperId]);
  assert.deepEqual(found(restored.value, "moe "), []);
});

test("short names of papers of the sample are found by their names in the title and by what they stand for", () => {
  const index = new PaperSearch();
  index.put(samplePapers);
  const titles = (query: string): readonly string[] =>
    hits(index, query).map(({ id }) => samplePapers.find((each) => each.id === id)?.title ?? "");
  for (const [query, beginning] of [
    ["hip", "HiP"],
    ["splade", "Mistral-SPLADE"],
    ["wina", "WINA"],
    ["beir", "Resources for Brewing BEIR"],
    ["sale", "SALE"],
  ] as const)
    assert.ok(
      titles(query)
        .slice(0, 3)
        .some((title) => title.includes(beginning)),
      `${query}: ${titles(query).slice(0, 3).join(" | ")}`,
    );
  const experts = samplePapers
    .filter(({ title }) => /mixture.of.expert/iu.test(title))
    .map(({ title }) => title);
  assert.ok(experts.length > 0);
  for (const title of experts) assert.ok(titles("moe").includes(title), title);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { Bibliography } from "../../src/citations/bibliography.ts";
import { summaryOf } from "../../src/citations/bibSummary.ts";
import { similarKeys } from "../../src/citations/similarKeys.ts";
import type { Paper, PaperDraft } from "../../src/domain/paper.ts";
import { newPaper } from "../../src/library/merge.ts";
import { PaperLookup } from "../../src/library/paperLookup.ts";

const paper = (title: string, more: Partial<PaperDraft> = {}): Paper =>
  newPaper({ title, abstract: "", source: { kind: "test" }, ...more }, "2025-07-30T00:00:00.000Z");
const sparse = paper("The Sparse Frontier", { identifiers: ["arxiv:2504.17768"] });
const smith = paper("Widgets at Scale", { authors: ["Jo Smith"], year: 2020 });
const lookup = new PaperLookup([sparse, smith]);

const bibliography = (files: Readonly<Record<string, string>>): Bibliography => {
  const made = new Bibliography();
  for (const [file, text] of Object.entries(files)) made.set(file, summaryOf(file, text));
  return made;
};

test("a key means the paper that its entry describes, by id, address or title", () => {
  const refs = bibliography({
    "a.bib": `@misc{byId, title = {?}, eprint = {2504.17768}}
@misc{byDoi, doi = {10.48550/arXiv.2504.17768}}
@misc{byUrl, url = {https://arxiv.org/abs/2504.17768v2}}
@misc{byTitle, title = {The {Sparse} {\\em Frontier}}}`,
  });
  for (const key of ["byId", "byDoi", "byUrl", "byTitle"])
    assert.equal(refs.over(lookup).find([`key:${key}`]), sparse.id, key);
});

test("an entry for a paper that the library has not is never taken for another of the same key", () => {
  const key = "key:smith2020widgets" as const;
  assert.equal(bibliography({}).over(lookup).find([key]), smith.id);
  const other = bibliography({ "a.bib": "@misc{smith2020widgets, title = {Something Else}}" });
  assert.equal(other.over(lookup).find([key]), undefined);
  const bare = bibliography({ "a.bib": "@misc{smith2020widgets,}" });
  assert.equal(
    bare.over(lookup).find([key]),
    smith.id,
    "an entry that says nothing leaves it to the library",
  );
});

test("entries are forgotten with their file", () => {
  const refs = bibliography({ "a.bib": "@misc{one, title = {The Sparse Frontier}}" });
  assert.equal(refs.named("one")[0]?.file, "a.bib");
  assert.equal(refs.byPaper(lookup).get(sparse.id)?.key, "one");
  refs.delete("a.bib");
  assert.deepEqual(refs.named("one"), []);
  assert.deepEqual([...refs.keys()], []);
});

test("entries of one key or one paper are twins, and two papers of one title are not", () => {
  const refs = bibliography({
    "a.bib": `@a{one, title = {Same}, doi = {10.1000/x}}
@a{two, title = {Other}, doi = {10.1000/X}}
@a{three, title = {Editorial}, doi = {10.1000/e1}}`,
    "b.bib": "@a{one, title = {Quite Another}}\n@a{four, title = {Editorial}, doi = {10.1000/e2}}",
  });
  assert.deepEqual(
    refs.twins().map(({ entry, other, same }) => [entry.file, entry.key, other.key, same]),
    [
      ["a.bib", "two", "one", "paper"],
      ["b.bib", "one", "one", "key"],
    ],
  );
});

test("near keys are suggested, nearest first, and far ones are not", () => {
  const known = ["vaswani2017attention", "vaswani2018attention", "devlin2019bert", "he2016deep"];
  assert.deepEqual(similarKeys("vaswani2017atention", known), [
    "vaswani2017attention",
    "vaswani2018attention",
  ]);
  assert.deepEqual(similarKeys("vawsani2017attention", known), [
    "vaswani2017attention",
    "vaswani2018attention",
  ]);
  assert.deepEqual(similarKeys("Devlin2019BERT", known), ["devlin2019bert"]);
  assert.deepEqual(similarKeys("brown2020language", known), []);
  assert.deepEqual(similarKeys("h", known), []);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Paper } from "../../src/domain/paper.ts";
import { collectionName, collectionsAround, collectionsOf, movedTo } from "../../src/library/collections.ts";
import { allIn, outline, outlineDifference } from "../../src/library/outline.ts";
import { samplePapers } from "../fakes/sample.ts";

const inCollections = (at: number, ...collections: readonly string[]): Paper => {
  const paper = samplePapers[at];
  assert.ok(paper);
  return { ...paper, collections };
};

test("a name is tidied: parts without spaces around them, none empty, and nothing that ends a quotation", () => {
  assert.equal(collectionName("  thesis /  related   work//"), "thesis/related work");
  assert.equal(collectionName('a "b" c'), "a b c");
  assert.equal(collectionName(" / "), "");
});

test("a paper is in what its collections lie in as well", () => {
  assert.deepEqual(collectionsAround(["a/b/c", "a/d"]), ["a/b/c", "a/b", "a", "a/d"]);
  assert.deepEqual(collectionsOf([inCollections(0, "b/c"), inCollections(1, "a")]), ["a", "b", "b/c"]);
});

test("a paper goes into collections and out of them, and stays the same object where nothing changes", () => {
  const paper = inCollections(0, "a", "b");
  assert.deepEqual(movedTo(paper, ["c"], ["a"]).collections, ["b", "c"]);
  assert.equal(movedTo(paper, ["b"], ["x"]), paper);
});

test("collections are groups inside each other, also those that have no papers of their own", () => {
  const papers = [
    inCollections(0, "thesis/related", "zoo"),
    inCollections(1, "thesis/method"),
    inCollections(2),
  ];
  const groups = outline(papers, "collection");
  assert.deepEqual(
    groups.map(({ key, label, parent, papers: own }) => [key, label, parent, own.length]),
    [
      ["thesis", "thesis", undefined, 0],
      ["thesis/method", "method", "thesis", 1],
      ["thesis/related", "related", "thesis", 1],
      ["zoo", "zoo", undefined, 1],
      ["", "No collection", undefined, 1],
    ],
  );
  const [thesis] = groups;
  assert.equal(thesis && allIn(thesis).length, 2);
});

test("when a paper deep inside is read, the counts above it are drawn anew", () => {
  const before = outline([inCollections(0, "a/b"), inCollections(1, "a")], "collection");
  const read = { ...inCollections(0, "a/b"), reading: "read" as const };
  const difference = outlineDifference(before, outline([read, inCollections(1, "a")], "collection"));
  assert.ok(difference !== "all");
  assert.deepEqual(difference.groups, ["a", "a/b"]);
});

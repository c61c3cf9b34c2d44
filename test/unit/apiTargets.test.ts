import assert from "node:assert/strict";
import { test } from "node:test";
import { targetsIn } from "../../src/host/workspace/targets.ts";
import { findPaper } from "../../src/library/findPaper.ts";
import { samplePapers } from "../fakes/sample.ts";

const [first, second, ...others] = samplePapers;
assert.ok(first && second);
const named = { ...second, identifiers: ["arxiv:2407.12345", "doi:10.1/x"] };
const papers = [first, named, ...others];

test("a paper is found by its id, any identifier, or its title however it is written", () => {
  assert.equal(findPaper(papers, first.id), first);
  for (const name of [
    "arxiv:2407.12345",
    "doi:10.1/x",
    named.title,
    named.title.toUpperCase(),
    `  ${named.title}! `,
  ])
    assert.equal(findPaper(papers, name), named, name);
});

test("a name that is none finds nothing, however strange", () => {
  for (const name of [
    "",
    " ",
    "???",
    "arxiv:",
    "constructor",
    "__proto__",
    "title-",
    named.title.slice(0, -3),
  ])
    assert.equal(findPaper(papers, name), undefined, name);
});

test("commands take an id, a node of the tree, a list, or what is selected in the tree, each paper once", () => {
  const node = { kind: "paper", paper: first.id };
  assert.deepEqual(targetsIn(papers, first.id), [first]);
  assert.deepEqual(targetsIn(papers, node), [first]);
  assert.deepEqual(targetsIn(papers, [first.id, "doi:10.1/x", first.id]), [first, named]);
  assert.deepEqual(targetsIn(papers, node, [node, { paper: named.id }]), [first, named]);
  assert.deepEqual(targetsIn(papers, node, []), [first]);
});

test("commands that are called with anything else are for no paper", () => {
  for (const target of [
    undefined,
    null,
    5,
    true,
    {},
    { paper: 5 },
    { paper: null },
    [],
    [undefined],
    () => first,
  ])
    assert.deepEqual(targetsIn(papers, target), []);
  assert.deepEqual(targetsIn(papers, undefined, ["unknown", 7, null]), []);
});

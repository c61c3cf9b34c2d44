import assert from "node:assert/strict";
import { test } from "node:test";
import type { Paper } from "../../src/domain/paper.ts";
import { editing, noEdit, readBulkEdit, type BulkEdit } from "../../src/library/bulkEdit.ts";
import { outline } from "../../src/library/outline.ts";
import { withCollectionRenamed, withTagRenamed } from "../../src/library/renaming.ts";
import { isSmart, searchOfGroup, smartGroups } from "../../src/library/smartGroups.ts";
import { comparing, type Sort } from "../../src/library/sorting.ts";
import { stageOf, stages } from "../../src/domain/stage.ts";
import { samplePapers } from "../fakes/sample.ts";

const [first, second, third] = samplePapers;
assert.ok(first && second && third);
const [monday, tuesday] = ["2026-11-23", "2026-11-24"];
const named = (title: string, facts: Partial<Paper> = {}): Paper => ({ ...first, title, ...facts });
const edited = (paper: Paper, edit: Partial<BulkEdit>, today = monday): Paper =>
  editing([paper], [paper.id], { ...noEdit, ...edit }, today)(paper);

test("within its group a paper stands where the chosen order puts it", () => {
  const papers = [
    named("B", { authors: ["Zoë Adams"], year: 2020, added: monday, queue: 2 }),
    named("A", { authors: ["Müller, Ann"], year: 2024, added: tuesday, starred: true }),
    named("C", { authors: [], year: 2022, added: monday, queue: 1 }),
  ];
  const sorted = (sort: Sort): string => {
    const [group] = outline(
      papers,
      "date",
      "en",
      comparing(sort, () => ""),
    );
    return (group?.papers ?? []).map(({ title }) => title).join("");
  };
  assert.deepEqual((["title", "author", "year", "added", "priority", "feed"] as const).map(sorted), [
    "ABC",
    "BAC",
    "ACB",
    "ABC",
    "CBA",
    "ABC",
  ]);
});

test("papers whose notes were changed last stand first, and those without notes as the feed had them", () => {
  const noted = comparing("notes", (id) => (id === third.id ? tuesday : id === second.id ? monday : ""));
  assert.deepEqual(
    [first, second, third].toSorted(noted).map(({ id }) => id),
    [third.id, second.id, first.id],
  );
});

test("one edit adds, takes away and sets; done again it changes nothing", () => {
  const paper = named("A", { tags: ["x", "y"], collections: ["a", "z"] });
  const edit: Partial<BulkEdit> = {
    addTags: [" z ", " "],
    removeTags: ["x"],
    addCollections: [" b / c "],
    removeCollections: ["z"],
    stage: "read",
    starred: true,
  };
  const after = edited(paper, edit);
  assert.deepEqual(
    [after.tags, after.collections],
    [
      ["y", "z"],
      ["a", "b/c"],
    ],
  );
  assert.deepEqual([after.reading, after.starred, after.finished], ["read", true, monday]);
  assert.equal(edited(after, edit, tuesday), after);
});

test("from every stage an edit leads to every other, also out of the archive", () => {
  for (const from of stages)
    for (const to of stages) {
      const there = edited(edited(named("A"), { stage: from }), { stage: to });
      assert.equal(stageOf(there), to, `${from} to ${to}`);
      assert.equal(there.archived === true, to === "archived");
    }
});

test("papers that an edit queues come behind those of the queue, in the order in which they were chosen", () => {
  const papers = [{ ...first, queue: 4 }, second, third];
  const edit = editing(papers, [third.id, second.id], { ...noEdit, stage: "toRead" }, monday);
  const queue = papers.map((paper) => (paper === papers[0] ? paper : edit(paper)));
  const [toRead] = outline(queue, "reading");
  assert.deepEqual(
    toRead?.papers.map(({ id }) => id),
    [first.id, third.id, second.id],
  );
});

test("an edit with a field or a stage that is none is refused, with its name", () => {
  for (const [raw, name] of [
    [{ addTag: ["x"] }, /addTag/u],
    [{ stage: "somewhere" }, /stage/u],
    [{ addTags: "x" }, /addTags/u],
    [7, /./u],
  ] as const) {
    const read = readBulkEdit(raw);
    assert.match(read.ok ? "" : read.why, name);
  }
  assert.ok(readBulkEdit({ stage: "skipped" }).ok);
});

test("a tag is renamed or removed, also where the new name is there already, and nothing else changes", () => {
  const paper = named("A", { tags: ["x", "y", "xy"] });
  assert.deepEqual(withTagRenamed(paper, "x", "z").tags, ["z", "y", "xy"]);
  assert.deepEqual(withTagRenamed(paper, "x", "y").tags, ["y", "xy"]);
  assert.deepEqual(withTagRenamed(paper, "x").tags, ["y", "xy"]);
  assert.equal(withTagRenamed(paper, "none", "z"), paper);
  assert.equal(withTagRenamed(paper, "x", "x"), paper);
});

test("what lies in a collection moves with it, and a name that only begins the same does not", () => {
  const paper = named("A", { collections: ["a", "a/b", "ab", "c"] });
  assert.deepEqual(withCollectionRenamed(paper, "a", "d/e").collections, ["d/e", "d/e/b", "ab", "c"]);
  assert.deepEqual(withCollectionRenamed(paper, "a/b", "c").collections, ["a", "c", "ab"]);
  assert.deepEqual(withCollectionRenamed(paper, "a").collections, ["ab", "c"]);
  assert.equal(withCollectionRenamed(paper, "b", "c"), paper);
});

test("a smart collection has what its search found, in the tree's order, and leads back to the search", () => {
  const search = { name: "To do / now", query: "is:unread", shelf: "home" };
  const ids = new Set([third.id, first.id]);
  const [group] = smartGroups([{ search, ids }], [first, second, third], (a, b) => (a.id < b.id ? 1 : -1));
  assert.ok(group);
  assert.deepEqual(
    group.papers.map(({ id }) => id),
    [first.id, third.id].toSorted().reverse(),
  );
  assert.equal(group.label, search.name);
  assert.deepEqual(searchOfGroup(group.key), { name: search.name, shelf: search.shelf });
  const others = [
    ...outline([first, { ...second, archived: true }], "tag"),
    ...outline([first], "collection"),
  ];
  assert.ok(others.every(({ key }) => !isSmart(key)));
});

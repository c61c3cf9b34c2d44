import assert from "node:assert/strict";
import { test } from "node:test";
import { commentOf, type AnnotationId } from "../../src/domain/annotation.ts";
import type { Note } from "../../src/domain/note.ts";
import { pastOf } from "../../src/notes/past.ts";
import { MemoryFiles } from "../fakes/memoryFiles.ts";
import { samplePaper } from "../fakes/sample.ts";
import { settled } from "../fakes/settled.ts";
import { bob, Workspace } from "../fakes/workspace.ts";

const paper = samplePaper("COMET");
interface Ending {
  after(end: () => void): void;
}

/** Ann's window, Bob's window, and the one disk below both. */
function twoWindows(t: Ending): { files: MemoryFiles; a: Workspace; b: Workspace } {
  const files = new MemoryFiles();
  const [a, b] = [new Workspace(t, files), new Workspace(t, files)];
  b.author = bob;
  b.clock.advance(1_000);
  return { files, a, b };
}
const shown = ({ notes }: Workspace): readonly Note[] => notes.of(paper);
const only = (workspace: Workspace): Note => {
  const [note] = shown(workspace);
  assert.ok(note);
  return note;
};
const saidIn = (workspace: Workspace): unknown =>
  only(workspace).conflicts?.map(({ field, versions }) => [
    field,
    ...versions.map(({ value, author }) => `${author}: ${value}`),
  ]);

/** Both write the comment of one note without seeing what the other writes. */
async function conflicting(t: Ending): Promise<{ a: Workspace; b: Workspace; id: AnnotationId }> {
  const { files, a, b } = twoWindows(t);
  const { id } = await a.notes.add({ paper: paper.id, comment: "first" });
  await settled();
  const elsewhere = new MemoryFiles("memory:/shelf", files.snapshot());
  const away = new Workspace(t, elsewhere);
  away.author = bob;
  away.clock.advance(2_000);
  await away.notes.edit(paper.id, id, { comment: "from Bob" });
  a.clock.advance(5_000);
  await a.notes.edit(paper.id, id, { comment: "from Ann" });
  await b.notes.load();
  await settled();
  for (const [path, text] of Object.entries(elsewhere.snapshot()))
    if (files.text(path) === undefined) files.edit(path, text);
  await settled();
  a.clock.advance(60_000);
  b.clock.advance(60_000);
  return { a, b, id };
}

test("a note that two people wrote apart shows both versions, with who wrote them and when", async (t) => {
  const { a, b } = await conflicting(t);
  assert.deepEqual(saidIn(a), [["comment", "Ann: from Ann", "Bob: from Bob"]]);
  assert.deepEqual(saidIn(b), saidIn(a));
  const [conflict] = only(a).conflicts ?? [];
  assert.ok(conflict?.versions.every(({ modified }) => !Number.isNaN(Date.parse(modified))));
});

for (const [take, expected] of [
  [0, "from Ann"],
  [1, "from Bob"],
  ["both", "from Bob\n\nfrom Ann"],
] as const)
  test(`a conflict that is settled (${take}) is over for all; undo opens it as it was, redo settles it again`, async (t) => {
    const { a, b, id } = await conflicting(t);
    const before = saidIn(a);
    await a.notes.settle(paper.id, id, "comment", take);
    await settled();
    for (const each of [a, b]) assert.deepEqual([only(each).comment, saidIn(each)], [expected, undefined]);
    assert.equal(await a.notes.undo(), "settled conflict");
    await settled();
    for (const each of [a, b]) assert.deepEqual([only(each).comment, saidIn(each)], ["from Ann", before]);
    assert.equal(await a.notes.redo(), "settled conflict");
    await settled();
    for (const each of [a, b]) assert.deepEqual([only(each).comment, saidIn(each)], [expected, undefined]);
    assert.equal(await a.notes.undo(), "settled conflict");
    assert.deepEqual(saidIn(a), before);
  });

test("what is not in conflict cannot be settled, nor a version that is not there", async (t) => {
  const { a, id } = await conflicting(t);
  await assert.rejects(a.notes.settle(paper.id, id, "color", 0), /no longer in conflict/u);
  await assert.rejects(a.notes.settle(paper.id, id, "comment", 7), /no longer there/u);
  assert.notEqual(saidIn(a), undefined);
});

test("several notes edited or removed in one wish are one step to undo, and one that is gone lets none change", async (t) => {
  const { a } = twoWindows(t);
  const ids = [];
  for (const comment of ["first", "second", "third"])
    ids.push((await a.notes.add({ paper: paper.id, comment })).id);
  const colors = (): readonly string[] => a.notes.of(paper).map(({ color }) => color);
  const before = colors();
  await a.notes.editAll(paper.id, new Map(ids.map((id) => [id, { color: "pink" }])));
  assert.deepEqual(colors(), ["pink", "pink", "pink"]);
  assert.equal(await a.notes.undo(), "edited 3 notes");
  assert.deepEqual(colors(), before);

  await a.notes.removeAll(paper.id, ids);
  assert.equal(a.notes.of(paper).length, 0);
  assert.equal(await a.notes.undo(), "removed 3 notes");
  assert.equal(a.notes.of(paper).length, 3);

  const gone = "urn:uuid:00000000-0000-4000-8000-000000000000" as AnnotationId;
  const edits = new Map([...ids, gone].map((id) => [id, { comment: "changed" }]));
  await assert.rejects(a.notes.editAll(paper.id, edits), /no longer there/u);
  assert.deepEqual(
    a.notes.of(paper).map(({ comment }) => comment),
    ["first", "second", "third"],
  );
});

test("undo takes back what its step changed and leaves what someone else changed in other fields", async (t) => {
  const { a, b } = twoWindows(t);
  const { id } = await a.notes.add({ paper: paper.id, comment: "first" });
  await a.notes.edit(paper.id, id, { comment: "second" });
  await settled();
  await b.notes.edit(paper.id, id, { color: "pink", tags: ["theirs"] });
  await settled();
  assert.equal(await a.notes.undo(), "edited note");
  assert.deepEqual([only(a).comment, only(a).color, only(a).tags], ["first", "pink", ["theirs"]]);
  assert.equal(await a.notes.redo(), "edited note");
  assert.deepEqual([only(a).comment, only(a).color], ["second", "pink"]);
});

test("what was made is not taken back once someone has changed it, and nothing is written then", async (t) => {
  const { files, a, b } = twoWindows(t);
  const { id } = await a.notes.add({ paper: paper.id, comment: "first" });
  await settled();
  await b.notes.edit(paper.id, id, { color: "pink" });
  await settled();
  const before = files.snapshot();
  await assert.rejects(a.notes.undo(), /changed elsewhere/u);
  assert.deepEqual(files.snapshot(), before);
  assert.equal(only(a).comment, "first");
});

test("a step that someone's change stands against is passed over, and the one before it can be undone", async (t) => {
  const { a, b } = twoWindows(t);
  const one = await a.notes.add({ paper: paper.id, comment: "one" });
  const two = await a.notes.add({ paper: paper.id, comment: "two" });
  await a.notes.edit(paper.id, two.id, { comment: "two!" });
  await settled();
  await b.notes.edit(paper.id, two.id, { comment: "theirs" });
  await settled();
  await assert.rejects(a.notes.undo(), /changed elsewhere/u);
  await assert.rejects(a.notes.undo(), /changed elsewhere/u);
  assert.equal(await a.notes.undo(), "new note");
  assert.deepEqual(
    [shown(a).map(({ comment }) => comment), a.notes.removed(paper.id).map(({ shown: gone }) => gone.id)],
    [["theirs"], [one.id]],
  );
});

test("several notes removed at once come back in one step", async (t) => {
  const { a } = twoWindows(t);
  const ids: AnnotationId[] = [];
  for (const comment of ["one", "two", "three"])
    ids.push((await a.notes.add({ paper: paper.id, comment })).id);
  await a.notes.removeAll(paper.id, ids);
  assert.deepEqual(shown(a), []);
  assert.equal(await a.notes.undo(), "removed 3 notes");
  assert.equal(shown(a).length, 3);
  assert.equal(await a.notes.redo(), "removed 3 notes");
  assert.deepEqual(shown(a), []);
});

test("when one of several notes was changed elsewhere none of them is taken back", async (t) => {
  const { a, b } = twoWindows(t);
  const ids: AnnotationId[] = [];
  for (const comment of ["one", "two"]) ids.push((await a.notes.add({ paper: paper.id, comment })).id);
  await a.notes.changeAll(paper.id, ids, "recoloured", (note) => ({ ...note, "x-stars": 1 }));
  await settled();
  await b.notes.changeAll(paper.id, ids.slice(1), "recoloured", (note) => ({ ...note, "x-stars": 2 }));
  await settled();
  await assert.rejects(a.notes.undo(), /changed elsewhere/u);
  assert.deepEqual(
    a.notes.annotations(paper.id).map((note) => note["x-stars"]),
    [1, 2],
  );
});

test("every earlier version can be read and restored, also of a note that was removed, and that can be undone", async (t) => {
  const { a, b } = twoWindows(t);
  const { id } = await a.notes.add({ paper: paper.id, comment: "one", color: "blue" });
  await a.notes.edit(paper.id, id, { comment: "two" });
  await settled();
  await b.notes.edit(paper.id, id, { color: "pink" });
  await b.notes.remove(paper.id, id);
  await settled();
  const standing = a.notes.standing(paper.id, id);
  assert.ok(standing);
  const past = pastOf(standing);
  assert.deepEqual(
    past.map(({ line }) => commentOf(line)),
    ["one", "two", "two", "two"],
  );
  assert.deepEqual(shown(a), []);
  await a.notes.restoreVersion(paper.id, id, past[0]?.key ?? "");
  assert.deepEqual([only(a).comment, only(a).color], ["one", "blue"]);
  assert.equal(await a.notes.undo(), "restored version");
  assert.deepEqual(shown(a), []);
  await assert.rejects(a.notes.restoreVersion(paper.id, id, "nobody"), /no longer there/u);
});

test("restoring a version ends the conflicts of its note, and undo brings them back", async (t) => {
  const { a, id } = await conflicting(t);
  const before = saidIn(a);
  const standing = a.notes.standing(paper.id, id);
  assert.ok(standing);
  await a.notes.restoreVersion(paper.id, id, pastOf(standing)[0]?.key ?? "");
  assert.deepEqual([only(a).comment, saidIn(a)], ["first", undefined]);
  await a.notes.undo();
  assert.deepEqual([only(a).comment, saidIn(a)], ["from Ann", before]);
});

test("an agent has a log of its own and its notes say that they are an agent's; what it edits says so too", async (t) => {
  const { files, a } = twoWindows(t);
  const reviewer = { name: "Reviewer", isAgent: true } as const;
  const { id } = await a.notes.add({ paper: paper.id, comment: "by machine" }, reviewer);
  const [path] = files.writes;
  assert.match(path ?? "", /\/agent-reviewer-[0-9a-f]{8}\.jsonl$/u);
  assert.deepEqual([only(a).author, only(a).byAgent], ["Reviewer", true]);
  await a.notes.edit(paper.id, id, { comment: "by Ann" });
  assert.deepEqual([only(a).author, only(a).byAgent], ["Reviewer", true]);
  const line = a.notes.standing(paper.id, id)?.lines.at(-1);
  assert.deepEqual(line?.["marginalia:editor"], {
    type: "Person",
    name: "Ann",
    email: "mailto:ann@example.org",
  });
});

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { appendFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { test, type TestContext } from "node:test";
import { compact, planCompacting, savedBytes } from "../../src/check/compact.ts";
import { bytesBelow, DiskFiles, temporaryFolder } from "../fakes/diskFiles.ts";
import { DiskShelf } from "../fakes/diskShelf.ts";
import { samplePaper } from "../fakes/sample.ts";
import { ann, bob, Workspace } from "../fakes/workspace.ts";
import { logName } from "../../src/notes/author.ts";
import { headsOf, type Standing } from "../../src/notes/standing.ts";
import { root } from "../run/places.mjs";

const fixture = (name: string): Buffer => readFileSync(join(root, "test/fixtures/notes", name));
const paper = samplePaper("COMET");
const log = `annotations/${paper.id}/${logName(ann)}`;
const now = "2026-08-01T08:00:00.000Z";

async function shelfWith(
  t: TestContext,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<DiskShelf> {
  const shelf = new DiskShelf(await temporaryFolder(t));
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(shelf.at(path)), { recursive: true });
    await writeFile(shelf.at(path), content);
  }
  return shelf;
}

/** How all notes stand, removed ones and conflicts too, without their past. */
async function standing(t: TestContext, shelf: DiskShelf): Promise<unknown> {
  const { notes } = new Workspace(t, new DiskFiles(shelf.name));
  await notes.load();
  assert.deepEqual(notes.problems, []);
  const shown = notes.annotations(paper.id);
  return [...shown, ...notes.removed(paper.id).map((each) => each.shown)]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((each) => [
      each,
      notes.standing(paper.id, each.id)?.conflicts,
      headsIn(notes.standing(paper.id, each.id)),
    ]);
}

const headsIn = (standing: Standing | undefined) => (standing === undefined ? [] : headsOf(standing));

async function compacted(shelf: DiskShelf, history = false) {
  const plan = await planCompacting([shelf], history);
  assert.deepEqual([plan.obstacles, plan.cancelled], [[], false]);
  return compact(plan, now);
}

for (const file of ["kinds.v1.jsonl", "kinds.v2.jsonl", "windows.v1.jsonl"])
  test(`after compacting ${file} every note stands as before, and lines that stay keep their bytes`, async (t) => {
    const shelf = await shelfWith(t, { [log]: fixture(file) });
    const before = await standing(t, shelf);
    const { logs } = await compacted(shelf);
    assert.deepEqual(await standing(t, shelf), before);
    const lines = new Set(fixture(file).toString().split("\n"));
    const left = (await readFile(shelf.at(log), "utf8")).split("\n");
    assert.ok(left.every((line) => lines.has(line)));
    assert.equal(savedBytes(logs), fixture(file).length - (await readFile(shelf.at(log))).length);
    assert.equal(logs.length, file === "windows.v1.jsonl" ? 0 : 1);
    assert.deepEqual((await compacted(shelf)).logs, []);
  });

test("edits of two people in two logs come down to the lines that the notes stand by", async (t) => {
  const files = new DiskFiles(join(await temporaryFolder(t), ".marginalia"));
  const shelf = new DiskShelf(dirname(files.name));
  const workspace = new Workspace(t, files);
  const note = await workspace.notes.add({ paper: paper.id, comment: "0", tags: ["t"] });
  const gone = await workspace.notes.add({ paper: paper.id, comment: "gone" });
  for (let at = 1; at <= 20; at++) {
    workspace.clock.advance(1_000);
    workspace.author = at % 2 === 0 ? ann : bob;
    await workspace.notes.edit(paper.id, note.id, {
      comment: String(at),
      color: at % 3 === 0 ? "pink" : "blue",
    });
  }
  await workspace.notes.remove(paper.id, gone.id);
  const before = await standing(t, shelf);
  const { logs, backups } = await compacted(shelf);
  assert.deepEqual(await standing(t, shelf), before);
  assert.equal(
    logs.reduce((sum, { droppedLines }) => sum + droppedLines, 0),
    21,
  );
  const left = Object.keys(await bytesBelow(shelf.at("annotations")));
  assert.equal(left.length, 2); // a log without lines stays, so that git has nothing to ask

  // The removed note can still be restored, and the backup brings back the past.
  const after = new Workspace(t, new DiskFiles(shelf.name));
  await after.notes.load();
  await after.notes.restore(paper.id, gone.id);
  assert.equal(after.notes.annotations(paper.id).length, 2);
  await backups[0]?.restore();
  assert.deepEqual(await standing(t, shelf), before);
});

test("with history only repeated lines go", async (t) => {
  const once = fixture("kinds.v2.jsonl");
  const shelf = await shelfWith(t, { [log]: Buffer.concat([once, once]) });
  const { logs } = await compacted(shelf, true);
  assert.equal(savedBytes(logs), once.length);
  assert.ok((await readFile(shelf.at(log))).equals(once));
});

test("lines of other tools stay, also where an edit of ours came after them", async (t) => {
  const [foreign = ""] = fixture("foreign.jsonl").toString().split("\n");
  const shelf = await shelfWith(t, { [log]: `${foreign}\n` });
  const workspace = new Workspace(t, new DiskFiles(shelf.name));
  await workspace.notes.load();
  const [note] = workspace.notes.annotations(paper.id);
  assert.ok(note);
  for (const comment of ["a", "b", "c"]) await workspace.notes.edit(paper.id, note.id, { comment });
  const before = await standing(t, shelf);
  await compacted(shelf);
  assert.deepEqual(await standing(t, shelf), before);
  const left = (await readFile(shelf.at(log), "utf8")).trimEnd().split("\n");
  // Then the lines between are what the note stands by.
  assert.deepEqual([left[0], left.length], [foreign, 4]);
});

for (const [file, why] of [
  ["foreign.jsonl", /cannot be read/u],
  ["conflict.v1.jsonl", /merge conflict/u],
  ["newer.v3.jsonl", /newer Marginalia/u],
] as const)
  test(`nothing is compacted while there is ${file}`, async (t) => {
    const shelf = await shelfWith(t, {
      [log]: fixture(file),
      [`annotations/${paper.id}/bob-1.jsonl`]: fixture("kinds.v1.jsonl"),
    });
    const before = await bytesBelow(shelf.name);
    const plan = await planCompacting([shelf], false);
    assert.match(plan.obstacles.join("\n"), why);
    await compact(plan, now);
    assert.deepEqual(await bytesBelow(shelf.name), before);
  });

test("a log to which someone writes meanwhile is left as it is", async (t) => {
  const shelf = await shelfWith(t, { [log]: fixture("kinds.v1.jsonl") });
  const plan = await planCompacting([shelf], false);
  await appendFile(shelf.at(log), "more\n");
  const { failed, logs } = await compact(plan, now);
  assert.match(failed[0]?.why ?? "", /meanwhile/u);
  assert.deepEqual(logs, []);
  assert.ok((await readFile(shelf.at(log), "utf8")).endsWith("more\n"));
});

test("compacting that is stopped while it reads changes nothing", async (t) => {
  const shelf = await shelfWith(t, { [log]: fixture("kinds.v1.jsonl") });
  const stop = new AbortController();
  stop.abort();
  const plan = await planCompacting([shelf], false, { signal: stop.signal });
  assert.deepEqual([plan.cancelled, plan.logs], [true, []]);
});

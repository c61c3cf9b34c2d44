/** Additions, edits of many papers and removals are taken back byte for byte; what was changed since is left. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { PaperDraft } from "../../src/domain/paper.ts";
import { PartlyChanged } from "../../src/library/paperChanges.ts";
import { bytesBelow, DiskFiles, temporaryFolder } from "../fakes/diskFiles.ts";
import { diskFull, MemoryFiles } from "../fakes/memoryFiles.ts";
import { Workspace } from "../fakes/workspace.ts";

const draft = (id: string, more: Partial<PaperDraft> = {}): PaperDraft => ({
  ...{ title: `Paper ${id}`, abstract: "", identifiers: [`arxiv:2607.${id}`] },
  source: { kind: "bibtex" },
  ...more,
});
const older = draft("00001", { abstract: "We begin" });

test("what an import added goes, and what it changed is as it was, to the byte", async (t) => {
  const files = new DiskFiles(await temporaryFolder(t));
  const { library } = new Workspace(t, files);
  await library.add([older]);
  const before = await bytesBelow(files.name);
  const report = await library.add([
    draft("00001", { abstract: "We begin and go on", source: { kind: "ris" } }),
    ...Array.from({ length: 40 }, (_, at) => draft(String(10_000 + at))),
  ]);
  assert.deepEqual([report.added.length, report.updated.length, report.changes.length], [40, 1, 41]);
  assert.deepEqual(await library.undo(report.changes), []);
  assert.deepEqual(await bytesBelow(files.name), before);
  assert.deepEqual(
    (await library.papers()).map(({ abstract }) => abstract),
    ["We begin"],
  );
});

test("a paper that was changed since stays, and is named", async (t) => {
  const { library } = new Workspace(t, new MemoryFiles());
  const report = await library.add([draft("00001"), draft("00002")]);
  const [kept] = report.added;
  assert.ok(kept);
  await library.change(kept.id, (paper) => ({ ...paper, starred: true }));
  assert.deepEqual(await library.undo(report.changes), [kept.id]);
  assert.deepEqual(
    (await library.papers()).map(({ id }) => id),
    [kept.id],
  );
});

test("a paper that two drafts of one import made is one change", async (t) => {
  const files = new MemoryFiles();
  const { library } = new Workspace(t, files);
  const doi = { identifiers: ["arxiv:2607.00001", "doi:10.5555/x"] };
  const report = await library.add([
    draft("00001"),
    draft("00001", doi),
    draft("9", { identifiers: ["doi:10.5555/X"] }),
  ]);
  assert.equal(report.added.length, 1);
  assert.equal(report.changes.length, 1);
  await library.undo(report.changes);
  assert.deepEqual(files.snapshot(), {});
});

test("an edit of many papers is one event, and one step back", async (t) => {
  const files = new MemoryFiles();
  const workspace = new Workspace(t, files);
  const { library } = workspace;
  const { added } = await library.add([draft("00001"), draft("00002"), draft("00003")]);
  const before = files.snapshot();
  workspace.libraryChanges.length = 0;
  const changes = await library.changeAll(
    added.map(({ id }) => id),
    (paper) => (paper.title.endsWith("2") ? paper : { ...paper, tags: ["x"] }),
  );
  assert.deepEqual(
    workspace.libraryChanges.map(({ changed }) => changed.length),
    [2],
  );
  assert.deepEqual(await library.undo(changes), []);
  assert.deepEqual(files.snapshot(), before);
});

test("papers that were removed come back, but not over one that was added again", async (t) => {
  const files = new MemoryFiles();
  const { library } = new Workspace(t, files);
  const { added } = await library.add([draft("00001"), draft("00002")]);
  const before = files.snapshot();
  const back = await library.remove(added.map(({ id }) => id));
  assert.deepEqual(await library.papers(), []);
  await library.add([draft("00002", { abstract: "Anew" })]);
  await back();
  assert.equal((await library.papers()).length, 2);
  assert.equal(library.get(added[1]?.id ?? ("" as never))?.abstract, "Anew");
  const first = `papers/${added[0]?.id}.json`;
  assert.equal(files.snapshot()[first], before[first]);
});

test("a disk that refuses is told, the others are put back, and the library shows what is there", async (t) => {
  const files = new MemoryFiles();
  const { library } = new Workspace(t, files);
  const { added } = await library.add([draft("00001"), draft("00002")]);
  const changes = await library.changeAll(
    added.map(({ id }) => id),
    (paper) => ({ ...paper, starred: true }),
  );
  files.refuses = (path) => (path.includes("00001") ? diskFull : undefined);
  await assert.rejects(library.undo(changes), /ENOSPC/u);
  assert.deepEqual(
    (await library.papers()).map(({ starred }) => starred ?? false),
    [true, false],
  );
});

test("a report stands in the order of the drafts, however long each file takes to be written", async (t) => {
  const files = new MemoryFiles();
  let writes = 0;
  files.pause = () => new Promise((resolve) => setTimeout(resolve, (writes++ * 7) % 5));
  const { library } = new Workspace(t, files);
  const drafts = Array.from({ length: 30 }, (_, at) => draft(String(10_000 + at)));
  const { added } = await library.add(drafts);
  assert.deepEqual(
    added.map(({ title }) => title),
    drafts.map(({ title }) => title),
  );
});

test("where some papers cannot be changed, the others are, are told of, and can be undone", async (t) => {
  const files = new MemoryFiles();
  const workspace = new Workspace(t, files);
  const { library } = workspace;
  const { added } = await library.add([draft("00001"), draft("00002"), draft("00003")]);
  const before = files.snapshot();
  files.refuses = (path) => (path.includes("00002") ? diskFull : undefined);
  workspace.libraryChanges.length = 0;
  const changing = library.changeAll(
    added.map(({ id }) => id),
    (paper) => ({ ...paper, starred: true }),
  );
  const failure = await changing.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  assert.ok(failure instanceof PartlyChanged);
  assert.match(failure.message, /ENOSPC/u);
  assert.deepEqual(
    workspace.libraryChanges.map(({ changed }) => changed.length),
    [2],
  );
  await library.undo(failure.changes);
  assert.deepEqual(files.snapshot(), before);
});

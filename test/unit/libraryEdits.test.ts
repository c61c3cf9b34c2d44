import assert from "node:assert/strict";
import { test } from "node:test";
import type { PaperDraft } from "../../src/domain/paper.ts";
import type { PaperId } from "../../src/domain/paperId.ts";
import { paperPath, writePaperFile } from "../../src/library/paperFile.ts";
import { diskFull, MemoryFiles } from "../fakes/memoryFiles.ts";
import { samplePage, samplePapers } from "../fakes/sample.ts";
import { settled } from "../fakes/settled.ts";
import { Workspace } from "../fakes/workspace.ts";

const draft = (title: string): PaperDraft => ({ title, abstract: "", source: { kind: "test" } });

interface Shelved {
  readonly files: MemoryFiles;
  readonly workspace: Workspace;
  readonly ids: readonly PaperId[];
}

/** A workspace with papers of these titles, and its news read. */
async function shelved(t: { after(end: () => void): void }, ...titles: string[]): Promise<Shelved> {
  const files = new MemoryFiles();
  const workspace = new Workspace(t, files);
  const { added } = await workspace.library.add(titles.map(draft));
  await settled();
  workspace.libraryNews();
  return { files, workspace, ids: added.map(({ id }) => id) };
}

const withTag = (text: string | undefined, tag: string): string =>
  (text ?? "").replace(/"tags": \[[^\]]*\]/u, `"tags": ["${tag}"]`);

test("a change is on disk, is told once, and its echo from the watcher is silent", async (t) => {
  const { files, workspace, ids } = await shelved(t, "One", "Two");
  const [id] = ids as [PaperId];
  await workspace.library.change(id, (paper) => ({ ...paper, reading: "read" }));
  await settled();
  files.tell(paperPath(id), paperPath(id));
  await settled();
  assert.deepEqual(workspace.libraryNews(), [{ added: [], changed: ["One"], removed: [] }]);
  assert.match(files.text(paperPath(id)) ?? "", /"reading": "read"/u);
});

test("a change that changes nothing writes nothing and tells nothing", async (t) => {
  const { files, workspace, ids } = await shelved(t, "One");
  const written = files.writes.length;
  await workspace.library.change(ids[0] as PaperId, (paper) => paper);
  await settled();
  assert.equal(files.writes.length, written);
  assert.deepEqual(workspace.libraryNews(), []);
});

test("fields that others wrote survive a change", async (t) => {
  const { files, workspace, ids } = await shelved(t, "One");
  const path = paperPath(ids[0] as PaperId);
  files.edit(path, (files.text(path) ?? "").replace("{\n", '{\n  "rating": 5,\n  "x-tool": {"a": [1]},\n'));
  await settled();
  await workspace.library.change(ids[0] as PaperId, (paper) => ({ ...paper, tags: ["t"] }));
  const stored = JSON.parse(files.text(path) ?? "") as Record<string, unknown>;
  assert.deepEqual([stored["rating"], stored["x-tool"], stored["tags"]], [5, { a: [1] }, ["t"]]);
});

test("changes at the same time are applied one upon the other", async (t) => {
  const { files, workspace, ids } = await shelved(t, "One");
  const id = ids[0] as PaperId;
  files.pause = () => new Promise((resolve) => setImmediate(resolve));
  const tags = Array.from({ length: 25 }, (_, at) => `tag ${at}`);
  await Promise.all([
    ...tags.map((tag) => workspace.library.change(id, (paper) => ({ ...paper, tags: [...paper.tags, tag] }))),
    workspace.library.change(id, (paper) => ({ ...paper, reading: "reading" })),
    workspace.library.add([{ ...draft("One"), source: { kind: "other" } }]),
  ]);
  const paper = workspace.library.get(id);
  assert.deepEqual(paper?.tags, tags);
  assert.deepEqual([paper?.reading, paper?.sources.length], ["reading", 2]);
  assert.deepEqual((JSON.parse(files.text(paperPath(id)) ?? "") as { tags: string[] }).tags, tags);
});

test("a change is made to the paper as it stands on disk, not as it was last seen", async (t) => {
  const { files, workspace, ids } = await shelved(t, "One");
  const path = paperPath(ids[0] as PaperId);
  files.editUnseen(path, withTag(files.text(path), "theirs"));
  const after = await workspace.library.change(ids[0] as PaperId, (paper) => ({ ...paper, reading: "read" }));
  assert.deepEqual([after.tags, after.reading], [["theirs"], "read"]);
});

test("a change to a paper that is gone, broken or another by now says so and leaves the file alone", async (t) => {
  const { files, workspace, ids } = await shelved(t, "One", "Two");
  const [one, two] = ids as [PaperId, PaperId];
  const mark = (): Promise<unknown> => workspace.library.change(one, (paper) => ({ ...paper, tags: ["t"] }));
  const tries: readonly (readonly [string | undefined, RegExp])[] = [
    ["{ half", /left as it is/u],
    [files.text(paperPath(two)), /left as it is/u],
    [undefined, /no longer there/u],
  ];
  const twoBefore = files.text(paperPath(two));
  for (const [text, why] of tries) {
    files.editUnseen(paperPath(one), text);
    await assert.rejects(mark(), why);
    assert.equal(files.text(paperPath(one)), text);
    assert.equal(files.text(paperPath(two)), twoBefore);
  }
  await assert.rejects(
    workspace.library.change("title-0" as PaperId, (paper) => paper),
    /no longer in the library/u,
  );
});

test("a change that cannot be written rejects and leaves paper and file as they were", async (t) => {
  const { files, workspace, ids } = await shelved(t, "One");
  files.refuses = () => diskFull;
  await assert.rejects(
    workspace.library.change(ids[0] as PaperId, (paper) => ({ ...paper, tags: ["t"] })),
    /ENOSPC/u,
  );
  assert.deepEqual(workspace.library.get(ids[0] as PaperId)?.tags, []);
  assert.deepEqual(workspace.libraryNews(), []);
  files.refuses = () => undefined;
  await workspace.library.change(ids[0] as PaperId, (paper) => ({ ...paper, tags: ["t"] }));
  assert.deepEqual(workspace.library.get(ids[0] as PaperId)?.tags, ["t"]);
});

const papersIn = (files: MemoryFiles): readonly string[] =>
  Object.keys(files.snapshot()).filter((path) => path.startsWith("papers/"));

test("removing and taking it back leaves every byte as it was, and tells both", async (t) => {
  const { files, workspace, ids } = await shelved(t, "One", "Two", "Three");
  const [one, two] = ids as [PaperId, PaperId];
  files.edit(paperPath(one), `${files.text(paperPath(one)) ?? ""}\n\n`);
  await settled();
  const before = files.snapshot();
  const putBack = await workspace.library.remove([one, two]);
  await settled();
  assert.equal(papersIn(files).length, 1);
  assert.deepEqual(workspace.libraryNews(), [{ added: [], changed: [], removed: [one, two] }]);
  await putBack();
  await settled();
  assert.deepEqual(files.snapshot(), { ...before, "trash/.gitignore": "*\n" });
  assert.deepEqual(workspace.libraryNews(), [{ added: ["One", "Two"], changed: [], removed: [] }]);
  await putBack();
  assert.deepEqual(workspace.libraryNews(), []);
});

test("a removal that fails for one paper removes the others, tells of them, and says why", async (t) => {
  const { files, workspace, ids } = await shelved(t, "One", "Two", "Three");
  const before = files.snapshot();
  files.refuses = (path) => (path === paperPath(ids[1] as PaperId) ? "EPERM: not permitted" : undefined);
  await assert.rejects(workspace.library.remove(ids), /EPERM/u);
  await settled();
  assert.deepEqual(
    (await workspace.library.papers()).map(({ title }) => title),
    ["Two"],
  );
  assert.deepEqual(workspace.libraryNews(), [{ added: [], changed: [], removed: [ids[0], ids[2]] }]);
  files.refuses = () => undefined;
  await workspace.library.add([draft("One"), draft("Three")]);
  assert.deepEqual(papersIn(files), Object.keys(before));
});

test("files made, changed and removed outside are told as exactly that", async (t) => {
  const { files, workspace, ids } = await shelved(t, "One", "Two");
  const [one, two] = ids as [PaperId, PaperId];
  const [sample] = samplePapers;
  assert.ok(sample);
  files.edit(paperPath(sample.id), writePaperFile(sample));
  await settled();
  assert.deepEqual(workspace.libraryNews(), [{ added: [sample.title], changed: [], removed: [] }]);
  files.edit(paperPath(one), withTag(files.text(paperPath(one)), "theirs"));
  await settled();
  assert.deepEqual(workspace.libraryNews(), [{ added: [], changed: ["One"], removed: [] }]);
  files.edit(paperPath(two), undefined);
  await settled();
  assert.deepEqual(workspace.libraryNews(), [{ added: [], changed: [], removed: [two] }]);
  files.edit(paperPath(one), `${files.text(paperPath(one)) ?? ""}\n`);
  files.edit("papers/readme.md", "Hello");
  files.edit("annotations/title-0/a.jsonl", "{}");
  files.edit("cache/index.json", "{}");
  await settled();
  assert.deepEqual(workspace.libraryNews(), []);
  assert.deepEqual(workspace.library.problems, []);
});

test("a branch switch that changes many files is told in one event", async (t) => {
  const { files, workspace, ids } = await shelved(t, "One", "Two", "Three");
  const [one, two, three] = ids as [PaperId, PaperId, PaperId];
  files.editUnseen(paperPath(one), undefined);
  files.editUnseen(paperPath(two), withTag(files.text(paperPath(two)), "theirs"));
  files.tell(paperPath(one), paperPath(two), paperPath(three));
  await settled();
  assert.deepEqual(workspace.libraryNews(), [{ added: [], changed: ["Two"], removed: [one] }]);
});

test("the whole folder going and coming back is told as removals and additions", async (t) => {
  const { files, workspace, ids } = await shelved(t, "One", "Two");
  const before = files.snapshot();
  for (const id of ids) files.editUnseen(paperPath(id), undefined);
  files.tell("papers");
  await settled();
  assert.deepEqual(workspace.libraryNews(), [{ added: [], changed: [], removed: [...ids] }]);
  for (const [path, text] of Object.entries(before)) files.editUnseen(path, text);
  files.tell("papers");
  await settled();
  assert.deepEqual(
    workspace.libraryNews().map(({ added }) => added.sort()),
    [["One", "Two"]],
  );
});

test("a re-read that finds nothing new keeps the very same papers, so that nothing is drawn again", async (t) => {
  const files = new MemoryFiles();
  const workspace = new Workspace(t, files);
  await workspace.import(samplePage);
  const before = await workspace.library.papers();
  await settled();
  files.tell("papers");
  await settled();
  const after = await workspace.library.papers();
  assert.deepEqual(
    after.filter((paper) => !before.includes(paper)).map(({ title }) => title),
    [],
  );
});

test("a disk that cannot be read at first can be read later", async (t) => {
  const { files, ids } = await shelved(t, "One");
  const workspace = new Workspace(t, files);
  files.refusesRead = () => "EIO: input/output error";
  assert.deepEqual(await workspace.library.papers(), []);
  assert.match(workspace.library.problems[0]?.why ?? "", /EIO/u);
  files.refusesRead = () => undefined;
  files.tell("papers");
  await settled();
  assert.deepEqual(
    (await workspace.library.papers()).map(({ id }) => id),
    ids,
  );
  assert.deepEqual(workspace.library.problems, []);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { commentOf } from "../../src/domain/annotation.ts";
import type { PaperDraft } from "../../src/domain/paper.ts";
import type { PaperId } from "../../src/domain/paperId.ts";
import { MemoryFiles } from "../fakes/memoryFiles.ts";
import { settled } from "../fakes/settled.ts";
import { Workspace } from "../fakes/workspace.ts";

const byTitle: PaperDraft = { title: "Sparse Things", abstract: "We study.", source: { kind: "test" } };
const byArxiv: PaperDraft = { ...byTitle, identifiers: ["arxiv:2401.00001", "doi:10.1/x"] };
const arxivId = "arxiv-2401.00001" as PaperId;

interface Ending {
  after(end: () => void): void;
}
const titled = async (t: Ending, files: MemoryFiles): Promise<{ workspace: Workspace; id: PaperId }> => {
  const workspace = new Workspace(t, files);
  const { added } = await workspace.library.add([byTitle]);
  const id = added[0]?.id;
  assert.ok(id !== undefined && id.startsWith("title-"));
  return { workspace, id };
};
const comments = async ({ notes }: Workspace, paper: PaperId): Promise<readonly string[]> => {
  await notes.open(paper);
  return notes.annotations(paper).map(commentOf).sort();
};

test("a paper that was removed and imported again under another id has its notes, and new ones go to its own folder", async (t) => {
  const files = new MemoryFiles();
  const { workspace, id } = await titled(t, files);
  const { notes, library } = workspace;
  const note = await notes.add({ paper: id, comment: "by title" });
  await library.remove([id]);
  const { added } = await library.add([byArxiv]);
  assert.deepEqual(
    added.map((paper) => paper.id),
    [arxivId],
  );
  await settled();
  assert.deepEqual(await comments(workspace, arxivId), ["by title"]);
  const old = files.snapshot();
  await notes.edit(arxivId, note.id, { comment: "by arXiv id" });
  await settled();
  assert.deepEqual(await comments(workspace, arxivId), ["by arXiv id"]);
  assert.equal(notes.count(arxivId), 1);
  const [grown, ...more] = Object.entries(files.snapshot()).filter(([path, text]) => old[path] !== text);
  assert.deepEqual([grown?.[0].startsWith(`annotations/${arxivId}/`), more], [true, []]);
  const fresh = new Workspace(t, files);
  assert.deepEqual(await comments(fresh, arxivId), ["by arXiv id"]);
  await fresh.notes.checked();
  assert.deepEqual([fresh.notes.count(arxivId), fresh.notes.count(id)], [1, 0]);
});

test("a folder whose paper is in the library stays that paper's, whatever other papers are called", async (t) => {
  const files = new MemoryFiles();
  const { workspace, id } = await titled(t, files);
  await workspace.notes.add({ paper: id, comment: "of the first" });
  const other = new Workspace(t, files);
  await other.library.load();
  const text = files.text(`papers/${id}.json`) ?? "";
  // Two files may say so, made on two branches.
  const twin = { ...(JSON.parse(text) as object), id: arxivId, identifiers: ["arxiv:2401.00001"] };
  files.edit(`papers/${arxivId}.json`, JSON.stringify(twin));
  await settled();
  await settled();
  assert.deepEqual([await comments(other, id), await comments(other, arxivId)], [["of the first"], []]);
});

test("notes move to where they belong while a window is open: on import, removal and undo of the removal", async (t) => {
  const files = new MemoryFiles();
  const { workspace, id } = await titled(t, files);
  const { notes, library } = workspace;
  await notes.add({ paper: id, comment: "by title" });
  await notes.ready();
  const bringBack = await library.remove([id]);
  await library.add([byArxiv]);
  await settled();
  await settled();
  assert.deepEqual([notes.count(arxivId), notes.count(id)], [1, 0]);
  await library.remove([arxivId]);
  await bringBack();
  await settled();
  await settled();
  assert.deepEqual([notes.count(arxivId), notes.count(id)], [0, 1]);
  assert.deepEqual(await comments(workspace, id), ["by title"]);
});

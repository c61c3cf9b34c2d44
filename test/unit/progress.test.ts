import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import type { Paper } from "../../src/domain/paper.ts";
import { ReadingProgress } from "../../src/host/pdf/readingProgress.ts";
import { mergeFields } from "../../src/library/mergeFields.ts";
import { paperPath, readPaperFile, writePaperFile } from "../../src/library/paperFile.ts";
import { progressed } from "../../src/library/progress.ts";
import { stageOf } from "../../src/domain/stage.ts";
import { archived, marked, skipped } from "../../src/library/stages.ts";
import { root } from "../run/places.mjs";
import { MemoryFiles } from "../fakes/memoryFiles.ts";
import { samplePapers } from "../fakes/sample.ts";
import { Workspace } from "../fakes/workspace.ts";

const [paper] = samplePapers;
assert.ok(paper);
const today = "2026-11-26";
const at = (page: number, pages = 15) => ({ page, pages });

test("the furthest page counts, and going back changes nothing", () => {
  const seventh = progressed(paper, at(7), today);
  assert.deepEqual(seventh.progress, at(7));
  assert.equal(progressed(seventh, at(3), today), seventh);
  assert.deepEqual(progressed(seventh, at(9), today).progress, at(9));
});

test("another PDF of the paper begins anew", () => {
  const seventh = progressed(paper, at(7), today);
  assert.deepEqual(progressed(seventh, at(2, 30), today).progress, at(2, 30));
});

test("whoever is past the first pages is reading, unless they have said something else", () => {
  assert.equal(stageOf(progressed(paper, at(2), today)), "unread");
  const begun = progressed({ ...paper, queue: 1 }, at(3), today);
  assert.deepEqual([stageOf(begun), begun.started], ["reading", today]);
  assert.equal(stageOf(progressed(paper, at(1, 1), today)), "reading", "a paper of one page");
  for (const said of [marked(paper, "read", today), skipped(paper), archived(paper, true)]) {
    const after = progressed(said, at(9), today);
    assert.deepEqual([stageOf(after), after.progress], [stageOf(said), at(9)]);
  }
});

test("progress is stored with what is not known of it, and of two people's the further one stays", () => {
  const text = writePaperFile({ ...paper, progress: at(7) }, { progress: { hours: 2, page: 1, pages: 15 } });
  const read = readPaperFile(text);
  assert.ok(read.ok);
  assert.deepEqual(read.value.paper.progress, at(7));
  assert.match(text, /"hours": 2/u);
  for (const [a, b] of [
    [at(7), at(9)],
    [at(9), at(7)],
  ])
    assert.deepEqual(mergeFields({ progress: a }, { progress: b }), {
      fields: { progress: at(9) },
      unsettled: [],
    });
});

test("a stored paper with a queue, dates and progress is read, and written with the same bytes", () => {
  const stored = readFileSync(join(root, "test/fixtures/paper.v1.organised.json"), "utf8");
  const read = readPaperFile(stored);
  assert.ok(read.ok, read.ok ? "" : read.why);
  const { paper: organised, raw } = read.value;
  const { queue, started, progress, collections, starred } = organised;
  assert.deepEqual(
    [queue, started, progress, collections, starred],
    [2.5, "2026-11-01", at(7), ["thesis/related work"], true],
  );
  assert.equal(writePaperFile(organised, raw), stored);
});

async function reading(t: TestContext, stayMs: number) {
  const files = new MemoryFiles();
  const { library, clock, log } = new Workspace(t, files);
  const { added } = await library.add([{ title: "A", abstract: "", source: { kind: "test" } }]);
  const [{ id }] = added as readonly [Paper];
  const progress = new ReadingProgress({ library, clock, log, stayMs, pauseMs: 3_600_000 });
  t.after(() => progress.dispose());
  return { library, progress, id, text: async () => files.read(paperPath(id)) };
}

test("while pages are turned no file is written; when the PDF is left, once", async (t) => {
  const { library, progress, id, text } = await reading(t, 0);
  const before = await text();
  for (const page of [1, 2, 3, 4]) progress.saw(id, page, 15);
  progress.saw(id, 2, 15);
  assert.equal(await text(), before);
  await progress.left(id);
  assert.deepEqual(library.get(id)?.progress, at(4));
  const kept = await text();
  await progress.left(id);
  assert.equal(await text(), kept);
});

test("a page that is only passed, on the way to a reference, was not read", async (t) => {
  const { library, progress, id } = await reading(t, 3_600_000);
  progress.saw(id, 1, 15);
  progress.saw(id, 15, 15);
  progress.saw(id, 1, 15);
  await progress.left(id);
  assert.equal(library.get(id)?.progress, undefined);
});

test("a paper that was removed meanwhile is not written again", async (t) => {
  const { library, progress, id, text } = await reading(t, 0);
  progress.saw(id, 5, 15);
  await library.remove([id]);
  await progress.left(id);
  assert.equal(await text(), undefined);
});

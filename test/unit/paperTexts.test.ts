import assert from "node:assert/strict";
import { test } from "node:test";
import type { Paper } from "../../src/domain/paper.ts";
import type { PaperId } from "../../src/domain/paperId.ts";
import { PaperTexts, textPath } from "../../src/library/paperTexts.ts";
import { MemoryFiles } from "../fakes/memoryFiles.ts";
import { SilentLog } from "../fakes/silentLog.ts";
import { Workspace } from "../fakes/workspace.ts";

const [first, second] = ["a".repeat(64), "b".repeat(64)];
const text = {
  pages: [{ page: 1, text: "Roses are red.\nViolets are blue." }],
  headings: [{ title: "Introduction", number: "1", level: 1, page: 1 }],
  unread: 0,
};

interface Bench {
  readonly files: MemoryFiles;
  readonly log: SilentLog;
  readonly texts: PaperTexts;
  readonly paperWith: (...digests: readonly string[]) => Paper;
}

async function bench(t: { after(end: () => void): void }): Promise<Bench> {
  const files = new MemoryFiles();
  const workspace = new Workspace(t, files);
  const { added } = await workspace.library.add([
    { title: "On flowers", abstract: "", source: { kind: "test" } },
  ]);
  const [paper] = added;
  assert.ok(paper !== undefined);
  const log = new SilentLog();
  return {
    files,
    log,
    texts: new PaperTexts(workspace.library, log),
    paperWith: (...digests) => ({ ...paper, pdfs: digests.map((sha256) => ({ path: "a.pdf", sha256 })) }),
  };
}

test("a text is missing until it is kept, and then it is the paper's", async (t) => {
  const { texts, files, paperWith } = await bench(t);
  const paper = paperWith(first);
  const told: PaperId[] = [];
  texts.onDidKeep((id) => void told.push(id));
  assert.equal(await texts.of(paper), undefined);
  assert.equal(await texts.missing(paper), first);
  await texts.keep(paper.id, first, text);
  assert.deepEqual(await texts.of(paper), text);
  assert.equal(await texts.missing(paper), undefined);
  assert.deepEqual(told, [paper.id]);
  assert.match(files.text(textPath(first)) ?? "", /^\{"format":1,/u);
});

test("the text of the PDF that is opened first is wanted, and until then another's will do", async (t) => {
  const { texts, paperWith } = await bench(t);
  const paper = paperWith(second, first);
  await texts.keep(paper.id, first, text);
  assert.deepEqual(await texts.of(paper), text);
  assert.equal(await texts.missing(paper), second);
});

test("papers without a PDF that is known by its bytes want nothing", async (t) => {
  const { texts, paperWith } = await bench(t);
  assert.equal(await texts.missing(paperWith()), undefined);
  assert.equal(await texts.missing(paperWith("../../papers/x")), undefined);
});

test("a digest that is none never becomes the name of a file", async (t) => {
  const { texts, files, paperWith } = await bench(t);
  const before = files.snapshot();
  await texts.keep(paperWith().id, "../papers/x", text);
  assert.deepEqual(files.snapshot(), before);
});

for (const [what, stored] of [
  ["cut off", '{"format":1,"pages":[{"page":1,'],
  ["of another shape", '{"format":1,"pages":"all"}'],
]) {
  test(`a text in the cache that is ${what} counts as absent, and may be made anew`, async (t) => {
    const { texts, files, log, paperWith } = await bench(t);
    const paper = paperWith(first);
    files.editUnseen(textPath(first), stored);
    assert.equal(await texts.of(paper), undefined);
    assert.equal(await texts.missing(paper), first);
    assert.equal(log.warnings.length > 0, true);
    await texts.keep(paper.id, first, text);
    assert.deepEqual(await texts.of(paper), text);
  });
}

test("a text that a newer version wrote is left to it", async (t) => {
  const { texts, files, paperWith } = await bench(t);
  files.editUnseen(textPath(first), '{"format":2,"leaves":[]}');
  assert.equal(await texts.of(paperWith(first)), undefined);
  assert.equal(await texts.missing(paperWith(first)), undefined);
});

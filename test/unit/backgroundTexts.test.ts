/** Texts of PDFs are read while nothing else is to do, once each, and what cannot be read is remembered and said. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Paper } from "../../src/domain/paper.ts";
import type { PaperId } from "../../src/domain/paperId.ts";
import { BackgroundTexts, type ReadingProgress } from "../../src/host/pdf/backgroundTexts.ts";
import { Quietness } from "../../src/host/pdf/quietness.ts";
import { PaperTexts, textPath } from "../../src/library/paperTexts.ts";
import { MemoryFiles } from "../fakes/memoryFiles.ts";
import { SilentLog } from "../fakes/silentLog.ts";
import { Workspace } from "../fakes/workspace.ts";

const digest = (at: number): string => at.toString(16).padStart(64, "0");
const textOf = (words: string) => ({ pages: [{ page: 1, text: words }], headings: [], unread: 0 });

class Window {
  readonly texts: PaperTexts;
  readonly background: BackgroundTexts;
  readonly log = new SilentLog();
  readonly read: PaperId[] = [];
  readonly told: ReadingProgress[] = [];
  isWanted = true;
  /** What reading a PDF comes to; by itself it has words. */
  outcome: (paper: Paper, sha256: string) => Promise<void>;
  whenFree: () => Promise<void> = () => Promise.resolve();

  constructor(test: { after(end: () => void): void }, { library }: Workspace) {
    this.texts = new PaperTexts(library, this.log);
    this.outcome = ({ id }, sha256) => this.texts.keep(id, sha256, textOf("words"));
    this.background = new BackgroundTexts({
      ...{ library, texts: this.texts, log: this.log },
      read: async (id) => {
        const paper = library.get(id);
        const sha256 = paper && (await this.texts.missing(paper));
        this.read.push(id);
        if (paper !== undefined && sha256 !== undefined) await this.outcome(paper, sha256);
      },
      whenFree: () => this.whenFree(),
      isWanted: () => this.isWanted,
    });
    this.background.onDidChange((progress) => void this.told.push(progress));
    test.after(() => this.background.dispose());
  }

  async done(): Promise<void> {
    await this.background.start();
    await this.background.whenDone();
  }
}

/** The oldest paper first. */
async function libraryOf(t: { after(end: () => void): void }, count: number, files = new MemoryFiles()) {
  const workspace = new Workspace(t, files);
  const ids: PaperId[] = [];
  for (let at = 0; at < count; at++) {
    const { added } = await workspace.library.add([
      { title: `Paper ${at}`, abstract: "", source: { kind: "test" } },
    ]);
    const [paper] = added;
    assert.ok(paper);
    const pdfs = [{ path: `${at}.pdf`, sha256: digest(at) }];
    const day = `2026-01-0${at + 1}T00:00:00.000Z`;
    await workspace.library.change(paper.id, (now) => ({ ...now, pdfs, added: day }));
    ids.push(paper.id);
  }
  return { workspace, files, ids };
}

test("every PDF is read once, the newest paper's first, and the next window has nothing left to do", async (t) => {
  const { workspace, ids } = await libraryOf(t, 3);
  const window = new Window(t, workspace);
  await window.done();
  assert.deepEqual(window.read, ids.toReversed());
  assert.deepEqual(window.told.at(-1)?.state, "idle");
  const next = new Window(t, workspace);
  await next.done();
  assert.deepEqual(next.read, []);
});

test("a window that ended in the middle is gone on with where it was", async (t) => {
  const { workspace, ids } = await libraryOf(t, 3);
  const window = new Window(t, workspace);
  const keep = window.outcome;
  window.outcome = async (paper, sha256) => {
    await keep(paper, sha256);
    window.background.dispose();
  };
  await window.done();
  const next = new Window(t, workspace);
  await next.done();
  assert.deepEqual(window.read, [ids[2]]);
  assert.deepEqual(next.read, [ids[1], ids[0]]);
});

test("a PDF that could not be read is not tried again in the next window, and the reason is kept", async (t) => {
  const { workspace, files, ids } = await libraryOf(t, 2);
  const window = new Window(t, workspace);
  window.outcome = ({ id }, sha256) =>
    id === ids[0]
      ? window.texts.keepUnreadable(id, sha256, "it is damaged")
      : window.texts.keep(id, sha256, textOf(""));
  await window.done();
  const next = new Window(t, workspace);
  await next.done();
  assert.deepEqual(next.read, []);
  const papers = await workspace.library.papers();
  const why = await Promise.all(papers.map((paper) => next.texts.whyNone(paper)));
  assert.deepEqual(why, [{ kind: "unreadable", why: "it is damaged" }, { kind: "no words" }]);
  assert.equal(await next.texts.of(papers[0] ?? assert.fail()), undefined);
  await files.remove(textPath(digest(0)));
  assert.deepEqual(await next.texts.whyNone(papers[0] ?? assert.fail()), { kind: "not read yet" });
});

test("what an older version could not read is tried again", async (t) => {
  const { workspace, files, ids } = await libraryOf(t, 1);
  files.editUnseen(textPath(digest(0)), '{"format":1,"unreadable":"it is odd","reader":0}');
  const window = new Window(t, workspace);
  const [paper] = await workspace.library.papers();
  assert.ok(paper);
  assert.equal(await window.texts.missing(paper), digest(0));
  await window.background.whenDone();
  assert.deepEqual(window.read, ids);
});

test("paused it reads no further, and resumed it goes on; how far it is is told", async (t) => {
  const { workspace, ids } = await libraryOf(t, 3);
  const window = new Window(t, workspace);
  const keep = window.outcome;
  window.outcome = async (paper, sha256) => {
    await keep(paper, sha256);
    if (paper.id === ids[2]) window.background.pause();
  };
  await window.done();
  assert.deepEqual(window.read, [ids[2]]);
  assert.deepEqual(window.background.progress, { state: "paused", done: 1, all: 3 });
  window.background.resume();
  await window.background.whenDone();
  assert.deepEqual(window.read, ids.toReversed());
  assert.equal(window.background.progress.state, "idle");
});

test("switched off nothing is read, and what is attached later is read once it is on", async (t) => {
  const { workspace, ids } = await libraryOf(t, 1);
  const window = new Window(t, workspace);
  window.isWanted = false;
  await window.done();
  assert.deepEqual(window.read, []);
  window.isWanted = true;
  const [id] = ids;
  assert.ok(id);
  const pdfs = [{ path: "new.pdf", sha256: digest(77) }];
  await workspace.library.change(id, (paper) => ({ ...paper, pdfs }));
  await new Promise((resolve) => setImmediate(resolve));
  await window.background.whenDone();
  assert.deepEqual(window.read, [id]);
  assert.notEqual(await window.texts.of((await workspace.library.papers())[0] ?? assert.fail()), undefined);
});

test("a text that was found damaged is read again", async (t) => {
  const { workspace, files, ids } = await libraryOf(t, 1);
  const window = new Window(t, workspace);
  await window.done();
  files.editUnseen(textPath(digest(0)), '{"format":1,"pages":');
  const [paper] = await workspace.library.papers();
  assert.ok(paper);
  assert.equal(await window.texts.of(paper), undefined);
  await window.background.whenDone();
  assert.deepEqual(window.read, [ids[0], ids[0]]);
  assert.notEqual(await window.texts.of(paper), undefined);
});

test("nothing is read before the person has paused", async (t) => {
  const { workspace, ids } = await libraryOf(t, 2);
  const window = new Window(t, workspace);
  let pause: () => void = () => undefined;
  window.whenFree = () => new Promise((resolve) => (pause = resolve));
  const done = window.done();
  for (let at = 0; at <= ids.length; at++) {
    assert.equal(window.read.length, Math.max(0, at - 1));
    pause();
    await new Promise((resolve) => setImmediate(resolve));
  }
  await done;
  assert.equal(window.read.length, 2);
});

test("it is quiet some time after the last thing that was done", async () => {
  const quiet = new Quietness(30, 0);
  const start = performance.now();
  quiet.touch();
  await quiet.whenQuiet();
  assert.ok(performance.now() - start >= 29);
  await quiet.whenQuiet();
});

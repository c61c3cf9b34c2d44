import assert from "node:assert/strict";
import { test } from "node:test";
import type { PaperId } from "../../src/domain/paperId.ts";
import { remoteIndex } from "../../src/search/indexProtocol.ts";
import { PaperIndex } from "../../src/search/paperIndex.ts";
import type { IndexedPaper } from "../../src/search/searchPort.ts";
import { samplePapers } from "../fakes/sample.ts";
import { WorkerLine } from "../fakes/workerLine.ts";

const indexed = samplePapers.map(({ id, title, abstract }) => ({ id, title, abstract }));

test("the index behind a worker answers as the index itself does", async (t) => {
  const remote = remoteIndex(new WorkerLine());
  t.after(() => remote.dispose());
  const direct = new PaperIndex();
  direct.put(indexed);
  await remote.put(indexed);
  const same = async (): Promise<void> => {
    for (const query of ["sparse attention", "lazso", "gitee", "", "the", "constructor", "a".repeat(10_000)])
      assert.deepEqual(await remote.search(query, 10), direct.search(query, 10), query);
  };
  await same();
  const gone = indexed.slice(0, 20).map(({ id }) => id);
  await remote.remove(gone);
  direct.remove(gone);
  await same();
});

test("questions asked at once are each answered with their own answer", async (t) => {
  const remote = remoteIndex(new WorkerLine());
  t.after(() => remote.dispose());
  await remote.put(indexed);
  const answers = await Promise.all(indexed.map(({ title }) => remote.search(title, 1)));
  assert.deepEqual(
    answers.map(([hit]) => hit?.id),
    indexed.map(({ id }) => id),
  );
});

test("a paper that cannot be indexed rejects that call, and the index goes on", async (t) => {
  const remote = remoteIndex(new WorkerLine());
  t.after(() => remote.dispose());
  await remote.put(indexed);
  const broken = { id: "title-x" as PaperId, title: "x" } as unknown as IndexedPaper;
  await assert.rejects(remote.put([broken]));
  assert.equal((await remote.search("lasso", 5)).length, 1);
  await remote.put([{ ...broken, abstract: "mended" }]);
  assert.equal((await remote.search("mended", 5))[0]?.id, broken.id);
});

test("a worker that ends rejects whoever waits, and whoever asks later, with the reason", async () => {
  const worker = new WorkerLine();
  const remote = remoteIndex(worker);
  const waiting = remote.search("lasso", 5);
  worker.end("out of memory");
  await assert.rejects(waiting, /out of memory/u);
  await assert.rejects(remote.search("lasso", 5));
  remote.dispose();
});

test("closing ends the worker and rejects whoever waits; closing twice is harmless", async () => {
  const worker = new WorkerLine();
  const remote = remoteIndex(worker);
  const waiting = remote.search("lasso", 5);
  remote.dispose();
  await assert.rejects(waiting, /closed/u);
  assert.equal(worker.terminated, true);
  remote.dispose();
});

import assert from "node:assert/strict";
import { test } from "node:test";
import type { PaperId } from "../../src/domain/paperId.ts";
import { remoteIndex } from "../../src/search/indexProtocol.ts";
import { PaperSearch } from "../../src/search/engine/paperSearch.ts";
import { parseQuery } from "../../src/search/query/parseQuery.ts";
import { nothingFound, type Hit, type IndexedPaper, type SearchIndex } from "../../src/search/searchPort.ts";
import { samplePapers } from "../fakes/sample.ts";
import { WorkerLine } from "../fakes/workerLine.ts";

const indexed = samplePapers.map(({ id, title, abstract }) => ({ id, title, abstract }));
const query = (text: string) => parseQuery(text, 0);
const found = async (index: SearchIndex, text: string, limit: number): Promise<readonly Hit[]> =>
  (await index.search(query(text), limit)).hits;

test("the index behind a worker answers as the index itself does", async (t) => {
  const remote = remoteIndex(new WorkerLine());
  t.after(() => remote.dispose());
  const direct = new PaperSearch();
  direct.put(indexed);
  await remote.put(indexed);
  const same = async (): Promise<void> => {
    for (const text of ["sparse attention", "lazso", "gitee", "", "the", "constructor", "a".repeat(10_000)])
      assert.deepEqual(await remote.search(query(text), 10), direct.search(query(text), 10), text);
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
  const answers = await Promise.all(indexed.map(({ title }) => found(remote, title, 1)));
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
  assert.equal((await found(remote, "lasso", 5)).length, 1);
  await remote.put([{ ...broken, abstract: "mended" }]);
  assert.equal((await found(remote, "mended", 5))[0]?.id, broken.id);
});

test("a worker that ends rejects whoever waits, and whoever asks later, with the reason", async () => {
  const worker = new WorkerLine();
  const remote = remoteIndex(worker);
  const waiting = remote.search(query("lasso"), 5);
  worker.end("out of memory");
  await assert.rejects(waiting, /out of memory/u);
  await assert.rejects(remote.search(query("lasso"), 5));
  remote.dispose();
});

test("closing ends the worker and rejects whoever waits; closing twice is harmless", async () => {
  const worker = new WorkerLine();
  const remote = remoteIndex(worker);
  const waiting = remote.search(query("lasso"), 5);
  remote.dispose();
  await assert.rejects(waiting, /closed/u);
  assert.equal(worker.terminated, true);
  remote.dispose();
});

test("a question that was called off before it was looked at finds nothing, and others are answered", async (t) => {
  const remote = remoteIndex(new WorkerLine());
  t.after(() => remote.dispose());
  await remote.put(indexed);
  const before = AbortSignal.abort();
  assert.deepEqual(await remote.search(query("sparse"), 5, before), nothingFound);
  const stop = new AbortController();
  const stale = remote.search(query("sparse"), 5, stop.signal);
  const fresh = remote.search(query("sparse attention"), 5);
  stop.abort();
  assert.deepEqual(await stale, nothingFound);
  assert.equal((await fresh).hits.length, 5);
});

test("what one worker stored another takes up, and answers the same; damaged bytes are refused and change nothing", async (t) => {
  const [first, second] = [remoteIndex(new WorkerLine()), remoteIndex(new WorkerLine())];
  t.after(() => first.dispose());
  t.after(() => second.dispose());
  await first.put(indexed);
  const stored = await first.store();
  assert.equal(await second.restore(stored.slice()), undefined);
  assert.deepEqual(
    await second.search(query("sparse attention"), 10),
    await first.search(query("sparse attention"), 10),
  );
  stored[stored.length - 9] = (stored[stored.length - 9] ?? 0) ^ 1;
  assert.equal(await second.restore(stored), "it is damaged");
  assert.equal((await found(second, "lasso", 5)).length, 1);
});

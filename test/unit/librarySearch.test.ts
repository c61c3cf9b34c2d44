import assert from "node:assert/strict";
import { test } from "node:test";
import type { Paper, PaperDraft } from "../../src/domain/paper.ts";
import { IndexKeeper, type IndexStore } from "../../src/librarySearch/indexKeeper.ts";
import { LibrarySearch, type SearchParts } from "../../src/librarySearch/librarySearch.ts";
import { remarkOn } from "../../src/host/search/searchRows.ts";
import { Library } from "../../src/library/library.ts";
import { remoteIndex } from "../../src/search/indexProtocol.ts";
import { ManualClock } from "../fakes/manualClock.ts";
import { MemoryFiles } from "../fakes/memoryFiles.ts";
import { MemoryShelves } from "../fakes/memoryShelves.ts";
import { SilentLog } from "../fakes/silentLog.ts";
import { WorkerLine } from "../fakes/workerLine.ts";

const draft = (title: string, more: Partial<PaperDraft> = {}): PaperDraft => ({
  title,
  abstract: `About ${title}.`,
  source: { kind: "test" },
  ...more,
});

class MemoryStore implements IndexStore {
  bytes: Uint8Array<ArrayBuffer> | undefined;
  writes = 0;
  read(): Promise<Uint8Array<ArrayBuffer> | undefined> {
    return Promise.resolve(this.bytes?.slice());
  }
  write(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    this.bytes = bytes;
    this.writes++;
    return Promise.resolve();
  }
}

async function opened(drafts: readonly PaperDraft[], more: Partial<SearchParts> = {}) {
  const log = new SilentLog();
  const clock = new ManualClock();
  const library = new Library(new MemoryShelves(new MemoryFiles()), clock, log);
  await library.add(drafts);
  const workers: WorkerLine[] = [];
  const startIndex = () => {
    const worker = new WorkerLine();
    workers.push(worker);
    return remoteIndex(worker);
  };
  const parts: SearchParts = { library, startIndex, clock, log, ...more };
  const search = new LibrarySearch(parts);
  return { library, search, parts, workers, log };
}
const titles = (found: readonly { readonly paper: Paper }[]): readonly string[] =>
  found.map(({ paper }) => paper.title);

test("nothing is started before the first search", async (t) => {
  const { search, workers } = await opened([draft("Zebra")]);
  t.after(() => search.dispose());
  assert.equal(workers.length, 0);
  assert.deepEqual(titles(await search.search("zebra", 5)), ["Zebra"]);
  assert.equal(workers.length, 1);
});

test("papers that are added, changed and removed are followed", async (t) => {
  const { library, search } = await opened([draft("Zebra one"), draft("Lion")]);
  t.after(() => search.dispose());
  await search.search("zebra", 5);
  const { added } = await library.add([draft("Zebra two")]);
  assert.deepEqual(new Set(titles(await search.search("zebra", 5))), new Set(["Zebra one", "Zebra two"]));
  const [two] = added;
  assert.ok(two);
  await library.change(two.id, (paper) => ({ ...paper, reading: "read" }));
  assert.deepEqual(titles(await search.search("is:read", 5)), ["Zebra two"]);
  await library.remove([two.id]);
  assert.deepEqual(titles(await search.search("zebra", 5)), ["Zebra one"]);
});

test("an address or an identifier pasted whole names its paper, whatever its words are", async (t) => {
  const { search } = await opened([
    draft("Attention", { identifiers: ["arxiv:1706.03762"] }),
    draft("About 1706 and 03762"),
  ]);
  t.after(() => search.dispose());
  for (const query of [
    "1706.03762",
    "arXiv:1706.03762v5",
    " https://arxiv.org/abs/1706.03762 ",
    "https://arxiv.org/pdf/1706.03762v2.pdf",
  ])
    assert.equal(titles(await search.search(query, 5))[0], "Attention", query);
});

test("a worker that ends is replaced at the next search", async (t) => {
  const { search, workers } = await opened([draft("Zebra")]);
  t.after(() => search.dispose());
  await search.search("zebra", 5);
  workers[0]?.end("out of memory");
  await assert.rejects(search.search("zebra", 5));
  assert.deepEqual(titles(await search.search("zebra", 5)), ["Zebra"]);
  assert.equal(workers.length, 2);
});

test("what was searched for instead, what is wrong with a query, and that not all is read yet are said in one line", async (t) => {
  const { search } = await opened([draft("Zebra crossing")]);
  t.after(() => search.dispose());
  await search.search("zebra", 5);
  const found = await search.ask("zbera year:soon ", 5);
  assert.deepEqual(titles(found.papers), ["Zebra crossing"]);
  assert.match(remarkOn(found), /^Searched for “zebra” instead of “zbera” · A year is written as /u);
  assert.match(remarkOn({ ...found, isComplete: false }), /Older papers and pages are still being read$/u);
});

test("the index is stored once things are quiet, and taken up again with only what changed since read anew", async (t) => {
  const store = new MemoryStore();
  const { library, search, parts } = await opened([draft("Zebra"), draft("Lion")], { store });
  search.dispose();
  const keeper = new IndexKeeper({ ...parts, quietMs: 5 });
  await keeper.whenComplete();
  while (store.writes === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  keeper.dispose();

  await library.add([draft("Zebra and lion")]);
  const lion = (await library.papers()).find(({ title }) => title === "Lion");
  assert.ok(lion);
  await library.remove([lion.id]);
  const log = new SilentLog();
  const again = new LibrarySearch({ ...parts, log });
  t.after(() => again.dispose());
  assert.deepEqual(titles(await again.search("lion", 5)), ["Zebra and lion"]);
  assert.equal((await again.search("zebra", 5)).length, 2);
  assert.deepEqual(log.infos, ["Search: 2 papers, 1 of them indexed anew"]);
});

test("a stored index that is damaged, or cannot be read, is built anew", async (t) => {
  const store = new MemoryStore();
  store.bytes = new Uint8Array(1000).fill(7);
  const damaged = await opened([draft("Zebra")], { store });
  t.after(() => damaged.search.dispose());
  assert.deepEqual(titles(await damaged.search.search("zebra", 5)), ["Zebra"]);
  const unreadable: IndexStore = {
    read: () => Promise.reject(new Error("no permission")),
    write: () => Promise.reject(new Error("no permission")),
  };
  const other = await opened([draft("Zebra")], { store: unreadable });
  t.after(() => other.search.dispose());
  assert.deepEqual(titles(await other.search.search("zebra", 5)), ["Zebra"]);
});

test("papers like another are found, and papers for a text", async (t) => {
  const { library, search } = await opened([
    draft("Stripes of zebras in the savanna"),
    draft("Savanna grass and zebras"),
    draft("Compilers"),
  ]);
  t.after(() => search.dispose());
  const [first] = (await library.papers()).filter(({ title }) => title.startsWith("Stripes"));
  assert.ok(first);
  assert.deepEqual(titles(await search.similar({ id: first.id }, 1)), ["Savanna grass and zebras"]);
  assert.deepEqual(titles(await search.similar({ text: "We write compilers for zebras." }, 1)), [
    "Compilers",
  ]);
});

test("while an index is built the newest papers are found first, and in the end all are", async (t) => {
  const { library, search, workers } = await opened(
    Array.from({ length: 700 }, (_, at) => draft(`Zebra ${at}`)),
  );
  t.after(() => search.dispose());
  const [oldest, newest] = [(await library.papers())[0], (await library.papers()).at(-1)];
  assert.ok(oldest && newest);
  await library.change(newest.id, (paper) => ({ ...paper, added: "2030-01-01T00:00:00.000Z" }));
  await library.change(oldest.id, (paper) => ({ ...paper, added: "2000-01-01T00:00:00.000Z" }));
  const early = await search.ask("zebra", 1_000);
  assert.equal(early.isComplete, false);
  assert.ok(early.papers.length < 700);
  const ids = early.papers.map(({ paper }) => paper.id);
  assert.ok(ids.includes(newest.id));
  assert.ok(!ids.includes(oldest.id));
  assert.equal((await search.search("zebra", 1_000)).length, 700);
  assert.equal(workers.length, 1);
});

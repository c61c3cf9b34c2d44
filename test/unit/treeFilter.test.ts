import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { LibrarySearch } from "../../src/librarySearch/librarySearch.ts";
import { TreeFilter } from "../../src/host/tree/treeFilter.ts";
import { importDailyPapers } from "../../src/library/importers/dailyPapers.ts";
import { remoteIndex } from "../../src/search/indexProtocol.ts";
import { MemoryFiles } from "../fakes/memoryFiles.ts";
import { samplePage } from "../fakes/sample.ts";
import { WorkerLine } from "../fakes/workerLine.ts";
import { Workspace } from "../fakes/workspace.ts";

async function opened(t: TestContext) {
  const { library, notes, clock, log } = new Workspace(t, new MemoryFiles());
  const search = new LibrarySearch({
    library,
    notes,
    startIndex: () => remoteIndex(new WorkerLine()),
    clock,
    log,
  });
  const asked: string[] = [];
  const filter = new TreeFilter({
    library,
    notes,
    matching: (query, signal) => {
      asked.push(query);
      return search.matching(query, signal);
    },
    log,
  });
  t.after(() => {
    filter.dispose();
    search.dispose();
  });
  return { library, filter, asked };
}

test("papers that have all that is said are shown, and all of them again", async (t) => {
  const { library, filter } = await opened(t);
  const { added } = await library.add(importDailyPapers(samplePage, "2026-07-31").drafts);
  assert.equal(filter.shown, undefined);
  await filter.apply("sparse retrieval");
  const both = added.filter(({ title, abstract }) => {
    const words = `${title} ${abstract}`.toLowerCase();
    return /\bsparse\b/u.test(words) && /\bretrievals?\b/u.test(words);
  });
  assert.deepEqual(filter.shown, new Set(both.map(({ id }) => id)));
  await filter.apply("  ");
  assert.equal(filter.shown, undefined);
});

test("what is shown follows the papers, and nothing is asked while nothing is filtered", async (t) => {
  const { library, filter, asked } = await opened(t);
  const source = { kind: "test" };
  await library.add([{ title: "Zebra", abstract: "Stripes", source }]);
  assert.deepEqual(asked, []);
  await filter.apply("is:unread");
  const [zebra] = await library.papers();
  assert.ok(zebra);
  assert.equal(filter.shown?.has(zebra.id), true);
  const gone = new Promise<void>((resolve) => {
    const listening = filter.onDidChange(() => {
      if (filter.shown?.size !== 0) return;
      listening.dispose();
      resolve();
    });
  });
  await library.change(zebra.id, (paper) => ({ ...paper, reading: "read" }));
  await gone;
  assert.equal(filter.query, "is:unread");
});

test("the last filter counts, and what of it was not understood is told", async (t) => {
  const { library, filter } = await opened(t);
  await library.add([{ title: "Zebra", abstract: "Stripes", source: { kind: "test" } }]);
  let told = 0;
  filter.onDidChange(() => void told++);
  await Promise.all([filter.apply("nothing"), filter.apply("zebra year:20x ")]);
  assert.equal(filter.query, "zebra year:20x");
  assert.equal(filter.shown?.size, 1);
  assert.match(filter.problems.join(), /A year is written/u);
  assert.equal(told, 1);
});

test("a filter that cannot be asked leaves what is shown, and says why", async (t) => {
  const { library, notes, log } = new Workspace(t, new MemoryFiles());
  const filter = new TreeFilter({
    library,
    notes,
    matching: () => Promise.reject(new Error("the worker ended")),
    log,
  });
  t.after(() => filter.dispose());
  await assert.rejects(filter.apply("zebra"), /the worker ended/u);
  assert.deepEqual([filter.query, filter.shown], ["", undefined]);
});

/** What a reader has done with papers that feeds listed: remembered in the workspace, merged by git, never rewritten. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import type { Files } from "../../src/base/ports.ts";
import type { PaperId } from "../../src/domain/paperId.ts";
import { SeenPapers } from "../../src/feed/seenPapers.ts";
import { DiskFiles, temporaryFolder } from "../fakes/diskFiles.ts";
import { GitClone } from "../fakes/gitClone.ts";
import { ManualClock } from "../fakes/manualClock.ts";
import { diskFull, MemoryFiles } from "../fakes/memoryFiles.ts";
import { MemoryShelves } from "../fakes/memoryShelves.ts";
import { SilentLog } from "../fakes/silentLog.ts";

const [a, b, c] = ["arxiv-2611.00001", "arxiv-2611.00002", "arxiv-2611.00003"] as [PaperId, PaperId, PaperId];
const path = "seen/ann.jsonl";

function window(t: TestContext, files: Files, clock = new ManualClock()): SeenPapers {
  const shelves = new MemoryShelves(files);
  const seen = new SeenPapers({
    shelves,
    fileName: () => Promise.resolve("ann.jsonl"),
    clock,
    log: new SilentLog(),
  });
  t.after(() => seen.dispose());
  return seen;
}

test("what was seen and skipped is known in the next window, and what came back is new again", async (t) => {
  const files = new DiskFiles(await temporaryFolder(t));
  const clock = new ManualClock();
  const first = window(t, files, clock);
  await first.mark([a, b], "seen");
  clock.advance(1_000);
  await first.mark([b], "skipped");
  clock.advance(1_000);
  await first.mark([a], "back");
  const next = window(t, files);
  await next.load();
  assert.deepEqual(
    [a, b, c].map((id) => next.of(id)),
    [undefined, "skipped", undefined],
  );
});

test("what changes nothing writes nothing", async (t) => {
  const files = new MemoryFiles();
  const seen = window(t, files);
  await seen.mark([a], "seen");
  const before = files.writes.length;
  await seen.mark([a], "seen");
  await seen.mark([b], "back");
  assert.equal(files.writes.length, before);
});

test("two machines of one reader are merged by git, and the newest word on a paper counts", async (t) => {
  const folder = await temporaryFolder(t);
  const here = await GitClone.init(join(folder, "here"));
  const clock = new ManualClock();
  await window(t, here.files, clock).mark([a], "seen");
  await here.commit("begin");
  const there = await here.clone(join(folder, "there"));
  clock.advance(1_000);
  await window(t, there.files, clock).mark([a, b], "skipped");
  await there.commit("there");
  clock.advance(1_000);
  await window(t, here.files, clock).mark([c], "seen");
  await here.commit("here");
  await here.merge(there);
  const merged = window(t, here.files);
  await merged.load();
  assert.deepEqual(
    [a, b, c].map((id) => merged.of(id)),
    ["skipped", "skipped", "seen"],
  );
});

test("lines that are not ours stay, and are passed over", async (t) => {
  const odd = `<<<<<<< ours\n{"at":1}\n{"at":"2026-01-01","did":"sung","papers":["${a}"]}\n{"at":"2026-01-01T00:00:00.000Z","did":"seen","papers":["${b}"]}\n{`;
  const files = new MemoryFiles("memory:/x", { [path]: odd });
  const seen = window(t, files);
  await seen.mark([a], "seen");
  assert.equal(seen.of(b), "seen");
  assert.ok((await files.read(path))?.startsWith(`${odd}\n`));
});

test("a mark that the disk refuses is told, and counts for this window", async (t) => {
  const files = new MemoryFiles();
  const seen = window(t, files);
  await seen.load();
  files.refuses = () => diskFull;
  await assert.rejects(seen.mark([a], "skipped"), /ENOSPC/u);
  assert.equal(seen.of(a), "skipped");
});

test("what another window marks is heard of", async (t) => {
  const files = new MemoryFiles();
  const [one, two] = [window(t, files), window(t, files)];
  await two.load();
  const heard = new Promise<void>((resolve) => two.onDidChange(() => resolve()));
  await one.mark([a], "skipped");
  await heard;
  assert.equal(two.of(a), "skipped");
});

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readAnnotation, type Annotation } from "../../src/domain/annotation.ts";
import { isPlainAnnotation } from "../../src/domain/plainAnnotation.ts";
import { composeNote, composeReply } from "../../src/notes/compose.ts";
import { countsPath } from "../../src/notes/countsFile.ts";
import { readLog, writeLine } from "../../src/notes/log.ts";
import { countAfter, countOf, nothingCounted } from "../../src/notes/noteCounts.ts";
import { standingOf, standingsOf, type Standing } from "../../src/notes/standing.ts";
import { MemoryFiles } from "../fakes/memoryFiles.ts";
import { Randomness } from "../fakes/randomness.ts";
import { samplePaper, samplePapers } from "../fakes/sample.ts";
import { settled } from "../fakes/settled.ts";
import { ann, bob, Workspace } from "../fakes/workspace.ts";

interface Ending {
  after(end: () => void): void;
}

/** Remembers which logs were read. */
class WatchedFiles extends MemoryFiles {
  readonly logsRead: string[] = [];

  override read(path: string): Promise<string | undefined> {
    if (path.endsWith(".jsonl")) this.logsRead.push(path);
    return super.read(path);
  }
}

const paper = samplePaper("COMET");
const other = samplePaper("ERU-KG");

const until = async (isSo: () => boolean): Promise<void> => {
  for (let turn = 0; turn < 400 && !isSo(); turn++) await new Promise((resolve) => setTimeout(resolve, 5));
  assert.ok(isSo());
};

/** Some papers with notes, replies, tags and removed notes. */
async function noted(t: Ending): Promise<WatchedFiles> {
  const files = new WatchedFiles();
  const workspace = new Workspace(t, files);
  const { notes } = workspace;
  for (const { id } of samplePapers.slice(0, 5)) {
    const note = await notes.add({ paper: id, comment: "one", tags: ["method", "read"] });
    await notes.add({ paper: id, comment: "two", tags: ["method"] });
    await notes.reply(id, note.id, "answer");
    const gone = await notes.add({ paper: id, comment: "three", tags: ["gone"] });
    await notes.remove(id, gone.id);
  }
  await settled();
  if (Workspace.keepCountsAfterMs !== undefined) await until(() => files.text(countsPath) !== undefined);
  notes.dispose();
  files.logsRead.length = 0;
  return files;
}
/** Windows of this test keep their counts at once. */
function keeping(t: Ending): void {
  Workspace.keepCountsAfterMs = 0;
  t.after(() => (Workspace.keepCountsAfterMs = undefined));
}

test("opening a paper reads its own logs and no others, and reads them once", async (t) => {
  const files = await noted(t);
  const { notes } = new Workspace(t, files);
  const [first] = samplePapers;
  assert.ok(first);
  await Promise.all([notes.open(first.id), notes.open(first.id)]);
  assert.equal(notes.of(first).length, 2);
  assert.ok(files.logsRead.length === 1 && files.logsRead[0]?.includes(first.id));
  await notes.edit(first.id, notes.annotations(first.id)[0]?.id ?? ("" as never), { comment: "anew" });
  await settled();
  assert.equal(files.logsRead.length, 1, "the echo of our own line is not read");
});

test("counts are there without opening a paper: notes without replies, tags in use, the newest change", async (t) => {
  const files = await noted(t);
  const { notes } = new Workspace(t, files);
  await notes.ready();
  assert.deepEqual(
    samplePapers.slice(0, 6).map(({ id }) => notes.count(id)),
    [2, 2, 2, 2, 2, 0],
  );
  assert.deepEqual(
    new Map(notes.tags),
    new Map([
      ["method", 10],
      ["read", 5],
    ]),
  );
  assert.deepEqual(notes.annotations(samplePapers[0]?.id ?? paper.id), []);
  assert.equal(notes.isOpen(paper.id), false);
});

test("a change from outside to a paper that is not open is counted and told", async (t) => {
  const files = await noted(t);
  const window = new Workspace(t, files);
  await window.notes.ready();
  const [first] = samplePapers;
  assert.ok(first);
  const elsewhere = new Workspace(t, files);
  await elsewhere.notes.add({ paper: first.id, comment: "more", tags: ["new"] });
  await settled();
  await settled();
  assert.deepEqual([window.notes.count(first.id), window.notes.tags.get("new")], [3, 1]);
  assert.deepEqual(window.notesNews(), [{ paper: first.id, from: "disk" }]);
  assert.equal(window.notes.isOpen(first.id), false);
});

test("the next window has the counts of the last at once, and reads no log whose file is as it was", async (t) => {
  keeping(t);
  const files = await noted(t);
  await until(() => files.text(countsPath) !== undefined);
  await settled();
  files.logsRead.length = 0;
  const next = new Workspace(t, files);
  await next.notes.ready();
  assert.equal(next.notes.count(samplePapers[0]?.id ?? paper.id), 2);
  await next.notes.checked();
  assert.deepEqual(files.logsRead, []);
  assert.deepEqual(next.notesNews(), []);
});

test("counts of the last window that are no longer right are corrected and told, and each way of change is noticed", async (t) => {
  keeping(t);
  const files = await noted(t);
  await until(() => files.text(countsPath) !== undefined);
  const [grown, gone] = samplePapers;
  assert.ok(grown && gone);
  const logOf = (id: string): string =>
    Object.keys(files.snapshot()).find((path) => path.startsWith(`annotations/${id}/`)) ?? "";
  const line = writeLine(
    composeNote(
      { paper: grown.id, comment: "from outside" },
      { id: "urn:uuid:9" as never, now: "2026-09-01T00:00:00.000Z", author: bob },
    ),
  );
  files.editUnseen(logOf(grown.id), `${files.text(logOf(grown.id)) ?? ""}${line}`);
  files.editUnseen(logOf(gone.id), undefined);
  const next = new Workspace(t, files);
  await next.notes.checked();
  assert.deepEqual([next.notes.count(grown.id), next.notes.count(gone.id)], [3, 0]);
  assert.deepEqual(new Set(next.notesNews().map(({ paper: id }) => id)), new Set([grown.id, gone.id]));
});

for (const [what, text] of [
  ["broken", "{"],
  ["of another version", JSON.stringify({ version: 99, papers: {} })],
  ["of another shape", JSON.stringify({ version: 1, papers: { [paper.id]: { notes: "many" } } })],
  [
    "full of papers that are not there",
    JSON.stringify({
      version: 1,
      papers: {
        "title-0000000000000000": { notes: 7, conflicts: 0, tags: [["x", 7]], newest: "", logs: {} },
      },
    }),
  ],
] as const)
  test(`a file of counts that is ${what} does no harm`, async (t) => {
    keeping(t);
    const files = await noted(t);
    files.editUnseen(countsPath, text);
    const { notes } = new Workspace(t, files);
    await notes.checked();
    assert.equal(notes.count(samplePapers[0]?.id ?? paper.id), 2);
    assert.deepEqual(
      new Map(notes.tags),
      new Map([
        ["method", 10],
        ["read", 5],
      ]),
    );
  });

test("a log with a broken line is told of in every window, though the counts are kept", async (t) => {
  keeping(t);
  const files = await noted(t);
  const [path = ""] = Object.keys(files.snapshot()).filter((each) => each.endsWith(".jsonl"));
  files.edit(path, `broken\n${files.text(path) ?? ""}`);
  await until(() => files.text(countsPath) !== undefined);
  for (let window = 0; window < 2; window++) {
    const { notes } = new Workspace(t, files);
    await notes.checked();
    assert.deepEqual(
      notes.problems.map(({ line }) => line),
      [1],
    );
  }
});

test("without a wish to keep them no counts are written", async (t) => {
  const files = await noted(t);
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.equal(files.text(countsPath), undefined);
});

test("counting one change at a time comes to the same as counting all", () => {
  const random = new Randomness(4);
  const standings = new Map<string, Standing>();
  let count = nothingCounted;
  for (let step = 0; step < 300; step++) {
    const id = `urn:uuid:${random.below(20)}`;
    const now = new Date(Date.UTC(2026, 1, 1, 0, random.below(50), step)).toISOString();
    const made = { id: id as never, now, author: ann };
    const line =
      random.below(4) === 0
        ? composeReply("urn:uuid:1" as never, "re", made)
        : composeNote({ paper: paper.id, tags: [random.pick(["a", "b", "c"])] }, made);
    const written = random.below(5) === 0 ? { ...line, "marginalia:deleted": true } : line;
    const before = standings.get(id);
    const after = standingOf([...(before?.lines ?? []), written]);
    standings.set(id, after);
    count = countAfter(count, before, after);
    assert.deepEqual(count, countOf(standings.values()));
  }
});

const json = fc.jsonValue({ maxDepth: 2 });
const plain: Annotation = JSON.parse(
  writeLine(
    composeNote(
      { paper: other.id, comment: "x", tags: ["a"] },
      { id: "urn:uuid:1" as never, now: "2026-02-03T04:05:06.789Z", author: ann },
    ),
  ),
) as Annotation;
const names = ["@context", "id", "type", "motivation", "created", "modified", "creator", "body", "target"];
const ours = [
  "marginalia:deleted",
  "marginalia:revision",
  "marginalia:basedOn",
  "marginalia:editor",
  "marginalia:settles",
];
const changed = fc
  .array(
    fc.tuple(
      fc.constantFrom(...names, ...ours, "x-other", "__proto__"),
      fc.oneof(
        json,
        fc.constantFrom(
          "",
          "Annotation",
          "2026-02-30T00:00:00Z",
          "2026-12-31T23:59:59Z",
          [],
          [null],
          {},
          [{}],
          { source: "x" },
          { source: "x", selector: [{ type: "y" }] },
        ),
      ),
    ),
    { maxLength: 3 },
  )
  .map((changes) => JSON.stringify({ ...plain, ...Object.fromEntries(changes) }));

test("what is read the quick way reads the same the careful way, and both count the same", () => {
  let quick = 0;
  fc.assert(
    fc.property(changed, (line) => {
      const raw: unknown = JSON.parse(line);
      if (!isPlainAnnotation(raw)) return;
      quick++;
      const careful = readAnnotation(JSON.parse(line));
      assert.ok(careful.ok, careful.ok ? "" : careful.why);
      assert.deepEqual(raw, careful.value);
      const { annotations } = readLog(line);
      assert.deepEqual(countOf(standingsOf(annotations).values()), countOf([standingOf([careful.value])]));
    }),
    { numRuns: 3_000 },
  );
  assert.ok(quick > 100, `only ${quick} were read the quick way`);
  assert.ok(isPlainAnnotation(plain));
});

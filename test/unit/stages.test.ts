/** How far papers are read, their place in the queue, put away and thrown away. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Paper } from "../../src/domain/paper.ts";
import type { PaperId } from "../../src/domain/paperId.ts";
import { indexedPaper } from "../../src/librarySearch/indexedPaper.ts";
import { newPaper } from "../../src/library/merge.ts";
import { mergeFields } from "../../src/library/mergeFields.ts";
import { outline } from "../../src/library/outline.ts";
import { readPaperFile, writePaperFile } from "../../src/library/paperFile.ts";
import { stageOf } from "../../src/domain/stage.ts";
import { archived, marked, placesFor, queueOf, skipped, type QueueMove } from "../../src/library/stages.ts";
import { MemoryFiles } from "../fakes/memoryFiles.ts";
import { Workspace } from "../fakes/workspace.ts";

const paper = (id: string, more: Partial<Paper> = {}): Paper => ({
  ...newPaper(
    { title: `Paper ${id}`, abstract: "", identifiers: [`arxiv:2607.0000${id}`], source: { kind: "test" } },
    "2026-07-31T08:00:00.000Z",
  ),
  ...more,
});
const today = "2026-11-26";

test("a paper goes through its stages with the days on which it was begun and read", () => {
  const inbox = paper("1");
  assert.equal(stageOf(inbox), "unread");
  assert.equal(stageOf({ ...inbox, queue: 1 }), "toRead");
  const reading = marked({ ...inbox, queue: 1 }, "reading", today);
  assert.deepEqual([stageOf(reading), reading.started, reading.finished], ["reading", today, undefined]);
  const read = marked(reading, "read", "2026-11-28");
  assert.deepEqual(
    [stageOf(read), read.started, read.finished, read.queue],
    ["read", today, "2026-11-28", undefined],
  );
  const again = marked(read, "unread", "2026-12-01");
  assert.deepEqual([stageOf(again), again.started, again.finished], ["unread", undefined, undefined]);
  assert.equal(stageOf(skipped(inbox)), "skipped");
  assert.equal(stageOf(marked(skipped(inbox), "reading", today)), "reading");
  assert.equal(stageOf(archived(read, true)), "archived");
  assert.equal(stageOf(archived(archived(read, true), false)), "read");
});

test("all of it is stored, read again, and unknown to older versions without being lost on them", () => {
  const one = { ...marked(paper("1", { queue: 1.5 }), "reading", today), archived: true, skipped: true };
  const stored = readPaperFile(writePaperFile(one));
  assert.ok(stored.ok);
  const { paper: again } = stored.value;
  assert.deepEqual({ year: undefined, venue: undefined, ...again }, one);
  assert.match(writePaperFile(one), /"reading": "reading"/u);
  const plain = writePaperFile(paper("1"));
  for (const field of ["queue", "skipped", "archived", "started", "finished"])
    assert.equal(plain.includes(`"${field}"`), false, "a paper without them has no such fields");
});

test("the queue is moved by places between places", () => {
  const papers = ["1", "2", "3", "4"].map((id, at) => paper(id, { queue: at + 1 }));
  const order = (move: QueueMove, ...names: readonly string[]): string => {
    const ids = names.map((name) => `arxiv-2607.0000${name}` as PaperId);
    const places = placesFor(papers, ids, move);
    const moved = papers.map((each) => ({ ...each, queue: places.get(each.id) ?? each.queue }));
    return queueOf(moved)
      .map(({ title }) => title.slice(-1))
      .join("");
  };
  assert.equal(order("top", "3"), "3124");
  assert.equal(order("end", "1"), "2341");
  assert.equal(order("up", "3"), "1324");
  assert.equal(order("down", "3"), "1243");
  assert.equal(order("up", "1"), "1234");
  assert.equal(order("down", "4"), "1234");
  assert.equal(order({ before: papers[1]?.id ?? ("" as PaperId) }, "4", "3"), "1432");
  assert.equal(order("top", "2", "4"), "2413");
  const empty = placesFor([paper("1"), paper("2")], [paper("2").id, paper("1").id], "end");
  assert.deepEqual([...empty.values()], [1, 2]);
});

test("papers can be moved between two others for ever, also where two people gave them one place", () => {
  let queue: readonly Paper[] = ["1", "2", "3"].map((id) => paper(id, { queue: 7 }));
  for (let turn = 0; turn < 200; turn++) {
    const [first, second, third] = queueOf(queue);
    assert.ok(first && second && third);
    const places = placesFor(queue, [third.id], { before: second.id });
    queue = queue.map((each) => ({ ...each, queue: places.get(each.id) ?? each.queue }));
    assert.deepEqual(
      queueOf(queue).map(({ id }) => id),
      [first.id, third.id, second.id],
    );
  }
});

test("two people's edits of the queue and of the archive merge", () => {
  const raw = (each: Paper): Readonly<Record<string, unknown>> =>
    JSON.parse(writePaperFile(each)) as Readonly<Record<string, unknown>>;
  const base = raw(paper("1", { queue: 3 }));
  const { fields } = mergeFields(
    raw(paper("1", { queue: 1 })),
    raw(paper("1", { queue: 3, archived: true })),
    base,
  );
  assert.deepEqual([fields["queue"], fields["archived"]], [1, true]);
});

test("the tree has a group for each stage, the queue in its order, and what is put away in one of its own", () => {
  const papers = [
    ...[paper("1", { queue: 2 }), paper("2", { queue: 1 }), paper("3"), skipped(paper("4"))],
    ...[paper("5", { reading: "read", archived: true, tags: ["x"] }), paper("6", { reading: "reading" })],
  ];
  assert.deepEqual(
    outline(papers, "reading").map(({ label, papers: members }) => [
      label,
      members.map(({ title }) => title.slice(-1)).join(""),
    ]),
    [
      ["Reading", "6"],
      ["To Read", "21"],
      ["Unread", "3"],
      ["Skipped", "4"],
      ["Archived", "5"],
    ],
  );
  assert.deepEqual(
    outline(papers, "tag").map(({ label }) => label),
    ["No tag", "Archived"],
  );
});

test("stages are found by is:", () => {
  assert.ok(indexedPaper(paper("1", { queue: 1 })).marks?.includes("is:toread"));
  assert.ok(indexedPaper(skipped(paper("1"))).marks?.includes("is:skipped"));
  assert.ok(indexedPaper(paper("1", { archived: true })).marks?.includes("is:archived"));
});

test("a removed paper lies in the trash as it was, comes back to the byte, or goes for good", async (t) => {
  const files = new MemoryFiles();
  const { library } = new Workspace(t, files);
  const { added } = await library.add([
    { title: "One", abstract: "", source: { kind: "test" } },
    { title: "Two", abstract: "", source: { kind: "test" } },
  ]);
  const before = files.snapshot();
  await library.remove(added.map(({ id }) => id));
  const thrown = await library.trash.list();
  assert.deepEqual(thrown.map(({ title }) => title).sort(), ["One", "Two"]);
  const [one, two] = thrown;
  assert.ok(one && two);
  assert.deepEqual(await library.restore([one]), []);
  assert.equal(files.snapshot()[`papers/${one.id}.json`], before[`papers/${one.id}.json`]);
  await library.add([{ title: two.title, abstract: "Anew", source: { kind: "test" } }]);
  assert.deepEqual(await library.restore([two]), [two.id], "one that was added again is not written over");
  assert.equal(library.get(two.id)?.abstract, "Anew");
  await library.trash.empty();
  assert.deepEqual(await library.trash.list(), []);
});

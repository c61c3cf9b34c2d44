import assert from "node:assert/strict";
import { test } from "node:test";
import {
  colors,
  commentOf,
  targetsOf,
  type Annotation,
  type AnnotationId,
} from "../../src/domain/annotation.ts";
import type { Note } from "../../src/domain/note.ts";
import type { NoteDraft } from "../../src/notes/compose.ts";
import { logFolder, readLog } from "../../src/notes/log.ts";
import { MemoryFiles } from "../fakes/memoryFiles.ts";
import { Randomness } from "../fakes/randomness.ts";
import { samplePaper } from "../fakes/sample.ts";
import { settled } from "../fakes/settled.ts";
import { bob, Workspace } from "../fakes/workspace.ts";

const paper = samplePaper("COMET");
const about = (words: string, more: Partial<NoteDraft> = {}): NoteDraft => {
  const start = paper.abstract.indexOf(words);
  assert.notEqual(start, -1, words);
  return {
    paper: paper.id,
    passage: { text: paper.abstract, span: { start, end: start + words.length } },
    ...more,
  };
};
const quote = "sparse Mixture-of-Experts";

interface Open {
  readonly files: MemoryFiles;
  readonly workspace: Workspace;
}
const open = (t: { after(end: () => void): void }): Open => {
  const files = new MemoryFiles();
  return { files, workspace: new Workspace(t, files) };
};
const shown = ({ notes }: Workspace): readonly Note[] => notes.of(paper);
/** All that a person sees of the notes; times are not part of it. */
const seen = (workspace: Workspace): unknown =>
  shown(workspace).map(({ id, quote: words, comment, color, style, tags, placement, replies }) => ({
    ...{ id, words, comment, color, style, tags, placement },
    replies: replies.map((reply) => [reply.id, reply.comment]),
  }));
/** What another window would read from the same disk. */
async function seenElsewhere(t: { after(end: () => void): void }, files: MemoryFiles): Promise<unknown> {
  const other = new Workspace(t, files);
  await other.notes.load();
  return seen(other);
}
const linesOn = (files: MemoryFiles): readonly Annotation[] =>
  Object.entries(files.snapshot())
    .filter(([path]) => path.startsWith(logFolder(paper.id)))
    .flatMap(([, text]) => readLog(text).annotations);

test("when adding a note is done its line is on the disk, in the log of its author", async (t) => {
  const { files, workspace } = open(t);
  const note = await workspace.notes.add(about(quote, { comment: "Hm" }));
  const [path, ...more] = Object.keys(files.snapshot());
  assert.deepEqual(more, []);
  assert.match(path ?? "", /^annotations\/title-[0-9a-f]{16}\/ann-[0-9a-f]{8}\.jsonl$/u);
  assert.deepEqual(linesOn(files), [note]);
  assert.deepEqual(workspace.notesNews(), [{ paper: paper.id, from: "here" }]);
});
test("a note shows where its words are, with colour, style, comment, tags and author", async (t) => {
  const { workspace } = open(t);
  await workspace.notes.add(about(quote, { comment: "Hm", color: "blue", style: "underline", tags: ["a"] }));
  const [note] = shown(workspace);
  const start = paper.abstract.indexOf(quote);
  assert.deepEqual(note?.placement, { state: "anchored", span: { start, end: start + quote.length } });
  assert.deepEqual(
    [note?.quote, note?.comment, note?.color, note?.style, note?.tags, note?.author, note?.editable],
    [quote, "Hm", "blue", "underline", ["a"], "Ann", true],
  );
});

test("editing, recolouring, answering and removing are one line each and read the same elsewhere", async (t) => {
  const { files, workspace } = open(t);
  const { notes } = workspace;
  const note = await notes.add(about(quote));
  await notes.edit(paper.id, note.id, { comment: "Hm" });
  await notes.edit(paper.id, note.id, { color: "pink" });
  await notes.edit(paper.id, note.id, { style: "underline", tags: ["a", "b"] });
  const reply = await notes.reply(paper.id, note.id, "Oh");
  await notes.edit(paper.id, reply.id, { comment: "Oh!" });
  const other = await notes.add({ paper: paper.id, comment: "On all of it" });
  await notes.remove(paper.id, other.id);
  assert.equal(linesOn(files).length, 8);
  assert.equal(notes.count(paper.id), 1);
  const [only, ...more] = shown(workspace);
  assert.deepEqual(
    [only?.comment, only?.color, only?.style, only?.tags, only?.replies.map(({ comment }) => comment), more],
    ["Hm", "pink", "underline", ["a", "b"], ["Oh!"], []],
  );
  await settled();
  assert.equal(workspace.notesNews().length, 8);
  assert.deepEqual(await seenElsewhere(t, files), seen(workspace));
});

test("edits of different things at the same time all count", async (t) => {
  const { files, workspace } = open(t);
  const note = await workspace.notes.add(about(quote));
  await Promise.all([
    workspace.notes.edit(paper.id, note.id, { color: "green" }),
    workspace.notes.edit(paper.id, note.id, { comment: "Hm" }),
    workspace.notes.edit(paper.id, note.id, { style: "underline" }),
    workspace.notes.edit(paper.id, note.id, { tags: ["a"] }),
  ]);
  const [only] = shown(workspace);
  assert.deepEqual(
    [only?.color, only?.comment, only?.style, only?.tags],
    ["green", "Hm", "underline", ["a"]],
  );
  assert.deepEqual(await seenElsewhere(t, files), seen(workspace));
});

test("what is gone cannot be edited, answered or removed again", async (t) => {
  const { workspace } = open(t);
  const note = await workspace.notes.add(about(quote));
  await workspace.notes.remove(paper.id, note.id);
  for (const id of [note.id, "urn:uuid:none" as AnnotationId]) {
    await assert.rejects(workspace.notes.edit(paper.id, id, { comment: "x" }), /no longer there/u);
    await assert.rejects(workspace.notes.reply(paper.id, id, "x"), /no longer there/u);
    await assert.rejects(workspace.notes.remove(paper.id, id), /no longer there/u);
  }
});

test("a removed note comes back as it was, and one that is there is left alone", async (t) => {
  const { files, workspace } = open(t);
  const note = await workspace.notes.add(about(quote, { comment: "Hm", color: "pink" }));
  await workspace.notes.reply(paper.id, note.id, "Oh");
  const before = seen(workspace);
  await workspace.notes.remove(paper.id, note.id);
  assert.deepEqual(shown(workspace), []);
  await workspace.notes.restore(paper.id, note.id);
  assert.deepEqual(seen(workspace), before);
  const lines = linesOn(files).length;
  await workspace.notes.restore(paper.id, note.id);
  assert.equal(linesOn(files).length, lines);
  assert.deepEqual(await seenElsewhere(t, files), before);
});

test("undo and redo say what they did, and say nothing when there is nothing to do", async (t) => {
  const { workspace } = open(t);
  const { notes } = workspace;
  assert.deepEqual(
    [await notes.undo(), await notes.redo(), notes.canUndo, notes.canRedo],
    [undefined, undefined, false, false],
  );
  const note = await notes.add(about(quote));
  await notes.edit(paper.id, note.id, { comment: "Hm" });
  await notes.remove(paper.id, note.id);
  assert.deepEqual(
    [await notes.undo(), await notes.undo(), await notes.undo(), await notes.undo()],
    ["removed note", "edited note", "new highlight", undefined],
  );
  assert.deepEqual([notes.canUndo, notes.canRedo], [false, true]);
  assert.deepEqual(
    [await notes.redo(), await notes.redo(), await notes.redo(), await notes.redo()],
    ["new highlight", "edited note", "removed note", undefined],
  );
});

test("a new change ends what could be redone", async (t) => {
  const { workspace } = open(t);
  await workspace.notes.add(about(quote));
  await workspace.notes.undo();
  await workspace.notes.add(about("trainable gate"));
  assert.equal(workspace.notes.canRedo, false);
});

for (const seed of [1, 2, 3, 4, 5, 6])
  test(`undoing everything and redoing everything leads back, whatever was done (${seed})`, async (t) => {
    const { files, workspace } = open(t);
    const { notes } = workspace;
    const random = new Randomness(seed);
    const words = ["sparse Mixture-of-Experts", "trainable gate", "scales up", "COMET", "vision"];
    const here: AnnotationId[] = [];
    const removed: AnnotationId[] = [];
    const states = [seen(workspace)];
    for (let step = 0; step < 30; step++) {
      if (random.below(3) === 0) workspace.clock.advance(random.below(5));
      const target = here.length > 0 ? random.pick(here) : undefined;
      const what =
        target === undefined ? "add" : random.pick(["add", "edit", "color", "reply", "remove", "restore"]);
      if (what === "add" || target === undefined)
        here.push((await notes.add(about(random.pick(words), { comment: random.pick(["", "Hm"]) }))).id);
      else if (what === "edit") await notes.edit(paper.id, target, { comment: `words ${step}` });
      else if (what === "color") await notes.edit(paper.id, target, { color: random.pick(colors) });
      else if (what === "reply") here.push((await notes.reply(paper.id, target, `reply ${step}`)).id);
      else if (what === "remove") {
        await notes.remove(paper.id, target);
        removed.push(...here.splice(here.indexOf(target), 1));
      } else if (removed.length > 0) {
        const back = removed.splice(random.below(removed.length), 1) as [AnnotationId];
        await notes.restore(paper.id, back[0]);
        here.push(back[0]);
      } else continue;
      states.push(seen(workspace));
      if (random.below(4) === 0) await settled(); // the watcher echoes what was written
    }
    for (let round = 0; round < 2; round++) {
      for (let at = states.length - 2; at >= 0; at--) {
        assert.notEqual(await notes.undo(), undefined);
        assert.deepEqual(seen(workspace), states[at], `undo to ${at}`);
      }
      assert.equal(await notes.undo(), undefined);
      for (let at = 1; at < states.length; at++) {
        assert.notEqual(await notes.redo(), undefined);
        assert.deepEqual(seen(workspace), states[at], `redo to ${at}`);
      }
      assert.equal(await notes.redo(), undefined);
      await settled();
    }
    assert.deepEqual(seen(workspace), states.at(-1));
    assert.deepEqual(await seenElsewhere(t, files), states.at(-1));
    assert.deepEqual(
      workspace.notesNews().filter(({ from }) => from === "disk"),
      [],
    );
  });

test("undo leaves alone what was changed elsewhere since, and says so", async (t) => {
  const { files, workspace } = open(t);
  const note = await workspace.notes.add(about(quote, { comment: "mine" }));
  const other = new Workspace(t, files);
  other.author = bob;
  other.clock.advance(1_000);
  await other.notes.edit(paper.id, note.id, { comment: "theirs" });
  await settled();
  await assert.rejects(workspace.notes.undo(), /changed elsewhere/u);
  assert.equal(shown(workspace)[0]?.comment, "theirs");
});

test("without an open folder a note is refused, and there is nothing to undo then", async (t) => {
  const workspace = new Workspace(t);
  await assert.rejects(workspace.notes.add(about(quote)), /Open a folder first/u);
  assert.deepEqual(shown(workspace), []);
  assert.equal(workspace.notes.canUndo, false);
  assert.deepEqual(workspace.notesNews(), []);
});

test("a note goes to the folder of its paper, and notes are read from every folder", async (t) => {
  const [a, b] = [new MemoryFiles("memory:/a"), new MemoryFiles("memory:/b")];
  const inB = new Workspace(t, b);
  await inB.library.add([{ title: paper.title, abstract: paper.abstract, source: { kind: "test" } }]);
  const workspace = new Workspace(t, a, b);
  await workspace.library.load();
  await workspace.notes.add(about(quote));
  assert.deepEqual([linesOn(a).length, linesOn(b).length], [0, 1]);
  const swapped = new Workspace(t, b, a);
  await swapped.notes.add(about("trainable gate"));
  assert.deepEqual([linesOn(a).length, linesOn(b).length], [0, 2]);
  await workspace.notes.load();
  await settled();
  assert.equal(workspace.notes.count(paper.id), 2);
});

test("a note of a newer format is shown, and neither it nor its answers are rewritten", async (t) => {
  const { files, workspace } = open(t);
  const note = await workspace.notes.add(about(quote, { comment: "new" }));
  await settled();
  const [path = ""] = Object.keys(files.snapshot());
  const newer = (files.text(path) ?? "").replaceAll("urn:marginalia:2:", "urn:marginalia:3:");
  files.edit(path, newer.replace('"type":"Annotation"', '"type":"Annotation","x-future":[1]'));
  const other = new Workspace(t, files);
  await other.notes.load();
  assert.deepEqual(
    shown(other).map(({ comment, editable }) => [comment, editable]),
    [["new", false]],
  );
  const before = files.snapshot();
  await assert.rejects(other.notes.edit(paper.id, note.id, { comment: "x" }), /newer Marginalia/u);
  await assert.rejects(other.notes.remove(paper.id, note.id), /newer Marginalia/u);
  assert.deepEqual(files.snapshot(), before);
});

test("fields that others wrote survive an edit, and the edit can be undone after its echo", async (t) => {
  const { files, workspace } = open(t);
  const path = `annotations/${paper.id}/carol.jsonl`;
  const foreign = {
    rights: "CC0",
    "@context": "http://www.w3.org/ns/anno.jsonld",
    "x-first": 1,
    id: "https://hypothes.is/a/xyz",
    type: "Annotation",
    target: {
      selector: { type: "TextQuoteSelector", exact: quote },
      "x-cached": true,
      source: `marginalia-paper:/${paper.id}/abstract`,
    },
    modified: "2026-07-31T07:00:00Z",
    "x-stars": { given: 3 },
  };
  files.editUnseen(path, `${JSON.stringify(foreign)}\n`);
  await workspace.notes.load();
  workspace.notesNews();
  const id = foreign.id as AnnotationId;
  await workspace.notes.edit(paper.id, id, { comment: "Mine", color: "green" });
  await settled();
  const [stands] = workspace.notes.annotations(paper.id);
  assert.ok(stands);
  assert.deepEqual(
    [stands["rights"], stands["x-first"], stands["x-stars"], commentOf(stands)],
    ["CC0", 1, { given: 3 }, "Mine"],
  );
  assert.deepEqual(
    targetsOf(stands).map((target) => typeof target !== "string" && target["x-cached"]),
    [true],
  );
  assert.deepEqual(workspace.notesNews(), [{ paper: paper.id, from: "here" }]);
  assert.equal(await workspace.notes.undo(), "edited note");
  await workspace.notes.remove(paper.id, id);
  await settled();
  assert.equal(await workspace.notes.undo(), "removed note");
  await settled();
  assert.deepEqual(
    shown(workspace).map(({ comment }) => comment),
    [""],
  );
  assert.ok(workspace.notesNews().every(({ from }) => from === "here"));
  assert.equal(files.text(path), `${JSON.stringify(foreign)}\n`);
});

import assert from "node:assert/strict";
import { appendFile, mkdir, readFile, truncate, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { mock, test, type TestContext } from "node:test";
import { commentOf, type Annotation } from "../../src/domain/annotation.ts";
import { logFolder, readLog, writeLine } from "../../src/notes/log.ts";
import type { Kept, Recovery } from "../../src/notes/recovery.ts";
import type { NoteDraft } from "../../src/notes/compose.ts";
import { bytesBelow, DiskFiles, temporaryFolder } from "../fakes/diskFiles.ts";
import { diskFull, MemoryFiles, readOnly } from "../fakes/memoryFiles.ts";
import { Randomness } from "../fakes/randomness.ts";
import { samplePaper, samplePapers } from "../fakes/sample.ts";
import { settled } from "../fakes/settled.ts";
import { bob, Workspace } from "../fakes/workspace.ts";

const paper = samplePaper("COMET");
const comment = (words: string): NoteDraft => ({ paper: paper.id, comment: words });
const comments = ({ notes }: Workspace): readonly string[] =>
  notes.annotations(paper.id).map(commentOf).sort();
const inMemory = (t: TestContext): { files: MemoryFiles; workspace: Workspace } => {
  const files = new MemoryFiles();
  return { files, workspace: new Workspace(t, files) };
};
const logOf = (files: MemoryFiles): string => {
  const [path = ""] = Object.keys(files.snapshot()).filter((each) => each.endsWith(".jsonl"));
  return path;
};
const linesOn = (files: MemoryFiles): readonly string[] =>
  (files.text(logOf(files)) ?? "").split("\n").filter((line) => line !== "");

for (const why of [diskFull, readOnly]) {
  test(`when the disk says "${why}" notes stay in memory, it is told once, and trying again writes each once`, async (t) => {
    const { files, workspace } = inMemory(t);
    const { notes } = workspace;
    await notes.add(comment("before"));
    files.refuses = () => why;
    const one = await notes.add(comment("one"));
    await notes.add(comment("two"));
    await notes.edit(paper.id, one.id, { comment: "one, edited" });
    assert.deepEqual(comments(workspace), ["before", "one, edited", "two"]);
    assert.equal(linesOn(files).length, 1);
    assert.equal(workspace.troubles.length, 1);
    assert.ok(workspace.troubles[0]?.includes(why) && workspace.troubles[0].includes(logOf(files)));
    assert.equal(notes.trouble, workspace.troubles[0]);

    files.tell(logOf(files)); // a re-read does not lose what waits
    await settled();
    assert.deepEqual(comments(workspace), ["before", "one, edited", "two"]);

    await notes.retry();
    assert.equal(workspace.troubles.length, 1);
    files.refuses = () => undefined;
    await notes.retry();
    assert.deepEqual(workspace.troubles.slice(1), [undefined]);
    assert.equal(linesOn(files).length, 4);
    await notes.retry();
    assert.equal(linesOn(files).length, 4);
    await settled();
    const other = new Workspace(t, files);
    await other.notes.load();
    assert.deepEqual(comments(other), ["before", "one, edited", "two"]);
    assert.ok(workspace.notesNews().every(({ from }) => from === "here"));
  });
}

/** A disk that is full in the middle of the first write. */
class TornFiles extends MemoryFiles {
  readonly #letters: number;
  #torn = false;

  constructor(letters: number) {
    super();
    this.#letters = letters;
  }

  override async append(path: string, text: string): Promise<void> {
    if (this.#torn) return super.append(path, text);
    this.#torn = true;
    await super.append(path, text.slice(0, this.#letters));
    throw new Error(diskFull);
  }
}

test("a write that broke off in the middle is written again whole, wherever it broke off", async (t) => {
  for (let letters = 0; letters < 700; letters += 23) {
    const files = new TornFiles(letters);
    const workspace = new Workspace(t, files);
    await workspace.notes.add(comment("one"));
    await settled();
    await workspace.notes.add(comment("two"));
    await settled();
    assert.deepEqual(comments(workspace), ["one", "two"]);
    const other = new Workspace(t, files);
    await other.notes.load();
    assert.deepEqual(comments(other), ["one", "two"], `after ${letters}`);
    assert.ok(other.notes.problems.length <= 1);
  }
});

test("the next note takes along those that could not be written", async (t) => {
  const { files, workspace } = inMemory(t);
  files.refuses = () => diskFull;
  await workspace.notes.add(comment("one"));
  files.refuses = () => undefined;
  await workspace.notes.add(comment("two"));
  assert.equal(linesOn(files).length, 2);
  assert.deepEqual(workspace.troubles.length, 2);
});

test("what could not be written is tried again after a while, and no more once the window closes", async (t) => {
  mock.timers.enable({ apis: ["setTimeout"] });
  t.after(() => mock.timers.reset());
  const { files, workspace } = inMemory(t);
  files.refuses = () => diskFull;
  await workspace.notes.add(comment("one"));
  mock.timers.tick(60_000);
  await settled();
  assert.equal(linesOn(files).length, 0);
  files.refuses = () => undefined;
  mock.timers.tick(60_000);
  await settled();
  assert.equal(linesOn(files).length, 1);

  let tries = 0;
  files.refuses = () => (tries++, diskFull);
  const late = workspace.notes.add(comment("two"));
  await settled();
  workspace.notes.dispose();
  await late;
  const before = tries;
  mock.timers.tick(600_000);
  await settled();
  assert.equal(tries, before);
});

test("trouble with one paper's file does not keep another's from the disk", async (t) => {
  const { files, workspace } = inMemory(t);
  const other = samplePaper("ERU-KG");
  files.refuses = (path) => (path.includes(paper.id) ? diskFull : undefined);
  await workspace.notes.add(comment("stuck"));
  await workspace.notes.add({ paper: other.id, comment: "fine" });
  assert.ok(Object.keys(files.snapshot()).every((path) => path.includes(other.id)));
  assert.equal(Object.keys(files.snapshot()).length, 1);
  assert.notEqual(workspace.notes.trouble, undefined);
});

test("an outside edit arrives as an event from the disk, the echo of our own writing as none", async (t) => {
  const { files, workspace } = inMemory(t);
  const note = await workspace.notes.add(comment("mine"));
  await settled();
  files.tell(logOf(files));
  await settled();
  assert.deepEqual(workspace.notesNews(), [{ paper: paper.id, from: "here" }]);
  const other = new Workspace(t, files);
  other.author = bob;
  other.clock.advance(1_000);
  await other.notes.edit(paper.id, note.id, { comment: "theirs" });
  await settled();
  assert.deepEqual(workspace.notesNews(), [{ paper: paper.id, from: "disk" }]);
  assert.deepEqual(comments(workspace), ["theirs"]);
});

test("two windows that write in turn see the same notes", async (t) => {
  const files = new MemoryFiles();
  const windows = [new Workspace(t, files), new Workspace(t, files)];
  const random = new Randomness(5);
  for (let step = 0; step < 40; step++) {
    const workspace = random.pick(windows);
    workspace.clock.advance(random.below(100));
    const known = workspace.notes.annotations(paper.id);
    if (known.length < 4) await workspace.notes.add(comment(`${step}`));
    else {
      const { id } = random.pick(known);
      if (random.below(2) === 0) await workspace.notes.remove(paper.id, id);
      else await workspace.notes.edit(paper.id, id, { comment: `${step}` });
    }
    await settled();
    const [a, b] = windows as [Workspace, Workspace];
    if (step > 5) assert.deepEqual(b.notes.annotations(paper.id), a.notes.annotations(paper.id));
    else await Promise.all(windows.map(({ notes }) => notes.load()));
  }
});

test("a log that goes back in time, as a branch switch makes it, is shown as it is", async (t) => {
  const { files, workspace } = inMemory(t);
  await workspace.notes.add(comment("one"));
  const past = files.text(logOf(files)) ?? "";
  await workspace.notes.add(comment("two"));
  await settled();
  workspace.notesNews();
  files.edit(logOf(files), past);
  await settled();
  assert.deepEqual(comments(workspace), ["one"]);
  files.edit(logOf(files), undefined);
  await settled();
  assert.deepEqual(comments(workspace), []);
  assert.equal(workspace.notesNews().length, 2);
});

test("a whole folder of notes that comes and goes is noticed", async (t) => {
  const { files, workspace } = inMemory(t);
  await workspace.notes.load();
  const other = new MemoryFiles("memory:/other");
  const elsewhere = new Workspace(t, other);
  for (const { id } of samplePapers.slice(0, 5)) await elsewhere.notes.add({ paper: id, comment: "x" });
  for (const [path, text] of Object.entries(other.snapshot())) files.editUnseen(path, text);
  files.tell("annotations");
  await settled();
  assert.equal(workspace.notesNews().length, 5);
  for (const path of Object.keys(files.snapshot())) files.editUnseen(path, undefined);
  files.tell("annotations");
  await settled();
  assert.equal(workspace.notesNews().length, 5);
  assert.deepEqual(samplePapers.map(({ id }) => workspace.notes.count(id)).filter(Boolean), []);
});

test("broken lines are reported with their line, once, and gone when they are mended", async (t) => {
  const { files, workspace } = inMemory(t);
  await workspace.notes.add(comment("one"));
  await settled();
  const whole = files.text(logOf(files)) ?? "";
  files.edit(logOf(files), `broken\n${whole}<<<<<<< HEAD\n`);
  await settled();
  assert.deepEqual(
    workspace.notes.problems.map(({ shelf, path, line }) => [shelf, path, line]),
    [
      [files, logOf(files), 1],
      [files, logOf(files), 3],
    ],
  );
  assert.deepEqual(comments(workspace), ["one"]);
  await workspace.notes.add(comment("two"));
  await settled();
  assert.equal(workspace.noteProblemEvents, 1);
  assert.match(files.text(logOf(files)) ?? "", /^broken\n/u);
  files.edit(logOf(files), whole);
  await settled();
  assert.deepEqual(workspace.notes.problems, []);
  assert.equal(workspace.noteProblemEvents, 2);
});

test("a log that cannot be read now keeps its notes, is reported, and does not hide the others", async (t) => {
  const { files, workspace } = inMemory(t);
  await workspace.notes.add(comment("ann's"));
  workspace.author = bob;
  await workspace.notes.add(comment("bob's"));
  await settled();
  files.refusesRead = (path) => (path.includes("bob-") ? "EACCES: permission denied" : undefined);
  const other = new Workspace(t, files);
  await other.notes.load();
  assert.deepEqual(comments(other), ["ann's"]);
  assert.match(other.notes.problems[0]?.why ?? "", /EACCES/u);
  for (const path of Object.keys(files.snapshot())) files.tell(path);
  await settled();
  assert.deepEqual(comments(workspace), ["ann's", "bob's"]);
});

test("a shelf that cannot be read at first can be read later", async (t) => {
  const { files, workspace: writer } = inMemory(t);
  await writer.notes.add(comment("one"));
  await settled();
  const workspace = new Workspace(t, files);
  files.refusesRead = () => "EIO: input/output error";
  await workspace.notes.load();
  assert.match(workspace.notes.problems[0]?.why ?? "", /EIO/u);
  files.refusesRead = () => undefined;
  files.tell("annotations");
  await settled();
  assert.deepEqual([comments(workspace), workspace.notes.problems], [["one"], []]);
});

for (const seed of [1, 2, 3])
  test(`notes written while their file is being read are never lost or told as foreign (${seed})`, async (t) => {
    const { files, workspace } = inMemory(t);
    const random = new Randomness(seed);
    files.pause = async () => {
      for (let turns = random.below(4); turns > 0; turns--)
        await new Promise((resolve) => setImmediate(resolve));
    };
    let refused = 0;
    files.refuses = () => (random.below(4) === 0 && refused++ < 40 ? diskFull : undefined);
    const wishes: Promise<unknown>[] = [];
    const lost: string[] = [];
    const made: string[] = [];
    workspace.notes.onDidChange(() => {
      const shown = new Set(comments(workspace));
      lost.push(...made.filter((words) => !shown.has(words)));
    });
    await workspace.notes.load();
    for (let step = 0; step < 120; step++) {
      const words = `note ${step}`;
      wishes.push(workspace.notes.add(comment(words)).then(() => made.push(words)));
      if (random.below(3) === 0) files.tell(`annotations/${paper.id}/x.jsonl`);
      if (random.below(10) === 0) files.tell("annotations");
      await files.pause();
    }
    await Promise.all(wishes);
    files.refuses = () => undefined;
    await workspace.notes.retry();
    for (let turn = 0; turn < 40; turn++) await settled();
    assert.deepEqual(lost, []);
    assert.equal(comments(workspace).length, 120);
    assert.equal(new Set(linesOn(files)).size, 120);
    assert.equal(linesOn(files).length, 120);
    assert.deepEqual(
      workspace.notesNews().filter(({ from }) => from === "disk"),
      [],
    );
  });

const onDisk = async (t: TestContext): Promise<{ files: DiskFiles; workspace: Workspace }> => {
  const files = new DiskFiles(await temporaryFolder(t));
  return { files, workspace: new Workspace(t, files) };
};
const logFile = async (files: DiskFiles): Promise<string> => {
  const [path] = Object.keys(await bytesBelow(files.name));
  assert.ok(path);
  return path;
};

test("on a real disk the line is there when adding is done, and well within 300 ms", async (t) => {
  const { files, workspace } = await onDisk(t);
  await workspace.notes.load();
  const times: number[] = [];
  let lines = "";
  for (let at = 0; at < 5; at++) {
    const started = performance.now();
    lines += writeLine(await workspace.notes.add(comment(`${at}`)));
    times.push(performance.now() - started);
    assert.equal(await readFile(await logFile(files), "utf8"), lines);
  }
  const median = times.sort((a, b) => a - b)[2] ?? 0;
  assert.ok(median < 300, `${median} ms`);
});

test("a log cut at any byte of its last line keeps every whole line, and the next note stands on its own line", async (t) => {
  const { files, workspace } = await onDisk(t);
  const first = await workspace.notes.add(comment("first"));
  const last = await workspace.notes.add(comment("last 😀 é"));
  const path = await logFile(files);
  const whole = await readFile(path);
  const start = whole.indexOf("\n") + 1;
  for (let cut = start; cut <= whole.length; cut += cut > whole.length - 8 || cut < start + 8 ? 1 : 13) {
    await writeFile(path, whole);
    await truncate(path, cut);
    const fresh = new Workspace(t, files);
    fresh.clock.advance(5_000);
    const next = await fresh.notes.add(comment("next"));
    const { annotations, problems } = readLog(await readFile(path, "utf8"));
    const expected = cut >= whole.length - 1 ? [first, last, next] : [first, next];
    assert.deepEqual(annotations, expected, `cut at ${cut}`);
    assert.equal(problems.length, cut > start && cut < whole.length - 1 ? 1 : 0);
  }
});

test("windows that append to one file at the same time lose no line", async (t) => {
  const { files } = await onDisk(t);
  const windows = Array.from({ length: 4 }, () => new Workspace(t, files));
  await Promise.all(
    windows.flatMap(({ notes }, window) =>
      Array.from({ length: 10 }, (_, at) => notes.add(comment(`${window}-${at}`))),
    ),
  );
  const { annotations, problems } = readLog(await readFile(await logFile(files), "utf8"));
  assert.deepEqual(problems, []);
  assert.equal(new Set(annotations.map(commentOf)).size, 40);
});

test("lines that another program appends are told after the file is announced", async (t) => {
  const { files, workspace } = await onDisk(t);
  await workspace.notes.load();
  const folder = logFolder(paper.id);
  const theirs: Annotation = {
    ...(await new Workspace(t, new MemoryFiles()).notes.add(comment("theirs"))),
    creator: bob.name,
  };
  await mkdir(dirname(files.at(`${folder}/bob.jsonl`)), { recursive: true });
  await appendFile(files.at(`${folder}/bob.jsonl`), writeLine(theirs));
  const told = new Promise<void>((resolve) => workspace.notes.onDidChange(() => resolve()));
  files.tell(`${folder}/bob.jsonl`);
  await told;
  assert.deepEqual(comments(workspace), ["theirs"]);
});

/** What outlives a window, as the workspace's memory in VS Code does. */
class KeptLines implements Recovery {
  lines: readonly Kept[] = [];
  read(): readonly Kept[] {
    return this.lines;
  }
  keep(lines: readonly Kept[]): void {
    this.lines = lines;
  }
}

test("what could not be written outlives the window, is shown by the next one, and is written once the disk takes it", async (t) => {
  const files = new MemoryFiles();
  const recovery = new KeptLines();
  const first = new Workspace(t, files);
  first.recovery = recovery;
  await first.notes.add(comment("before"));
  assert.deepEqual(recovery.lines, []);
  files.refuses = () => readOnly;
  await first.notes.add(comment("one"));
  await first.notes.add(comment("two"));
  first.notes.dispose();
  assert.equal(linesOn(files).length, 1);

  const second = new Workspace(t, files);
  second.recovery = recovery;
  await second.notes.recover();
  await second.notes.load();
  assert.deepEqual(comments(second), ["before", "one", "two"]);
  assert.equal(second.notes.count(paper.id), 3);
  assert.equal(second.troubles.length, 1);
  files.refuses = () => undefined;
  await second.notes.retry();
  assert.deepEqual([linesOn(files).length, recovery.lines], [3, []]);
  second.notes.dispose();

  const third = new Workspace(t, files);
  third.recovery = recovery;
  await third.notes.recover();
  await third.notes.load();
  assert.deepEqual([comments(third), linesOn(files).length], [["before", "one", "two"], 3]);
});

test("lines kept for a folder that is not open wait for it", async (t) => {
  const [home, other] = [new MemoryFiles("memory:/home"), new MemoryFiles("memory:/other")];
  const recovery = new KeptLines();
  other.refuses = () => diskFull;
  const first = new Workspace(t, other);
  first.recovery = recovery;
  await first.notes.add(comment("waits"));
  first.notes.dispose();
  const second = new Workspace(t, home);
  second.recovery = recovery;
  await second.notes.recover();
  home.refuses = () => diskFull;
  await second.notes.add(comment("at home"));
  home.refuses = () => undefined;
  await second.notes.retry();
  assert.equal(recovery.lines.length, 1);
  other.refuses = () => undefined;
  second.shelves.set(home, other);
  for (let turn = 0; turn < 5; turn++) await settled();
  assert.deepEqual([linesOn(other).length, recovery.lines], [1, []]);
});

test("a branch switch while a note waits for the disk loses neither: the branch's notes go and come, the note stays", async (t) => {
  const { files, workspace } = inMemory(t);
  await workspace.notes.add(comment("on both"));
  const onMain = files.text(logOf(files)) ?? "";
  await workspace.notes.add(comment("on the branch"));
  const onBranch = files.text(logOf(files)) ?? "";
  files.refuses = () => diskFull;
  await workspace.notes.add(comment("waits"));
  files.edit(logOf(files), onMain);
  await settled();
  assert.deepEqual(comments(workspace), ["on both", "waits"]);
  files.edit(logOf(files), onBranch);
  await settled();
  assert.deepEqual(comments(workspace), ["on both", "on the branch", "waits"]);
  files.refuses = () => undefined;
  await workspace.notes.retry();
  await settled();
  assert.deepEqual(comments(workspace), ["on both", "on the branch", "waits"]);
  assert.equal(new Set(linesOn(files)).size, 3);
});

test("a line that was written twice is one, and its note has one version of it in its past", async (t) => {
  const { files, workspace } = inMemory(t);
  const { id } = await workspace.notes.add(comment("one"));
  await workspace.notes.edit(paper.id, id, { comment: "two" });
  files.edit(logOf(files), `${files.text(logOf(files)) ?? ""}${files.text(logOf(files)) ?? ""}`);
  const other = new Workspace(t, files);
  await other.notes.load();
  assert.deepEqual(comments(other), ["two"]);
  assert.equal(other.notes.standing(paper.id, id)?.lines.length, 2);
});

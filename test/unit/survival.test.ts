import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { readLog } from "../../src/notes/log.ts";
import { temporaryFolder } from "../fakes/diskFiles.ts";
import { Randomness } from "../fakes/randomness.ts";
import { samplePaper } from "../fakes/sample.ts";
import { ann, Workspace } from "../fakes/workspace.ts";
import { DiskFiles } from "../fakes/diskFiles.ts";
import { crashTrial } from "../proofs/crashTrial.ts";
import { diskTrial } from "../proofs/diskTrial.ts";
import { canLimitFiles, limitedFiles } from "../proofs/limitedDisk.ts";
import { processTrial } from "../proofs/processTrial.ts";
import { root } from "../run/places.mjs";

const paper = samplePaper("COMET");

for (const [who, names] of [
  ["one writer", ["Ann"]],
  ["one person in two windows", ["Ann", "Ann"]],
] as const)
  test(`what was said to be saved outlives the sudden end of ${who}`, async (t) => {
    const outcome = await crashTrial(await temporaryFolder(t), names, 4, 1_000_000, new Randomness(7));
    assert.deepEqual(outcome.faults, []);
    assert.equal(outcome.kills, 4 * names.length);
  });

test("notes of several processes in one log are all there, each once", async (t) => {
  const outcome = await processTrial(await temporaryFolder(t), ["Ann", "Ann", "Bob"], 40, 100_000);
  assert.deepEqual(outcome.faults, []);
  assert.equal(outcome.notes, 120);
});

test(
  "when the disk is full notes wait, and are there once when it has room again",
  { skip: canLimitFiles() ? false : "the size of files cannot be limited here" },
  async (t) => {
    const outcome = await diskTrial(await temporaryFolder(t), 40, limitedFiles(20_000));
    assert.deepEqual(outcome.faults, []);
    assert.ok(outcome.waited > 0);
  },
);

const stored = readFileSync(join(root, "test/fixtures/notes.v1.jsonl"));
const wholeLines = (bytes: Buffer): number => bytes.filter((byte) => byte === 0x0a).length;

test("of a log that is cut at any byte every whole line is read, and at most its last line is not", () => {
  for (let end = 0; end <= stored.length; end++) {
    const cut = stored.subarray(0, end);
    const { annotations, problems } = readLog(new TextDecoder().decode(cut));
    const whole = wholeLines(cut);
    // The last line may be whole already, but for its line end.
    assert.ok(annotations.length === whole || annotations.length === whole + 1, `cut at ${end}`);
    assert.ok(problems.every(({ line }) => line === whole + 1));
    assert.ok(annotations.length + problems.length <= whole + 1);
  }
});

test("a log that is cut at any byte takes the next note, and keeps every byte that it has", async (t) => {
  const files = new DiskFiles(await temporaryFolder(t));
  for (let end = 0; end <= stored.length; end += 29) {
    const cut = stored.subarray(0, end);
    const path = `annotations/${paper.id}/ann-438c4c7a.jsonl`;
    await mkdir(dirname(files.at(path)), { recursive: true });
    await writeFile(files.at(path), cut);
    const before = new Workspace(t, files);
    before.author = ann;
    await before.notes.add({ paper: paper.id, comment: "the next one" });
    const after = readFileSync(files.at(path));
    assert.deepEqual(after.subarray(0, end), cut);
    const { annotations } = readLog(after.toString());
    assert.ok(annotations.length >= wholeLines(cut) + 1, `cut at ${end}`);
  }
});

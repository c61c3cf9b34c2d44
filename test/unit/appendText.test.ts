import assert from "node:assert/strict";
import { appendFile, open, readFile, rename, writeFile, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { mock, test, type TestContext } from "node:test";
import { appendText } from "../../src/node/appendText.ts";
import { temporaryFolder } from "../fakes/diskFiles.ts";

const log = async (t: TestContext): Promise<{ path: string; append: (text: string) => Promise<void> }> => {
  const path = join(await temporaryFolder(t), "annotations", "log.jsonl");
  return { path, append: (text) => appendText(path, text) };
};
const linesOf = async (path: string): Promise<readonly string[]> =>
  (await readFile(path, "utf8")).split("\n").filter((line) => line !== "");

/** What all open files have in common, so that a test comes in between. */
async function fileHandles(path: string): Promise<FileHandle> {
  const file = await open(path);
  await file.close();
  return Object.getPrototypeOf(file) as FileHandle;
}

test("lines are added behind a line that broke off, on a line of their own", async (t) => {
  const { path, append } = await log(t);
  await append("one\n");
  await appendFile(path, "brok");
  await append("two\n");
  assert.equal(await readFile(path, "utf8"), "one\nbrok\ntwo\n");
});

test("another process that breaks off just before our lines come does not swallow them", async (t) => {
  const { path, append } = await log(t);
  await append("begin\n");
  const handles = await fileHandles(path);
  mock.method(handles, "write", async function (this: FileHandle, ...args: Parameters<FileHandle["write"]>) {
    mock.restoreAll();
    await appendFile(path, "torn");
    return this.write(...args);
  });
  await append("ours\n");
  assert.deepEqual(await linesOf(path), ["begin", "tornours", "ours"]);
});

test("lines of many megabytes from several writers at once stay whole", async (t) => {
  const { path, append } = await log(t);
  const lines = ["a", "b", "c", "d"].map((letter) => letter.repeat(3_000_000));
  await Promise.all(lines.map((line) => append(`${line}\n`)));
  assert.deepEqual([...(await linesOf(path))].sort(), lines);
});

test("lines added while git replaces the file are in the new one", async (t) => {
  const { path, append } = await log(t);
  await append("old\n");
  mock.method(await fileHandles(path), "datasync", async () => {
    mock.restoreAll();
    // As git does it: one with what it knows of comes in its place.
    await writeFile(`${path}.new`, "old\npulled\n");
    await rename(`${path}.new`, path);
  });
  await append("ours\n");
  assert.equal(await readFile(path, "utf8"), "old\npulled\nours\n");
});

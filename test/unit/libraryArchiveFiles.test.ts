/** Archives on a real disk, piece by piece. */
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { openArchive } from "../../src/exchange/archive.ts";
import { pack } from "../../src/exchange/pack.ts";
import { readLargeFile, writeLargeFile } from "../../src/node/largeFiles.ts";
import type { DiskPlace } from "../fakes/diskPlace.ts";

const now = "2026-05-01T10:00:00.000Z";
const quietly = { signal: new AbortController().signal, onProgress: () => undefined };

function folder(t: TestContext): string {
  const path = mkdtempSync(join(tmpdir(), "marginalia-large-"));
  t.after(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

test("there is a file of that name only when it is finished, and nothing when it is discarded", async (t) => {
  const home = folder(t);
  const sink = await writeLargeFile(join(home, "a.zip"));
  await sink.write(Uint8Array.of(1, 2));
  assert.deepEqual(
    readdirSync(home).filter((name) => name === "a.zip"),
    [],
  );
  await sink.write(Uint8Array.of(3));
  await sink.finish();
  assert.deepEqual([...readFileSync(join(home, "a.zip"))], [1, 2, 3]);
  const other = await writeLargeFile(join(home, "b.zip"));
  await other.write(Uint8Array.of(1));
  await other.discard();
  assert.deepEqual(readdirSync(home), ["a.zip"]);
});

test("pieces are read where they are wanted, and a file that ends too early says so", async (t) => {
  const path = join(folder(t), "a.zip");
  writeFileSync(path, Uint8Array.of(1, 2, 3, 4));
  const source = await readLargeFile(path);
  assert.equal(source.size, 4);
  assert.deepEqual([...(await source.read(1, 2))], [2, 3]);
  await assert.rejects(source.read(3, 2), /ends too early/u);
  await source.close();
});

test("a library with 160 MB of PDFs goes through a small part of that memory", async (t) => {
  const path = join(folder(t), "library.zip");
  const paths = Array.from({ length: 20 }, (_, at) => `papers/${at}.pdf`);
  const bytesOf = (at: string): Uint8Array => new Uint8Array(8_000_000).fill(at.length);
  const place = { bytes: (at: string) => Promise.resolve(bytesOf(at)) } as DiskPlace;
  let most = 0;
  const watched = {
    ...quietly,
    onProgress: () => (most = Math.max(most, process.memoryUsage().arrayBuffers)),
  };
  const before = process.memoryUsage().arrayBuffers;
  const sink = await writeLargeFile(path);
  await pack(place, paths, now, sink, watched);
  await sink.finish();
  const source = await readLargeFile(path);
  const archive = await openArchive(source);
  assert.ok(archive.ok);
  for await (const { file, bytes } of archive.value.read(() => true)) {
    assert.equal(bytes.length, file.bytes);
    watched.onProgress();
  }
  await source.close();
  t.diagnostic(`${Math.round((most - before) / 1e6)} MB at most`);
  assert.ok(most - before < 120_000_000, `${most - before} bytes`);
});

/** The stored index is worth nothing in itself: damaged, overtaken or written by two windows, what is found stays right. */
import assert from "node:assert/strict";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import type { PaperDraft } from "../../src/domain/paper.ts";
import { paperPath, writePaperFile } from "../../src/library/paperFile.ts";
import { temporaryFolder } from "../fakes/diskFiles.ts";
import { checkoutTrial } from "../proofs/checkoutTrial.ts";
import { SearchWindow } from "../proofs/searchWindow.ts";

const draft = (title: string, abstract = ""): PaperDraft => ({ title, abstract, source: { kind: "test" } });

function opened(test: { after(end: () => void): void }, folder: string): SearchWindow {
  const window = new SearchWindow(folder);
  test.after(() => window.close());
  return window;
}

test("a stored index that was damaged or cut off anywhere is built anew by itself, and is whole again after", async (t) => {
  const folder = await temporaryFolder(t);
  const first = opened(t, folder);
  await first.library.add(Array.from({ length: 40 }, (_, at) => draft(`Zebra ${at}`, `Stripe ${at}`)));
  assert.equal(await first.count("zebra"), 40);
  await first.untilStored();
  first.close();
  const whole = await readFile(first.store.path);
  const flipped = (at: number): Buffer => {
    const bytes = Buffer.from(whole);
    bytes[at] = (bytes[at] ?? 0) ^ 0x10;
    return bytes;
  };
  const places = [0, 5, 9, 13, 40, whole.length >> 1, whole.length - 1];
  const damaged = [
    ...places.map(flipped),
    ...places.map((length) => whole.subarray(0, length)),
    Buffer.concat([whole, Buffer.alloc(8)]),
  ];
  for (const bytes of damaged) {
    await writeFile(first.store.path, bytes);
    const again = opened(t, folder);
    assert.equal(await again.count("zebra"), 40);
    assert.deepEqual(again.log.infos.at(-1), "Search: 40 papers, 40 of them indexed anew");
    await again.untilStored();
    again.close();
  }
  const last = opened(t, folder);
  assert.equal(await last.count("stripe"), 40);
  assert.deepEqual(last.log.infos, ["Search: 40 papers, 0 of them indexed anew"]);
});

test("two windows that change papers and store their index in turn lose nothing, and leave a whole file", async (t) => {
  const folder = await temporaryFolder(t);
  const [one, other] = [opened(t, folder), opened(t, folder)];
  await Promise.all([one.search.whenComplete(), other.search.whenComplete()]);
  const inTurn = [one, other, one, other, one, other];
  for (const [at, window] of inTurn.entries()) {
    const beside = window === one ? other : one;
    const stored = [one.store.writes, other.store.writes];
    const { added } = await window.library.add([draft(`Zebra ${at}`, `By hand ${at}`)]);
    const paths = added.map(({ id }) => paperPath(id));
    const heard = new Promise<void>((resolve) => {
      const listening = beside.library.onDidChange(() => {
        listening.dispose();
        resolve();
      });
    });
    beside.files.tell(...paths);
    await heard;
    await Promise.all([one, other].map((each, which) => each.untilStored((stored[which] ?? 0) + 1)));
  }
  for (const window of [one, other]) assert.equal(await window.count("zebra"), inTurn.length);
  one.close();
  other.close();
  const third = opened(t, folder);
  assert.equal(await third.count("zebra"), inTurn.length);
  assert.deepEqual(
    third.log.infos.filter((line) => line.includes("built anew")),
    [],
  );
});

test("a window that stored an older view than the files does no harm to the next one", async (t) => {
  const folder = await temporaryFolder(t);
  const old = opened(t, folder);
  const { added } = await old.library.add([draft("Zebra", "Stripes"), draft("Lion", "Mane")]);
  assert.equal(await old.count("zebra"), 1);
  await old.untilStored();
  old.close();
  const [zebra, lion] = added;
  assert.ok(zebra && lion);
  const changed = { ...zebra, abstract: "Spots" };
  await writeFile(join(folder, ".marginalia", paperPath(zebra.id)), writePaperFile(changed, {}));
  await rm(join(folder, ".marginalia", paperPath(lion.id)));
  const next = opened(t, folder);
  await next.search.whenComplete(); // until then what was stored may be found
  assert.deepEqual(
    [await next.count("spots"), await next.count("stripes"), await next.count("lion")],
    [1, 0, 0],
  );
});

test("papers that git changes all at once are followed: search answers all the while, ends right, and loses no edit", async (t) => {
  const { faults } = await checkoutTrial(await temporaryFolder(t), 300);
  assert.deepEqual(faults, []);
});

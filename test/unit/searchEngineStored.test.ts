import assert from "node:assert/strict";
import { test } from "node:test";
import type { PaperId } from "../../src/domain/paperId.ts";
import { PaperSearch } from "../../src/search/engine/paperSearch.ts";
import { restoreIndex, storeIndex } from "../../src/search/engine/storedIndex.ts";

/** One small index: two segments, a paper that is gone, every kind of field. */
function smallIndex(): PaperSearch {
  const index = new PaperSearch();
  index.put([
    {
      id: "title-a" as PaperId,
      title: "Sparse mixture of models",
      abstract: "Attention, naïve.",
      year: 2024,
    },
    { id: "title-b" as PaperId, title: "Gone", abstract: "Soon.", authors: ["Ada Lovelace"] },
  ]);
  index.put([{ id: "title-c" as PaperId, title: "稀疏", abstract: "", tags: ["zoo"], marks: ["is:unread"] }]);
  index.remove(["title-b" as PaperId]);
  return index;
}

test("a stored index with any byte changed in any way is refused", () => {
  const stored = storeIndex(smallIndex());
  assert.ok(restoreIndex(stored).ok);
  for (let at = 0; at < stored.length; at++)
    for (const change of [1, 2, 4, 8, 16, 32, 64, 128, 255]) {
      const damaged = stored.slice();
      damaged[at] = (damaged[at] ?? 0) ^ change;
      assert.equal(restoreIndex(damaged).ok, false, `byte ${at} changed by ${change}`);
    }
});

test("a stored index that is cut short anywhere, goes on behind its end, or had parts overwritten is refused", () => {
  const stored = storeIndex(smallIndex());
  for (let length = 0; length < stored.length; length++)
    assert.equal(restoreIndex(stored.slice(0, length)).ok, false, `${length} bytes`);
  for (const more of [1, 4, 8, 4096])
    assert.equal(
      restoreIndex(Uint8Array.from([...stored, ...new Uint8Array(more)])).ok,
      false,
      `${more} more`,
    );
  for (let at = 0; at < stored.length; at += 16) {
    const damaged = stored.slice();
    damaged.fill(0, at);
    if (stored.subarray(at).some((byte) => byte !== 0))
      // else nothing was lost
      assert.equal(restoreIndex(damaged).ok, false, `nothing from byte ${at} on`);
    const twice = stored.slice();
    twice.copyWithin(at, 0, 16);
    if (at > 0) assert.equal(restoreIndex(twice).ok, false, `the head again at byte ${at}`);
  }
});

test("a stored index of another version is refused, and says so", () => {
  const newer = storeIndex(smallIndex());
  newer[4] = 99;
  assert.deepEqual(restoreIndex(newer), { ok: false, why: "it is of another version" });
});

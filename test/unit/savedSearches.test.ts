/** Saved searches on a real disk: kept one a line, merged by git, never written over what cannot be read. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { SavedSearches } from "../../src/library/savedSearches.ts";
import { readListFile, writeListFile } from "../../src/library/listFile.ts";
import { searchesFormat } from "../../src/library/searchesFile.ts";
import { DiskFiles, temporaryFolder } from "../fakes/diskFiles.ts";
import { GitClone } from "../fakes/gitClone.ts";
import { MemoryFiles } from "../fakes/memoryFiles.ts";
import { MemoryShelves } from "../fakes/memoryShelves.ts";
import { SilentLog } from "../fakes/silentLog.ts";

const file = (...searches: readonly (readonly [name: string, query: string])[]): string =>
  writeListFile(
    { items: searches.map(([name, query]) => ({ name, query })), writable: true, others: {} },
    searchesFormat,
  );
const pairs = (searches: readonly { readonly name: string; readonly query: string }[]) =>
  searches.map(({ name, query }) => [name, query]);
const read = (text: string) => {
  const stored = readListFile(text, searchesFormat);
  assert.ok(stored.ok, stored.ok ? "" : stored.why);
  return stored.value;
};

async function onDisk(t: TestContext) {
  const files = new DiskFiles(await temporaryFolder(t));
  const saved = new SavedSearches(new MemoryShelves(files), new SilentLog());
  t.after(() => saved.dispose());
  return { files, saved };
}

test("searches are kept in the order of their names, one a line, and read again", async (t) => {
  const { files, saved } = await onDisk(t);
  await saved.save({ name: "To read", query: 'is:unread tag:"x y"' });
  await saved.save({ name: "Sparse", query: "sparse" });
  const text = (await files.read(searchesFormat.path)) ?? "";
  assert.deepEqual(text.split("\n").filter((line) => line.startsWith('{"name"')).length, 2);
  const again = new SavedSearches(new MemoryShelves(files), new SilentLog());
  assert.deepEqual(pairs(await again.list()), [
    ["Sparse", "sparse"],
    ["To read", 'is:unread tag:"x y"'],
  ]);
  again.dispose();
});

test("a search is replaced, renamed and removed, and what was there is answered", async (t) => {
  const { saved } = await onDisk(t);
  assert.equal(await saved.save({ name: "A", query: "one" }), undefined);
  assert.equal((await saved.save({ name: "A", query: "two" }))?.query, "one");
  await saved.save({ name: "B", query: "b" });
  const [first, second] = await saved.list();
  assert.ok(first && second);
  await assert.rejects(saved.rename(first, "B"), /there already/u);
  await saved.rename(first, "C");
  assert.deepEqual(pairs(await saved.list()), [
    ["B", "b"],
    ["C", "two"],
  ]);
  await saved.remove(second);
  assert.deepEqual(pairs(await saved.list()), [["C", "two"]]);
});

test("what is not ours in the file stays in it", async (t) => {
  const { files, saved } = await onDisk(t);
  await files.write(
    searchesFormat.path,
    '{"format":1,"searches":[{"name":"A","query":"a","color":"red"}],"theirs":{"x":[1]}}',
  );
  await saved.save({ name: "B", query: "b" });
  const after = JSON.parse((await files.read(searchesFormat.path)) ?? "") as Record<string, unknown>;
  assert.deepEqual(after["theirs"], { x: [1] });
  assert.deepEqual(after["searches"], [
    { name: "A", query: "a", color: "red" },
    { name: "B", query: "b" },
  ]);
});

for (const [name, text] of Object.entries({
  "half a file": '{"format":1,"searches":[{"name":"A","qu',
  "a search without a query": '{"format":1,"searches":[{"name":"A"}]}',
  "a search without a name": '{"format":1,"searches":[{"name":" ","query":"a"}]}',
  "a list": "[]",
  "an empty file": "",
  "a newer format": '{"format":2,"searches":[{"name":"A","query":"a"}]}',
}))
  test(`${name} is never written over`, async (t) => {
    const { files, saved } = await onDisk(t);
    await files.write(searchesFormat.path, text);
    await assert.rejects(saved.save({ name: "B", query: "b" }), /left as it is/u);
    assert.equal(await files.read(searchesFormat.path), text);
    if (name !== "a newer format") assert.equal(saved.problems.length, 1);
  });

test("two people's searches merge; where git cannot merge them, both are shown, and the next edit makes the file whole", async (t) => {
  const folder = await temporaryFolder(t);
  const clone = await GitClone.init(join(folder, "here"));
  const between = [
    ["B", "b"],
    ["C", "c"],
    ["D", "d"],
  ] as const;
  await clone.files.write(searchesFormat.path, file(...between));
  await clone.commit("begin");
  const other = await clone.clone(join(folder, "there"));
  await clone.files.write(searchesFormat.path, file(["A", "ours"], ...between));
  await clone.commit("ours");
  await other.files.write(searchesFormat.path, file(...between.slice(0, 2), ["D", "theirs"]));
  await other.commit("theirs");
  await clone.merge(other);
  assert.deepEqual(pairs(read((await clone.files.read(searchesFormat.path)) ?? "").items), [
    ["A", "ours"],
    ...between.slice(0, 2),
    ["D", "theirs"],
  ]);
  await clone.files.write(searchesFormat.path, file(["X", "ours"]));
  await clone.commit("ours again");
  await other.files.write(searchesFormat.path, file(["X", "theirs"], ["Y", "y"]));
  await other.commit("theirs again");
  await assert.rejects(clone.merge(other), /CONFLICT/u);
  const conflicted = read((await clone.files.read(searchesFormat.path)) ?? "");
  assert.deepEqual(pairs(conflicted.items), [
    ["X", "ours"],
    ["X (2)", "theirs"],
    ["Y", "y"],
  ]);
  assert.match(conflicted.conflict ?? "", /merge conflict/u);
  const saved = new SavedSearches(new MemoryShelves(clone.files), new SilentLog());
  t.after(() => saved.dispose());
  await saved.save({ name: "Z", query: "z" });
  assert.deepEqual(saved.problems, []);
  assert.equal((await saved.list()).length, 4);
});

test("what others write is told once, and without a folder there is nowhere to save", async (t) => {
  const files = new MemoryFiles();
  const shelves = new MemoryShelves(files);
  const saved = new SavedSearches(shelves, new SilentLog());
  t.after(() => saved.dispose());
  assert.deepEqual(await saved.list(), []);
  let told = 0;
  const changed = new Promise<void>((resolve) =>
    saved.onDidChange(() => {
      told++;
      resolve();
    }),
  );
  await files.write(searchesFormat.path, file(["A", "a"]));
  await changed;
  assert.deepEqual(pairs(await saved.list()), [["A", "a"]]);
  assert.equal(told, 1);
  shelves.set();
  await assert.rejects(saved.save({ name: "B", query: "b" }), /Open a folder/u);
});

test("a search stands among the collections until it is taken from there, under every name it gets", async (t) => {
  const { saved } = await onDisk(t);
  await saved.save({ name: "A", query: "one" });
  const [plain] = await saved.list();
  assert.ok(plain);
  await saved.standAsCollection(plain, true);
  await saved.rename(plain, "B");
  await saved.save({ name: "B", query: "two" });
  const [smart] = await saved.list();
  assert.ok(smart);
  assert.deepEqual([smart.name, smart.query, smart.collection], ["B", "two", true]);
  await saved.standAsCollection(smart, false);
  assert.equal((await saved.list())[0]?.collection, undefined);
});

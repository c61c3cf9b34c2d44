/** Colours of tags on a real disk: one a line, merged by git, never written over what cannot be read. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import type { Color } from "../../src/domain/annotation.ts";
import { TagColors } from "../../src/library/tagColors.ts";
import { root } from "../run/places.mjs";
import { DiskFiles, temporaryFolder } from "../fakes/diskFiles.ts";
import { GitClone } from "../fakes/gitClone.ts";
import { MemoryShelves } from "../fakes/memoryShelves.ts";
import { SilentLog } from "../fakes/silentLog.ts";

const path = "tags.json";

function looksOn(t: TestContext, files: DiskFiles): TagColors {
  const looks = new TagColors(new MemoryShelves(files), new SilentLog());
  t.after(() => looks.dispose());
  return looks;
}
const known = async (looks: TagColors): Promise<readonly (readonly [string, Color])[]> => [
  ...(await looks.load()),
];

test("a colour is kept one a line in the order of names, changed, and taken away", async (t) => {
  const files = new DiskFiles(await temporaryFolder(t));
  const looks = looksOn(t, files);
  await looks.set("vision", "green");
  await looks.set("moe", "pink");
  await looks.set("vision", "blue");
  assert.equal(
    await files.read(path),
    '{\n"format": 1,\n"tags": [\n{"name":"moe","color":"pink"},\n{"name":"vision","color":"blue"}\n]\n}\n',
  );
  assert.deepEqual([looks.of("vision"), looks.of("Vision")], ["blue", undefined]);
  await looks.set("vision", undefined);
  assert.deepEqual(await known(looksOn(t, files)), [["moe", "pink"]]);
});

test("what a later version says of a tag is kept, and a colour that is none of ours is not drawn", async (t) => {
  const files = new DiskFiles(await temporaryFolder(t));
  await files.write(
    path,
    '{"format": 1, "tags": [{"name": "a", "icon": "star"}, {"name": "b", "color": "teal"}], "palette": 2}',
  );
  const looks = looksOn(t, files);
  assert.deepEqual(await known(looks), []);
  await looks.set("a", "pink");
  await looks.set("a", undefined);
  const text = (await files.read(path)) ?? "";
  assert.deepEqual(JSON.parse(text), {
    format: 1,
    tags: [
      { name: "a", icon: "star" },
      { name: "b", color: "teal" },
    ],
    palette: 2,
  });
});

test("the stored file of format 1 is read as it always has been, and written with the same bytes", async (t) => {
  const stored = readFileSync(join(root, "test/fixtures/tags.v1.json"), "utf8");
  const files = new DiskFiles(await temporaryFolder(t));
  await files.write(path, stored);
  const looks = looksOn(t, files);
  assert.deepEqual(await known(looks), [["moe", "pink"]]);
  await looks.set("moe", "blue");
  await looks.set("moe", "pink");
  assert.equal(await files.read(path), stored);
});

test("a file that is not understood, or of a newer version, is told and left as it is", async (t) => {
  for (const text of [
    "not JSON",
    '{"format": 1, "tags": [{"color": "pink"}]}',
    '{"format": 9, "tags": []}',
  ]) {
    const files = new DiskFiles(await temporaryFolder(t));
    await files.write(path, text);
    const looks = looksOn(t, files);
    await assert.rejects(looks.set("a", "pink"), /left as it is/u);
    assert.equal(await files.read(path), text);
  }
});

test("colours that two people give are both there after git's merge, also where lines are in conflict", async (t) => {
  const here = await GitClone.init(join(await temporaryFolder(t), "here"));
  await looksOn(t, here.files).set("m", "yellow");
  await here.commit("begin");
  const there = await here.clone(join(await temporaryFolder(t), "there"));
  await looksOn(t, here.files).set("n", "pink");
  await here.commit("here");
  await looksOn(t, there.files).set("o", "green");
  await there.commit("there");
  await here.merge(there).catch((why: unknown) => assert.match(String(why), /CONFLICT/u));
  const looks = looksOn(t, here.files);
  const merged = [
    ["m", "yellow"],
    ["n", "pink"],
    ["o", "green"],
  ];
  assert.deepEqual(await known(looks), merged);
  await looks.set("p", "blue");
  assert.deepEqual(await known(looksOn(t, here.files)), [...merged, ["p", "blue"]]);
  assert.ok(!(await here.files.read(path))?.includes("<<<<"), "whole again");
});

import assert from "node:assert/strict";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import type { Paper } from "../../src/domain/paper.ts";
import { conflictSides } from "../../src/library/conflictSides.ts";
import { mergeFields } from "../../src/library/mergeFields.ts";
import { paperPath, readPaperFile, writePaperFile } from "../../src/library/paperFile.ts";
import { temporaryFolder } from "../fakes/diskFiles.ts";
import { GitClone } from "../fakes/gitClone.ts";
import { MemoryFiles } from "../fakes/memoryFiles.ts";
import { Randomness } from "../fakes/randomness.ts";
import { samplePage, samplePaper } from "../fakes/sample.ts";
import { settled } from "../fakes/settled.ts";
import { Workspace } from "../fakes/workspace.ts";

const paper = { ...samplePaper("COMET"), tags: ["old"], identifiers: ["arxiv:2407.00001"] };
const path = paperPath(paper.id);

/** What git leaves of a file that two people have edited, in the style that it is set to. */
async function conflictOf(
  t: TestContext,
  style: "merge" | "diff3" | "zdiff3",
  ours: string,
  theirs: string,
): Promise<{ readonly text: string; readonly clone: GitClone }> {
  const folder = await temporaryFolder(t);
  const clone = await GitClone.init(join(folder, "here"));
  await clone.files.write(path, writePaperFile(paper));
  await clone.commit("begin");
  const other = await clone.clone(join(folder, "there"));
  await clone.files.write(path, ours);
  await clone.commit("ours");
  await other.files.write(path, theirs);
  await other.commit("theirs");
  await clone.git("config", "merge.conflictStyle", style);
  await assert.rejects(clone.merge(other), /CONFLICT/u);
  return { text: (await clone.files.read(path)) ?? "", clone };
}

const edited = (change: Partial<Paper>): string => writePaperFile({ ...paper, ...change });
const read = (text: string) => {
  const stored = readPaperFile(text);
  assert.ok(stored.ok, stored.ok ? "" : stored.why);
  return stored.value;
};

test("a star, collections, tags and the reading state that two people have changed merge without a conflict", async (t) => {
  const folder = await temporaryFolder(t);
  const clone = await GitClone.init(join(folder, "here"));
  await clone.files.write(path, edited({ collections: ["old"] }));
  await clone.commit("begin");
  const other = await clone.clone(join(folder, "there"));
  await clone.files.write(path, edited({ collections: ["old"], starred: true, tags: ["old", "ours"] }));
  await clone.commit("ours");
  await other.files.write(path, edited({ collections: ["old", "theirs"], reading: "read" }));
  await other.commit("theirs");
  await clone.merge(other);
  const { starred, tags, collections, reading } = read((await clone.files.read(path)) ?? "").paper;
  assert.deepEqual([starred, tags, collections, reading], [true, ["old", "ours"], ["old", "theirs"], "read"]);
});

test("collections of both sides are kept, but for those that one side left; a star of either side stays", () => {
  const fields = (more: object) => ({ ...paper, ...more });
  const base = fields({ collections: ["a", "b"] });
  const { fields: merged } = mergeFields(
    fields({ collections: ["a", "b", "ours"], starred: true }),
    fields({ collections: ["b", "theirs"] }),
    base,
  );
  assert.deepEqual([...(merged["collections"] as string[])].sort(), ["b", "ours", "theirs"]);
  assert.equal(merged["starred"], true);
  const taken = mergeFields(fields({ starred: true }), fields({}), fields({ starred: true }));
  assert.equal(taken.fields["starred"] ?? false, false);
});

for (const style of ["merge", "diff3", "zdiff3"] as const)
  test(`a paper that two people have edited is read as both of them left it (${style})`, async (t) => {
    const ours = edited({ tags: ["old", "ours"], reading: "read", abstract: "Ours." });
    const theirs = edited({ tags: ["old", "theirs"], reading: "reading", abstract: "Theirs, and longer." });
    const { text } = await conflictOf(t, style, ours, theirs);
    assert.match(text, /^<{7} /mu);
    const stored = read(text);
    assert.deepEqual([...stored.paper.tags].sort(), ["old", "ours", "theirs"]);
    assert.equal(stored.paper.reading, "read");
    assert.equal(stored.paper.abstract, "Theirs, and longer.");
    assert.match(stored.conflict ?? "", /merge conflict/u);
    assert.equal(stored.writable, true);
    assert.deepEqual(read(text.replaceAll("\n", "\r\n")).paper, stored.paper);
  });

test("what both began with tells what one of them has taken out", async (t) => {
  const ours = edited({ tags: ["ours"] });
  const theirs = edited({ tags: ["old", "theirs"] });
  assert.deepEqual([...read((await conflictOf(t, "diff3", ours, theirs)).text).paper.tags].sort(), [
    "ours",
    "theirs",
  ]);
  // Without it nothing is taken for gone.
  assert.deepEqual([...read((await conflictOf(t, "merge", ours, theirs)).text).paper.tags].sort(), [
    "old",
    "ours",
    "theirs",
  ]);
});

test("a file in conflict is shown, told, never rewritten by itself, and whole after an edit", async (t) => {
  const ours = edited({ tags: ["ours"] });
  const theirs = edited({ tags: ["theirs"] });
  const { text } = await conflictOf(t, "merge", ours, theirs);
  const files = new MemoryFiles("memory:/shelf", { [path]: text });
  const workspace = new Workspace(t, files);
  await workspace.library.load();
  assert.deepEqual([...(workspace.library.get(paper.id)?.tags ?? [])].sort(), ["ours", "theirs"]);
  assert.match(workspace.library.problems[0]?.why ?? "", /merge conflict/u);

  const report = await workspace.import(samplePage);
  assert.ok(report.problems.some(({ why }) => /left as it is/u.test(why)));
  await workspace.library.change(paper.id, (now) => ({ ...now, pdfs: [{ path: "a.pdf" }] }), {
    unasked: true,
  });
  await workspace.library.change(paper.id, (now) => now);
  assert.equal(files.text(path), text);

  await workspace.library.change(paper.id, (now) => ({ ...now, reading: "read" }));
  await settled();
  const whole = read(files.text(path) ?? "");
  assert.equal(whole.conflict, undefined);
  assert.deepEqual([[...whole.paper.tags].sort(), whole.paper.reading], [["ours", "theirs"], "read"]);
  assert.deepEqual(workspace.library.problems, []);
});

test("where both sides differ in a field of another tool only the person can say which is right", async (t) => {
  const side = (stars: number): string =>
    edited({}).replace(/\n\}\n$/u, `,\n  "x-stars": ${stars},\n  "x-more": 1\n}\n`);
  const { text } = await conflictOf(t, "merge", side(1), side(2));
  const files = new MemoryFiles("memory:/shelf", { [path]: text });
  const { library } = new Workspace(t, files);
  await library.load();
  assert.equal(library.get(paper.id)?.title, paper.title);
  assert.match(library.problems[0]?.why ?? "", /x-stars/u);
  assert.doesNotMatch(library.problems[0]?.why ?? "", /x-more/u);
  await assert.rejects(
    library.change(paper.id, (now) => ({ ...now, reading: "read" })),
    /x-stars/u,
  );
  assert.equal(files.text(path), text);
});

test("a side that cannot be read, another paper on one side and markers that do not fit are no paper", () => {
  const conflict = (a: string, b: string): string => `<<<<<<< HEAD\n${a}=======\n${b}>>>>>>> other\n`;
  const whyNot = (text: string): string => {
    const stored = readPaperFile(text);
    return stored.ok ? "it was read" : stored.why;
  };
  const other = writePaperFile({ ...paper, id: samplePaper("ERU-KG").id });
  assert.match(whyNot(conflict(edited({}), edited({}).slice(0, 100) + "\n")), /side cannot be read/u);
  assert.match(whyNot(conflict(edited({}), other)), /two papers/u);
  assert.match(whyNot(`<<<<<<< HEAD\n${edited({})}`), /merge conflict/u);
  for (const markers of [
    "=======\n",
    "<<<<<<< a\n",
    "<<<<<<< a\n<<<<<<< b\n",
    "|||||||\n",
    ">>>>>>> b\n",
    "",
  ])
    assert.equal(conflictSides(`x\n${markers}y\n`), undefined);
});

test("a side of a newer format makes the whole one that is only shown", () => {
  const newer = edited({ tags: ["new"] }).replace('"format": 1', '"format": 2');
  const stored = read(`<<<<<<< HEAD\n${edited({ tags: ["ours"] })}=======\n${newer}>>>>>>> other\n`);
  assert.equal(stored.writable, false);
});

test("both copies come to the same, whichever side is theirs", () => {
  const [one, other] = [
    edited({
      tags: ["a", "b"],
      authors: ["X"],
      year: 2020,
      corrected: ["year", "arxiv"],
      resources: [{ kind: "code", url: "u" }],
      pdfs: [{ path: "a.pdf", bytes: 1 }],
    }),
    edited({
      tags: ["c"],
      authors: ["X", "Y"],
      year: 2021,
      identifiers: ["arxiv:2407.00009", "doi:10.1/x"],
      resources: [{ kind: "other", url: "u" }],
      pdfs: [{ path: "a.pdf", sha256: "f" }],
      added: "2020-01-01T00:00:00.000Z",
    }),
  ].map((text) => read(text).raw);
  assert.ok(one && other);
  const { fields } = mergeFields(one, other);
  assert.deepEqual(mergeFields(other, one).fields, fields);
  assert.deepEqual(mergeFields(fields, fields).fields, fields);
  assert.deepEqual(fields["authors"], ["X", "Y"]);
  assert.equal(fields["year"], 2020);
  assert.equal(fields["added"], "2020-01-01T00:00:00.000Z");
  assert.deepEqual([...(fields["identifiers"] as string[])].sort(), ["arxiv:2407.00001", "doi:10.1/x"]);
  assert.deepEqual((fields["pdfs"] as object[])[0], { path: "a.pdf", bytes: 1, sha256: "f" });
  assert.equal((fields["resources"] as object[]).length, 1);
});

for (const seed of [1, 2, 3, 4, 5, 6])
  test(`whatever two people change in one paper, both changes are there after git's merge (${seed})`, async (t) => {
    const random = new Randomness(seed);
    const here = await GitClone.init(join(await temporaryFolder(t), "here"));
    await here.files.write(path, writePaperFile(paper));
    await here.commit("begin");
    const there = await here.clone(join(await temporaryFolder(t), "there"));
    if (random.below(2) === 0) await here.git("config", "merge.conflictStyle", "diff3");
    const changed = new Map<string, Partial<Paper>>();
    for (const [name, clone] of [
      ["here", here],
      ["there", there],
    ] as const) {
      const all: Partial<Paper> = {
        tags: [...paper.tags, `tag of ${name}`],
        pdfs: [{ path: `${name}.pdf`, bytes: 1 }],
        identifiers: [...paper.identifiers, `doi:10.1/${name}`],
        reading: name === "here" ? "reading" : "read",
      };
      const change = Object.fromEntries(Object.entries(all).filter(() => random.below(3) > 0));
      changed.set(name, change);
      const { library } = new Workspace(t, clone.files);
      await library.change(paper.id, (now) => ({ ...now, ...change }));
      await clone.commit(name);
    }
    await here.merge(there).catch((why: unknown) => assert.match(String(why), /CONFLICT/u));
    const { library } = new Workspace(t, here.files);
    await library.load();
    const merged = library.get(paper.id);
    assert.ok(merged, library.problems.map(({ why }) => why).join());
    for (const { tags = [], pdfs = [], identifiers = [] } of changed.values()) {
      for (const tag of tags) assert.ok(merged.tags.includes(tag));
      for (const identifier of identifiers) assert.ok(merged.identifiers.includes(identifier));
      for (const pdf of pdfs) assert.ok(merged.pdfs.some((each) => each.path === pdf.path));
    }
    const states = [...changed.values()].map(({ reading = "unread" }) => reading);
    assert.equal(
      merged.reading,
      ["read", "reading", "unread"].find((state) => states.includes(state as "read")),
    );
    // Whole again after an edit, and still with everything.
    const after = await library.change(paper.id, (now) => ({ ...now, year: 2020 }));
    assert.deepEqual(read((await here.files.read(path)) ?? "").paper.tags, after.tags);
  });

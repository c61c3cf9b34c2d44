import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import type { FilePlace } from "../../src/domain/fileLink.ts";
import type { Note } from "../../src/domain/note.ts";
import type { Author } from "../../src/notes/author.ts";
import { bytesBelow, temporaryFolder } from "../fakes/diskFiles.ts";
import { GitClone } from "../fakes/gitClone.ts";
import { Randomness } from "../fakes/randomness.ts";
import { samplePaper } from "../fakes/sample.ts";
import { ann, bob, Workspace } from "../fakes/workspace.ts";
import { gitAttributes } from "../proofs/gitTeam.ts";

const paper = samplePaper("COMET");
const skip = hasGit() ? false : "git is not installed";

interface Copies {
  readonly here: GitClone;
  readonly there: GitClone;
}

/** Two clones of a repository in which Ann has written two notes. */
async function twoClones(t: TestContext): Promise<Copies> {
  const here = await GitClone.init(join(await temporaryFolder(t), "here"));
  await here.files.write(".gitattributes", gitAttributes());
  const first = windowOn(t, here, ann);
  await first.library.add([{ title: paper.title, abstract: paper.abstract, source: { kind: "test" } }]);
  await first.notes.add({ paper: paper.id, comment: "first" });
  await first.notes.add({ paper: paper.id, comment: "second" });
  await here.commit("begin");
  return { here, there: await here.clone(join(await temporaryFolder(t), "there")) };
}

function windowOn(t: TestContext, { files }: GitClone, author: Author, after = 0): Workspace {
  const workspace = new Workspace(t, files);
  workspace.author = author;
  workspace.clock.advance(after);
  return workspace;
}

const shown = async (t: TestContext, clone: GitClone): Promise<readonly Note[]> => {
  const { notes } = windowOn(t, clone, ann);
  await notes.load();
  assert.deepEqual(notes.problems, []);
  return notes.of(paper);
};
const commentsIn = (notes: readonly Note[]): readonly string[] => notes.map(({ comment }) => comment).sort();
const noteSaying = async ({ notes }: Workspace, comment: string): Promise<Note> => {
  await notes.load();
  const note = notes.of(paper).find((each) => each.comment === comment);
  assert.ok(note, `no note says "${comment}"`);
  return note;
};

async function mergeBothWays({ here, there }: Copies): Promise<void> {
  await here.commit("here");
  await there.commit("there");
  await here.merge(there);
  await there.merge(here);
  assert.equal(await here.git("status", "--porcelain"), "");
}

test(
  "links that two people make and follow in two clones are all there when git has merged them",
  { skip },
  async (t) => {
    const copies = await twoClones(t);
    const [a, b] = [windowOn(t, copies.here, ann, 1_000), windowOn(t, copies.there, bob, 2_000)];
    const lines = (path: string): FilePlace => ({
      path,
      quote: { exact: `words of ${path}`, prefix: "", suffix: "" },
      lines: { first: 0, last: 0 },
    });
    const { id } = await noteSaying(a, "first");
    await a.notes.reply(paper.id, id, "", [lines("a.py")]);
    const { id: linked } = await a.notes.add({ paper: paper.id, comment: "linked", links: [lines("b.py")] });
    await noteSaying(b, "first");
    await b.notes.reply(paper.id, id, "", [lines("c.py")]);
    await mergeBothWays(copies);

    const [again, there] = [windowOn(t, copies.here, ann, 3_000), windowOn(t, copies.there, bob, 4_000)];
    await again.notes.followFiles(paper.id, new Map([[linked, [lines("moved.py")]]]));
    await there.notes.followFiles(paper.id, new Map([[linked, [lines("elsewhere.py")]]]));
    await mergeBothWays(copies);

    const merged = await shown(t, copies.here);
    const first = merged.find((note) => note.id === id);
    assert.deepEqual(
      first?.replies.flatMap(({ links = [] }) => links.map(({ path }) => path)),
      ["a.py", "c.py"],
    );
    const note = merged.find((each) => each.id === linked);
    assert.deepEqual(
      note?.links?.map(({ path }) => path),
      ["elsewhere.py"],
      "the newest place stands, and nobody is asked",
    );
    assert.equal(note?.conflicts, undefined);
    assert.equal(note?.comment, "linked");
  },
);

for (const [who, other] of [
  ["two people", bob],
  ["one person on two machines", ann],
] as const)
  test(
    `${who} add, edit, answer and remove notes in two clones, and git merges all of it`,
    { skip },
    async (t) => {
      const copies = await twoClones(t);
      const [a, b] = [windowOn(t, copies.here, ann, 1_000), windowOn(t, copies.there, other, 2_000)];

      await a.notes.add({ paper: paper.id, comment: "from here" });
      await a.notes.edit(paper.id, (await noteSaying(a, "first")).id, { color: "pink" });
      await a.notes.reply(paper.id, (await noteSaying(a, "first")).id, "answer from here");

      await b.notes.add({ paper: paper.id, comment: "from there" });
      await b.notes.reply(paper.id, (await noteSaying(b, "first")).id, "answer from there");
      await b.notes.remove(paper.id, (await noteSaying(b, "second")).id);

      await mergeBothWays(copies);
      const merged = await shown(t, copies.here);
      assert.deepEqual(commentsIn(merged), ["first", "from here", "from there"]);
      const first = merged.find(({ comment }) => comment === "first");
      assert.equal(first?.color, "pink");
      assert.deepEqual(
        first?.replies.map(({ comment }) => comment),
        ["answer from here", "answer from there"],
      );
      assert.deepEqual(await shown(t, copies.there), merged);
    },
  );

test(
  "when both edit the same comment the later one is shown in both clones, and the other is kept beside it",
  { skip },
  async (t) => {
    const copies = await twoClones(t);
    const [a, b] = [windowOn(t, copies.here, ann, 5_000), windowOn(t, copies.there, ann, 4_000)];
    await a.notes.edit(paper.id, (await noteSaying(a, "first")).id, { comment: "later" });
    await b.notes.edit(paper.id, (await noteSaying(b, "first")).id, { comment: "earlier" });
    await mergeBothWays(copies);
    const merged = await shown(t, copies.here);
    assert.deepEqual(commentsIn(merged), ["later", "second"]);
    const conflicts = merged.flatMap((note) => note.conflicts ?? []);
    assert.deepEqual(
      conflicts.map(({ field, versions }) => [field, ...versions.map(({ value }) => value)]),
      [["comment", "later", "earlier"]],
    );
    assert.deepEqual(await shown(t, copies.there), await shown(t, copies.here));
  },
);

test(
  "one removes a note that the other edits: it stays in both clones until someone decides",
  { skip },
  async (t) => {
    const copies = await twoClones(t);
    const [a, b] = [windowOn(t, copies.here, ann, 5_000), windowOn(t, copies.there, bob, 4_000)];
    const { id } = await noteSaying(a, "first");
    await a.notes.remove(paper.id, id);
    await b.notes.edit(paper.id, (await noteSaying(b, "first")).id, { comment: "still needed" });
    await mergeBothWays(copies);
    for (const clone of [copies.here, copies.there])
      assert.deepEqual(commentsIn(await shown(t, clone)), ["second", "still needed"]);
    const c = windowOn(t, copies.here, ann, 9_000);
    await noteSaying(c, "still needed");
    await c.notes.settle(paper.id, id, "deleted", 1);
    await mergeBothWays(copies);
    for (const clone of [copies.here, copies.there])
      assert.deepEqual(commentsIn(await shown(t, clone)), ["second"]);
  },
);

test("when both edit it in the same instant both clones agree on one of them", { skip }, async (t) => {
  const copies = await twoClones(t);
  const [a, b] = [windowOn(t, copies.here, ann, 5_000), windowOn(t, copies.there, bob, 5_000)];
  await a.notes.edit(paper.id, (await noteSaying(a, "first")).id, { comment: "one" });
  await b.notes.edit(paper.id, (await noteSaying(b, "first")).id, { comment: "other" });
  await mergeBothWays(copies);
  assert.deepEqual(await shown(t, copies.there), await shown(t, copies.here));
});

for (const seed of [1, 2])
  test(`rounds of work and merges lose no note and never conflict (${seed})`, { skip }, async (t) => {
    const copies = await twoClones(t);
    const random = new Randomness(seed);
    const expected = new Set(["first", "second"]);
    for (let round = 0; round < 3; round++) {
      for (const [clone, author] of [
        [copies.here, ann],
        [copies.there, random.pick([ann, bob])],
      ] as const) {
        const workspace = windowOn(t, clone, author, round * 100_000 + random.below(1_000));
        const mine = [...expected]
          .filter(() => random.below(3) === 0)
          .filter((_, at) => at % 2 === Number(clone === copies.here));
        for (let step = 0; step < 4; step++) {
          const comment = `${round} ${clone === copies.here ? "here" : "there"} ${step}`;
          await workspace.notes.add({ paper: paper.id, comment });
          expected.add(comment);
        }
        for (const gone of mine) {
          if (!workspace.notes.of(paper).some(({ comment }) => comment === gone)) continue;
          await workspace.notes.remove(paper.id, (await noteSaying(workspace, gone)).id);
          expected.delete(gone);
        }
      }
      await mergeBothWays(copies);
      assert.deepEqual(commentsIn(await shown(t, copies.here)), [...expected].sort());
      assert.deepEqual(await shown(t, copies.there), await shown(t, copies.here));
    }
  });

test("one marks a paper as read while the other tags it, and git merges that too", { skip }, async (t) => {
  const copies = await twoClones(t);
  const [a, b] = [windowOn(t, copies.here, ann), windowOn(t, copies.there, bob)];
  await a.library.change(paper.id, (each) => ({ ...each, reading: "read" }));
  await b.library.change(paper.id, (each) => ({ ...each, tags: ["theirs"] }));
  await mergeBothWays(copies);
  const merged = windowOn(t, copies.here, ann);
  await merged.library.load();
  const { reading, tags } = merged.library.get(paper.id) ?? {};
  assert.deepEqual([reading, tags, merged.library.problems], ["read", ["theirs"], []]);
});

test("without the attributes git conflicts, and then both sides are still read", { skip }, async (t) => {
  const copies = await twoClones(t);
  for (const { folder } of [copies.here, copies.there])
    await writeFile(join(folder, ".marginalia/.gitattributes"), "");
  const [a, b] = [windowOn(t, copies.here, ann, 1_000), windowOn(t, copies.there, ann, 2_000)];
  await a.notes.add({ paper: paper.id, comment: "from here" });
  await b.notes.add({ paper: paper.id, comment: "from there" });
  await assert.rejects(mergeBothWays(copies), /CONFLICT/u);
  const { notes } = windowOn(t, copies.here, ann);
  await notes.load();
  assert.deepEqual(commentsIn(notes.of(paper)), ["first", "from here", "from there", "second"]);
  assert.equal(notes.problems.length, 3);
  const before = await bytesBelow(copies.here.files.at("annotations"));
  await notes.add({ paper: paper.id, comment: "in the middle of it" });
  const after = await bytesBelow(copies.here.files.at("annotations"));
  for (const [path, bytes] of Object.entries(before)) assert.ok(after[path]?.startsWith(bytes));
});

function hasGit(): boolean {
  try {
    execFileSync("git", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

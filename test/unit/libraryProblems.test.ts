import assert from "node:assert/strict";
import { test } from "node:test";
import type { PaperId } from "../../src/domain/paperId.ts";
import { paperPath, writePaperFile } from "../../src/library/paperFile.ts";
import { MemoryFiles } from "../fakes/memoryFiles.ts";
import { samplePage, samplePaper, samplePapers } from "../fakes/sample.ts";
import { settled } from "../fakes/settled.ts";
import { Workspace } from "../fakes/workspace.ts";

const victim = samplePaper("COMET");
const path = paperPath(victim.id);
const stored = writePaperFile(victim);
const conflicted = stored.replace(
  '  "tags": [],\n',
  '<<<<<<< HEAD\n  "tags": ["ours"],\n=======\n  "tags": ["theirs"\n>>>>>>> branch\n',
);

const unreadable: readonly (readonly [what: string, text: string, why: RegExp])[] = [
  ["broken JSON", stored.slice(0, 300), /not JSON/u],
  ["an empty file", "", /not JSON/u],
  ["a conflict with a broken side", conflicted, /merge conflict/u],
  ["another paper's id", stored.replace(victim.id, "title-0123456789abcdef"), /name of its file/u],
  ["no title", stored.replace(/"title": .*/u, '"title": "",'), /title/u],
  ["another kind of JSON", '"hello"', /./u],
];

for (const [what, text, why] of unreadable) {
  test(`a paper's file with ${what} is reported and left alone, and the rest works`, async (t) => {
    const files = new MemoryFiles("memory:/shelf", { [path]: text });
    const workspace = new Workspace(t, files);
    await workspace.library.load();
    assert.deepEqual(
      workspace.library.problems.map((problem) => [problem.shelf, problem.path]),
      [[files, path]],
    );
    assert.match(workspace.library.problems[0]?.why ?? "", why);
    assert.equal(workspace.libraryProblemEvents, 1);

    const report = await workspace.import(samplePage);
    assert.equal(report.added.length, 56);
    assert.ok(report.problems.length === 1 && report.problems[0]?.where.includes("COMET"));
    assert.match(report.problems[0]?.why ?? "", /left as it is/u);
    assert.equal(files.text(path), text);
    assert.equal((await workspace.library.papers()).length, 56);
  });

  test(`a paper's file that gets ${what} while it is open keeps the paper as last seen until it is healed`, async (t) => {
    const files = new MemoryFiles();
    const workspace = new Workspace(t, files);
    await workspace.import(samplePage);
    await settled();
    workspace.libraryNews();
    const whole = files.text(path) ?? "";
    files.edit(path, text);
    await settled();
    assert.deepEqual(workspace.libraryNews(), []);
    assert.equal(workspace.library.get(victim.id)?.title, victim.title);
    assert.equal(workspace.library.problems.length, 1);
    await assert.rejects(
      workspace.library.change(victim.id, (paper) => ({ ...paper, tags: ["t"] })),
      /left as it is/u,
    );
    assert.equal(files.text(path), text);

    files.edit(path, whole);
    await settled();
    assert.deepEqual(workspace.library.problems, []);
    assert.equal(workspace.libraryProblemEvents, 2);
    assert.deepEqual(workspace.libraryNews(), []);
  });
}

test("a paper of a newer format is shown, never rewritten, and says why", async (t) => {
  const newer = stored.replace('"format": 1', '"format": 2').replace("{\n", '{\n  "mood": "new",\n');
  const files = new MemoryFiles("memory:/shelf", { [path]: newer });
  const workspace = new Workspace(t, files);
  assert.equal((await workspace.library.papers())[0]?.title, victim.title);
  assert.deepEqual(workspace.library.problems, []);
  await assert.rejects(
    workspace.library.change(victim.id, (paper) => ({ ...paper, tags: ["t"] })),
    /newer Marginalia/u,
  );
  workspace.clock.set("2030-01-01T00:00:00.000Z");
  const report = await workspace.library.add([
    { title: victim.title, abstract: victim.abstract, source: { kind: "another" } },
  ]);
  assert.match(report.problems[0]?.why ?? "", /newer Marginalia/u);
  assert.deepEqual([report.added, report.updated], [[], []]);
  assert.equal(files.text(path), newer);
});

test("a folder that vanishes takes its problems with it, and that is told", async (t) => {
  const files = new MemoryFiles("memory:/shelf", { [path]: "{" });
  const workspace = new Workspace(t, files);
  await workspace.library.load();
  files.editUnseen(path, undefined);
  files.tell("papers");
  await settled();
  assert.deepEqual(workspace.library.problems, []);
  assert.equal(workspace.libraryProblemEvents, 2);
});

test("problems are told when they change and not at every re-read", async (t) => {
  const files = new MemoryFiles("memory:/shelf", { [path]: "{" });
  const workspace = new Workspace(t, files);
  await workspace.import(samplePage);
  await settled();
  assert.equal(workspace.libraryProblemEvents, 1);
});

const [one, two, three] = samplePapers;
assert.ok(one && two && three);
const shelfWith = (name: string, ...papers: readonly (typeof one)[]): MemoryFiles =>
  new MemoryFiles(
    name,
    Object.fromEntries(papers.map((paper) => [paperPath(paper.id), writePaperFile(paper)])),
  );

test("several folders are one library, and a paper is written where it stands", async (t) => {
  const [a, b] = [shelfWith("memory:/a", one), shelfWith("memory:/b", two)];
  const workspace = new Workspace(t, a, b);
  assert.equal((await workspace.library.papers()).length, 2);
  assert.equal(workspace.library.shelfOf(two.id), b);
  await workspace.library.change(two.id, (paper) => ({ ...paper, tags: ["t"] }));
  assert.match(b.text(paperPath(two.id)) ?? "", /"t"/u);
  assert.deepEqual(Object.keys(a.snapshot()), [paperPath(one.id)]);
});

test("new papers go where papers already are, else to the first folder", async (t) => {
  const [a, b] = [new MemoryFiles("memory:/a"), shelfWith("memory:/b", two)];
  const workspace = new Workspace(t, a, b);
  await workspace.library.add([{ title: one.title, abstract: one.abstract, source: { kind: "test" } }]);
  assert.deepEqual([Object.keys(a.snapshot()).length, Object.keys(b.snapshot()).length], [0, 2]);

  const [c, d] = [new MemoryFiles("memory:/c"), new MemoryFiles("memory:/d")];
  const other = new Workspace(t, c, d);
  await other.library.add([{ title: one.title, abstract: one.abstract, source: { kind: "test" } }]);
  assert.deepEqual([Object.keys(c.snapshot()).length, Object.keys(d.snapshot()).length], [1, 0]);
});

test("of a paper in two folders the first counts, also after a change in the second or a removal in the first", async (t) => {
  const inB = { ...one, tags: ["second"] };
  const [a, b] = [shelfWith("memory:/a", one), shelfWith("memory:/b", inB)];
  const workspace = new Workspace(t, a, b);
  await workspace.library.load();
  const tags = (): readonly string[] | undefined => workspace.library.get(one.id)?.tags;
  b.edit(paperPath(one.id), writePaperFile({ ...inB, tags: ["second", "changed"] }));
  await settled();
  assert.deepEqual(tags(), []);
  assert.deepEqual(workspace.libraryNews(), []);
  a.edit(paperPath(one.id), undefined);
  await settled();
  assert.deepEqual(tags(), ["second", "changed"]);
  assert.deepEqual(workspace.libraryNews(), [{ added: [], changed: [one.title], removed: [] }]);
});

test("folders may be opened and closed while the library is in use", async (t) => {
  const [a, b] = [shelfWith("memory:/a", one), shelfWith("memory:/b", two)];
  const workspace = new Workspace(t, a);
  await workspace.library.load();
  workspace.shelves.set(a, b);
  await settled();
  assert.deepEqual(workspace.libraryNews(), [{ added: [two.title], changed: [], removed: [] }]);
  workspace.shelves.set(b);
  await settled();
  assert.deepEqual(workspace.libraryNews(), [{ added: [], changed: [], removed: [one.id] }]);
  a.edit(paperPath(three.id), writePaperFile(three));
  await settled();
  assert.deepEqual(workspace.libraryNews(), []);
  workspace.shelves.set();
  await settled();
  assert.deepEqual(workspace.libraryNews(), [{ added: [], changed: [], removed: [two.id] }]);
});

test("one folder that cannot be read does not hide the others", async (t) => {
  const [a, b] = [shelfWith("memory:/a", one), shelfWith("memory:/b", two)];
  a.refusesRead = () => "EACCES: permission denied";
  const workspace = new Workspace(t, a, b);
  assert.deepEqual(
    (await workspace.library.papers()).map(({ title }) => title),
    [two.title],
  );
  assert.match(workspace.library.problems[0]?.why ?? "", /EACCES/u);
});

test("before it is loaded the library knows no paper, and reads nothing", (t) => {
  const files = shelfWith("memory:/a", one);
  files.refusesRead = () => assert.fail("it read too early");
  const { library } = new Workspace(t, files);
  assert.equal(library.get(one.id), undefined);
  assert.equal(library.get("title-x" as PaperId), undefined);
  assert.equal(library.shelfOf(one.id), files);
});

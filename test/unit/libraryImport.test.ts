import assert from "node:assert/strict";
import { test } from "node:test";
import type { Paper, PaperDraft } from "../../src/domain/paper.ts";
import { paperPath } from "../../src/library/paperFile.ts";
import { bytesBelow, DiskFiles, temporaryFolder } from "../fakes/diskFiles.ts";
import { diskFull, MemoryFiles, readOnly } from "../fakes/memoryFiles.ts";
import { sampleEntries, samplePage } from "../fakes/sample.ts";
import { settled } from "../fakes/settled.ts";
import { Workspace } from "../fakes/workspace.ts";

const draft = (title: string, more: Partial<PaperDraft> = {}): PaperDraft => ({
  title,
  abstract: `About ${title}.`,
  source: { kind: "test" },
  ...more,
});
const onlyPaper = async ({ library }: Workspace): Promise<Paper> => {
  const [paper, ...more] = await library.papers();
  assert.ok(paper !== undefined && more.length === 0);
  return paper;
};

test("importing the sample puts one file a paper on disk, and a new window reads the same library", async (t) => {
  const files = new DiskFiles(await temporaryFolder(t));
  const first = new Workspace(t, files);
  const report = await first.import(samplePage);
  assert.equal(report.added.length, 57);
  assert.deepEqual(report.problems, []);
  assert.deepEqual(Object.keys(await bytesBelow(files.name)).length, 57);
  const second = new Workspace(t, files);
  const byId = (papers: readonly Paper[]): unknown =>
    JSON.parse(JSON.stringify([...papers].sort((a, b) => (a.id < b.id ? -1 : 1))));
  assert.deepEqual(byId(await second.library.papers()), byId(await first.library.papers()));
  assert.deepEqual(second.library.problems, []);
});

test("importing again changes no byte on disk, in the same window, in another, and a year later", async (t) => {
  const files = new DiskFiles(await temporaryFolder(t));
  const first = new Workspace(t, files);
  await first.import(samplePage);
  const before = await bytesBelow(files.name);
  const again = await first.import(samplePage);
  assert.deepEqual([again.added.length, again.updated.length, again.unchanged.length], [0, 0, 57]);
  const later = new Workspace(t, files);
  later.clock.set("2027-09-01T12:00:00.000Z");
  const report = await later.import(samplePage);
  assert.deepEqual([report.added.length, report.updated.length, report.unchanged.length], [0, 0, 57]);
  assert.deepEqual(await bytesBelow(files.name), before);
  assert.deepEqual(later.libraryNews(), []);
});

test("the same paper twice in one page is one paper", async (t) => {
  const workspace = new Workspace(t, new MemoryFiles());
  const report = await workspace.library.add([draft("One"), draft("one."), draft("ONE")]);
  assert.equal(report.added.length, 1);
  assert.deepEqual([report.updated, report.unchanged], [[], []]);
});

test("an import tells once of everything it added, after all of it is there", async (t) => {
  const workspace = new Workspace(t, new MemoryFiles());
  const seen: number[] = [];
  workspace.library.onDidChange(
    ({ added }) => void seen.push(added.filter(({ id }) => workspace.library.get(id)).length),
  );
  await workspace.import(samplePage);
  await settled();
  assert.deepEqual(seen, [57]);
});

test("an import adds resources and sources to a known paper and leaves what a person set", async (t) => {
  const workspace = new Workspace(t, new MemoryFiles());
  const { library } = workspace;
  await library.add([draft("One", { resources: [{ kind: "code", url: "https://a.org/1" }] })]);
  const { id } = await onlyPaper(workspace);
  await library.change(id, (paper) => ({ ...paper, tags: ["mine"], reading: "read", title: "One, renamed" }));
  workspace.libraryNews();
  const other = draft("One", {
    abstract: "Quite another abstract.",
    authors: ["Ann"],
    year: 2026,
    identifiers: ["arxiv:2601.00001"],
    resources: [
      { kind: "code", url: "https://a.org/1" },
      { kind: "project", url: "https://a.org/2" },
    ],
    source: { kind: "other", date: "2026-07-01", rank: 3 },
  });
  const report = await library.add([{ ...other, title: "One, renamed" }]);
  const paper = await onlyPaper(workspace);
  assert.deepEqual(
    report.updated.map((each) => each.id),
    [id],
  );
  assert.equal(paper.id, id);
  assert.deepEqual([paper.tags, paper.reading, paper.title], [["mine"], "read", "One, renamed"]);
  assert.equal(paper.abstract, "About One.");
  assert.deepEqual([paper.authors, paper.year, paper.identifiers], [["Ann"], 2026, ["arxiv:2601.00001"]]);
  assert.deepEqual(
    paper.resources.map(({ url }) => url),
    ["https://a.org/1", "https://a.org/2"],
  );
  assert.deepEqual(
    paper.sources.map(({ kind, date }) => [kind, date]),
    [
      ["test", undefined],
      ["other", "2026-07-01"],
    ],
  );
  assert.deepEqual(workspace.libraryNews(), [{ added: [], changed: ["One, renamed"], removed: [] }]);
});

test("an abstract that was cut off is completed by a later import, and never shortened again", async (t) => {
  const workspace = new Workspace(t, new MemoryFiles());
  const whole = "It begins here. It ends there.";
  await workspace.library.add([draft("One", { abstract: "It begins here." })]);
  await workspace.library.add([draft("One", { abstract: whole })]);
  assert.equal((await onlyPaper(workspace)).abstract, whole);
  const again = await workspace.library.add([draft("One", { abstract: "It begins here." })]);
  assert.equal(again.unchanged.length, 1);
  assert.equal((await onlyPaper(workspace)).abstract, whole);
});

test("any identifier finds the paper, whatever its title has become", async (t) => {
  const workspace = new Workspace(t, new MemoryFiles());
  const identifiers = ["doi:10.1/x", "arxiv:2407.12345"];
  await workspace.library.add([draft("One", { identifiers })]);
  const report = await workspace.library.add([draft("Another title", { identifiers: ["doi:10.1/x"] })]);
  assert.equal(report.added.length, 0);
  assert.equal((await onlyPaper(workspace)).title, "One");
});

test("papers that share a title but are different papers by their identifiers stay two", async (t) => {
  const { library } = new Workspace(t, new MemoryFiles());
  const report = await library.add([
    draft("Editorial", { identifiers: ["arxiv:2401.00001"] }),
    draft("Editorial", { identifiers: ["arxiv:2402.00002"] }),
    draft("Editorial", { identifiers: ["doi:10.1/x"] }),
  ]);
  assert.equal(report.added.length, 2);
  assert.equal((await library.papers()).length, 2);
});

test("titles without letters or digits are not all the same title", async (t) => {
  const { library } = new Workspace(t, new MemoryFiles());
  await library.add([draft("???"), draft("!!!"), draft("😀")]);
  assert.equal((await library.papers()).length, 3);
});

test("stopping in the middle keeps what was added until then and says that it was stopped", async (t) => {
  const files = new MemoryFiles();
  const workspace = new Workspace(t, files);
  const abort = new AbortController();
  const steps: number[] = [];
  const report = await workspace.import(samplePage, {
    signal: abort.signal,
    onProgress: (done, all) => {
      steps.push(done / all);
      if (done === 20) abort.abort();
    },
  });
  assert.equal(report.cancelled, true);
  // What was being written at that moment comes to its end.
  const { length } = report.added;
  assert.ok(length >= 20 && length < 57, String(length));
  assert.equal(steps.length, length);
  assert.equal(Object.keys(files.snapshot()).length, length);
  assert.equal((await workspace.import(samplePage)).added.length, 57 - length);
  assert.equal((await workspace.import(samplePage)).cancelled, false);
});

test("a write that fails is named, and the papers around it arrive", async (t) => {
  for (const why of [diskFull, readOnly]) {
    const files = new MemoryFiles();
    const workspace = new Workspace(t, files);
    files.refuses = (_path, before) => (before === 9 ? why : undefined);
    const report = await workspace.import(samplePage);
    const tenth = sampleEntries[9]?.title ?? "";
    assert.equal(report.added.length, 56);
    assert.deepEqual(
      report.problems.map((problem) => problem.why),
      [why],
    );
    assert.ok(report.problems[0]?.where.includes(tenth.slice(0, 40)));
    assert.equal((await workspace.library.papers()).length, 56);
    assert.deepEqual(
      (await workspace.import(samplePage)).added.map(({ title }) => title),
      [tenth],
    );
  }
});

test("a disk that takes nothing leaves the library empty and names every paper", async (t) => {
  const files = new MemoryFiles();
  const workspace = new Workspace(t, files);
  files.refuses = () => readOnly;
  const report = await workspace.import(samplePage);
  assert.equal(report.problems.length, 57);
  assert.deepEqual([report.added, await workspace.library.papers()], [[], []]);
  assert.deepEqual(workspace.libraryNews(), []);
});

test("without an open folder an import says so, and nothing else complains", async (t) => {
  const workspace = new Workspace(t);
  assert.deepEqual(await workspace.library.papers(), []);
  await assert.rejects(workspace.import(samplePage), /Open a folder first/u);
  assert.deepEqual(workspace.log.errors, []);
});

test("an import does not overwrite an outside edit that the watcher has not told of yet", async (t) => {
  const files = new MemoryFiles();
  const workspace = new Workspace(t, files);
  await workspace.library.add([draft("One")]);
  const { id } = await onlyPaper(workspace);
  const path = paperPath(id);
  files.editUnseen(path, (files.text(path) ?? "").replace('"tags": []', '"tags": ["theirs"]'));
  await workspace.library.add([draft("One", { source: { kind: "other" } })]);
  const paper = await onlyPaper(workspace);
  assert.deepEqual([paper.tags, paper.sources.length], [["theirs"], 2]);
  assert.deepEqual(workspace.libraryNews(), [
    { added: ["One"], changed: [], removed: [] },
    { added: [], changed: ["One"], removed: [] },
  ]);
});

test("an import adds to a paper that came from outside just now, instead of complaining", async (t) => {
  const files = new MemoryFiles();
  const workspace = new Workspace(t, files);
  const other = new Workspace(t, files);
  await workspace.library.load();
  await other.library.add([draft("One")]);
  const { id } = await onlyPaper(other);
  await other.library.change(id, (paper) => ({ ...paper, tags: ["theirs"] }));
  const report = await workspace.library.add([draft("One", { source: { kind: "other" } })]);
  assert.deepEqual(report.problems, []);
  const paper = await onlyPaper(workspace);
  assert.deepEqual([paper.tags, paper.sources.length], [["theirs"], 2]);
  assert.deepEqual(workspace.libraryNews(), [{ added: ["One"], changed: [], removed: [] }]);
});

test("two DOIs under one title are one paper that came out twice, unless nobody wrote both", async (t) => {
  const workspace = new Workspace(t, new MemoryFiles());
  const { added } = await workspace.library.add([
    draft("Introduction", { identifiers: ["doi:10.1/a"], authors: ["Ada Lovelace"] }),
    draft("Introduction", { identifiers: ["doi:10.2/b"], authors: ["A. Lovelace", "C. Babbage"] }),
    draft("Introduction", { identifiers: ["doi:10.3/c"], authors: ["Grace Hopper"] }),
  ]);
  assert.deepEqual(
    added.map(({ identifiers }) => identifiers),
    [["doi:10.1/a", "doi:10.2/b"], ["doi:10.3/c"]],
  );
});

test("what a later source adds is recorded with it, and that a paper was withdrawn is kept", async (t) => {
  const files = new MemoryFiles();
  const workspace = new Workspace(t, files);
  await workspace.library.add([draft("One", { abstract: "", source: { kind: "first" } })]);
  await workspace.library.add([
    draft("One", { year: 2020, withdrawn: "Error in equation 7", source: { kind: "second" } }),
  ]);
  const [paper] = await new Workspace(t, files).library.papers();
  assert.deepEqual(
    paper?.sources.map(({ kind, fields }) => [kind, fields]),
    [
      ["first", undefined],
      ["second", ["abstract", "year", "withdrawn"]],
    ],
  );
  assert.equal(paper?.withdrawn, "Error in equation 7");
});

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { test, type TestContext } from "node:test";
import { checkLibrary, type LibraryCheck } from "../../src/check/checkLibrary.ts";
import type { FindingKind } from "../../src/check/findings.ts";
import { repairAll } from "../../src/check/repair.ts";
import { headline, reportOf } from "../../src/check/report.ts";
import type { Paper } from "../../src/domain/paper.ts";
import type { PaperId } from "../../src/domain/paperId.ts";
import { paperPath, readPaperFile, writePaperFile } from "../../src/library/paperFile.ts";
import { bytesBelow, DiskFiles, temporaryFolder } from "../fakes/diskFiles.ts";
import { DiskShelf } from "../fakes/diskShelf.ts";
import { samplePaper, samplePapers } from "../fakes/sample.ts";
import { Workspace } from "../fakes/workspace.ts";
import { root } from "../run/places.mjs";

const fixture = (name: string): Buffer => readFileSync(join(root, "test/fixtures/notes", name));
const paper = samplePaper("COMET");
const now = "2026-08-01T08:00:00.000Z";
const log = `annotations/${paper.id}/ann-438c4c7a.jsonl`;

/** A library on the disk with these files, papers among them as they are written. */
async function shelfWith(
  t: TestContext,
  files: Readonly<Record<string, string | Uint8Array>>,
  papers: readonly Paper[] = [paper],
): Promise<DiskShelf> {
  const shelf = new DiskShelf(await temporaryFolder(t));
  const all = {
    ...files,
    ...Object.fromEntries(papers.map((each) => [paperPath(each.id), writePaperFile(each)])),
  };
  for (const [path, content] of Object.entries(all)) {
    await mkdir(dirname(shelf.at(path)), { recursive: true });
    await writeFile(shelf.at(path), content);
  }
  return shelf;
}

const kindsIn = ({ findings }: LibraryCheck): readonly string[] =>
  findings.map(({ kind, path, line }) => `${kind} ${path}${line === undefined ? "" : `:${line}`}`).sort();

const repaired = async (shelf: DiskShelf) => {
  const { repairs } = await checkLibrary([shelf]);
  const report = await repairAll(repairs, now);
  assert.deepEqual(report.failed, []);
  return report;
};

test("of a library in order nothing is said, whatever kinds of notes it has", async (t) => {
  const files = new DiskFiles(join(await temporaryFolder(t), ".marginalia"));
  const workspace = new Workspace(t, files);
  await workspace.library.add([{ title: paper.title, abstract: paper.abstract, source: { kind: "test" } }]);
  const note = await workspace.notes.add({ paper: paper.id, comment: "a" });
  await workspace.notes.reply(paper.id, note.id, "b");
  await workspace.notes.remove(paper.id, note.id);
  const check = await checkLibrary([new DiskShelf(dirname(files.name))]);
  assert.deepEqual([check.findings, check.repairs, check.cancelled], [[], [], false]);
  assert.deepEqual([check.papers, check.logs, check.notes], [1, 1, 2]);
  assert.equal(headline(check), "Nothing is wrong with this library");
});

test("a check writes nothing", async (t) => {
  const shelf = await shelfWith(t, { [log]: fixture("foreign.jsonl"), "papers/x.json.abc.tmp": "half" });
  const before = await bytesBelow(shelf.name);
  await checkLibrary([shelf]);
  assert.deepEqual(await bytesBelow(shelf.name), before);
});

test("unreadable lines are named with their line and why, and can be set aside byte for byte", async (t) => {
  const torn = Buffer.concat([
    fixture("kinds.v1.jsonl"),
    Buffer.from('{"half of é'.slice(0, 10)),
    Buffer.of(0xc3, 0x0a),
  ]);
  const shelf = await shelfWith(t, { [log]: torn });
  const check = await checkLibrary([shelf]);
  const unreadable = check.findings.filter(({ kind }) => kind === "unreadable");
  assert.deepEqual(
    unreadable.map(({ path, line, says }) => [path, line, /not JSON/u.test(says)]),
    [[log, 12, true]],
  );
  const wanted = check.repairs.filter(({ act }) => act.kind === "rescue");
  const { done, backups } = await repairAll(wanted, now);
  assert.equal(done.length, 1);
  assert.ok((await readFile(shelf.at(log))).equals(fixture("kinds.v1.jsonl")));
  assert.deepEqual(
    await readFile(shelf.at(`${log}.rescued`)),
    torn.subarray(fixture("kinds.v1.jsonl").length),
  );
  assert.ok(!kindsIn(await checkLibrary([shelf])).some((kind) => kind.startsWith("unreadable")));

  const [backup] = backups;
  assert.ok(backup);
  assert.ok((await readFile(shelf.at(`${backup.folder}/${log}`))).equals(torn));
  assert.equal(await readFile(shelf.at("backup/.gitignore"), "utf8"), "*\n");
  assert.match(await readFile(shelf.at(`${backup.folder}/README.md`), "utf8"), /copy the folders/u);
  await backup.restore();
  assert.ok((await readFile(shelf.at(log))).equals(torn));
});

test("a second rescue adds to what was rescued before", async (t) => {
  const shelf = await shelfWith(t, { [log]: `first\n`, [`${log}.rescued`]: "earlier" });
  await repaired(shelf);
  assert.equal(await readFile(shelf.at(`${log}.rescued`), "utf8"), "earlier\nfirst\n");
});

test("git's markers go and the lines of both sides stay", async (t) => {
  const shelf = await shelfWith(t, { [log]: fixture("conflict.v1.jsonl") });
  assert.ok(kindsIn(await checkLibrary([shelf])).includes(`conflict ${log}:2`));
  const { repairs } = await checkLibrary([shelf]);
  await repairAll(
    repairs.filter(({ act }) => act.kind === "unmark"),
    now,
  );
  const lines = fixture("conflict.v1.jsonl").toString().split("\n");
  assert.equal(
    await readFile(shelf.at(log), "utf8"),
    lines.filter((line) => line.startsWith("{")).join("\n") + "\n",
  );
});

test("repeated lines are told once for a log, and all but the first go", async (t) => {
  const once = fixture("kinds.v1.jsonl");
  const shelf = await shelfWith(t, { [log]: Buffer.concat([once, once]) });
  assert.ok(kindsIn(await checkLibrary([shelf])).includes(`copies ${log}:12`));
  const { repairs } = await checkLibrary([shelf]);
  await repairAll(
    repairs.filter(({ act }) => act.kind === "dropCopies"),
    now,
  );
  assert.ok((await readFile(shelf.at(log))).equals(once));
});

test("what does not fit together is told: replies, papers, pictures", async (t) => {
  const [, , , , area = "", , , reply = ""] = fixture("kinds.v1.jsonl").toString().split("\n");
  const shelf = await shelfWith(t, {
    [log]: `${reply}\n`,
    "annotations/arxiv-2407.99999/bob-1.jsonl": `${area}\n`,
    "pictures/x/of-no-note.png": Uint8Array.of(0x89, 0x50, 0xff),
  });
  assert.deepEqual(kindsIn(await checkLibrary([shelf])), [
    "missingPicture annotations/arxiv-2407.99999/bob-1.jsonl:1",
    "noPaper annotations/arxiv-2407.99999/bob-1.jsonl:1",
    `orphanPicture pictures/x/of-no-note.png`,
    `orphanReply ${log}:1`,
  ]);
  const { backups, done } = await repaired(shelf);
  assert.equal(done.length, 1);
  assert.equal(await shelf.bytes("pictures/x/of-no-note.png"), undefined);
  await backups[0]?.restore();
  assert.deepEqual([...((await shelf.bytes("pictures/x/of-no-note.png")) ?? [])], [0x89, 0x50, 0xff]);
});

test("notes in the folder of another id that the paper could have are the paper's", async (t) => {
  const named = {
    ...paper,
    id: "arxiv-2407.00001" as PaperId,
    identifiers: ["arxiv:2407.00001", "doi:10.1/x"],
  };
  const note = fixture("kinds.v1.jsonl").toString().split("\n")[0] ?? "";
  const shelf = await shelfWith(t, { [log]: `${note}\n` }, [named]);
  assert.deepEqual(kindsIn(await checkLibrary([shelf])), []);
});

test("PDFs that are missing or not as they were are told, and can be forgotten or taken as they are", async (t) => {
  const pdfs = [
    { path: "gone.pdf", fingerprint: "f" },
    { path: "changed.pdf", bytes: 3, sha256: "00" },
    { path: "unknown.pdf" },
  ];
  const shelf = await shelfWith(t, {}, [{ ...paper, pdfs }]);
  const home = dirname(shelf.name);
  await writeFile(join(home, "changed.pdf"), "new");
  await writeFile(join(home, "unknown.pdf"), "any");
  assert.deepEqual(kindsIn(await checkLibrary([shelf])), [
    `changedPdf ${paperPath(paper.id)}:1`,
    `missingPdf ${paperPath(paper.id)}:1`,
  ]);
  await repaired(shelf);
  const stored = readPaperFile(await readFile(shelf.at(paperPath(paper.id)), "utf8"));
  assert.deepEqual(stored.ok ? stored.value.paper.pdfs.map(({ path, bytes }) => [path, bytes]) : [], [
    ["changed.pdf", 3],
    ["unknown.pdf", undefined],
  ]);
  assert.deepEqual(kindsIn(await checkLibrary([shelf])), []);
});

test("papers that cannot be read, are in conflict or of a newer format are told and left alone", async (t) => {
  const [a, b, c, d] = samplePapers.map(({ id }) => paperPath(id));
  const [, two, three, four] = samplePapers;
  assert.ok(a && b && c && d && two && three && four);
  const text = writePaperFile(two);
  const shelf = await shelfWith(
    t,
    {
      [a]: "{",
      [b]: `<<<<<<< x\n${text}=======\n${text.replace('"unread"', '"read"')}>>>>>>> y\n`,
      [c]: writePaperFile(three).replace('"format": 1', '"format": 9'),
      [d]: writePaperFile({ ...four, id: "title-0000000000000000" as PaperId }),
    },
    [],
  );
  assert.deepEqual(
    kindsIn(await checkLibrary([shelf])),
    [`unreadable ${a}:1`, `conflict ${b}:1`, `newer ${c}:1`, `unreadable ${d}:1`].sort(),
  );
  const before = await bytesBelow(shelf.name);
  await repaired(shelf);
  assert.deepEqual(await bytesBelow(shelf.name), before);
});

test("two papers that are one become one: its identifiers, tags, PDFs, reading state and notes", async (t) => {
  const kept: Paper = {
    ...paper,
    id: "arxiv-2407.00001" as PaperId,
    identifiers: ["arxiv:2407.00001"],
    tags: ["a"],
    reading: "reading",
  };
  const other: Paper = {
    ...paper,
    id: "doi-10.1_x-0123456789abcdef" as PaperId,
    identifiers: ["doi:10.1/x"],
    tags: ["b"],
    reading: "read",
    pdfs: [{ path: "a.pdf" }],
  };
  const [first = "", second = "", third = ""] = fixture("kinds.v1.jsonl").toString().split("\n");
  const shelf = await shelfWith(
    t,
    {
      [`annotations/${kept.id}/ann-1.jsonl`]: first, // without the end of its line
      [`annotations/${other.id}/ann-1.jsonl`]: `${second}\n`,
      [`annotations/${other.id}/bob-2.jsonl`]: `${third}\n`,
    },
    [kept, other],
  );
  await writeFile(join(dirname(shelf.name), "a.pdf"), "pdf");
  assert.deepEqual(kindsIn(await checkLibrary([shelf])), [`duplicatePapers ${paperPath(other.id)}:1`]);
  const { backups } = await repaired(shelf);
  const workspace = new Workspace(t, new DiskFiles(shelf.name));
  const [one, ...more] = await workspace.library.papers();
  assert.deepEqual([one?.id, one?.reading, more], [kept.id, "read", []]);
  assert.deepEqual(
    [[...(one?.identifiers ?? [])].sort(), [...(one?.tags ?? [])].sort()],
    [
      ["arxiv:2407.00001", "doi:10.1/x"],
      ["a", "b"],
    ],
  );
  assert.deepEqual(one?.pdfs, [{ path: "a.pdf" }]);
  await workspace.notes.load();
  assert.equal(workspace.notes.annotations(kept.id).length, 3);
  assert.equal(
    await readFile(shelf.at(`annotations/${kept.id}/ann-1.jsonl`), "utf8"),
    `${first}\n${second}\n`,
  );
  assert.deepEqual(kindsIn(await checkLibrary([shelf])), []);

  await backups[0]?.restore();
  assert.deepEqual(kindsIn(await checkLibrary([shelf])), [`duplicatePapers ${paperPath(other.id)}:1`]);
  assert.equal(await shelf.bytes(`annotations/${kept.id}/bob-2.jsonl`), undefined);
});

test("two arXiv ids under one title are two papers", async (t) => {
  const two = ["arxiv:2407.00001", "arxiv:2407.00002"].map((name) => ({
    ...paper,
    id: name.replace(":", "-") as PaperId,
    identifiers: [name],
  }));
  assert.deepEqual(kindsIn(await checkLibrary([await shelfWith(t, {}, two)])), []);
});

test("a repair of what has gone meanwhile fails with a reason, and the others are done", async (t) => {
  const shelf = await shelfWith(t, {
    [log]: "torn\n",
    "papers/a.json.x.tmp": "half",
    "papers/b.json.y.tmp": "half",
  });
  const { repairs } = await checkLibrary([shelf]);
  assert.equal(repairs.length, 3);
  await shelf.remove("papers/a.json.x.tmp");
  const { done, failed } = await repairAll(repairs, now);
  assert.equal(done.length, 2);
  assert.match(failed[0]?.why ?? "", /no longer there/u);
});

test("a check that is stopped says so, and takes nothing for an orphan", async (t) => {
  const reply = fixture("kinds.v1.jsonl").toString().split("\n")[7] ?? "";
  const shelf = await shelfWith(t, { [log]: `${reply}\n` });
  const stop = new AbortController();
  const seen: number[] = [];
  const check = await checkLibrary([shelf], {
    signal: stop.signal,
    onProgress: (done, all) => {
      seen.push(done, all);
      stop.abort();
    },
  });
  assert.deepEqual([check.cancelled, check.findings, seen], [true, [], [1, 2]]);
  assert.match(reportOf(check).text, /stopped/u);
});

test("the report says where it names each place, and what texts of papers hold is text in it", async (t) => {
  const title = "[click](command:evil) <b>now</b>";
  const two = ["arxiv-2407.00001", "title-0123456789abcdef"].map((id) => ({
    ...paper,
    title,
    id: id as PaperId,
  }));
  const shelf = await shelfWith(t, { [log]: "torn\n" }, [...two, paper]);
  const check = await checkLibrary([shelf]);
  const { text, places } = reportOf(check);
  const lines = text.split("\n");
  const named = places.map(({ line, start, end }) => lines[line]?.slice(start, end));
  assert.ok(named.includes(`${log}:1`));
  assert.equal(named.length, check.findings.length);
  assert.ok(text.includes("## What can be done"));
  assert.doesNotMatch(text, /[[\]<>]/u);
  const kinds: readonly FindingKind[] = ["unreadable", "duplicatePapers"];
  for (const kind of kinds) assert.ok(check.findings.some((each) => each.kind === kind));
});

/** Logs as every format version wrote them, and as tools, editors and git leave them: read for ever, and only added to. */
import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test, type TestContext } from "node:test";
import {
  annotationTags,
  colorOf,
  commentOf,
  isDeleted,
  markStyleOf,
  pictureOf,
  sourceOf,
  type Annotation,
  type AnnotationId,
} from "../../src/domain/annotation.ts";
import type { PaperId } from "../../src/domain/paperId.ts";
import { regionOf } from "../../src/domain/region.ts";
import { logName } from "../../src/notes/author.ts";
import { readLog } from "../../src/notes/log.ts";
import { pastOf } from "../../src/notes/past.ts";
import { DiskFiles, temporaryFolder } from "../fakes/diskFiles.ts";
import { ann, bob, Workspace } from "../fakes/workspace.ts";
import { root } from "../run/places.mjs";

const paper = "title-0123456789abcdef" as PaperId;
const bytesOf = (name: string): Buffer => readFileSync(join(root, "test/fixtures/notes", name));

const kindOf = (annotation: Annotation): string =>
  [
    sourceOf(annotation).kind,
    ...(sourceOf(annotation).kind === "annotation" ? [] : [markStyleOf(annotation), colorOf(annotation)]),
    ...annotationTags(annotation).map((tag) => `#${tag}`),
    ...(commentOf(annotation) === "" ? [] : [JSON.stringify(commentOf(annotation))]),
    ...(pictureOf(annotation) === undefined ? [] : ["with a picture"]),
    ...(regionOf(annotation) === undefined ? [] : [`page ${regionOf(annotation)?.parts[0]?.page ?? 0}`]),
    ...(regionOf(annotation)?.parts[0]?.strokes === undefined ? [] : ["drawn"]),
    ...(isDeleted(annotation) ? ["removed"] : []),
  ].join(" ");

const kinds = [
  "abstract highlight yellow",
  "abstract underline green #method",
  "pdf strike pink page 2",
  'paper highlight purple "Good, *but* long.\\n\\nSee 😀."',
  'pdf area yellow "The figure" with a picture page 2',
  'pdf point yellow "Sticky" page 2',
  "pdf ink blue page 2 drawn",
  'annotation "Because."',
  'abstract underline blue #method "Now with words"',
  'paper highlight yellow "A mistake"',
  'paper highlight yellow "A mistake" removed',
];

const readings: readonly (readonly [file: string, kinds: readonly string[], problems: readonly RegExp[]])[] =
  [
    ["kinds.v1.jsonl", kinds, []],
    [
      "kinds.v2.jsonl",
      [...kinds, 'abstract highlight yellow "As Ann sees it"', 'abstract highlight yellow "As Bob sees it"'],
      [],
    ],
    ["windows.v1.jsonl", kinds.slice(0, 4), []],
    [
      "conflict.v1.jsonl",
      [kinds[0] ?? "", kinds[3] ?? "", kinds[5] ?? ""],
      [/merge conflict/u, /merge conflict/u, /merge conflict/u, /merge conflict/u],
    ],
    [
      "foreign.jsonl",
      ['abstract highlight yellow "From elsewhere"', "other highlight yellow"],
      [/not an annotation/u, /not JSON/u, /not JSON/u],
    ],
    ["newer.v3.jsonl", kinds, []],
  ];

for (const [file, expected, why] of readings)
  test(`${file} reads as it always has`, () => {
    const { annotations, problems } = readLog(bytesOf(file).toString());
    assert.deepEqual(annotations.map(kindOf), expected);
    assert.equal(problems.length, why.length);
    for (const [at, problem] of problems.entries()) assert.match(problem.why, why[at] ?? /^$/u);
  });

test("versions that two people made of one note are both told", async (t) => {
  const { workspace } = await opened(t, "kinds.v2.jsonl");
  const [note] = workspace.notes.of({ id: paper, abstract: "" }).filter(({ conflicts }) => conflicts);
  assert.deepEqual(
    note?.conflicts?.map(({ field, versions }) => [field, versions.map(({ value }) => value)]),
    [["comment", ["As Bob sees it", "As Ann sees it"]]],
  );
});

/** A window onto a library on the real disk in which Ann's log is this file. */
async function opened(t: TestContext, file: string) {
  const files = new DiskFiles(await temporaryFolder(t));
  const log = files.at(`annotations/${paper}/${logName(ann)}`);
  await mkdir(dirname(log), { recursive: true });
  await writeFile(log, bytesOf(file));
  const workspace = new Workspace(t, files);
  await workspace.notes.load();
  workspace.clock.set("2026-09-01T08:00:00.000Z");
  return { workspace, log };
}

type Work = (workspace: Workspace, id: AnnotationId) => Promise<unknown>;

const operations: Readonly<Record<string, Work>> = {
  "adding a note": ({ notes }) => notes.add({ paper, comment: "new" }),
  "editing a comment": ({ notes }, id) => notes.edit(paper, id, { comment: "edited" }),
  "editing style, colour and tags": ({ notes }, id) =>
    notes.edit(paper, id, { style: "strike", color: "pink", tags: ["a", "b"] }),
  "editing as another person": (workspace, id) => {
    workspace.author = bob;
    return workspace.notes.edit(paper, id, { comment: "edited" });
  },
  answering: ({ notes }, id) => notes.reply(paper, id, "an answer"),
  "removing and restoring": async ({ notes }, id) => {
    await notes.remove(paper, id);
    await notes.restore(paper, id);
  },
  "undo and redo": async ({ notes }, id) => {
    await notes.edit(paper, id, { comment: "edited" });
    await notes.undo();
    await notes.redo();
    await notes.add({ paper, comment: "new" });
    await notes.undo();
  },
  "restoring an earlier version": async ({ notes }, id) => {
    await notes.edit(paper, id, { comment: "edited" });
    const standing = notes.standing(paper, id);
    const [first] = standing === undefined ? [] : pastOf(standing);
    await notes.restoreVersion(paper, id, first?.key ?? "");
  },
  "changing all notes at once": ({ notes }) =>
    notes.removeAll(
      paper,
      notes.annotations(paper).map(({ id }) => id),
    ),
};

const writable = readings.map(([file]) => file).filter((file) => file !== "newer.v3.jsonl");

for (const [what, work] of Object.entries(operations))
  test(`${what} leaves every byte that was there`, async (t) => {
    for (const file of writable) {
      const { workspace, log } = await opened(t, file);
      for (const { id } of workspace.notes.annotations(paper)) {
        const others = workspace.notes.annotations(paper).filter((each) => each.id !== id);
        if (workspace.notes.standing(paper, id) === undefined) continue;
        if (workspace.notes.annotations(paper).every((each) => each.id !== id)) continue;
        await work(workspace, id);
        const now = await readFile(log);
        const before = bytesOf(file);
        assert.ok(now.subarray(0, before.length).equals(before), `${file}: ${id}`);
        // What was read before is read as before.
        for (const other of others.filter(() => what.startsWith("editing")))
          assert.deepEqual(
            workspace.notes.standing(paper, other.id)?.shown,
            other,
            `${file}: ${other.id} besides ${id}`,
          );
      }
    }
  });

test("fields of other tools go along with every edit of their note", async (t) => {
  const { workspace, log } = await opened(t, "foreign.jsonl");
  const id = "https://hypothes.is/a/xyz" as AnnotationId;
  await workspace.notes.edit(paper, id, { comment: "edited", color: "pink", tags: ["t"] });
  const [line] = (await readFile(log, "utf8")).trimEnd().split("\n").slice(-1);
  const written = JSON.parse(line ?? "") as Record<string, unknown>;
  assert.deepEqual([written["x-stars"], written["rights"] !== undefined], [3, true]);
  assert.deepEqual((written["target"] as Record<string, unknown>)["x-state"], { cached: true });
  assert.equal(written["creator"], "acct:carol@hypothes.is");
});

test("notes of a newer format are shown, and nobody changes them", async (t) => {
  const { workspace, log } = await opened(t, "newer.v3.jsonl");
  const { notes } = workspace;
  const shown = notes.of({ id: paper, abstract: "" });
  assert.ok(shown.length > 5 && shown.every(({ editable }) => !editable));
  const ids = notes.annotations(paper).map(({ id }) => id);
  for (const id of ids)
    for (const change of [
      () => notes.edit(paper, id, { comment: "x" }),
      () => notes.remove(paper, id),
      () => notes.reply(paper, id, "x"),
    ])
      await assert.rejects(change, /newer Marginalia/u);
  await assert.rejects(notes.removeAll(paper, ids), /newer Marginalia/u);
  const [gone] = notes.removed(paper);
  await assert.rejects(notes.restore(paper, gone?.shown.id ?? ("" as AnnotationId)), /newer Marginalia/u);
  assert.ok((await readFile(log)).equals(bytesOf("newer.v3.jsonl")));
  await notes.add({ paper, comment: "beside them" });
  assert.ok((await readFile(log)).subarray(0, -1).includes(bytesOf("newer.v3.jsonl")));
});

/** Every kind of note that we write is a Web Annotation to others: of the model's shape, and with no term that they drop. */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { Ajv } from "ajv";
import { annotationContext, markStyles, type MarkStyle } from "../../src/domain/annotation.ts";
import type { FilePlace } from "../../src/domain/fileLink.ts";
import type { Region } from "../../src/domain/region.ts";
import { MemoryFiles } from "../fakes/memoryFiles.ts";
import { samplePaper } from "../fakes/sample.ts";
import { Workspace } from "../fakes/workspace.ts";
import { expanded, modelNames, namesIn } from "../model/expanded.ts";
import { annotationSchema } from "../model/schema.ts";
import { modelContext } from "../model/terms.ts";

const paper = samplePaper("COMET");
const text = paper.abstract;
const isValid = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(annotationSchema);
const ours = annotationContext[1].marginalia;

const region = (strokes?: number[][]): Region => ({
  fingerprint: "0123456789abcdef",
  parts: [
    {
      page: 3,
      rects: [[72, 600.5, 300, 612]],
      ...(strokes === undefined ? {} : { strokes }),
      text: { start: 10, end: 25 },
    },
  ],
});

/** The lines that the store writes, as another program reads them. */
async function linesOf(
  t: TestContext,
  work: (workspace: Workspace) => Promise<unknown>,
): Promise<readonly Record<string, unknown>[]> {
  const files = new MemoryFiles();
  const workspace = new Workspace(t, files);
  await work(workspace);
  return Object.entries(files.snapshot())
    .filter(([path]) => path.endsWith(".jsonl"))
    .flatMap(([, log]) => log.split("\n").filter((line) => line !== ""))
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

const passage = { text, span: { start: 4, end: 20 } };
const quote = { exact: "some words", prefix: "before ", suffix: " after" };
const words = { paper: paper.id, comment: "Why *so*?", tags: ["method"] };

const lines: FilePlace = {
  path: "src/model one.py",
  quote,
  position: { start: 7, end: 17 },
  lines: { first: 3, last: 4 },
};

const kinds: Readonly<Record<MarkStyle, (workspace: Workspace) => Promise<unknown>>> = {
  highlight: ({ notes }) => notes.add({ paper: paper.id, passage }),
  underline: ({ notes }) => notes.add({ ...words, passage, style: "underline", color: "green" }),
  strike: ({ notes }) => notes.add({ ...words, part: { region: region(), quote }, style: "strike" }),
  area: ({ notes }) =>
    notes.add({ ...words, part: { region: region(), picture: "pictures/x/y.png" }, style: "area" }),
  point: ({ notes }) => notes.add({ ...words, part: { region: region() }, style: "point" }),
  ink: ({ notes }) =>
    notes.add({ paper: paper.id, part: { region: region([[1, 2, 3.5, 4]]) }, style: "ink", color: "blue" }),
};

const changes: Readonly<Record<string, (workspace: Workspace) => Promise<unknown>>> = {
  "a note on the whole paper": ({ notes }) => notes.add({ paper: paper.id, comment: "good" }),
  "a reply": async ({ notes }) => notes.reply(paper.id, (await notes.add(words)).id, "Because."),
  "an edit of every field": async ({ notes }) => {
    const { id } = await notes.add({ ...words, passage });
    await notes.edit(paper.id, id, { comment: "New", color: "pink", style: "underline", tags: ["a", "b"] });
  },
  "a comment that is taken away": async ({ notes }) => {
    const { id } = await notes.add({ ...words, passage });
    await notes.edit(paper.id, id, { comment: "", tags: [] });
  },
  "a removal and a restoration": async ({ notes }) => {
    const { id } = await notes.add(words);
    await notes.remove(paper.id, id);
    await notes.restore(paper.id, id);
  },
  "an undone edit": async ({ notes }) => {
    const { id } = await notes.add(words);
    await notes.edit(paper.id, id, { comment: "New" });
    await notes.undo();
    await notes.redo();
  },
  "a link to lines of a file, and its new place": async ({ notes }) => {
    const { id } = await notes.add({ ...words, passage, links: [lines] });
    await notes.edit(paper.id, id, { links: [{ ...lines, folder: "other folder" }] });
  },
  "an answer that links to lines of a file": async ({ notes }) =>
    notes.reply(paper.id, (await notes.add(words)).id, "", [lines]),
  "someone without an address": async (workspace) => {
    workspace.author = { name: "Zoë" };
    await workspace.notes.add(words);
  },
};

const all = [
  ...markStyles.map((style) => [`a note of the style “${style}”`, kinds[style]] as const),
  ...Object.entries(changes),
];

for (const [what, work] of all) {
  test(`${what} has the shape that the model requires`, async (t) => {
    for (const line of await linesOf(t, work)) {
      isValid(line);
      assert.deepEqual(isValid.errors ?? [], []);
    }
  });

  test(`${what} says nothing that others drop, and ours under names of ours`, async (t) => {
    for (const line of await linesOf(t, work)) {
      const names = namesIn(await expanded(line));
      assert.ok(names.includes("http://www.w3.org/ns/oa#Annotation"));
      assert.ok(names.includes("http://www.w3.org/ns/oa#hasTarget"));
      const others = names.filter((name) => !modelNames.has(name));
      assert.deepEqual(
        others.filter((name) => !name.startsWith(ours)),
        [],
      );
      assert.ok(others.every((name) => /^[a-zA-Z]+$/u.test(name.slice(ours.length))));
    }
  });
}

test("what is no annotation to the model is told, so that the checks can fail", async () => {
  const valid = { "@context": modelContext, id: "urn:x:1", type: "Annotation", target: "urn:x:2" };
  assert.ok(isValid(valid));
  const wrong: readonly object[] = [
    { ...valid, "@context": "http://example.org" },
    { ...valid, target: undefined },
    { ...valid, motivation: "shouting" },
    { ...valid, modified: "yesterday" },
    { ...valid, target: { source: "urn:x:2", selector: { type: "TextQuoteSelector" } } },
    { ...valid, body: { type: "TextualBody" } },
    { ...valid, creator: { type: "Robot", name: "x" } },
  ];
  for (const each of wrong) assert.equal(isValid(JSON.parse(JSON.stringify(each))), false);
  await assert.rejects(expanded({ ...valid, stars: 3 }));
});

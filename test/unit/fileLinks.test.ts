/** Links between lines of files and passages: how they are stored, found again, followed, merged. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Span } from "../../src/base/span.ts";
import { readAnnotation, type AnnotationId } from "../../src/domain/annotation.ts";
import { fileIri, fileLinksOf, linkBody, readFileIri, type FilePlace } from "../../src/domain/fileLink.ts";
import { describePlace, linkedSpan } from "../../src/fileLinks/describePlace.ts";
import { FollowedPlaces } from "../../src/fileLinks/followedPlaces.ts";
import { movedSpan } from "../../src/fileLinks/movedSpan.ts";
import { MemoryFiles } from "../fakes/memoryFiles.ts";
import { samplePaper } from "../fakes/sample.ts";
import { Workspace } from "../fakes/workspace.ts";

const program = `import math

def attention(q, k, v):
    scores = q @ k.T / math.sqrt(k.shape[-1])
    weights = softmax(scores)
    return weights @ v


def other(q, k, v):
    weights = softmax(scores)
    return weights
`;
const file = { path: "src/model.py" };
const spanOf = (text: string, words: string, from = 0): Span => {
  const start = text.indexOf(words, from);
  assert.notEqual(start, -1, words);
  return { start, end: start + words.length };
};
const placeOf = (words: string, from = 0): FilePlace =>
  describePlace(file, program, spanOf(program, words, from));

/** A text that is edited, with a link in it. */
class Edited {
  text: string;
  readonly places = new FollowedPlaces(() => this.text);
  readonly place: FilePlace;

  constructor(place: FilePlace, text = program) {
    this.text = text;
    this.place = place;
    this.found();
  }

  replace(words: string, by: string): void {
    const { start, end } = spanOf(this.text, words);
    this.text = this.text.slice(0, start) + by + this.text.slice(end);
    this.places.changed([{ start, removed: end - start, added: by.length }]);
  }

  /** The words that the link is to now. */
  found(): string | undefined {
    const placement = this.places.find("link", this.place);
    return placement.state === "unplaced"
      ? undefined
      : this.text.slice(placement.span.start, placement.span.end);
  }
}

test("files are named by their path below the workspace, and read again as they were", () => {
  for (const each of [
    { path: "a.py" },
    { path: "src/deep/ä b#c?.tex" },
    { folder: "other folder", path: "x/y.md" },
  ])
    assert.deepEqual(readFileIri(fileIri(each)), each);
});

test("nothing outside of the workspace can be named", () => {
  for (const iri of [
    "marginalia-file:/../secret",
    "marginalia-file:/a/../../secret",
    "marginalia-file:/a/%2e%2e/secret",
    "marginalia-file:/a%2f..%2fsecret",
    "marginalia-file:/a%5Cb",
    "marginalia-file:/a//b",
    "marginalia-file:///etc/passwd",
    "marginalia-file:/%ff",
    "marginalia-file:/%00",
    "file:///etc/passwd",
    "command:workbench.action.quit",
  ])
    assert.equal(readFileIri(iri), undefined, iri);
});

test("a selection is linked without the space around it, and a cursor links its line", () => {
  const line = "    weights = softmax(scores)";
  const { start, end } = spanOf(program, line);
  const words = (span: Span): string => {
    const linked = linkedSpan(program, span);
    assert.ok(linked.ok);
    return program.slice(linked.value.start, linked.value.end);
  };
  assert.equal(words({ start, end: end + 1 }), line.trim());
  assert.equal(words({ start: start + 9, end: start + 9 }), line.trim());
  assert.equal(words({ start: 0, end: 0 }), "import math");
  const empty = program.indexOf("\n\n") + 1;
  assert.equal(linkedSpan(program, { start: empty, end: empty }).ok, false);
  assert.equal(linkedSpan("x".repeat(20_000), { start: 0, end: 20_000 }).ok, false);
});

test("a link is stored with its words, their place and their lines, and read again", () => {
  const place = placeOf("scores = q @ k.T / math.sqrt(k.shape[-1])\n    weights");
  assert.deepEqual(place.lines, { first: 3, last: 4 });
  const annotation = readAnnotation({
    "@context": "http://www.w3.org/ns/anno.jsonld",
    id: "urn:uuid:1",
    type: "Annotation",
    modified: "2025-07-30T00:00:00.000Z",
    body: linkBody(place),
    target: "marginalia-paper:/arxiv-1706.03762",
  });
  assert.ok(annotation.ok);
  assert.deepEqual(fileLinksOf(annotation.value), [place]);
});

test("links that cannot be read are no links", () => {
  const body = linkBody(placeOf("import math"));
  for (const change of [
    { source: "file:///etc/passwd" },
    { source: undefined },
    { selector: [] },
    { selector: "x" },
    { purpose: "tagging" },
  ])
    assert.deepEqual(fileLinksOf({ body: [{ ...Object(body), ...change }] }), [], JSON.stringify(change));
});

const moves: readonly (readonly [what: string, start: number, removed: number, added: number, Span])[] = [
  ["an insertion above", 0, 0, 3, { start: 13, end: 23 }],
  ["a deletion above", 2, 4, 0, { start: 6, end: 16 }],
  ["words put right before it", 10, 0, 2, { start: 12, end: 22 }],
  ["words put right behind it", 20, 0, 2, { start: 10, end: 20 }],
  ["a change inside", 12, 2, 5, { start: 10, end: 23 }],
  ["a change of its first words", 10, 3, 1, { start: 10, end: 18 }],
  ["a change that reaches into its start", 8, 4, 1, { start: 9, end: 17 }],
  ["a change that reaches out of its end", 18, 5, 9, { start: 10, end: 18 }],
  ["a change of all around it", 5, 30, 40, { start: 45, end: 45 }],
  ["a change of just it", 10, 10, 4, { start: 10, end: 14 }],
];
for (const [what, start, removed, added, expected] of moves)
  test(`${what} leaves a passage where it belongs`, () => {
    assert.deepEqual(movedSpan({ start: 10, end: 20 }, [{ start, removed, added }]), expected);
  });

test("several changes at once count from the text before them", () => {
  const changes = [
    { start: 30, removed: 2, added: 0 },
    { start: 12, removed: 0, added: 1 },
    { start: 0, removed: 1, added: 5 },
  ];
  assert.deepEqual(movedSpan({ start: 10, end: 20 }, changes), { start: 14, end: 25 });
});

test("of two lines that say the same the linked one is found again after edits elsewhere", () => {
  const words = "weights = softmax(scores)";
  const second = placeOf(words, program.indexOf("def other"));
  const edited = `# New\n# words\n${program}`;
  const found = new FollowedPlaces(() => edited).find("link", second);
  assert.ok(found.state === "anchored");
  assert.equal(found.span.start, edited.lastIndexOf(words));
});

test("a line that was indented anew is found, and one that is gone is not", () => {
  const place = placeOf("scores = q @ k.T / math.sqrt(k.shape[-1])");
  const indented = program.replaceAll("\n    ", "\r\n\t\t");
  assert.equal(new FollowedPlaces(() => indented).find("link", place).state, "anchored");
  const gone = program.replace(/ {4}scores = .*\n/u, "");
  assert.equal(new FollowedPlaces(() => gone).find("link", place).state, "unplaced");
});

test("a line whose every word is rewritten while one looks on stays the linked line", () => {
  const edited = new Edited(placeOf("return weights @ v"));
  edited.replace("import math", "import math\nimport os");
  edited.replace("return weights", "result = dot(weights");
  edited.replace(" @ v", ", v)");
  assert.equal(edited.found(), "result = dot(weights, v)");
  edited.replace("weights, v)", "weights, v)  # as in the paper");
  const { start, end } = edited.places.rewritten().get("link") ?? { start: 0, end: 0 };
  assert.equal(edited.text.slice(start, end), "result = dot(weights, v)  # as in the paper");
});

test("what would be found by its stored words needs no new ones", () => {
  const edited = new Edited(placeOf("scores = q @ k.T / math.sqrt(k.shape[-1])"));
  edited.replace("import math", "import math\nimport os");
  edited.replace("scores = q", "scores  =  q");
  assert.equal(edited.found(), "scores  =  q @ k.T / math.sqrt(k.shape[-1])");
  assert.equal(edited.places.rewritten().size, 0);
});

test("lines that are cut are lost, and found where they are pasted, or by an undo", () => {
  const line = "    scores = q @ k.T / math.sqrt(k.shape[-1])\n";
  const edited = new Edited(placeOf(line.trim()));
  edited.replace(line, "");
  assert.equal(edited.found(), undefined);
  assert.equal(edited.places.rewritten().size, 0);
  edited.replace("    return weights\n", `    return weights\n${line}`);
  assert.equal(edited.found(), line.trim());
});

test("what is left of lines that were mostly written over is not taken for them", () => {
  const edited = new Edited(placeOf("scores = q @ k.T / math.sqrt(k.shape[-1])"));
  const old = program.slice(0, program.indexOf("])\n    weights"));
  edited.replace(old, "# Nothing of it\nf(x[1");
  assert.equal(edited.found(), undefined);
});

test("a file that is replaced as a whole is searched anew", () => {
  const edited = new Edited(placeOf("return weights @ v"));
  edited.replace(program, `# A header\n${program.replace("import math", "import cmath")}`);
  assert.equal(edited.found(), "return weights @ v");
});

const paper = samplePaper("COMET");
const passage = { text: paper.abstract, span: { start: 0, end: 20 } };
const written = (files: MemoryFiles): string =>
  Object.entries(files.snapshot())
    .filter(([path]) => path.endsWith(".jsonl"))
    .map(([, log]) => log)
    .join("");

test("notes know the files that are linked, by the counts alone", async (t) => {
  const files = new MemoryFiles();
  const { notes } = new Workspace(t, files);
  await notes.ready();
  const link = await notes.add({ paper: paper.id, passage, links: [placeOf("import math")] });
  const { id } = await notes.add({ paper: paper.id, passage });
  const reply = await notes.reply(paper.id, id, "here", [placeOf("return weights @ v")]);
  const name = "marginalia-file:/src/model.py";
  assert.deepEqual(notes.papersLinking(name), [paper.id]);
  const other = new Workspace(t, files).notes;
  await other.ready();
  assert.equal(other.isOpen(paper.id), false);
  assert.deepEqual([...other.linkedFiles], [name]);
  await notes.remove(paper.id, link.id);
  assert.deepEqual(notes.papersLinking(name), [paper.id]);
  await notes.remove(paper.id, reply.id);
  assert.deepEqual(notes.papersLinking(name), []);
  await notes.undo();
  assert.deepEqual(notes.papersLinking(name), [paper.id]);
});

test("a note shows what it links to, and so does an answer", async (t) => {
  const { notes } = new Workspace(t, new MemoryFiles());
  const { id } = await notes.add({ paper: paper.id, passage, links: [placeOf("import math")] });
  await notes.reply(paper.id, id, "", [placeOf("return weights @ v")]);
  const [note] = notes.of(paper);
  assert.deepEqual(note?.links, [{ path: "src/model.py", words: "import math" }]);
  assert.deepEqual(note?.replies[0]?.links, [{ path: "src/model.py", words: "return weights @ v" }]);
});

test("a file that was moved is followed without a step to undo", async (t) => {
  const { notes } = new Workspace(t, new MemoryFiles());
  const place = placeOf("import math");
  const { id } = await notes.add({ paper: paper.id, passage, comment: "see", links: [place] });
  await notes.followFiles(paper.id, new Map([[id, [{ ...place, path: "lib/model.py" }]]]));
  assert.deepEqual([...notes.linkedFiles], ["marginalia-file:/lib/model.py"]);
  assert.equal(await notes.undo(), "new link");
  assert.deepEqual(notes.of(paper), []);
});

test("what others have put into a link stays when its lines are others, and so do links that we cannot read", async (t) => {
  const files = new MemoryFiles();
  const place = placeOf("import math");
  const unreadable = { type: "SpecificResource", purpose: "linking", source: "https://example.org/x" };
  const line = {
    "@context": "http://www.w3.org/ns/anno.jsonld",
    id: "urn:uuid:0190d2a2-7e1c-7b5e-8a53-000000000001",
    type: "Annotation",
    motivation: "linking",
    created: "2025-07-30T00:00:00.000Z",
    modified: "2025-07-30T00:00:00.000Z",
    body: [unreadable, { ...Object(linkBody(place)), rights: "https://example.org/rights" }],
    target: `marginalia-paper:/${paper.id}`,
  };
  await files.write(`annotations/${paper.id}/other.jsonl`, `${JSON.stringify(line)}\n`);
  const { notes } = new Workspace(t, files);
  await notes.open(paper.id);
  await notes.edit(paper.id, line.id as AnnotationId, { links: [{ ...place, path: "b.py" }] });
  await notes.edit(paper.id, line.id as AnnotationId, { comment: "said" });
  const [shown] = notes.annotations(paper.id);
  assert.equal(shown?.motivation, "linking");
  assert.match(JSON.stringify(shown?.body), /example\.org\/x/u);
  assert.match(JSON.stringify(shown?.body), /example\.org\/rights/u);
  assert.deepEqual(shown && fileLinksOf(shown), [{ ...place, path: "b.py" }]);
  assert.match(written(files), /marginalia-file:\/b\.py/u);
});

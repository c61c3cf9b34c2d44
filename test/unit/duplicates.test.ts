/** One paper under several names is one paper; papers that only look alike stay two; notes follow; all of it can be undone. */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import type { Paper, PaperDraft } from "../../src/domain/paper.ts";
import { findDuplicates } from "../../src/library/duplicates/findDuplicates.ts";
import { newPaper } from "../../src/library/merge.ts";
import { MemoryFiles } from "../fakes/memoryFiles.ts";
import { settled } from "../fakes/settled.ts";
import { Workspace } from "../fakes/workspace.ts";

const abstract =
  "We show that looms learn long contexts when their threads are routed by content, and that the cost of routing stays linear in the number of threads. Experiments on three corpora agree with the analysis, and the code is open.";
const edited = abstract
  .replace("We show", "In this paper, we show")
  .replace(" Experiments", " Careful experiments");
const another =
  "Bees were observed through four winters in wooden hives of two kinds, and honey was weighed in spring. No difference between the hives was found, though the bees preferred the older ones for reasons that are discussed at length here.";

let count = 0;
const paper = (title: string, more: Partial<PaperDraft> = {}): Paper =>
  newPaper(
    {
      title,
      abstract,
      authors: ["Ada Lovelace", "Charles Babbage"],
      year: 2024,
      source: { kind: "test" },
      ...more,
    },
    `2026-07-31T08:00:00.${String(100 + (count++ % 900))}Z`,
  );
const verdict = async (a: Paper, b: Paper): Promise<string> =>
  (await findDuplicates([a, b]))[0]?.verdict ?? "different";

const looms = "Routing Looms: Content-Based Attention in Linear Time";
const arxiv = { identifiers: ["arxiv:2401.00001"] };
const doi = { identifiers: ["doi:10.1145/1"], year: 2025 };

const same: Readonly<Record<string, readonly [Paper, Paper]>> = {
  "an identifier in common": [
    paper("Looms", arxiv),
    paper("Something else", { identifiers: ["doi:10.48550/arXiv.2401.00001"], authors: [] }),
  ],
  "a preprint and its published version": [paper(looms, arxiv), paper(looms, { ...doi, abstract: edited })],
  "capitals, TeX, and names turned round": [
    paper(looms, arxiv),
    paper("{ROUTING} LOOMS: Content-based attention in linear time.", {
      ...doi,
      authors: ["Lovelace, A.", "Babbage, C."],
    }),
  ],
  "a subtitle that came later": [paper("Routing Looms", arxiv), paper(looms, { ...doi, abstract: edited })],
  "a letter lost": [paper(looms, arxiv), paper("Routing Looms: Content-Based Attenton in Linear Time", doi)],
  "a title cut off": [paper(looms, arxiv), paper("Routing Looms: Content-Based Attention…", doi)],
  "an extended abstract": [
    paper(looms, arxiv),
    paper(`${looms} (Extended Abstract)`, { ...doi, abstract: edited }),
  ],
  "no authors, the same abstract": [
    paper(looms, arxiv),
    paper(looms.replace("Content-Based", "Contentbased"), { authors: [] }),
  ],
};
for (const [what, [a, b]] of Object.entries(same))
  test(`${what}: one paper`, async () => assert.equal(await verdict(a, b), "same"));

const two: Readonly<Record<string, readonly [Paper, Paper]>> = {
  "two arXiv ids": [
    paper(looms, arxiv),
    paper(looms, { identifiers: ["arxiv:2401.00002"], abstract: another }),
  ],
  "parts of a series": [paper("On Looms, Part I", arxiv), paper("On Looms, Part II", doi)],
  "numbers in titles": [
    paper("Results of the Loom Challenge 2023", arxiv),
    paper("Results of the Loom Challenge 2024", doi),
  ],
  "a comment": [
    paper(looms, arxiv),
    paper(`A Comment on “${looms}”`, { ...doi, authors: ["Grace Hopper"], abstract: another }),
  ],
  editorials: [
    paper("Editorial", { abstract: "", year: 2020 }),
    paper("Editorial", { abstract: "", year: 2024, authors: ["Grace Hopper"] }),
  ],
  "one title, other people and text": [
    paper("Learning to Weave", arxiv),
    paper("Learning to Weave", { ...doi, authors: ["Grace Hopper"], abstract: another }),
  ],
  "one group, other subject": [
    paper("Looms for Speech Recognition", arxiv),
    paper("Looms for Image Recognition", { ...doi, abstract: another }),
  ],
};
for (const [what, [a, b]] of Object.entries(two))
  test(`${what}: two papers`, async () => assert.equal(await verdict(a, b), "different"));

test("what can be one or two is left to the person", async () => {
  assert.equal(
    await verdict(paper("Looms", { abstract: "" }), paper("Looms", { ...doi, abstract: "", authors: [] })),
    "doubtful",
  );
  const friction = paper("Snake robots on slopes: influence of the friction on the wrench", arxiv);
  const shape = paper("Snake robots on slopes: influence of the shape on the wrench", {
    ...doi,
    abstract: `${abstract.slice(0, 120)} ${another.slice(0, 150)}`,
  });
  assert.equal(await verdict(friction, shape), "doubtful");
});

test("papers of which a person has said that they are two are not asked about again", async () => {
  const [a, b] = [paper(looms, arxiv), paper(looms, doi)];
  assert.equal(await verdict({ ...a, distinctFrom: [b.id] }, b), "different");
  assert.equal(await verdict(a, { ...b, distinctFrom: [a.id] }), "different");
});

test("only pairs with one of the given papers are looked for, and the earlier paper is kept", async () => {
  const [a, b] = [paper(looms, arxiv), paper(looms, doi)];
  const cogs = paper("On Cogs and Their Teeth", { identifiers: ["arxiv:2401.00003"], abstract: another });
  const twin = paper("On Cogs and Their Teeth", { identifiers: ["doi:10.1145/3"], abstract: another });
  const found = await findDuplicates([b, a, cogs, twin], { among: new Set([b.id]) });
  assert.deepEqual(
    found.map(({ kept, other }) => [kept, other]),
    [[a.id, b.id]],
  );
});

test("a search that is called off ends", async () => {
  await assert.rejects(findDuplicates([paper(looms)], { signal: AbortSignal.abort() }), {
    name: "AbortError",
  });
});

async function library(t: TestContext, ...drafts: readonly PaperDraft[]) {
  const files = new MemoryFiles();
  const workspace = new Workspace(t, files);
  await workspace.library.add(drafts);
  await workspace.notes.ready();
  return { ...{ files, workspace }, library: workspace.library, notes: workspace.notes };
}
const draft = (title: string, more: Partial<PaperDraft> = {}): PaperDraft => ({
  title,
  abstract,
  authors: ["Ada Lovelace"],
  source: { kind: "bibtex" },
  ...more,
});

test("merged papers have the names, tags and notes of both, and the next import knows both", async (t) => {
  const {
    library: papers,
    notes,
    files,
  } = await library(
    t,
    draft(looms, arxiv),
    draft("Routing Looms", { identifiers: ["bibtex:looms24"], tags: ["to read"] }),
  );
  const [kept, other] = await papers.papers();
  assert.ok(kept && other);
  const note = (id: Paper["id"], comment: string) =>
    notes.add({ paper: id, passage: undefined, comment, color: "yellow", style: "highlight" });
  await note(kept.id, "on the first");
  await note(other.id, "on the second");
  const before = files.snapshot();
  const changes = await papers.merge(kept.id, other.id);
  const [merged, ...others] = await papers.papers();
  assert.equal(others.length, 0);
  assert.deepEqual(merged?.identifiers, ["arxiv:2401.00001", "bibtex:looms24"]);
  assert.deepEqual([merged?.tags, merged?.formerly, merged?.title], [["to read"], [other.id], looms]);
  await settled();
  await notes.open(kept.id);
  assert.deepEqual(
    notes
      .of(merged ?? kept)
      .map(({ comment }) => comment)
      .sort(),
    ["on the first", "on the second"],
  );
  const again = await papers.add([draft("Routing Looms", { source: { kind: "ris" } })]);
  assert.deepEqual([again.added.length, again.updated[0]?.id], [0, kept.id]);
  await papers.undo(again.changes);
  assert.deepEqual(await papers.undo(changes), []);
  assert.deepEqual(files.snapshot(), before);
  await settled();
  await notes.open(other.id);
  assert.deepEqual(
    notes.of(other).map(({ comment }) => comment),
    ["on the second"],
  );
});

test("a false merge is split, each side has its notes again, and the two stay two", async (t) => {
  const { library: papers, notes } = await library(
    t,
    draft(looms, arxiv),
    draft("Routing Looms", { identifiers: ["doi:10.1145/1"] }),
  );
  const [kept, other] = await papers.papers();
  assert.ok(kept && other);
  await notes.add({
    paper: other.id,
    passage: undefined,
    comment: "mine",
    color: "yellow",
    style: "highlight",
  });
  await papers.merge(kept.id, other.id);
  const parts = { identifiers: ["doi:10.1145/1"], formerly: [other.id], title: "Routing Looms" };
  const changes = await papers.split(kept.id, parts);
  const [one, two] = [papers.get(kept.id), papers.get(other.id)];
  assert.deepEqual([one?.identifiers, two?.identifiers], [["arxiv:2401.00001"], ["doi:10.1145/1"]]);
  await settled();
  await notes.open(other.id);
  assert.deepEqual(
    notes.of(two ?? other).map(({ comment }) => comment),
    ["mine"],
  );
  assert.deepEqual(await findDuplicates(await papers.papers()), []);
  assert.deepEqual(await papers.undo(changes), []);
  assert.equal((await papers.papers()).length, 1);
});

test("a split that would leave nothing to go by, or take the paper's own name, is refused", async (t) => {
  const { library: papers } = await library(t, draft(looms, arxiv));
  const [only] = await papers.papers();
  assert.ok(only);
  await assert.rejects(
    papers.split(only.id, { identifiers: [], formerly: [], title: looms }),
    /Nothing was chosen/u,
  );
  await assert.rejects(papers.split(only.id, { ...arxiv, formerly: [], title: looms }), /kept under/u);
});

test("a paper in conflict is not merged, and both stay as they are", async (t) => {
  const { library: papers, files } = await library(
    t,
    draft(looms, arxiv),
    draft("Routing Looms", { identifiers: ["doi:10.1145/1"] }),
  );
  const [kept, other] = await papers.papers();
  assert.ok(kept && other);
  const path = `papers/${other.id}.json`;
  const text = (await files.read(path)) ?? "";
  await files.write(path, `<<<<<<< ours\n${text}=======\n${text.replace("bibtex", "ris")}>>>>>>> theirs\n`);
  const before = files.snapshot();
  await assert.rejects(papers.merge(kept.id, other.id), /conflict/u);
  assert.deepEqual(files.snapshot(), before);
});

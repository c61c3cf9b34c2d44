/** A paper brought up to date from a source, and where each of its fields comes from. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Paper, PaperDraft } from "../../src/domain/paper.ts";
import { corrected } from "../../src/library/corrections.ts";
import { newPaper, withDraft } from "../../src/library/merge.ts";
import { provenanceOf, sourceName } from "../../src/library/provenance.ts";
import { newerVersion } from "../../src/domain/versions.ts";
import { refreshed } from "../../src/library/refreshed.ts";

const [then, now] = ["2026-07-31T08:00:00.000Z", "2026-11-26T08:00:00.000Z"];
const arxiv = (more: Partial<PaperDraft> = {}): PaperDraft => ({
  title: "Looms",
  abstract: "We weave.",
  authors: ["Ada Lovelace"],
  identifiers: ["arxiv:2401.00001"],
  year: 2024,
  resources: [{ kind: "pdf", url: "https://arxiv.org/pdf/2401.00001v1" }],
  source: { kind: "arxiv" },
  ...more,
});
const typed = (paper: Paper, field: Parameters<typeof corrected>[1], text: string): Paper => {
  const result = corrected(paper, field, text);
  assert.ok(result.ok);
  return result.value;
};
const fromWhom = (paper: Paper, field: string): string => {
  const origin = provenanceOf(paper, field);
  return origin === undefined ? "nobody" : origin === "you" ? "you" : sourceName(origin);
};

test("a newer version changes title, abstract and the address of the PDF; what is the same changes nothing", () => {
  const paper = newPaper(arxiv(), then);
  const second = arxiv({
    title: "Looms, Revised",
    abstract: "We weave better.",
    resources: [{ kind: "pdf", url: "https://arxiv.org/pdf/2401.00001v2" }],
  });
  const { paper: after, fields } = refreshed(paper, second, now);
  assert.deepEqual(fields, ["title", "abstract", "resources"]);
  assert.deepEqual(after.resources, second.resources);
  assert.deepEqual(after.sources, paper.sources, "it is the source that the paper came from");
  const again = refreshed(after, second, now);
  assert.equal(again.paper, after);
  assert.deepEqual(again.fields, []);
});

test("what a person has typed stays, whatever the source says", () => {
  const paper = typed(typed(newPaper(arxiv(), then), "title", "My Looms"), "venue", "ICLR");
  const { paper: after, fields } = refreshed(
    paper,
    arxiv({ title: "Theirs", venue: "arXiv", year: 2025 }),
    now,
  );
  assert.deepEqual([after.title, after.venue, after.year], ["My Looms", "ICLR", 2025]);
  assert.deepEqual(fields, ["year"]);
  const without = typed(typed(newPaper(arxiv(), then), "venue", "ICLR"), "venue", "");
  assert.equal(withDraft(without, arxiv({ venue: "NeurIPS" }), now).venue, undefined);
});

test("a source that knows less takes nothing away", () => {
  const paper = newPaper(arxiv(), then);
  const { abstract: _, authors: __, ...less } = arxiv();
  assert.equal(refreshed(paper, { ...less, abstract: "" }, now).paper, paper);
});

test("a withdrawal is heard of", () => {
  const { paper, fields } = refreshed(newPaper(arxiv(), then), arxiv({ withdrawn: "By its author" }), now);
  assert.deepEqual([paper.withdrawn, fields], ["By its author", ["withdrawn"]]);
});

test("each field says whom it comes from, also after several sources and a person had their say", () => {
  const first = newPaper({ ...arxiv(), source: { kind: "bibtex" } }, then);
  const filled = withDraft(first, { ...arxiv({ venue: "NeurIPS" }), source: { kind: "openalex" } }, now);
  assert.deepEqual([fromWhom(filled, "venue"), fromWhom(filled, "title")], ["OpenAlex", "a bibliography"]);
  const { paper } = refreshed(filled, { ...arxiv({ title: "Looms, Revised", venue: "ICML" }) }, now);
  assert.deepEqual(
    [fromWhom(paper, "title"), fromWhom(paper, "venue"), fromWhom(paper, "abstract")],
    ["arXiv", "arXiv", "a bibliography"],
  );
  assert.deepEqual(
    paper.sources.filter(({ kind }) => kind === "openalex").map(({ fields }) => fields),
    [[]],
  );
  assert.equal(fromWhom(typed(paper, "venue", "ICLR"), "venue"), "you");
});

test("a version newer than the attached PDF is known", () => {
  const paper = newPaper(
    arxiv({ resources: [{ kind: "pdf", url: "https://arxiv.org/pdf/2401.00001v3" }] }),
    then,
  );
  assert.equal(newerVersion(paper), undefined, "nothing is attached");
  const attached = (version: string): Paper => ({
    ...paper,
    pdfs: [{ path: "x.pdf", url: `https://arxiv.org/pdf/2401.00001${version}` }],
  });
  assert.equal(newerVersion(attached("v2")), 3);
  assert.equal(newerVersion(attached("v3")), undefined);
  assert.equal(newerVersion(attached("")), undefined, "nobody knows which one it is");
});

/** What a person types of a paper holds against whatever is imported later. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Paper, PaperDraft } from "../../src/domain/paper.ts";
import {
  corrected,
  correctable,
  correctableText,
  withoutCorrections,
  type Correctable,
} from "../../src/library/corrections.ts";
import { newPaper, withDraft } from "../../src/library/merge.ts";
import { readPaperFile, writePaperFile } from "../../src/library/paperFile.ts";

const draft: PaperDraft = {
  title: "Atention is al you need",
  abstract: "The dominant models are complex. We propose a network.",
  authors: ["A. Vaswani", "Google Brain"],
  year: 2018,
  identifiers: ["arxiv:1706.03762", "doi:10.1000/wrong"],
  source: { kind: "pdf" },
};
const now = "2026-08-01T08:00:00.000Z";
const paper = newPaper(draft, now);

function typed(before: Paper, field: Correctable, text: string): Paper {
  const after = corrected(before, field, text);
  assert.ok(after.ok, after.ok ? "" : after.why);
  return after.value;
}
const whyNot = (field: Correctable, text: string): string => {
  const after = corrected(paper, field, text);
  return after.ok ? "" : after.why;
};

test("every field is read from what is typed, however it is spelled", () => {
  assert.equal(typed(paper, "title", " Attention Is\nAll You Need ").title, "Attention Is All You Need");
  assert.deepEqual(typed(paper, "authors", "Ashish Vaswani, Noam Shazeer").authors, [
    "Ashish Vaswani",
    "Noam Shazeer",
  ]);
  assert.deepEqual(typed(paper, "authors", "Vaswani, Ashish; Shazeer, Noam").authors, [
    "Vaswani, Ashish",
    "Shazeer, Noam",
  ]);
  assert.equal(typed(paper, "year", "2017").year, 2017);
  for (const text of ["2407.12345v2", "arXiv:2407.12345", "https://arxiv.org/pdf/2407.12345v1.pdf"])
    assert.deepEqual(typed(paper, "arxiv", text).identifiers, ["arxiv:2407.12345", "doi:10.1000/wrong"]);
  assert.deepEqual(typed(paper, "doi", "https://doi.org/10.5555/ABC").identifiers, [
    "doi:10.5555/abc",
    "arxiv:1706.03762",
  ]);
});

test("an empty text takes a field away, but for the title", () => {
  assert.equal(typed(paper, "year", "").year, undefined);
  assert.deepEqual(typed(paper, "authors", "").authors, []);
  assert.deepEqual(typed(paper, "doi", "").identifiers, ["arxiv:1706.03762"]);
  assert.equal(whyNot("title", "  "), "A paper has a title");
});

test("what is no year, arXiv id or DOI is refused with an example", () => {
  assert.equal(whyNot("year", "97"), "A year has four digits");
  assert.equal(whyNot("arxiv", "Vaswani 2017"), "An arXiv id looks like 1706.03762");
  assert.equal(whyNot("doi", "1706.03762"), "A DOI looks like 10.1000/182");
});

test("leaving a field as it is corrects nothing", () => {
  for (const field of correctable)
    assert.equal(typed(paper, field, correctableText(paper, field)), paper, field);
});

test("a later import brings none of the corrected fields back", () => {
  const fields: readonly (readonly [Correctable, string])[] = [
    ["title", "Attention Is All You Need"],
    ["authors", ""],
    ["abstract", "The dominant models are complex."],
    ["year", ""],
    ["doi", ""],
  ];
  const right = fields.reduce((each, [field, text]) => typed(each, field, text), paper);
  assert.deepEqual(withDraft(right, draft, now), right);
});

test("fields that were not corrected are filled in as ever", () => {
  const right = typed({ ...paper, authors: [] }, "year", "2017");
  const after = withDraft(right, { ...draft, identifiers: ["doi:10.5555/1", "arxiv:1706.03762"] }, now);
  assert.deepEqual(after.authors, draft.authors);
  assert.deepEqual(after.identifiers, ["arxiv:1706.03762", "doi:10.1000/wrong", "doi:10.5555/1"]);
  assert.equal(after.year, 2017);
});

test("corrections are stored with the paper, and leave no trace when they are undone", () => {
  const before = writePaperFile(paper);
  const after = typed(paper, "year", "2017");
  const stored = readPaperFile(writePaperFile(after));
  assert.ok(stored.ok);
  assert.deepEqual(stored.value.paper.corrected, ["year"]);
  const undone = withoutCorrections({ ...stored.value.paper, tags: ["kept"] }, paper);
  assert.equal(writePaperFile({ ...undone, tags: [] }, stored.value.raw), before);
});

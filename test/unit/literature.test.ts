import assert from "node:assert/strict";
import { test } from "node:test";
import type { AnnotationId } from "../../src/domain/annotation.ts";
import type { Note } from "../../src/domain/note.ts";
import { newPaper } from "../../src/library/merge.ts";
import { sectionsIn, sectionText } from "../../src/literature/generatedSection.ts";
import { highlightsText } from "../../src/literature/highlights.ts";
import { noteText, usualTemplate } from "../../src/literature/noteTemplate.ts";

const now = "2025-07-30T00:00:00.000Z";
const paper = newPaper(
  {
    title: 'Sparse "Frontiers" & [Links](command:x)',
    abstract: "A",
    authors: ["Ada One", "Bo Two"],
    year: 2025,
    source: { kind: "test" },
  },
  now,
);
const note = (more: Partial<Note>): Note => ({
  id: "urn:uuid:1" as AnnotationId,
  comment: "",
  author: "Ada",
  created: now,
  modified: now,
  editable: true,
  about: "passage",
  quote: "Attention is *sparse*",
  style: "highlight",
  color: "yellow",
  tags: [],
  placement: { state: "unplaced" },
  replies: [],
  ...more,
});
const rendered = (template: string): string => {
  const text = noteText(template, paper, "<highlights>", "2026-01-02");
  assert.ok(text.ok);
  return text.value;
};

test("the usual template gives a note with front matter that is YAML, and a title that is text", () => {
  const text = rendered(usualTemplate);
  assert.match(text, /^title: "Sparse \\"Frontiers\\" & \[Links\]\(command:x\)"$/mu);
  assert.match(text, /^authors: \["Ada One","Bo Two"\]$/mu);
  assert.match(text, /^# Sparse "Frontiers" \\& \\\[Links\\\]\(command:x\)$/mu);
  assert.match(text, /^<highlights>$/mu);
  assert.doesNotMatch(text, /undefined|\{\{/u);
});

test("a template of one's own names what it wants, and what is not there stays away", () => {
  assert.equal(
    rendered("{{key}} {{today}}{{#venue}} in {{venue}}{{/venue}} {{{bibtex}}}").split("\n")[0],
    "one2025sparse 2026-01-02 @misc{one2025sparse,",
  );
});

test("a template that cannot be read is told", () => {
  const text = noteText("{{#venue}} never closed", paper, "", "2026-01-02");
  assert.ok(!text.ok);
  assert.match(text.why, /template cannot be read/u);
});

test("highlights are quotations with links, comments as they were written, and replies", () => {
  const text = highlightsText(
    [
      note({ comment: "Is **it**?\n\nReally?", replies: [{ ...note({}), comment: "Yes" }] }),
      note({ about: "paper", quote: "" }),
    ],
    ({ id }) => `vscode://x?annotation=${id}`,
  );
  assert.equal(
    text,
    "> Attention is \\*sparse\\* [↗](vscode://x?annotation=urn:uuid:1)\n\nIs **it**?\n\nReally?\n\n- Ada: Yes\n\nOn the paper [↗](vscode://x?annotation=urn:uuid:1)\n",
  );
});

test("the part with highlights is found with what stands in it, whatever its line ends", () => {
  const own = `before\n${sectionText(paper.id, "> one\n")}\nafter`;
  for (const text of [own, own.replace(/\n/gu, "\r\n")]) {
    const sections = sectionsIn(text);
    assert.ok(sections.ok);
    const [section, ...more] = sections.value;
    assert.deepEqual(more, []);
    assert.equal(section?.paper, paper.id);
    assert.equal(section.isChangedByHand, false);
    assert.equal(text.slice(0, section.span.start).trim(), "before");
    assert.equal(text.slice(section.span.end).trim(), "after");
  }
});

test("words written into the part by hand are noticed", () => {
  const sections = sectionsIn(sectionText(paper.id, "> one").replace("> one", "> one, and I think"));
  assert.ok(sections.ok);
  assert.equal(sections.value[0]?.isChangedByHand, true);
});

test("a part without its end is told, and nothing of it is taken", () => {
  const text = sectionText(paper.id, "> one").replace(/<!-- \/.*/u, "");
  assert.equal(sectionsIn(text).ok, false);
  assert.equal(sectionsIn(`${text}\n${sectionText(paper.id, "> two")}`).ok, false);
});

test("what a comment says cannot end the part", () => {
  const evil = "<!-- /marginalia:highlights --> <!-- marginalia:highlights x 00000000 -->";
  const content = highlightsText(
    [note({ comment: evil, quote: evil, replies: [{ ...note({}), comment: evil, author: evil }] })],
    () => "x",
  );
  const text = sectionText(paper.id, content);
  const sections = sectionsIn(text);
  assert.ok(sections.ok);
  assert.deepEqual(
    sections.value.map(({ span }) => span),
    [{ start: 0, end: text.length }],
  );
});

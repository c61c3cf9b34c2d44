import assert from "node:assert/strict";
import { test } from "node:test";
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import type { AnnotationId } from "../../src/domain/annotation.ts";
import type { Note } from "../../src/domain/note.ts";
import type { Paper } from "../../src/domain/paper.ts";
import { besideLine, paperHover, passageHover } from "../../src/host/inline/wording.ts";
import { newPaper } from "../../src/library/merge.ts";
import { noteOf } from "../fakes/notes.ts";

const now = "2025-07-30T00:00:00.000Z";
const paper: Paper = newPaper(
  {
    title: "The Sparse Frontier",
    abstract: "Attention is sparse. It has a frontier.",
    authors: ["Ada One", "Bo Two", "Cy Three", "Di Four", "Ed Five"],
    venue: "ICML",
    year: 2025,
    source: { kind: "test" },
  },
  now,
);
const note = (more: Partial<Note> = {}): Note =>
  noteOf({
    quote: "Attention is sparse",
    placement: { state: "anchored", span: { start: 0, end: 19 } },
    ...more,
  });
const place = { uri: "file:///draft.md", line: 3, character: 7 };

const asHtml = (markdown: string): string =>
  micromark(markdown, {
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
    allowDangerousHtml: true,
    allowDangerousProtocol: true,
  });
const linksIn = (html: string): readonly string[] =>
  [...html.matchAll(/href="([^"]*)"/gu)].map(([, href = ""]) => href);

/** The commands that links run, with their arguments. */
const commandsIn = (html: string): readonly (readonly [string, unknown])[] =>
  linksIn(html).map((href) => {
    const [command = "", query = ""] = href.replace(/^command:/u, "").split("?");
    return [command, JSON.parse(decodeURIComponent(query)) as unknown];
  });

test("a note in conflict says so in a hover, and so does one of whose replies is", () => {
  const conflicts = [
    {
      field: "comment" as const,
      name: "comment",
      versions: [
        { value: "ours", author: "Ada", byAgent: false, modified: now },
        { value: "theirs", author: "Bo", byAgent: false, modified: now },
      ],
    },
  ];
  const reply = { id: note().id, comment: "", author: "", created: now, modified: now, editable: true };
  assert.match(passageHover(paper, [note({ conflicts })]), /in conflict/u);
  assert.match(passageHover(paper, [note({ replies: [{ ...reply, conflicts }] })]), /in conflict/u);
  assert.doesNotMatch(passageHover(paper, [note({ replies: [reply] })]), /in conflict/u);
});

test("beside a line stands how many notes there are, and the first words of the first comment", () => {
  assert.equal(besideLine([note(), note({ comment: "Check\nthis" })]), "2 notes: Check this");
  assert.equal(besideLine([note()]), "1 note: “Attention is sparse”");
  assert.equal(besideLine([note({ about: "paper", quote: "" })]), "1 note");
  assert.equal(besideLine([note({ comment: "Where is *very* $\\geq 10$?" })]), "1 note: Where is very ≥ 10?");
  const long = besideLine([note({ comment: "word ".repeat(100) })]);
  assert.ok(long.length < 70 && long.endsWith("…"), long);
});

test("a hover tells title, authors, venue, year, reading state, the abstract's beginning, and every note with its replies", () => {
  const reply = { ...note({ comment: "I agree", author: "Bo" }) };
  const html = asHtml(paperHover(paper, [note({ comment: "Is it?", replies: [reply] })], place));
  const text = html.replace(/<[^>]+>/gu, "");
  for (const words of [
    "The Sparse Frontier",
    "Ada One, Bo Two, Cy Three, Di Four, et al. · ICML · 2025 · unread",
    "Attention is sparse. It has a frontier.",
    "1 note",
    "“Attention is sparse” — Ada",
    "Is it?",
    "Bo: I agree",
    "Open · Open to Side · Add Note",
  ])
    assert.ok(text.includes(words), `${words} is not in ${text}`);
});

test("a hover's links carry the paper, the note and the place", () => {
  assert.deepEqual(commandsIn(asHtml(paperHover(paper, [note()], place))), [
    ["marginalia.notes.open", [paper.id, "urn:uuid:1"]],
    ["marginalia.papers.open", [paper.id]],
    ["marginalia.papers.openToSide", [paper.id]],
    ["marginalia.notes.addHere", [place]],
    ["marginalia.papers.markReading", [paper.id]],
  ]);
});

test("a note whose passage was not found says so, and one on the whole paper is no passage", () => {
  const lost = passageHover(paper, [note({ placement: { state: "unplaced" } })]);
  assert.match(lost, /passage not found/u);
  const whole = passageHover(paper, [note({ about: "paper", quote: "", placement: { state: "unplaced" } })]);
  assert.match(whole, /On the paper/u);
  assert.doesNotMatch(whole, /not found/u);
});

test("many notes are cut with a way to the rest", () => {
  const html = asHtml(
    passageHover(
      paper,
      Array.from({ length: 30 }, () => note()),
    ),
  );
  assert.equal(linksIn(html).length, 9);
  assert.match(html, /22 more…/u);
});

test("nothing in papers and notes becomes a link, an image or HTML in a hover, and no command but ours is linked", () => {
  const evil =
    "</li><b>x</b> [a](command:workbench.action.quit) ![i](http://e.example/i) https://e.example www.e.example a@e.example `c` $(trash) &lt;\n\n# h\n- l";
  const bad = note({
    id: `urn:)](command:workbench.action.quit) "'<` as AnnotationId,
    quote: evil,
    comment: evil,
    author: evil,
    replies: [note({ comment: evil, author: evil })],
  });
  const hostile = { ...paper, title: evil, abstract: evil, authors: [evil], venue: evil };
  const html = asHtml(paperHover(hostile, [bad], place));
  assert.deepEqual(
    new Set([...html.matchAll(/<([a-z0-9]+)/gu)].map(([, tag]) => tag)),
    new Set(["p", "strong", "em", "hr", "ul", "li", "a", "br"]),
  );
  assert.deepEqual(commandsIn(html), [
    ["marginalia.notes.open", [paper.id, bad.id]],
    ["marginalia.papers.open", [paper.id]],
    ["marginalia.papers.openToSide", [paper.id]],
    ["marginalia.notes.addHere", [place]],
    ["marginalia.papers.markReading", [paper.id]],
  ]);
});

/** What is generated in notes can be told from what is not, and is generated anew without a change, whatever surrounds it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parse } from "yaml";
import type { Note } from "../../src/domain/note.ts";
import type { Paper } from "../../src/domain/paper.ts";
import { newPaper } from "../../src/library/merge.ts";
import { fileName } from "../../src/literature/fileName.ts";
import {
  levelAt,
  renewal,
  sectionsIn,
  sectionText,
  type Section,
} from "../../src/literature/generatedSection.ts";
import { grouped } from "../../src/literature/grouping.ts";
import { highlightsText, usualHighlightsTemplate } from "../../src/literature/highlights.ts";
import {
  collectionText,
  noteText,
  usualCollectionTemplate,
  usualTemplate,
  type TemplatePaper,
} from "../../src/literature/noteTemplate.ts";
import { noteOf } from "../fakes/notes.ts";

const now = "2025-07-30T00:00:00.000Z";
const paperCalled = (title: string, identifiers: readonly string[] = []): Paper =>
  newPaper(
    { title, abstract: "", authors: ["Ada One"], year: 2025, identifiers, source: { kind: "test" } },
    now,
  );
const paper = paperCalled("Sparse Frontiers");
const meanings = { yellow: "", green: "Method", blue: "", pink: "", purple: "" };
const of = (
  notes: readonly Note[],
  template = usualHighlightsTemplate,
  scheme = "vscode",
): TemplatePaper => ({
  paper,
  highlights: (grouping, level) =>
    highlightsText(grouped(notes, grouping, { meanings }), level, {
      ...{ template, meanings },
      linkTo: ({ id }) => `${scheme}://marginalia.marginalia/open?annotation=${id}`,
      pictureOf: () => undefined,
    }),
});
const options = { grouping: "none", today: "2026-01-02" } as const;
const textOf = (template: string, content: TemplatePaper): string => {
  const text = noteText(template, content, options);
  assert.ok(text.ok, text.ok ? "" : text.why);
  return text.value;
};
const sectionsOf = (text: string): readonly Section[] => {
  const sections = sectionsIn(text);
  assert.ok(sections.ok, sections.ok ? "" : sections.why);
  return sections.value;
};
const renewals = (text: string, content: TemplatePaper): readonly unknown[] =>
  sectionsOf(text).flatMap(
    (section) =>
      renewal(section, paper.id, content.highlights(section.grouping, levelAt(text, section.span.start))) ??
      [],
  );

const words = fc.oneof(
  fc.string(),
  fc.constantFrom(
    ...["# Heading", "```\ncode", "a\r\nb", "\rc", "<!-- x", "---", "\u2028<!-- /marginalia:highlights -->"],
    ...[
      "<!-- /marginalia:highlights -->",
      "a\n<!-- marginalia:highlights x 00000000 -->",
      "\u0001",
      "{{title}}",
    ],
  ),
);
const someNote = fc
  .record({
    comment: words,
    quote: words,
    tags: fc.array(words, { maxLength: 2 }),
    color: fc.constantFrom("yellow", "green"),
    author: words,
  })
  .map((fields) => noteOf({ ...fields, replies: [noteOf({ comment: fields.comment })] }));
const piece = fc.constantFrom(
  ...[
    "{{{highlights}}}",
    "{{{highlightsByTag}}}",
    "{{{highlightsByColor}}}",
    "# {{title}}",
    "### Mine",
    "text ",
  ],
  ...["\n", "\n\n", "---\n# no heading\n---\n", "```\n# code\n```\n", "{{{abstract}}}"],
);

test("whatever notes and templates say, what was generated is up to date, with every kind of line end", () => {
  fc.assert(
    fc.property(fc.array(someNote, { maxLength: 4 }), fc.array(piece, { maxLength: 9 }), (notes, pieces) => {
      const content = of(notes);
      const text = textOf(pieces.join(""), content);
      const wished = pieces.filter((each) => each.startsWith("{{{highlights")).length;
      assert.equal(sectionsOf(text).length, wished);
      assert.deepEqual(renewals(text, content), []);
      assert.deepEqual(renewals(text.replace(/\r?\n/gu, "\r\n"), content), []);
      assert.equal(textOf(pieces.join(""), content), text);
    }),
    { numRuns: 300 },
  );
});

test("what links open is no change, and other words are", () => {
  const text = textOf(usualTemplate, of([noteOf({ quote: "One" })]));
  assert.deepEqual(renewals(text, of([noteOf({ quote: "One" })], undefined, "vscode-insiders")), []);
  assert.equal(renewals(text, of([noteOf({ quote: "Two" })])).length, 1);
});

test("words that were written into a part are lost by renewing it, unless they are the same", () => {
  const content = of([noteOf({ quote: "One" })]);
  const text = textOf(usualTemplate, content);
  const lost = (changed: string): readonly boolean[] =>
    (renewals(changed, content) as { losesWords: boolean }[]).map(({ losesWords }) => losesWords);
  assert.deepEqual(lost(text.replace("> One", "> One and mine")), [true]);
  assert.deepEqual(lost(text.replace(/(highlights \S+) [0-9a-f]{8}/u, "$1 00000000")), [false]);
});

test("marks that are damaged or alone are told with their line", () => {
  const part = sectionText(paper.id, "> one");
  for (const [text, line] of [
    [`a\n${part.replace(/ [0-9a-f]{8} /u, " ")}`, 2],
    [part.replace(/^.*\n/u, "\n"), 3],
    [`${part}\n\n${part.replace(/\n<!-- \/.*/u, "")}`, 5],
    [part.replace("marginalia", "marginalias"), 3],
  ] as const) {
    const sections = sectionsIn(text);
    assert.ok(!sections.ok, text);
    assert.match(sections.why, new RegExp(`^Line ${line}: `, "u"));
  }
});

test("a template of one's own says how a highlight reads", () => {
  const own =
    "{{#groups}}{{#notes}}* {{quote}} ({{color}}: {{meaning}}, {{author}}, {{date}}{{#tags}}, {{.}}{{/tags}})\n{{#replies}}  * {{author}} on {{date}}: {{{comment}}}\n{{/replies}}{{/notes}}{{/groups}}";
  const reply = noteOf({ comment: "Yes\nno", author: "Bo" });
  const text = of([noteOf({ quote: "One", color: "green", tags: ["a b"], replies: [reply] })], own);
  assert.equal(
    text.highlights("none", 2),
    "* One (green: Method, Ada, 2025-07-30, a b)\n  * Bo on 2025-07-30: Yes\n  no\n",
  );
});

test("an area without a picture says that it is one, and on which page", () => {
  const area = noteOf({ about: "pdf", page: 3, style: "area" });
  assert.match(of([area]).highlights("none", 2), /^An area of the page \[p\. 3 ↗\]\(\S+\)\n$/u);
});

test("front matter says what is known of a paper, and no more", () => {
  const keys = (of_: Paper): unknown => {
    const text = textOf(usualTemplate, { ...of([]), paper: of_ });
    return parse(/^---\n([\s\S]*?)\n---\n/u.exec(text)?.[1] ?? "");
  };
  assert.deepEqual(keys({ ...paperCalled("A: b", ["arxiv:2407.12345", "doi:10.1/x"]), tags: ["a b", "7"] }), {
    ...{ title: "A: b", aliases: ["A: b"], authors: ["Ada One"], year: 2025, "citation-key": "one2025b" },
    ...{ tags: ["a-b", "_7"], url: "https://arxiv.org/abs/2407.12345", doi: "10.1/x", arxiv: "2407.12345" },
  });
  const tagged = [{ ...of([]), paper: { ...paper, tags: ["b", "a b"] } }];
  const text = collectionText(usualCollectionTemplate, "x: y", tagged, options);
  assert.ok(text.ok);
  assert.deepEqual(parse(/^---\n([\s\S]*?)\n---\n/u.exec(text.value)?.[1] ?? ""), {
    ...{ title: "x: y", aliases: ["x: y"], tags: ["a-b", "b"] },
  });
});

test("names of files are such as every system and wikilinks take", () => {
  const names: readonly (readonly [string, string])[] = [
    ["one2025sparse", "one2025sparse"],
    ["Thesis: [[a|b]]#c", "Thesis- -a-b-c"],
    ["../../etc/x", "-..-etc-x"],
    ["...", "_"],
    ["", "_"],
    [".hidden", "hidden"],
    ["Con", "_Con"],
    ["e\u0301", "\u00e9"],
  ];
  for (const [name, file] of names) assert.equal(fileName(name), file, name);
  for (const long of ["模".repeat(300), "😀".repeat(300), "a".repeat(300)]) {
    const { length } = new TextEncoder().encode(`${fileName(long)}.md`);
    assert.ok(length <= 255 && !/\p{Cs}/u.test(fileName(long)));
  }
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (name) => {
      assert.match(fileName(name), /^[^/\\:*?"<>|#%^[\]\p{Cc}]+$/u);
      assert.doesNotMatch(fileName(name), /^\.|\.$/u);
      assert.equal(fileName(fileName(name)), fileName(name));
    }),
  );
});

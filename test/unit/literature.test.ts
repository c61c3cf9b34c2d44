import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "yaml";
import type { Note } from "../../src/domain/note.ts";
import { newPaper } from "../../src/library/merge.ts";
import type { PaperText } from "../../src/domain/paperText.ts";
import { plainTag } from "../../src/literature/frontMatter.ts";
import { levelAt, saysTheSame, sectionsIn, sectionText } from "../../src/literature/generatedSection.ts";
import { grouped, type Grouping } from "../../src/literature/grouping.ts";
import { highlightsText, usualHighlightsTemplate } from "../../src/literature/highlights.ts";
import {
  collectionText,
  noteText,
  paperText,
  usualCollectionTemplate,
  usualTemplate,
  type TemplatePaper,
} from "../../src/literature/noteTemplate.ts";
import { noteOf } from "../fakes/notes.ts";

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
const note = (more: Partial<Note>): Note => noteOf({ quote: "Attention is *sparse*", ...more });
const meanings = { yellow: "", green: "Method", blue: "", pink: "", purple: "" };
const links = {
  ...{ template: usualHighlightsTemplate, meanings },
  linkTo: ({ id }: Note) => `vscode://x?annotation=${id}`,
  pictureOf: () => undefined,
};
const templatePaper = (notes: readonly Note[] = []): TemplatePaper => ({
  paper,
  highlights: (grouping, level) => highlightsText(grouped(notes, grouping, { meanings }), level, links),
});
const options = { grouping: "none", today: "2026-01-02" } as const;
const rendered = (template: string, notes: readonly Note[] = [], grouping: Grouping = "none"): string => {
  const text = noteText(template, templatePaper(notes), { ...options, grouping });
  assert.ok(text.ok, text.ok ? "" : text.why);
  return text.value;
};
const frontMatterOf = (text: string): unknown => parse(/^---\n([\s\S]*?)\n---\n/u.exec(text)?.[1] ?? "");

test("the usual template gives a note with front matter that is YAML, and a title that is text", () => {
  const text = rendered(usualTemplate);
  assert.deepEqual(frontMatterOf(text), {
    title: paper.title,
    aliases: [paper.title],
    authors: ["Ada One", "Bo Two"],
    year: 2025,
    "citation-key": "one2025sparse",
    tags: [],
  });
  assert.match(text, /^# Sparse "Frontiers" \\& \\\[Links\\\]\(command:x\)$/mu);
  assert.match(text, /^There are no highlights yet\.$/mu);
  assert.doesNotMatch(text, /undefined|\{\{|\u0001/u);
});

test("who, where and when stand below the title where they are known, and leave no gap where they are not", () => {
  const known = { ...paper, venue: "ICLR", identifiers: ["arxiv:2504.17768"] };
  for (const [of, below] of [
    [known, "Ada One, Bo Two. *ICLR*. 2025. <https://arxiv.org/abs/2504.17768>\n\n## What it says"],
    [{ ...paper, authors: [], year: undefined }, "## What it says"],
  ] as const) {
    const text = noteText(usualTemplate, { ...templatePaper(), paper: of }, options);
    assert.ok(text.ok);
    assert.ok(text.value.includes(`(command:x)\n\n${below}`), text.value);
  }
});

test("front matter is YAML whatever the paper is called", () => {
  for (const title of ["- a: b # c", "'\"\\", "{x}", "line\nbreak", "null", "…\u2028…", "@home: *yes*"]) {
    const named = { ...paper, title, authors: [title] };
    const text = noteText(usualTemplate, { ...templatePaper(), paper: named }, options);
    assert.ok(text.ok);
    const { title: read } = frontMatterOf(text.value) as { title: string };
    assert.equal(read, title.replace(/\s+/gu, " "));
  }
});

test("tags are such as Obsidian takes", () => {
  const tags: readonly (readonly [string, string])[] = [
    ["deep learning", "deep-learning"],
    ["method/attention", "method/attention"],
    ["2024", "_2024"],
    ["a,b & c!", "a-b-c"],
    ["/x//y/", "x/y"],
    ["模型", "模型"],
    ["!?", ""],
  ];
  for (const [tag, plain] of tags) assert.equal(plainTag(tag), plain, tag);
});

test("a template of one's own names what it wants, and what is not there stays away", () => {
  assert.equal(
    rendered("{{key}} {{today}}{{#venue}} in {{venue}}{{/venue}} {{{bibtex}}}").split("\n")[0],
    "one2025sparse 2026-01-02 @misc{one2025sparse,",
  );
});

test("a template that cannot be read is told", () => {
  const text = noteText("{{#venue}} never closed", templatePaper(), options);
  assert.ok(!text.ok);
  assert.match(text.why, /template cannot be read/u);
});

test("highlights are quotations with links, comments as they were written, and replies", () => {
  const text = highlightsText(
    [
      {
        notes: [
          note({ comment: "Is **it**?\n\nReally?", replies: [{ ...note({}), comment: "Yes" }] }),
          note({ about: "paper", quote: "" }),
        ],
      },
    ],
    2,
    links,
  );
  assert.equal(
    text,
    "> Attention is \\*sparse\\* [↗](vscode://x?annotation=urn:uuid:1)\n\nIs **it**?\n\nReally?\n\n- Ada: Yes\n\nOn the paper [↗](vscode://x?annotation=urn:uuid:1)\n",
  );
});

const onPage = (page: number, more: Partial<Note> = {}): Note =>
  note({ about: "pdf", page, quote: `words of page ${page}`, ...more });

test("notes on pages say which, show the picture of an area, their tags, and whose they are where there are several people", () => {
  const area = onPage(3, { quote: "", picture: "pictures/x.png", tags: ["to do", "7"] });
  const text = highlightsText([{ notes: [area, onPage(4, { author: "Bo" })] }], 2, {
    ...links,
    pictureOf: ({ picture }) => (picture === undefined ? undefined : "images/x.png"),
  });
  assert.equal(
    text,
    "On the page [p. 3 ↗](vscode://x?annotation=urn:uuid:1)\n\n![An area of page 3](images/x.png)\n\n#to-do #_7\n\n*Ada, 2025-07-30*\n\n> words of page 4 [p. 4 ↗](vscode://x?annotation=urn:uuid:1)\n\n*Bo, 2025-07-30*\n",
  );
});

const text: PaperText = {
  pages: [
    { page: 1, text: "1 Introduction\nwords of page 1" },
    { page: 2, text: "words of page 2\n2 Method\nbelow the method" },
    { page: 3, text: "words of page 3" },
  ],
  headings: [
    { title: "Introduction", number: "1", level: 1, page: 1 },
    { title: "Method", number: "2", level: 1, page: 2 },
  ],
  unread: 0,
};

const headings = (
  notes: readonly Note[],
  by: Grouping,
  known: PaperText | undefined = text,
): readonly unknown[] =>
  grouped(notes, by, { text: known, meanings }).map(({ heading, notes: of }) => [heading, of.length]);

test("highlights are grouped by the section that their words stand in", () => {
  const notes = [
    note({}),
    onPage(1),
    onPage(2),
    onPage(2, { quote: "below the method" }),
    onPage(3),
    note({ about: "paper", quote: "" }),
  ];
  assert.deepEqual(headings(notes, "section"), [
    ["Abstract", 1],
    ["1 Introduction", 2],
    ["2 Method", 2],
    ["On the paper", 1],
  ]);
  assert.deepEqual(headings([onPage(2)], "section", { ...text, headings: [] }), [["Page 2", 1]]);
});

test("highlights are grouped by what their colour means, and under each tag that they have", () => {
  const notes = [
    note({ color: "green", tags: ["b", "a"] }),
    note({ color: "yellow" }),
    note({ color: "green" }),
  ];
  assert.deepEqual(headings(notes, "color"), [
    ["Yellow", 1],
    ["Method", 2],
  ]);
  assert.deepEqual(headings(notes, "tag"), [
    ["a", 1],
    ["b", 1],
    ["Without a tag", 2],
  ]);
  assert.deepEqual(headings([], "tag"), []);
});

test("groups stand one level below the heading above them, and the part remembers how it is grouped", () => {
  const own = rendered(
    "# {{title}}\n\n### Mine\n\n```\n# no heading\n```\n\n{{{highlights}}}",
    [note({})],
    "color",
  );
  assert.match(own, /^#### Yellow$/mu);
  const sections = sectionsIn(own);
  assert.ok(sections.ok);
  assert.equal(sections.value[0]?.grouping, "color");
  assert.equal(sections.value[0].isChangedByHand, false);
  assert.equal(levelAt("no heading", 10), 2);
  const frontMatter = "---\r\n#### a comment\r\n---\r\ntext";
  assert.equal(levelAt(frontMatter, frontMatter.length), 2);
});

test("a template can ask for a grouping by its name", () => {
  const own = rendered("## By tag\n\n{{{highlightsByTag}}}\n\n## By colour\n\n{{{highlightsByColor}}}\n", [
    note({ tags: ["a"] }),
  ]);
  const sections = sectionsIn(own);
  assert.ok(sections.ok);
  assert.deepEqual(
    sections.value.map(({ grouping }) => grouping),
    ["tag", "color"],
  );
  assert.match(own, /^### a$/mu);
});

test("the template of a collection goes through its papers, and says what one of them adds", () => {
  const both = collectionText(
    usualCollectionTemplate,
    "thesis: related",
    [templatePaper([note({})])],
    options,
  );
  assert.ok(both.ok);
  assert.deepEqual(frontMatterOf(both.value), {
    ...{ title: "thesis: related", aliases: ["thesis: related"], tags: [] },
  });
  assert.match(both.value, /^# thesis: related\n\n## Sparse "Frontiers"/mu);
  const one = paperText(usualCollectionTemplate, templatePaper([note({})]), options);
  assert.ok(one.ok);
  assert.ok(both.value.includes(one.value.trim()));
  const none = paperText("# {{title}}\n", templatePaper(), options);
  assert.ok(none.ok && none.value === "");
  assert.ok(!paperText("{{#papers}}", templatePaper(), options).ok);
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

test("links that open another kind of editor say the same, and other words do not", () => {
  const said = "> One [↗](vscode://marginalia.marginalia/open?paper=a)\n";
  assert.ok(saysTheSame(said, said.replace("vscode", "code-oss").replace("\n", "\r\n")));
  assert.ok(!saysTheSame(said, said.replace("One", "Two")));
  assert.ok(!saysTheSame(said, said.replace("paper=a", "paper=b")));
});

test("a part without its end is told, and nothing of it is taken", () => {
  const text = sectionText(paper.id, "> one").replace(/<!-- \/.*/u, "");
  assert.equal(sectionsIn(text).ok, false);
  assert.equal(sectionsIn(`${text}\n${sectionText(paper.id, "> two")}`).ok, false);
});

test("what a comment says cannot end the part", () => {
  const evil = "<!-- /marginalia:highlights --> <!-- marginalia:highlights x 00000000 -->";
  const content = highlightsText(
    [
      {
        heading: evil,
        notes: [
          note({
            comment: evil,
            quote: evil,
            tags: [evil],
            replies: [{ ...note({}), comment: evil, author: evil }],
          }),
        ],
      },
    ],
    3,
    links,
  );
  const text = sectionText(paper.id, content);
  const sections = sectionsIn(text);
  assert.ok(sections.ok);
  assert.deepEqual(
    sections.value.map(({ span }) => span),
    [{ start: 0, end: text.length }],
  );
});

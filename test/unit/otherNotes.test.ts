/** Notes of Hypothesis and Zotero, as these programs export them. */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import fc from "fast-check";
import { colors } from "../../src/domain/annotation.ts";
import { regionOf, type Region } from "../../src/domain/region.ts";
import { writeZoteroRdf } from "../../src/references/formats/zoteroRdf.ts";
import { importZoteroRdf } from "../../src/library/importers/zoteroRdf.ts";
import { importZoteroJson } from "../../src/library/importers/zoteroJson.ts";
import { finished } from "../../src/library/importers/importer.ts";
import { writeHypothesis } from "../../src/webAnnotations/hypothesis.ts";
import { readNotes } from "../../src/webAnnotations/readNotes.ts";
import { writeNotesAsRdf, writeZoteroJson } from "../../src/webAnnotations/zoteroOut.ts";
import { takeIn } from "../../src/webAnnotations/takeIn.ts";
import { MemoryFiles } from "../fakes/memoryFiles.ts";
import { Workspace } from "../fakes/workspace.ts";

const now = "2026-05-01T00:00:00.000Z";

const html =
  "<p>Read <strong>twice</strong>, and see:</p><blockquote><p>a &lt; b</p></blockquote><ul><li>one</li><li>two</li></ul><script>alert(1)</script>";
const asMarkdown = "Read **twice**, and see:\n\n> a < b\n\n- one\n\n- two";

async function opened(t: TestContext) {
  const { library, notes } = new Workspace(t, new MemoryFiles());
  const { added } = await library.add([
    {
      title: "Attention Is All You Need",
      abstract: "The dominant sequence transduction models are based on networks.",
      identifiers: ["arxiv:1706.03762"],
      source: { kind: "test" },
    },
  ]);
  const [paper] = added;
  assert.ok(paper);
  const take = async (file: unknown) => {
    const read = finished(readNotes(typeof file === "string" ? file : JSON.stringify(file)));
    assert.ok(read.ok, read.ok ? "" : read.why);
    const taken = await takeIn(read.value, { papers: await library.papers(), notes, now });
    return { ...taken, lost: read.value.lost };
  };
  return { library, notes, paper, take };
}

const row = {
  id: "abcDEF123",
  created: "2021-03-04T05:06:07.123456+00:00",
  updated: "2021-03-05T05:06:07.123456+00:00",
  user: "acct:ada@hypothes.is",
  user_info: { display_name: "Ada Lovelace" },
  uri: "https://arxiv.org/pdf/1706.03762.pdf",
  text: "Is *this* so?",
  tags: ["claim"],
  group: "__world__",
  target: [
    {
      source: "https://arxiv.org/pdf/1706.03762.pdf",
      selector: [
        { type: "TextPositionSelector", start: 100, end: 130 },
        {
          type: "TextQuoteSelector",
          exact: "scaled dot-product attention",
          prefix: "call our ",
          suffix: " because",
        },
        { type: "PageSelector", index: 3, label: "4" },
      ],
    },
  ],
  document: { title: ["Attention Is All You Need"] },
};
const answer = {
  ...row,
  id: "reply1",
  text: "It is.",
  tags: [],
  references: ["abcDEF123"],
  target: [{ source: row.uri }],
};

test("annotations of Hypothesis come with words, page, tags, people and answers, and are known again", async (t) => {
  const { notes, paper, take } = await opened(t);
  const file = {
    export_date: now,
    export_userid: "acct:x@y",
    client_version: "1.1",
    annotations: [answer, row],
  };
  const taken = await take(file);
  assert.deepEqual([taken.added, taken.problems, taken.lost], [2, [], []]);
  const [note] = notes.of(paper);
  assert.deepEqual(
    [note?.quote, note?.page, note?.comment, note?.author, note?.tags, note?.created],
    [
      "scaled dot-product attention",
      4,
      "Is *this* so?",
      "Ada Lovelace",
      ["claim"],
      "2021-03-04T05:06:07.123Z",
    ],
  );
  assert.deepEqual(
    note?.replies.map(({ comment, author }) => [comment, author]),
    [["It is.", "Ada Lovelace"]],
  );
  assert.equal((await take({ total: 2, rows: [row, answer] })).known, 2, "the API answers the same as rows");
});

test("a page of Hypothesis is found by the document's title; groups and pages of no paper are named", async (t) => {
  const { take } = await opened(t);
  const local = { ...row, id: "b", uri: "file:///home/ada/attention.pdf", group: "secret" };
  const other = { ...row, id: "c", uri: "https://example.org/x", document: { title: ["Something Else"] } };
  const taken = await take({ export_date: now, annotations: [local, other, { id: 7 }] });
  assert.deepEqual(
    [taken.added, [...taken.elsewhere], taken.problems.length],
    [1, [["Something Else", 1]], 1],
  );
  assert.deepEqual(taken.lost, ["the groups that 1 annotation had been shared with"]);
});

test("notes written for Hypothesis are read back with what it has a place for, and the rest is named", async (t) => {
  const [here, there] = [await opened(t), await opened(t)];
  const { notes, paper } = here;
  const quote = { exact: "scaled dot-product attention", prefix: "call our ", suffix: " because" };
  const note = await notes.add({
    paper: paper.id,
    onPage: { page: 4, quote },
    color: "green",
    comment: "Why?",
    tags: ["x"],
  });
  await notes.reply(paper.id, note.id, "Because.");
  const { text, written, lost } = writeHypothesis(
    [{ paper, annotations: notes.annotations(paper.id), notes: notes.of(paper) }],
    now,
  );
  assert.deepEqual([written, lost], [2, ["the colour or style of 1 note"]]);
  const taken = await there.take(JSON.parse(text));
  assert.equal(taken.added, 2);
  const [back] = there.notes.of(there.paper);
  assert.deepEqual(
    [back?.quote, back?.page, back?.comment, back?.tags, back?.author, back?.replies.length],
    [quote.exact, 4, "Why?", ["x"], "Ann", 1],
  );
});

const position = (more: object) => JSON.stringify({ pageIndex: 2, rects: [[72, 600.5, 300, 612]], ...more });
const zotero = {
  config: { label: "BetterBibTeX JSON" },
  items: [
    {
      itemType: "preprint",
      itemKey: "ITEM1",
      title: "Attention is all you need",
      url: "http://arxiv.org/abs/1706.03762",
      attachments: [
        {
          path: "/x.pdf",
          annotations: [
            {
              key: "AAA",
              annotationType: "highlight",
              annotationAuthorName: "Grace",
              annotationText: "multi-head attention",
              annotationComment: "Key idea",
              annotationColor: "#5fb236",
              annotationPosition: position({ nextPageRects: [[72, 700, 200, 712]] }),
              tags: [{ tag: "method" }],
              dateAdded: "2023-01-01T10:00:00Z",
              dateModified: "2023-01-02T10:00:00Z",
            },
            {
              key: "BBB",
              annotationType: "image",
              annotationColor: "#ff6666",
              annotationPosition: position({}),
              dateModified: "2023-01-02T10:00:00Z",
            },
            {
              key: "CCC",
              annotationType: "ink",
              annotationColor: "#a28ae5",
              annotationPosition: { pageIndex: 0, width: 2, paths: [[10, 20, 30, 5]] },
              dateModified: "2023-01-02T10:00:00Z",
            },
            {
              key: "DDD",
              annotationType: "text",
              annotationComment: "Typed",
              annotationPosition: position({}),
            },
            { key: "EEE" },
          ],
        },
      ],
    },
    { itemType: "book", title: "No notes" },
  ],
};

test("annotations of Zotero come with words, boxes, drawings, colours, tags and pages; what is not the same is named", async (t) => {
  const { notes, paper, take } = await opened(t);
  const taken = await take(zotero);
  assert.deepEqual([taken.added, taken.problems.length, taken.elsewhere.size], [4, 1, 0]);
  assert.deepEqual(taken.lost, [
    "the red, orange or grey of 1 note: the nearest colour was taken",
    "the text on the page of 1 note: it is a sticky note now",
  ]);
  const shown = notes.of(paper).map(({ style, color, quote, comment, region, tags }) => ({
    ...{ style, color, quote, comment, tags },
    pages: region?.parts.map(({ page }) => page),
    boxes: region?.parts[0]?.rects,
  }));
  const byStyle = (style: string) => shown.find((each) => each.style === style);
  assert.deepEqual(byStyle("highlight"), {
    ...{ style: "highlight", color: "green", quote: "multi-head attention", comment: "Key idea" },
    tags: ["method"],
    pages: [3, 4],
    boxes: [[72, 600.5, 300, 612]],
  });
  assert.deepEqual([byStyle("area")?.color, byStyle("area")?.boxes], ["pink", [[72, 600.5, 300, 612]]]);
  assert.deepEqual(byStyle("ink")?.boxes, [[10, 5, 30, 20]]);
  assert.equal(byStyle("point")?.comment, "Typed");
  const ink = notes.annotations(paper.id).find((each) => regionOf(each)?.parts[0]?.strokes !== undefined);
  assert.deepEqual(ink && regionOf(ink)?.parts[0]?.strokes, [[10, 20, 30, 5]]);
  assert.equal((await take(zotero)).known, 4);
});

const coordinate = fc.integer({ min: 0, max: 7_000 }).map((tenths) => tenths / 10);
const rects = fc.array(fc.tuple(coordinate, coordinate, coordinate, coordinate), {
  minLength: 1,
  maxLength: 4,
});
const words = fc.stringMatching(/^[A-Za-zà-ü][ -~à-ü]{0,30}[A-Za-z.]$/u);
const anyNote = fc.record({
  page: fc.integer({ min: 1, max: 300 }),
  boxes: rects,
  nextBoxes: fc.option(rects, { nil: undefined }),
  quote: words,
  comment: fc.option(words, { nil: "" }),
  tags: fc.uniqueArray(fc.stringMatching(/^[a-z]{1,9}$/u), { maxLength: 3 }),
  color: fc.constantFrom(...colors),
  style: fc.constantFrom("highlight", "underline", "area", "point"),
});

test("whatever notes on pages go to Zotero come back with their words, places, colours and tags", async (t) => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyNote, { minLength: 1, maxLength: 5 }), async (given) => {
      const [here, there] = [await opened(t), await opened(t)];
      for (const { page, boxes, nextBoxes, quote, ...rest } of given) {
        const text = { start: 0, end: 0 };
        const region: Region = {
          fingerprint: "0123456789abcdef",
          parts: [
            { page, rects: boxes, text },
            ...(nextBoxes === undefined ? [] : [{ page: page + 1, rects: nextBoxes, text }]),
          ],
        };
        const part = { region, quote: { exact: quote, prefix: "", suffix: "" } };
        await here.notes.add({ paper: here.paper.id, part, ...rest });
      }
      const notes = here.notes.of(here.paper);
      const { text, written, lost } = writeZoteroJson([{ paper: here.paper, notes }]);
      assert.deepEqual([written, lost], [given.length, []]);
      const taken = await there.take(JSON.parse(text));
      assert.deepEqual([taken.added, taken.lost], [given.length, []]);
      const said = (all: typeof notes): readonly string[] =>
        all
          .map(({ quote, comment, color, style, tags, region, created, modified, author }) =>
            JSON.stringify([
              ...[quote, comment, color, style, tags, created, modified, author],
              region?.parts.map(({ page, rects: at }) => [page, at]),
            ]),
          )
          .sort((a, b) => (a < b ? -1 : 1));
      assert.deepEqual(said(there.notes.of(there.paper)), said(notes));
    }),
    { numRuns: 60 },
  );
});

test("what Zotero has no place for is named, and stands in notes below the paper where it can", async (t) => {
  const { notes, paper } = await opened(t);
  const text = { start: 0, end: 0 };
  const region: Region = {
    fingerprint: "0123456789abcdef",
    parts: [1, 2, 3].map((page) => ({ page, rects: [[1, 2, 3, 4]], text })),
  };
  const long = await notes.add({
    paper: paper.id,
    part: { region },
    style: "strike",
    comment: "<b>Long</b> & so",
  });
  await notes.reply(paper.id, long.id, "Really?");
  await notes.add({ paper: paper.id, comment: "On the whole", color: "green" });
  const papers = [{ paper, notes: notes.of(paper) }];
  const json = writeZoteroJson(papers);
  assert.deepEqual(json.lost, [
    "1 answer to notes on pages",
    "that 1 note strike words out: they are highlights there",
    "all but the first two pages of 1 note",
  ]);
  assert.match(json.text, /"note": "<p>On the whole<\/p>/u);
  assert.deepEqual(finished(importZoteroJson(json.text)).drafts[0]?.identifiers?.[0], "arxiv:1706.03762");
  const rdf = writeNotesAsRdf(papers);
  assert.deepEqual(rdf.lost, [
    "the place on the page of 1 note: they stand below the paper, with the page",
    "the colour or style of 2 notes",
  ]);
  assert.match(rdf.text, /&lt;p&gt;&amp;lt;b&amp;gt;Long&amp;lt;\/b&amp;gt; &amp;amp; so&lt;\/p&gt;/u);
  const { drafts, problems } = finished(importZoteroRdf(rdf.text));
  assert.deepEqual([drafts.length, drafts[0]?.title], [1, paper.title]);
  assert.deepEqual(
    problems.map(({ why }) => why),
    ["Import Annotations… takes the 2 notes in it"],
  );
});

test("notes that went to Zotero are known when their file comes back to this library, also where they were changed or removed since", async (t) => {
  const { notes, paper, take } = await opened(t);
  const part = { quote: { exact: "networks", prefix: "", suffix: "" } };
  const region: Region = {
    fingerprint: "aa",
    parts: [{ page: 1, rects: [[1, 2, 3, 4]], text: { start: 0, end: 0 } }],
  };
  const mark = await notes.add({ paper: paper.id, part: { ...part, region }, comment: "On a page" });
  await notes.add({ paper: paper.id, comment: "On the whole" });
  const gone = await notes.add({ paper: paper.id, comment: "Removed since" });
  const papers = [{ paper, notes: notes.of(paper) }];
  const files = [writeZoteroJson(papers).text, writeNotesAsRdf(papers).text];
  await notes.edit(paper.id, mark.id, { comment: "Changed since" });
  await notes.remove(paper.id, gone.id);
  const before = notes.of(paper);
  for (const file of files) {
    const { added, known, removedHere } = await take(file);
    assert.deepEqual([added, known, removedHere], [0, 2, 1]);
  }
  assert.deepEqual(notes.of(paper), before);
  const there = await opened(t);
  for (const file of files.map((each) => there.take(each))) assert.equal((await file).added, 3);
});

test("papers go to Zotero with their key, collections and files, and notes with the file that they are on", async (t) => {
  const { notes, paper } = await opened(t);
  const pdfs = [
    { path: "papers/first.pdf", fingerprint: "aa" },
    { path: "b.pdf", fingerprint: "bb" },
  ];
  const text = { start: 1_234, end: 1_240 };
  const region: Region = { fingerprint: "bb", parts: [{ page: 7, rects: [[1, 2, 3, 4]], text }] };
  await notes.add({ paper: paper.id, part: { region }, comment: "There" });
  const here = { ...paper, pdfs, collections: ["thesis/related work"] };
  const json = writeZoteroJson([{ paper: here, notes: notes.of(paper) }], (_, { path }) => `../${path}`);
  const { drafts, files, problems } = finished(importZoteroJson(json.text));
  assert.deepEqual(drafts[0]?.collections, ["thesis/related work"]);
  assert.ok(drafts[0].identifiers?.some((name) => name.startsWith("bibtex:")));
  assert.deepEqual(
    files?.map(({ path }) => path),
    ["../papers/first.pdf", "../b.pdf"],
  );
  assert.deepEqual(
    problems.map(({ where }) => where),
    ["its notes"],
  );
  const [item] = (JSON.parse(json.text) as { items: [{ attachments: { annotations: object[] }[] }] }).items;
  assert.deepEqual(
    item.attachments.map(({ annotations }) => annotations.length),
    [0, 1],
  );
  assert.match(json.text, /"annotationSortIndex": "00006\|001234\|00000"/u);
});

test("page numbers of Zotero that are not the count of pages are named", async (t) => {
  const { take } = await opened(t);
  const [item] = zotero.items;
  const [annotation] = item?.attachments?.[0]?.annotations ?? [];
  const labelled = (label: string) => ({ ...annotation, key: label, annotationPageLabel: label });
  const annotations = [labelled("3"), labelled("1203"), labelled("iv")];
  const { lost } = await take({ items: [{ ...item, attachments: [{ annotations }] }] });
  assert.deepEqual(lost, ["the printed page number of 2 notes: pages are counted here"]);
});

test("notes below items of Zotero are notes on the paper, and known when they come again", async (t) => {
  const { notes, paper, take } = await opened(t);
  const item = {
    itemType: "preprint",
    title: "Attention is all you need",
    url: "http://arxiv.org/abs/1706.03762",
  };
  const json = {
    items: [
      {
        ...item,
        notes: [{ key: "NOTE1", note: html, dateAdded: "2023-01-01T10:00:00Z" }, "<p>Plain</p>", 7],
      },
    ],
  };
  const taken = await take(json);
  assert.deepEqual([taken.added, taken.problems.length], [2, 1]);
  const shown = notes.of(paper).map(({ comment, about }) => `${about}: ${comment.replace(/\n+/gu, "\n\n")}`);
  assert.deepEqual(new Set(shown), new Set(["paper: Plain", `paper: ${asMarkdown}`]));
  assert.equal((await take(json)).known, 2);
  const rdf = writeZoteroRdf([paper], () => [{ about: "#n1", html: "<p>From RDF</p>" }]);
  const [first, second] = [await take(rdf), await take(rdf)];
  assert.deepEqual([first.added, second.added, second.known], [1, 0, 1]);
  assert.ok(notes.of(paper).some(({ comment }) => comment === "From RDF"));
  const one = '<bib:Memo rdf:about="#free"><rdf:value>Free</rdf:value></bib:Memo></rdf:RDF>';
  const loose = ["1 note below no item: notes are on papers here"];
  assert.deepEqual((await take(rdf.replace("</rdf:RDF>", one))).lost, loose);
  assert.deepEqual((await take({ items: [...json.items, { itemType: "note", note: "Free" }] })).lost, loose);
  const none = finished(readNotes(writeZoteroRdf([paper])));
  assert.ok(!none.ok && none.why === "there are no notes in it");
});

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Paper, ReadingState } from "../../src/domain/paper.ts";
import type { PaperId } from "../../src/domain/paperId.ts";
import { dayLabel, outline, outlineDifference, unreadIn, type Grouping } from "../../src/library/outline.ts";
import { Randomness } from "../fakes/randomness.ts";
import { samplePapers } from "../fakes/sample.ts";

interface Facts {
  readonly dates?: readonly string[];
  readonly rank?: number;
  readonly tags?: readonly string[];
  readonly reading?: ReadingState;
}
const paper = (title: string, { dates = [], rank, tags = [], reading = "unread" }: Facts = {}): Paper => ({
  id: `title-${title.toLowerCase()}` as PaperId,
  title,
  abstract: "",
  authors: [],
  identifiers: [],
  resources: [],
  pdfs: [],
  tags,
  reading,
  sources: dates.map((date) => ({ kind: "test", date, rank, imported: "2026-07-31T08:00:00.000Z" })),
  added: "2026-07-31T08:00:00.000Z",
});
/** Group labels with the titles below them. */
const drawn = (papers: readonly Paper[], by: Grouping): unknown =>
  outline(papers, by, "en-GB").map(({ label, papers: members }) => [
    label,
    members.map(({ title }) => title),
  ]);

test("by date the newest day comes first, within a day the feed's order, and papers without a date last", () => {
  const papers = [
    paper("Undated"),
    paper("Second", { dates: ["2026-07-30"], rank: 2 }),
    paper("Old", { dates: ["2025-12-31"], rank: 1 }),
    paper("First", { dates: ["2026-07-30"], rank: 1 }),
    paper("Unranked B", { dates: ["2026-07-30"] }),
    paper("Unranked A", { dates: ["2026-07-30"] }),
  ];
  assert.deepEqual(drawn(papers, "date"), [
    ["30 July 2026", ["First", "Second", "Unranked A", "Unranked B"]],
    ["31 December 2025", ["Old"]],
    ["No date", ["Undated"]],
  ]);
});

test("a paper that was listed on several days stands under the latest, once", () => {
  const papers = [paper("Twice", { dates: ["2026-07-01", "2026-07-30", "2026-06-01"] })];
  assert.deepEqual(drawn(papers, "date"), [["30 July 2026", ["Twice"]]]);
});

test("by tag a paper stands under each of its tags, once, in the order of the alphabet, untagged last", () => {
  const papers = [
    paper("A", { tags: ["sparse", "moe"] }),
    paper("B", { tags: ["Émile", "sparse", "sparse"] }),
    paper("C"),
    paper("D", { tags: ["constructor", "__proto__"] }),
  ];
  assert.deepEqual(drawn(papers, "tag"), [
    ["__proto__", ["D"]],
    ["constructor", ["D"]],
    ["Émile", ["B"]],
    ["moe", ["A"]],
    ["sparse", ["A", "B"]],
    ["No tag", ["C"]],
  ]);
});

test("by reading state what is being read comes first, and empty states do not show", () => {
  const papers = [paper("A", { reading: "read" }), paper("B"), paper("C", { reading: "reading" })];
  assert.deepEqual(drawn(papers, "reading"), [
    ["Reading", ["C"]],
    ["Unread", ["B"]],
    ["Read", ["A"]],
  ]);
  assert.deepEqual(drawn([paper("B")], "reading"), [["Unread", ["B"]]]);
  assert.deepEqual(drawn([], "date"), []);
});

test("the order of the papers handed in does not matter", () => {
  const random = new Randomness(1);
  for (const by of ["date", "tag", "reading"] as const)
    assert.deepEqual(drawn(random.shuffled(samplePapers), by), drawn(samplePapers, by));
});

test("the sample is one day with 57 unread papers in the order of the page", () => {
  const [day, ...more] = outline(samplePapers, "date", "en-GB");
  assert.deepEqual([day?.label, more], ["30 July 2026", []]);
  assert.deepEqual(day?.papers, samplePapers);
  assert.equal(unreadIn(day?.papers ?? []), 57);
});

test("days are written in the person's language, and what is no day stays as it is", () => {
  assert.equal(dayLabel("2026-07-30", "en-GB"), "30 July 2026");
  assert.equal(dayLabel("2026-07-30", "de"), "30. Juli 2026");
  assert.equal(dayLabel("2024-02-29", "en-US"), "February 29, 2024");
  for (const text of ["soon", "2026-13-40", "<b>"]) assert.equal(dayLabel(text, "en-GB"), text);
});

const papers = [
  paper("A", { dates: ["2026-07-30"], tags: ["x"] }),
  paper("B", { dates: ["2026-07-30"], tags: ["x", "y"] }),
  paper("C", { dates: ["2026-07-29"], tags: ["y"] }),
];
const changed = (title: string, facts: Partial<Paper>): readonly Paper[] =>
  papers.map((each) => (each.title === title ? { ...each, ...facts } : each));
const difference = (after: readonly Paper[], by: Grouping): unknown =>
  outlineDifference(outline(papers, by), outline(after, by));
const nothing = { groups: [], papers: [] };

test("nothing is drawn again when nothing changed", () => {
  for (const by of ["date", "tag", "reading"] as const) assert.deepEqual(difference(papers, by), nothing);
});

test("a change of one paper draws that paper again, under every group it stands in", () => {
  const after = changed("B", { abstract: "new" });
  const b = "title-b";
  assert.deepEqual(difference(after, "date"), { groups: [], papers: [{ group: "2026-07-30", id: b }] });
  assert.deepEqual(difference(after, "tag"), {
    groups: [],
    papers: [
      { group: "x", id: b },
      { group: "y", id: b },
    ],
  });
});

test("a paper that was read draws itself and its group's count again, by reading state all", () => {
  const after = changed("A", { reading: "read" });
  assert.deepEqual(difference(after, "date"), {
    groups: ["2026-07-30"],
    papers: [{ group: "2026-07-30", id: "title-a" }],
  });
  assert.equal(difference(after, "reading"), "all");
});

test("a paper that joins or leaves a group draws that group again and no other", () => {
  assert.deepEqual(difference(changed("C", { tags: ["y", "x"] }), "tag"), {
    groups: ["x"],
    papers: [{ group: "y", id: "title-c" }],
  });
  assert.deepEqual(difference([...papers, paper("D", { dates: ["2026-07-29"] })], "date"), {
    groups: ["2026-07-29"],
    papers: [],
  });
  assert.deepEqual(difference(papers.slice(0, 1).concat(papers.slice(2)), "date"), {
    groups: ["2026-07-30"],
    papers: [],
  });
});

test("a group that comes or goes draws all", () => {
  assert.equal(difference([...papers, paper("D", { dates: ["2026-07-28"] })], "date"), "all");
  assert.equal(difference(papers.slice(0, 2), "date"), "all");
  assert.equal(difference([], "date"), "all");
  const [two, one] = [[paper("A", { tags: ["x", "y"] })], [paper("A", { tags: ["x\ny"] })]];
  assert.equal(outlineDifference(outline(two, "tag"), outline(one, "tag")), "all");
});

test("a paper whose place in the day changed draws the day again", () => {
  const after = papers.map((each) =>
    each.title === "B" ? { ...each, sources: each.sources.map((source) => ({ ...source, rank: 1 })) } : each,
  );
  assert.deepEqual(difference(after, "date"), { groups: ["2026-07-30"], papers: [] });
});

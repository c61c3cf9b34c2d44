import assert from "node:assert/strict";
import { test } from "node:test";
import { importDailyPapers } from "../../src/library/importers/dailyPapers.ts";
import type { Imported } from "../../src/library/importers/importer.ts";
import { sampleEntries, samplePage, type Entry } from "../fakes/sample.ts";

const today = "2026-07-31";
const read = (page: string): Imported => importDailyPapers(page, today);
const entriesOf = ({ drafts }: Imported): readonly Entry[] =>
  drafts.map(({ title, abstract }) => ({ title, abstract }));

const abstractOf = (words: string): string =>
  `We study ${words} and find that it works. ${"The details matter and are told at length. ".repeat(5)}`.trim();
const entry = (title: string): Entry => ({ title, abstract: abstractOf(title.toLowerCase()) });
const [first, second, third] = [entry("First Paper"), entry("Second: A Paper"), entry("Is This the Third?")];
const page = (...lines: readonly string[]): string => lines.join("\n\n");
const pageOf = (entries: readonly Entry[], header = "Daily Papers\n\nJul 30"): string =>
  page(header, ...entries.flatMap(({ title, abstract }) => [title, abstract]));

test("all 57 papers of the real page arrive with exact titles and abstracts, and nothing else", () => {
  const imported = read(samplePage);
  assert.equal(sampleEntries.length, 57);
  assert.deepEqual(entriesOf(imported), sampleEntries);
  assert.deepEqual(imported.problems, []);
  assert.equal(sampleEntries[0]?.title.startsWith("One Model, Multiple Modalities"), true);
  assert.equal(sampleEntries[56]?.abstract.endsWith("https://github.com/PaddlePaddle/ERNIE."), true);
});

test("papers keep the order of the page as their rank, and its date with the year that fits the clock", () => {
  const { drafts } = read(samplePage);
  assert.deepEqual(
    drafts.map(({ source }) => source),
    drafts.map((_, at) => ({ kind: "daily-papers", rank: at + 1, date: "2026-07-30", yearGuessed: true })),
  );
});

test("the addresses in abstracts become resources, without the sentence's punctuation", () => {
  const resources = read(samplePage).drafts.flatMap((draft) => draft.resources ?? []);
  assert.deepEqual(resources, [
    { kind: "code", url: "https://github.com/microsoft/wina" },
    { kind: "code", url: "https://github.com/microsoft/BiDR" },
    { kind: "code", url: "https://github.com/thunlp/BlockFFN" },
    { kind: "code", url: "https://github.com/furiosa-ai/draft-based-approx-llm" },
    { kind: "code", url: "https://github.com/8421BCD/fullrank" },
    { kind: "code", url: "https://github.com/zyxxmu/DSnoT" },
    { kind: "project", url: "https://aka.ms/MInference" },
    { kind: "code", url: "https://github.com/Albert-Ma/PROP" },
    { kind: "code", url: "https://github.com/huawei-noah/noah-research/tree/master/Focus-DETR" },
    { kind: "code", url: "https://gitee.com/mindspore/models/tree/master/research/cv/Focus-DETR" },
    { kind: "code", url: "https://github.com/yh-hust/PDF-Wukong" },
    { kind: "code", url: "https://github.com/wyxscir/CFSP" },
    { kind: "code", url: "https://github.com/PaddlePaddle/ERNIE" },
  ]);
});

const sameContent: readonly (readonly [what: string, page: string])[] = [
  ["Windows line ends", samplePage.replaceAll("\n", "\r\n")],
  ["old Macintosh line ends", samplePage.replaceAll("\n", "\r")],
  ["mixed line ends", samplePage.replace(/\n\n/gu, "\r\n\n")],
  ["a byte order mark", `\uFEFF${samplePage}`],
  ["extra blank lines", samplePage.replaceAll("\n", "\n \n\t\n\n")],
  ["no blank lines", samplePage.replace(/\n+/gu, "\n")],
  ["spaces around every line", samplePage.replace(/^(.+)$/gmu, "   $1\t ")],
  ["no line end at the end", samplePage.trimEnd()],
  ["many line ends at the end", `${samplePage}\n\n\n\n`],
  ["no header at all", samplePage.slice(samplePage.indexOf("Jul 30"))],
  ["no header and no date", samplePage.slice(samplePage.indexOf("One Model"))],
];
for (const [what, variant] of sameContent)
  test(`the page with ${what} gives the same papers and no problem`, () => {
    const imported = read(variant);
    assert.deepEqual(entriesOf(imported), sampleEntries);
    assert.deepEqual(imported.problems, []);
  });

/** What the web page shows around an entry, as it comes out when the page is copied. */
const chrome: readonly string[] = [
  "105",
  "+12",
  "1.2k",
  "3,104",
  "Upvote",
  "Upvoted",
  "42 upvotes",
  "▲ 42",
  "👍 17",
  "·",
  "· 7 authors",
  "7 authors",
  "1 author",
  "3",
  "2 comments",
  "1 reply",
  "5 likes",
  "Submitted by akhaliq",
  "Submitted by\n\nakhaliq",
  "Posted on Jul 30",
  "Published on Jul 29, 2026",
  "View arXiv page",
  "View PDF",
  "Open on GitHub",
  "Read paper",
  "GitHub",
  "GitHub 312",
  "Project page",
  "arXiv",
  "PDF",
  "@akhaliq",
  "https://huggingface.co/papers/2507.12345",
  "Subscribe",
  "Share",
  "Bookmark",
  "Daily",
  "Weekly",
  "Monthly",
  "Back to top",
];
for (const line of chrome)
  test(`"${line.replaceAll("\n", " ")}" between, inside and around entries is neither title nor problem`, () => {
    const imported = read(
      page(
        "Daily Papers",
        "Jul 30",
        ...[first, second, third].flatMap(({ title, abstract }) => [line, title, line, line, abstract, line]),
      ),
    );
    assert.deepEqual(entriesOf(imported), [first, second, third]);
    assert.deepEqual(imported.problems, []);
  });

test("a page with every piece of the web page around every entry still gives its papers", () => {
  const imported = read(
    page(
      "Daily Papers",
      "Jul 30",
      ...sampleEntries.flatMap(({ title, abstract }) => [...chrome, title, ...chrome, abstract]),
    ),
  );
  assert.deepEqual(entriesOf(imported), sampleEntries);
  assert.deepEqual(imported.problems, []);
});

const titles: readonly string[] = [
  "Back to the Future: Radial Basis Function Networks Revisited",
  "Back to MLP",
  "New Directions",
  "Papers with Code",
  "Voting in Ensembles",
  "Vote & Verify",
  "Votes Count",
  "Sharing Is Caring",
  "Open Problems",
  "Code Llama",
  "GitHub Copilot in Practice",
  "Community Detection",
  "1984 Revisited",
  "$\\mathcal{O}(n)$ Attention",
  "“Quoted”: A Title",
  "一种稀疏注意力方法",
  "Mayday: Jul Models in 30 Days",
  "BERT",
  "What? Why! How…",
  "On LLMs, Part 1.",
  "A".repeat(400),
  "A Title That Ends Like a Sentence, Is Longer Than Many an Abstract Would Dare, and Closes With a Stop.",
];
for (const title of titles)
  test(`"${title.slice(0, 60)}" is a title`, () => {
    const made = { ...first, title };
    const imported = read(pageOf([second, made, third]));
    assert.deepEqual(entriesOf(imported), [second, made, third]);
    assert.deepEqual(imported.problems, []);
  });

test("a short abstract is an abstract when its title stands above and no longer one below", () => {
  const brief = {
    title: "Brief",
    abstract: "We show that sparse models can be small, fast and good at once.",
  };
  const imported = read(pageOf([first, brief, second]));
  assert.deepEqual(entriesOf(imported), [first, brief, second]);
  assert.deepEqual(imported.problems, []);
});

test("papers carry the date that stands above them, and none before the first date", () => {
  const imported = read(
    page(
      ...[first.title, first.abstract, "Wed, Jul 30, 2025", second.title, second.abstract],
      ...["2025-07-29", third.title, third.abstract, "Jul 28", "Fourth", abstractOf("fourth")],
    ),
  );
  assert.deepEqual(
    imported.drafts.map(({ source }) => [source.date, source.yearGuessed, source.rank]),
    [
      [undefined, undefined, 1],
      ["2025-07-30", false, 2],
      ["2025-07-29", false, 3],
      ["2026-07-28", true, 4],
    ],
  );
  assert.deepEqual(imported.problems, []);
});

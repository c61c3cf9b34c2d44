import assert from "node:assert/strict";
import { test } from "node:test";
import { importDailyPapers } from "../../src/library/importers/dailyPapers.ts";
import type { Imported } from "../../src/library/importers/importer.ts";
import { Randomness } from "../fakes/randomness.ts";
import { sampleEntries, samplePage, type Entry } from "../fakes/sample.ts";

const read = (page: string): Imported => importDailyPapers(page, "2026-07-31");
const entriesOf = ({ drafts }: Imported): readonly Entry[] =>
  drafts.map(({ title, abstract }) => ({ title, abstract }));
const [first, second, third] = sampleEntries.slice(0, 3) as [Entry, Entry, Entry];
const page = (...lines: readonly string[]): string => ["Daily Papers", "Jul 30", ...lines, ""].join("\n\n");
const pageOf = (...entries: readonly Entry[]): string =>
  page(...entries.flatMap(({ title, abstract }) => [title, abstract]));
/** The lines, from 1, on which a text stands in a page. */
const lineOf = (text: string, words: string): string =>
  `line ${text.slice(0, text.indexOf(words)).split("\n").length}`;
const wheres = ({ problems }: Imported): readonly string[] => problems.map(({ where }) => where);

test("a page cut in the middle of an abstract gives the whole papers and names the line of the cut one", () => {
  const cut = samplePage.slice(0, samplePage.indexOf("Learned sparse retrieval, which") + 400);
  const imported = read(cut);
  assert.deepEqual(entriesOf(imported), sampleEntries.slice(0, 2));
  assert.deepEqual(wheres(imported), [lineOf(cut, "Learned sparse retrieval, which")]);
  assert.match(imported.problems[0]?.why ?? "", /ends in the middle .*Towards Competitive Search/u);
});

test("a page cut in the middle of a title, or right after it, names the title that has no abstract", () => {
  for (const length of [20, third.title.length]) {
    const cut = samplePage.slice(0, samplePage.indexOf(third.title) + length);
    const imported = read(cut);
    assert.deepEqual(entriesOf(imported), sampleEntries.slice(0, 2));
    assert.deepEqual(wheres(imported), [lineOf(cut, third.title.slice(0, 20))]);
    assert.match(imported.problems[0]?.why ?? "", /no abstract/u);
  }
});

test("a page cut right after its first title names that title", () => {
  const imported = read(page(first.title));
  assert.deepEqual(imported.drafts, []);
  assert.deepEqual(wheres(imported), ["line 5"]);
});

test("a page cut anywhere gives every paper that is whole, and at most one that ends with a sentence", () => {
  const whole = pageOf(first, second, third);
  for (let length = 0; length <= whole.length; length++) {
    const text = whole.slice(0, length);
    const imported = read(text);
    const entries = entriesOf(imported);
    const complete = [first, second, third].filter(({ abstract }) => text.includes(abstract));
    const extra = entries.slice(complete.length);
    assert.deepEqual(entries.slice(0, complete.length), complete);
    assert.ok(extra.length <= 1);
    for (const { title, abstract } of extra) {
      assert.ok(text.trimEnd().endsWith(abstract) && text.includes(`${title}\n\n${abstract}`));
      assert.match(abstract, /[.!?…]["'”’)\]}$]*$|https?:\/\/\S+$/u);
    }
    const hasMore = text.trim() !== pageOf(...complete).trim();
    if (extra.length === 0 && hasMore && length > 30) assert.notDeepEqual(imported.problems, [], `${length}`);
  }
});

test("a page cut at its beginning loses only the paper that lost its title", () => {
  const cut = samplePage.slice(samplePage.indexOf("Coarse-grained"), -1);
  const from = samplePage.slice(samplePage.indexOf(first.abstract) + 40);
  assert.deepEqual(entriesOf(read(from)), sampleEntries.slice(1));
  assert.deepEqual(wheres(read(from)), ["line 1"]);
  assert.deepEqual(read(cut).drafts, []);
});

test("a title in the middle without an abstract is named, and its neighbours arrive", () => {
  const text = page(first.title, first.abstract, "Lonely Title", second.title, second.abstract);
  const imported = read(text);
  assert.deepEqual(entriesOf(imported), [first, second]);
  assert.deepEqual(imported.problems, [
    { where: lineOf(text, "Lonely"), why: '"Lonely Title" has no abstract below it' },
  ]);
});

test("a first title without an abstract is named too", () => {
  const text = page("Lonely Title", second.title, second.abstract);
  const imported = read(text);
  assert.deepEqual(entriesOf(imported), [second]);
  assert.deepEqual(wheres(imported), [lineOf(text, "Lonely")]);
});

test("a paragraph without a title is named, and its neighbours arrive", () => {
  const text = page(first.title, first.abstract, third.abstract, second.title, second.abstract);
  const imported = read(text);
  assert.deepEqual(entriesOf(imported), [first, second]);
  assert.deepEqual(wheres(imported), [lineOf(text, third.abstract)]);
  assert.match(imported.problems[0]?.why ?? "", /no title/u);
});

test("a title of 10,000 characters is left out with its abstract and named, and its neighbours arrive", () => {
  for (const [long, reported] of [
    ["Very long ".repeat(1_000).trim(), 1],
    ["V".repeat(10_000), 1],
    ["Very long. ".repeat(910).trim(), 2], // reads as a paragraph, and so does what follows
  ] as const) {
    const text = page(first.title, first.abstract, long, second.abstract, third.title, third.abstract);
    const imported = read(text);
    assert.deepEqual(entriesOf(imported), [first, third]);
    assert.equal(imported.problems.length, reported);
    assert.equal(imported.problems[0]?.where, lineOf(text, long));
    assert.ok(imported.problems.every(({ why }) => why.length < 200));
  }
});

const hostile = [
  "<script>alert(1)</script>",
  '<img src=x onerror="alert(1)">',
  "[click](command:workbench.action.terminal.new)",
  "[click](javascript:alert(1))",
  "javascript:alert(document.domain)",
  "![x](https://evil.org/pixel.png)",
  "${process.env.HOME} `rm -rf` $(id)",
  "__proto__",
  "constructor",
  "../../etc/passwd",
  "A\u202Eeltit\u202C turned around",
  "Null \u0000 and bell \u0007",
  "{{constructor.constructor('return this')()}}",
];
test("hostile titles and abstracts come through as the text they are, and never as links", () => {
  for (const words of hostile) {
    const made = { title: words, abstract: `${words} ${second.abstract.replace(/https?:\S+/gu, "")}` };
    const imported = read(pageOf(first, made, third));
    assert.deepEqual(entriesOf(imported), [first, made, third]);
    const urls = (imported.drafts[1]?.resources ?? []).map(({ url }) => url);
    assert.deepEqual(urls, words.includes("https:") ? ["https://evil.org/pixel.png"] : []);
  }
});

const sourceCode = `
/** Reads the settings. Written long ago. */
export function readSettings(path: string): Settings {
  // ${"This comment goes on and on about why the settings are read as they are. ".repeat(5)}
  const text = readFileSync(path, "utf8");
  return JSON.parse(text) as Settings;
}
`;
const email = `From: Ann <ann@example.org>
Subject: our plans
Date: Thu, 30 Jul 2026 10:00:00 +0200

Dear Bob,

${"I hope that you are well and that the summer is kind to you. ".repeat(6)}

${"We wanted to ask whether you could join us in the autumn for a while. ".repeat(5)}

All the best,
Ann
`;
const html = `<!DOCTYPE html>
<html><head><title>Daily Papers</title></head><body>
<h3>${first.title}</h3>
<p>${first.abstract}</p>
</body></html>`;
const notPages: readonly (readonly [what: string, text: string])[] = [
  ["nothing", ""],
  ["white space", " \n\t\r\n \u00A0 \uFEFF"],
  ["one word", "hello"],
  ["source code", sourceCode],
  ["an e-mail", email],
  ["the HTML source of the page", html],
  ["JSON", JSON.stringify({ papers: sampleEntries }, undefined, 2)],
  ["one line of JSON", JSON.stringify({ papers: sampleEntries })],
  ["only the header", samplePage.slice(0, samplePage.indexOf(first.title))],
  ["titles alone", page(...sampleEntries.map(({ title }) => title))],
  ["a table of numbers", "1.5\t2.5\t3.5\n".repeat(500)],
];
for (const [what, text] of notPages)
  test(`${what} gives no papers and one reason`, () => {
    const imported = read(text);
    assert.deepEqual(imported.drafts, []);
    assert.equal(imported.problems.length, 1);
    assert.match(imported.problems[0]?.why ?? "", /Daily Papers page|web page/u);
  });

test("a page in the middle of other things still gives its papers", () => {
  assert.deepEqual(entriesOf(read(`${sourceCode}\n${samplePage}\n${email}`)), sampleEntries);
});

test("noise of any kind never throws", () => {
  const random = new Randomness(1);
  const pieces = [
    ...["\0", "\n", "\r\n", "\r", "\u2028", "\uFEFF", "\uD800", "😀", "́", "Jul 30", "105", "·", " ", "\t"],
    ...["https://", "(", ")", ".", "!", '"', "Title", first.title, first.abstract, "a".repeat(300)],
  ];
  for (let round = 0; round < 2_000; round++) {
    const text = Array.from({ length: random.below(30) }, () => random.pick(pieces)).join("");
    for (const { title, abstract } of entriesOf(read(text)))
      assert.ok(text.includes(title) && text.includes(abstract));
  }
});

const million = 1_000_000;
const heavy: readonly (readonly [what: string, text: string])[] = [
  ["one huge word", "a".repeat(5 * million)],
  ["one huge line of prose", "All is well. ".repeat(400_000)],
  ["one huge line of quotation marks", `x. ${'."'.repeat(2 * million)}`],
  ["half addresses to the end", `${first.title}\nAll. ${"https://".repeat(600_000)} x`],
  ["an address with a million brackets", `${first.title}\nAll. https://a.org/${")".repeat(3 * million)} x`],
  ["a date that never ends", `Jul ${" ".repeat(5 * million)}x`],
  ["half a million short lines", "x\n".repeat(500_000)],
  ["a million line ends", "\r\n".repeat(million)],
  ["the page fifty times", samplePage.repeat(50)],
];
for (const [what, text] of heavy)
  test(`${what} is dealt with in about the time it takes to read it`, () => {
    const started = performance.now();
    read(text);
    assert.ok(performance.now() - started < 4_000, `${performance.now() - started} ms`);
  });

import assert from "node:assert/strict";
import { test } from "node:test";
import { draftOf, factsOf, fieldText } from "../../src/citations/bibFacts.ts";
import { bibParts, type BibEntry } from "../../src/citations/bibFile.ts";
import { summaryOf } from "../../src/citations/bibSummary.ts";
import { plainTex } from "../../src/library/plainTex.ts";

const read = (text: string) => {
  const parts = [...bibParts(text)];
  return {
    entries: parts.flatMap(({ entry }) => entry ?? []),
    problems: parts.flatMap(({ problems }) => problems),
  };
};
const keysIn = (text: string): readonly string[] => read(text).entries.map(({ key }) => key);
const only = (text: string): BibEntry => {
  const [entry] = read(text).entries;
  assert.ok(entry, "no entry was read");
  return entry;
};
const problemLines = (text: string): readonly number[] =>
  summaryOf("a.bib", text).problems.map(({ at }) => at.line + 1);

const good = `@string{nips = "Advances in {NeurIPS}"}
@comment{ @article{no, title = {not this one}} }

@InProceedings{vaswani2017attention,
  title     = {Attention Is All You Need},
  author    = "Vaswani, Ashish and Shazeer, Noam and others",
  booktitle = nips # { 30},
  year      = 2017,
  eprint    = {1706.03762v5}, archivePrefix = {arXiv},
}
% @article{commented, title = {Out}}
@misc(other, title={B {(}r{)}ackets}, doi = {https://doi.org/10.1000/AbC})
`;

test("entries are read with their fields, in braces, quotes, numbers, strings, and round brackets", () => {
  assert.deepEqual(keysIn(good), ["vaswani2017attention", "other"]);
  assert.deepEqual(read(good).problems, []);
  const entry = only(good);
  assert.equal(entry.type, "inproceedings");
  assert.equal(good.slice(entry.keySpan.start, entry.keySpan.end), "vaswani2017attention");
  assert.equal(good.slice(entry.span.start, entry.span.end).at(-1), "}");
  assert.deepEqual(
    entry.fields.map(({ name, valueSpan }) => [name, good.slice(valueSpan.start, valueSpan.end)]),
    [
      ["title", "{Attention Is All You Need}"],
      ["author", '"Vaswani, Ashish and Shazeer, Noam and others"'],
      ["booktitle", "nips # { 30}"],
      ["year", "2017"],
      ["eprint", "{1706.03762v5}"],
      ["archiveprefix", "{arXiv}"],
    ],
  );
});

test("an entry says who wrote it, when, where, and under which ids", () => {
  assert.deepEqual(factsOf(good, only(good)), {
    title: "Attention Is All You Need",
    authors: ["Ashish Vaswani", "Noam Shazeer"],
    year: 2017,
    venue: "nips 30",
    arxiv: "1706.03762",
    arxivVersion: 5,
    doi: undefined,
    url: undefined,
  });
  const other = read(good).entries[1];
  assert.ok(other);
  assert.equal(factsOf(good, other).doi, "10.1000/AbC");
  const preprint = "@article{a, title={T}, journal={arXiv preprint arXiv:2407.12345}, date={2024-07-01}}";
  assert.deepEqual(
    [
      factsOf(preprint, only(preprint)).arxiv,
      factsOf(preprint, only(preprint)).venue,
      factsOf(preprint, only(preprint)).year,
    ],
    ["2407.12345", undefined, 2024],
  );
});

const broken: readonly (readonly [
  name: string,
  text: string,
  keys: readonly string[],
  lines: readonly number[],
])[] = [
  [
    "a brace that is not closed",
    "@a{one,\n title={x},\n}\n@a{two,\n title={x,\n year=1}\n@a{three,\n title={y}}\n",
    ["one", "two", "three"],
    [4],
  ],
  [
    "a quote that is not closed",
    '@a{one,\n title="x,\n year=1\n}\n@a{two,\n title={y}}',
    ["one", "two"],
    [1],
  ],
  ["an entry that the file's end cuts off", "@a{one, title={y}}\n@a{two, title={x", ["one", "two"], [2]],
  ["no key", "@a{title={x}}\n@a{, title={x}}\n@a{one,}", ["one"], [1, 2]],
  ["a comma that is missing", "@a{one,\n title={x}\n year=1}\n@a{two}", ["one", "two"], [2]],
  ["a field without a value", "@a{one,\n title\n, year=1}\n@a{two}", ["one", "two"], [2]],
  ["text between entries", "Some notes, a@b.org\n@a{one,}\nmore } text { here\n@a{two,}", ["one", "two"], []],
  ["one brace too many", "@a{one, title={x}}}\n@a{two,}", ["one", "two"], []],
];
for (const [name, text, keys, lines] of broken)
  test(`with ${name} the other entries are read, and its line is known`, () => {
    assert.deepEqual(keysIn(text), keys);
    assert.deepEqual(problemLines(text), lines);
  });

test("keys may be odd, and names of JavaScript's own are keys like others", () => {
  const keys = [
    "__proto__",
    "constructor",
    "müller:2020/a+b",
    "DBLP:conf/nips/VaswaniSPUJGKP17",
    "10.1145/1234.5678",
    "key&co",
  ];
  assert.deepEqual(keysIn(keys.map((key) => `@misc{${key}, title = {x}}`).join("\n")), keys);
});

test("hostile files of a hundred thousand signs end soon", () => {
  const units = [
    "@",
    "@a{",
    "@a{b,",
    "@a{b,c={",
    "{",
    "}",
    '"',
    "@a{b,c=",
    "#",
    "@a{b,\n",
    "\n@a{b,c={",
    "@string{a = ",
    "@a(b,",
    "\\",
    "%@a{b,}",
  ];
  for (const unit of units) {
    const before = process.cpuUsage();
    for (const { problems } of bibParts(`@a{x, y = ${unit.repeat(Math.ceil(100_000 / unit.length))}`))
      assert.ok(problems.length <= 100_000);
    const tookMs = process.cpuUsage(before).user / 1000;
    assert.ok(tookMs < 1000, `${JSON.stringify(unit)} took ${tookMs.toFixed()} ms`);
  }
});

const tex: readonly (readonly [string, string])[] = [
  [String.raw`M{\"u}ller and Erd{\H o}s and Pok\'e`, "Müller and Erdős and Poké"],
  [String.raw`Stra{\ss}e {\O}re \L{}ukasz {\v{C}}ech na\"{\i}ve`, "Straße Øre Łukasz Čech naïve"],
  [String.raw`{BERT}: \emph{Deep} {B}idirectional 5\% A--B`, "BERT: Deep Bidirectional 5% A–B"],
  [String.raw`$\alpha$-divergence of $O(n)$`, "α-divergence of O(n)"],
  [String.raw`\unknown{x}`, String.raw`\unknownx`],
];
for (const [written, reads] of tex)
  test(`${written} reads ${reads}`, () => assert.equal(plainTex(written), reads));

test("an entry becomes a paper with its abstract, and one without a title does not", () => {
  const text =
    "@article{a, title = {One {T}wo}, author = {B, A}, journal = {JMLR}, year = 2020, abstract = {It is.}}";
  const entry = only(text);
  assert.deepEqual(draftOf("a", factsOf(text, entry), fieldText(text, entry, "abstract")), {
    title: "One Two",
    abstract: "It is.",
    authors: ["A B"],
    year: 2020,
    venue: "JMLR",
    identifiers: ["bibtex:a"],
    resources: [],
    source: { kind: "bibtex" },
  });
  assert.equal(draftOf("b", factsOf("@a{b}", only("@a{b}")), ""), undefined);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { appended, withFields, type TextEdit } from "../../src/citations/bibEdits.ts";
import { bibParts, type BibEntry } from "../../src/citations/bibFile.ts";
import { bibFor, bibsNamedIn } from "../../src/citations/bibFor.ts";
import { Bibliography } from "../../src/citations/bibliography.ts";
import { summaryOf } from "../../src/citations/bibSummary.ts";
import { Citables, rankedCitables } from "../../src/citations/citables.ts";
import { completionAt } from "../../src/citations/completionAt.ts";
import { findingsIn, newestVersion, ownKeys, publishedVersion } from "../../src/citations/findings.ts";
import { canBeCited, writtenKey } from "../../src/citations/insertion.ts";
import type { LanguageKind } from "../../src/citations/languages.ts";
import { scanLine, nothingOpen } from "../../src/citations/references.ts";
import { scanText } from "../../src/citations/scannedText.ts";
import type { Paper, PaperDraft } from "../../src/domain/paper.ts";
import { newPaper } from "../../src/library/merge.ts";
import { PaperLookup } from "../../src/library/paperLookup.ts";
import { readableMath } from "../../src/library/plainTex.ts";

const paper = (title: string, more: Partial<PaperDraft> = {}): Paper =>
  newPaper({ title, abstract: "", source: { kind: "test" }, ...more }, "2025-07-30T00:00:00.000Z");

const asked: readonly (readonly [
  kind: LanguageKind,
  before: string,
  what: string | undefined,
  typed?: string,
])[] = [
  ["latex", String.raw`see \cite{`, "key", ""],
  ["latex", String.raw`see \parencite[p.~2]{one, two wor`, "key", "two wor"],
  ["latex", String.raw`\cite{one} and \emph{tw`, undefined],
  ["latex", String.raw`\cite[see`, undefined],
  ["latex", String.raw`\cite{one}`, undefined],
  ["markdown", "[see @sparse att", "key", "sparse att"],
  ["markdown", "as @spa", "key", "spa"],
  ["markdown", "as @{spa", "key", "spa"],
  ["markdown", "mail@spa", undefined],
  ["markdown", "@one shows that it is so far", undefined],
  ["markdown", "[@one]", undefined],
  ["markdown", "{cite}`one, tw", "key", "tw"],
  ["markdown", "{cite}`one`", undefined],
  ["text", ":cite:p:`on", "key", "on"],
  ["typst", "see @sp", "key", "sp"],
  ["typst", "#cite(<sp", "key", "sp"],
  ["markdown", "[[sparse fron", "title", "sparse fron"],
  ["code", "# [[sparse", "title", "sparse"],
  ["code", "@sparse", undefined],
  ["markdown", "[[one]] tw", undefined],
  ["markdown", "arXiv:2504.", "arxiv", "2504."],
  ["text", "doi: 10.1145/", "doi", "10.1145/"],
  ["bibtex", "@misc{on", undefined],
];
for (const [kind, before, what, typed] of asked)
  test(`in ${kind} ${JSON.stringify(before)} asks for ${what ?? "nothing"}`, () => {
    const found = completionAt(before, kind, nothingOpen);
    assert.equal(found?.what, what);
    if (typed === undefined) return;
    assert.equal(found?.typed, typed);
    assert.equal(before.slice(found.start), typed);
  });

test("a command of LaTeX that a line above left open is completed below it, and code in Markdown is not", () => {
  const open = scanLine(String.raw`\cite{one,`, "latex", nothingOpen).after;
  assert.equal(completionAt("  tw", "latex", open)?.typed, "tw");
  const fence = scanLine("```python", "markdown", nothingOpen).after;
  assert.equal(completionAt("[@on", "markdown", fence), undefined);
});

const sparse = paper("The Sparse Frontier", {
  identifiers: ["arxiv:2504.17768"],
  authors: ["Piotr Nawrot"],
  year: 2025,
});
const dense = paper("Dense Retrieval of Passages", { authors: ["Vladimir Karpukhin"], year: 2020 });
const bibliography = (text: string): Bibliography => {
  const made = new Bibliography();
  made.set("refs.bib", summaryOf("refs.bib", text));
  return made;
};

test("what can be cited stands once, under the key of its entry, entries first, and a taken key is told apart", () => {
  const refs = bibliography(
    "@misc{mine, eprint = {2504.17768}}\n@misc{karpukhin2020dense, title = {Another}, author = {X Y}}",
  );
  const list = new Citables().list([dense, sparse], refs, new PaperLookup([dense, sparse]));
  assert.deepEqual(
    list.map(({ key, paper: id, entry }) => [key, id, entry?.key]),
    [
      ["mine", sparse.id, "mine"],
      ["karpukhin2020dense", undefined, "karpukhin2020dense"],
      ["karpukhin2020densea", dense.id, undefined],
    ],
  );
});

test("keys that begin as typed come first, then what the search found in its order, then what has all words", () => {
  const papers = ["Alpha Beta", "Beta Gamma", "Gamma Alpha"].map((title) => paper(title));
  const list = new Citables().list(papers, bibliography(""), new PaperLookup(papers));
  const ids = papers.map(({ id }) => id);
  const keys = (typed: string, found: readonly number[]): readonly string[] =>
    rankedCitables(
      list,
      typed,
      found.flatMap((at) => ids[at] ?? []),
      10,
    ).map(({ key }) => key);
  assert.deepEqual(keys("gamma", [2, 1]), ["gammaalpha", "betagamma"]);
  assert.deepEqual(keys("alp", [2, 0]), ["alphabeta", "gammaalpha"]);
  assert.deepEqual(keys("alpha beta", []), ["alphabeta"]);
  assert.deepEqual(keys("", []), ["alphabeta", "betagamma", "gammaalpha"]);
});

test("a key is written so that it is read again, in braces where Markdown needs them", () => {
  assert.equal(writtenKey("a2020b", "markdown", true), "a2020b");
  assert.equal(writtenKey("10.1145/1(2)", "markdown", true), "{10.1145/1(2)}");
  assert.equal(canBeCited("sparse:2025", "typst"), true);
  assert.equal(canBeCited("two words", "latex"), false);
  assert.equal(canBeCited("a,b", "latex"), false);
});

test("a document names its bibliography, else the one with its keys is taken, else the nearest", () => {
  assert.deepEqual(bibsNamedIn("\\addbibresource[x]{a.bib}\n\\bibliography{b,sub/c}", "latex"), [
    "a.bib",
    "b.bib",
    "sub/c.bib",
  ]);
  assert.deepEqual(bibsNamedIn("---\nbibliography: refs.bib\n---", "markdown"), ["refs.bib"]);
  assert.deepEqual(bibsNamedIn("---\nbibliography:\n  - refs.bib\n---", "markdown"), ["refs.bib"]);
  assert.deepEqual(bibsNamedIn('#bibliography("refs.bib")', "typst"), ["refs.bib"]);
  const of = (path: string, cited = 0) => ({ path, cited });
  const paths = [of("/w/a/refs.bib"), of("/w/b/refs.bib"), of("/w/other.bib")];
  assert.equal(bibFor("/w/b/c.tex", [], [...paths, of("/far/cited.bib", 2)]), "/far/cited.bib");
  assert.equal(bibFor("/w/b/main.tex", ["refs.bib"], paths), "/w/b/refs.bib");
  assert.equal(bibFor("/w/b/main.tex", ["../other.bib"], paths), "/w/other.bib");
  assert.equal(bibFor("/w/a/x/main.tex", [], paths), "/w/a/refs.bib");
  assert.equal(bibFor("/w/a/main.tex", [], []), undefined);
});

const findings = (text: string, kind: LanguageKind, refs: Bibliography, papers: readonly Paper[] = []) => {
  const lookup = new PaperLookup(papers);
  const lines = text.split("\n");
  const found = findingsIn({
    references: scanText(text, kind),
    lineAt: (line) => lines[line] ?? "",
    own: ownKeys(text, kind),
    bibliography: refs,
    finder: refs.over(lookup),
    paper: (names) => papers.find(({ id }) => id === lookup.find(names)),
    libraryKeys: () => ["nawrot2025sparse"],
  });
  return found.map(({ kind: what, line, why }) => `${line + 1} ${what}: ${why}`);
};

test("unknown keys are told with what was probably meant, and what the text defines itself is known", () => {
  const refs = bibliography("@misc{one2020, title = {One}}");
  assert.deepEqual(findings("\\cite{one2021}\n\\cite{two}\\bibitem{two}\n\\cite{one2020}", "latex", refs), [
    "1 unknown-key: No paper has the key “one2021”. Did you mean “one2020”?",
  ]);
  assert.deepEqual(findings("= X <intro>\n@intro @one2020 @nobody", "typst", refs), [
    "2 unknown-key: No paper has the key “nobody”.",
  ]);
});

test("a key of the library that no bibliography has is told as that; without any bibliography only slips are told", () => {
  const refs = bibliography("@misc{one2020, title = {One}}");
  assert.deepEqual(findings("[@nawrot2025sparse]", "markdown", refs, [sparse]), [
    "1 missing-entry: “nawrot2025sparse” is in the library, but in no .bib file of this workspace.",
  ]);
  assert.deepEqual(
    findings("[@nobody; @nawrot2025sparze; @nawrot2025sparse]", "markdown", new Bibliography(), [sparse]),
    ["1 unknown-key: No paper has the key “nawrot2025sparze”. Did you mean “nawrot2025sparse”?"],
  );
});

test("an older version that is named is told where the library knows a newer one", () => {
  const versioned = paper("V", {
    identifiers: ["arxiv:2504.00001"],
    resources: [{ kind: "pdf", url: "https://arxiv.org/pdf/2504.00001v3" }],
  });
  assert.equal(newestVersion(versioned), 3);
  assert.deepEqual(
    findings("arXiv:2504.00001v1, v2504.00001, arXiv:2504.00001v3", "text", bibliography(""), [versioned]),
    ["1 newer-version: There is a newer version of this paper: v3."],
  );
});

test("a preprint that was published is known by the paper's venue or DOI, and one that has them is left alone", () => {
  const published = { ...sparse, venue: "ICML", identifiers: [...sparse.identifiers, "doi:10.1000/icml.1"] };
  const entryOf = (text: string) => {
    const [entry] = summaryOf("a.bib", text).entries;
    assert.ok(entry);
    return entry;
  };
  const preprint = entryOf("@misc{a, title = {T}, eprint = {2504.17768}, doi = {10.48550/arXiv.2504.17768}}");
  assert.deepEqual(publishedVersion(preprint, published), { venue: "ICML", doi: "10.1000/icml.1" });
  assert.equal(publishedVersion(preprint, sparse), undefined);
  assert.equal(publishedVersion(entryOf("@a{a, booktitle = {ICML}}"), published), undefined);
});

const applied = (text: string, edits: readonly TextEdit[]): string =>
  [...edits]
    .sort((a, b) => b.span.start - a.span.start)
    .reduce((now, { span, text: put }) => now.slice(0, span.start) + put + now.slice(span.end), text);
const firstEntry = (text: string): BibEntry => {
  const [part] = [...bibParts(text)];
  assert.ok(part?.entry);
  return part.entry;
};

test("fields are set where they stand, or added as the others are indented, and nothing else changes", () => {
  const text = "@misc{a,\n    title = {T},\n    journal = {arXiv},\n}\n% mine\n";
  assert.equal(
    applied(text, withFields(text, firstEntry(text), { journal: "A & B", doi: "10.1/x_y", year: undefined })),
    "@misc{a,\n    doi = {10.1/x_y},\n    title = {T},\n    journal = {A \\& B},\n}\n% mine\n",
  );
});

test("a new entry stands at the end, behind an empty line", () => {
  for (const [before, after] of [
    ["", "@misc{x}\n"],
    ["@a{b}", "@a{b}\n\n@misc{x}\n"],
    ["@a{b}\n", "@a{b}\n\n@misc{x}\n"],
    ["@a{b}\n\n", "@a{b}\n\n@misc{x}\n"],
  ] as const)
    assert.equal(applied(before, [appended(before, "@misc{x}\n")]), after);
});

const math: readonly (readonly [string, string])[] = [
  ["a cost of $O(n^2)$ at $\\alpha_1 \\leq 0.5$", "a cost of O(n²) at α₁ ≤ 0.5"],
  ["\\(\\frac{a}{b}\\) and $\\mathcal{L}$", "a/b and L"],
  ["it costs $5 and then $6 more", "it costs $5 and then $6 more"],
  ["no {braces} or \\commands outside", "no {braces} or \\commands outside"],
];
for (const [written, reads] of math)
  test(`${written} is shown as ${reads}`, () => assert.equal(readableMath(written), reads));

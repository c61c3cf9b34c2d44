import assert from "node:assert/strict";
import { test } from "node:test";
import type { Paper, PaperDraft } from "../../src/domain/paper.ts";
import { newPaper } from "../../src/library/merge.ts";
import { mentionsIn } from "../../src/citations/mentions.ts";
import { PaperLookup } from "../../src/library/paperLookup.ts";
import { languageKinds, type LanguageKind } from "../../src/citations/languages.ts";
import { referencesIn } from "../../src/citations/references.ts";

const paper = (title: string, more: Partial<PaperDraft> = {}): Paper =>
  newPaper({ title, abstract: "", source: { kind: "test" }, ...more }, "2025-07-30T00:00:00.000Z");

const sparse = paper("The Sparse Frontier: Sparse Attention Trade-offs", {
  identifiers: ["arxiv:2504.17768", "bibtex:nawrot2025sparse"],
});
const strings = paper("Strings [Re]visited | A Survey", { identifiers: ["arxiv:hep-th/9901001"] });
const lasso = paper("Improved Active Multi-Task Representation Learning via Lasso", {
  identifiers: ["doi:10.1145/3292500.3330701"],
});
const review = paper("Reviewed in the Open", {
  authors: ["Zoë Müller", "Ann Other"],
  year: 2024,
  resources: [{ kind: "paper", url: "https://openreview.net/forum?id=abc123" }],
});
const lookup = new PaperLookup([sparse, strings, lasso, review]);

const mentioned = (line: string, kind: LanguageKind): readonly (readonly [string, Paper["id"]])[] =>
  mentionsIn(line, kind, lookup).map(({ span, paper: id }) => [line.slice(span.start, span.end), id]);

const every = languageKinds;

const recognised: readonly (readonly [
  line: string,
  words: string,
  of: Paper,
  kinds?: readonly LanguageKind[],
])[] = [
  ["see arXiv:2504.17768 for more", "arXiv:2504.17768", sparse],
  ["see arXiv:2504.17768v2.", "arXiv:2504.17768v2", sparse],
  ["(arxiv: 2504.17768v12)", "arxiv: 2504.17768v12", sparse],
  ["arXiv 2504.17768", "arXiv 2504.17768", sparse],
  ["notes on 2504.17768, again", "2504.17768", sparse],
  ["papers/2504.17768.pdf", "2504.17768", sparse],
  ["arXiv:hep-th/9901001v3", "arXiv:hep-th/9901001v3", strings],
  ["https://arxiv.org/abs/2504.17768v1.", "https://arxiv.org/abs/2504.17768v1", sparse],
  ["[pdf](http://arxiv.org/pdf/2504.17768.pdf)", "http://arxiv.org/pdf/2504.17768.pdf", sparse],
  ["arxiv.org/abs/hep-th/9901001", "arxiv.org/abs/hep-th/9901001", strings],
  ["<https://huggingface.co/papers/2504.17768>", "https://huggingface.co/papers/2504.17768", sparse],
  ["hf.co/papers/2504.17768", "hf.co/papers/2504.17768", sparse],
  ["doi:10.48550/arXiv.2504.17768", "doi:10.48550/arXiv.2504.17768", sparse],
  ["https://doi.org/10.1145/3292500.3330701,", "https://doi.org/10.1145/3292500.3330701", lasso],
  ["(10.1145/3292500.3330701)", "10.1145/3292500.3330701", lasso],
  ["doi: 10.1145/3292500.3330701.", "doi: 10.1145/3292500.3330701", lasso],
  ["https://openreview.net/forum?id=abc123", "https://openreview.net/forum?id=abc123", review],
  [
    "[[the sparse frontier - sparse attention trade-offs]]",
    "[[the sparse frontier - sparse attention trade-offs]]",
    sparse,
  ],
  ["[[Reviewed in the Open|that one]]", "[[Reviewed in the Open|that one]]", review],
  ["[[Reviewed in the Open#Results]]", "[[Reviewed in the Open#Results]]", review],
  ["[[Strings [Re]visited | A Survey]]", "[[Strings [Re]visited | A Survey]]", strings],
  ["[[@nawrot2025sparse]]", "[[@nawrot2025sparse]]", sparse],
  [String.raw`\cite{nawrot2025sparse}`, "nawrot2025sparse", sparse],
  [String.raw`\citep*[see][p.~{]}5]{nawrot2025sparse}`, "nawrot2025sparse", sparse],
  [String.raw`\parencite [chap. 2] {unknown, nawrot2025sparse }`, "nawrot2025sparse", sparse],
  [String.raw`\textcites(see)()[1]{unknown}[2][3]{nawrot2025sparse}`, "nawrot2025sparse", sparse],
  [String.raw`\nocite{muller2024reviewed}`, "muller2024reviewed", review],
  [String.raw`\cite{10.1145/3292500.3330701}`, "10.1145/3292500.3330701", lasso],
  ["as @nawrot2025sparse. It", "@nawrot2025sparse", sparse, ["markdown", "text", "code"]],
  ["[-@nawrot2025sparse, p. 4]", "@nawrot2025sparse", sparse, ["markdown", "text", "code"]],
  ["x @{nawrot2025sparse}s", "@{nawrot2025sparse}", sparse, ["markdown", "text", "code"]],
  ["@nawrot2025sparse shows", "@nawrot2025sparse", sparse, ["markdown", "text"]],
  ["@article{nawrot2025sparse,", "nawrot2025sparse", sparse, ["bibtex"]],
];

for (const [line, words, of, kinds = every] of recognised) {
  test(`${JSON.stringify(line)} mentions its paper`, () => {
    for (const kind of kinds) assert.deepEqual(mentioned(line, kind), [[words, of.id]], kind);
  });
}

const passedOver: readonly (readonly [line: string, kinds?: readonly LanguageKind[]])[] = [
  ["preprintarXiv2504.17768"],
  ["arXiv:2504.177689"],
  ["12504.17768"],
  ["1.2504.17768"],
  ["2504.17768.5"],
  ["2504.17768x"],
  ["-2504.17768"],
  ["arXiv:2504.99999"],
  ["x10.1145/3292500.3330701"],
  ["mail@nawrot2025sparse"],
  ["nawrot2025sparse"],
  ["@nawrot2025sparser and @nawrot"],
  [String.raw`\citestyle{nawrot2025sparse} \cited \cite nawrot2025sparse`],
  [String.raw`\cite{nawrot2025sparse`, ["markdown", "text", "typst", "bibtex", "code"]],
  ["[[Reviewed in the Open]"],
  ["The Sparse Frontier: Sparse Attention Trade-offs"],
  ["@nawrot2025sparse", ["latex", "code", "bibtex"]],
  ["    @nawrot2025sparse(arg)", ["code"]],
  ["@article{nawrot2025sparse,", ["latex"]],
];

for (const [line, kinds = every] of passedOver) {
  test(`${JSON.stringify(line)} mentions nothing`, () => {
    for (const kind of kinds) assert.deepEqual(mentioned(line, kind), [], kind);
  });
}

test("several mentions on a line come in order and do not overlap", () => {
  const line =
    "[@nawrot2025sparse; @muller2024reviewed, p. 3] and [[Reviewed in the Open]], 2504.17768 \\cite{muller2024reviewed,nawrot2025sparse}";
  assert.deepEqual(mentioned(line, "markdown"), [
    ["@nawrot2025sparse", sparse.id],
    ["@muller2024reviewed", review.id],
    ["[[Reviewed in the Open]]", review.id],
    ["2504.17768", sparse.id],
    ["muller2024reviewed", review.id],
    ["nawrot2025sparse", sparse.id],
  ]);
});

test("offsets count UTF-16 units, so they hold behind emoji", () => {
  const line = "🧠🧠 戴 @nawrot2025sparse";
  assert.deepEqual(
    mentionsIn(line, "markdown", lookup).map(({ span }) => span),
    [{ start: 7, end: 24 }],
  );
});

test("a reference is seen whether or not the library knows it", () => {
  assert.deepEqual(referencesIn(String.raw`\cite{nobody1999}`, "latex"), [
    {
      span: { start: 6, end: 16 },
      how: "key",
      names: ["key:nobody1999"],
      key: { start: 6, end: 16 },
      sure: true,
    },
  ]);
});

test("the lookup follows the library: changed names are forgotten, new ones found, removed papers gone", () => {
  const own = new PaperLookup([sparse]);
  own.update({ added: [lasso], changed: [{ ...sparse, identifiers: ["arxiv:2504.00001"] }], removed: [] });
  assert.equal(own.find(["arxiv:2504.17768"]), undefined);
  assert.equal(own.find(["arxiv:2504.00001"]), sparse.id);
  assert.equal(own.find(["doi:10.1145/3292500.3330701"]), lasso.id);
  own.update({ added: [], changed: [], removed: [sparse.id] });
  assert.equal(own.find(["arxiv:2504.00001"]), undefined);
});

test("a made-up key that two papers share names neither until one of them is gone", () => {
  const [one, two] = [paper("Sparse Attention at Scale"), paper("Sparse Attention in Practice")];
  const own = new PaperLookup([one, two]);
  assert.equal(own.find(["key:sparseattention"]), undefined);
  own.update({ added: [], changed: [], removed: [two.id] });
  assert.equal(own.find(["key:sparseattention"]), one.id);
});

test("a key that came with a paper wins over one made up for another", () => {
  const [given, derived] = [
    paper("Other", { identifiers: ["bibtex:sparseattention"] }),
    paper("Sparse Attention at Scale"),
  ];
  assert.equal(new PaperLookup([derived, given]).find(["key:sparseattention"]), given.id);
});

test("hostile lines of 100,000 characters take well under a second each", () => {
  const units = [
    ..."a@[(\\{$:1.",
    "[[",
    "[[a",
    "[[]",
    "]]",
    "\\cite",
    "\\cite[",
    "\\cite{",
    "\\cites{a}",
    "\\cites[a",
    "@{",
    "@a:",
    "@a.",
    "10.1234/",
    "10.1234/)",
    "https://",
    "https://a)",
    "https://arxiv.org/abs/",
    "arxiv ",
    "arxiv:a-",
    "2504.17768",
    "2504.",
    "doi: ",
  ];
  for (const unit of units) {
    const line = `arxiv 10.1234 [[ @ cite https:${unit.repeat(Math.ceil(100_000 / unit.length))}`;
    for (const kind of every) {
      const before = process.cpuUsage(); // not the clock, which counts what other processes do too
      mentionsIn(line, kind, lookup);
      const tookMs = process.cpuUsage(before).user / 1000;
      assert.ok(tookMs < 1000, `${JSON.stringify(unit)} as ${kind} took ${tookMs.toFixed()} ms`);
    }
  }
});

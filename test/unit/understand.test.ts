/** What is made of a pasted text. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { finished } from "../../src/library/importers/importer.ts";
import { describe, whoIsAsked } from "../../src/sources/describe.ts";
import { textMeant } from "../../src/sources/pastedText.ts";
import { importText } from "../../src/sources/recognise.ts";
import { hostsFor } from "../../src/sources/ladder.ts";
import { isListOfPapers, nameOf, understand } from "../../src/sources/understand.ts";
import { samplePage } from "../fakes/sample.ts";

const names = (text: string): readonly string[] => understand(text).wanted.map(nameOf);

for (const [text, name] of [
  ["1706.03762", "arxiv:1706.03762"],
  ["1706.03762v7", "arxiv:1706.03762"],
  ["arXiv:1706.03762v7 [cs.CL]", "arxiv:1706.03762"],
  ["arXiv: 1706.03762", "arxiv:1706.03762"],
  ["hep-th/9901001v2", "arxiv:hep-th/9901001"],
  ["math.AG/0601001", "arxiv:math.ag/0601001"],
  ["https://arxiv.org/abs/1706.03762v7?context=cs", "arxiv:1706.03762"],
  ["https://arxiv.org/pdf/1706.03762v7.pdf#page=3", "arxiv:1706.03762"],
  ["http://www.arxiv.org/html/1706.03762v7", "arxiv:1706.03762"],
  ["https://export.arxiv.org/abs/hep-th/9901001", "arxiv:hep-th/9901001"],
  ["https://ar5iv.labs.arxiv.org/html/1706.03762", "arxiv:1706.03762"],
  ["https://www.alphaxiv.org/abs/1706.03762", "arxiv:1706.03762"],
  ["arxiv.org/abs/1706.03762", "arxiv:1706.03762"],
  ["https://huggingface.co/papers/2507.00001", "arxiv:2507.00001"],
  ["hf.co/papers/2507.00001", "arxiv:2507.00001"],
  ["10.1145/3292500.3330701", "doi:10.1145/3292500.3330701"],
  ["doi: 10.1145/3292500.3330701.", "doi:10.1145/3292500.3330701"],
  ["https://doi.org/10.1000/A(B)C", "doi:10.1000/a(b)c"],
  ["https://dx.doi.org/10.1000%2F182", "doi:10.1000/182"],
  ["10.48550/arXiv.1706.03762", "arxiv:1706.03762"],
  ["10.18653/v1/2020.acl-main.447", "acl:2020.acl-main.447"],
  ["https://aclanthology.org/P18-1001/", "acl:p18-1001"],
  ["2020.acl-main.447", "acl:2020.acl-main.447"],
  ["https://openreview.net/forum?id=aB-c_12345", "openreview:ab-c_12345"],
  ["openreview.net/pdf?id=aB-c_12345", "openreview:ab-c_12345"],
  [
    "https://www.semanticscholar.org/paper/Attention/204e3073870fae3d05bcbc2f6a8e263d9b72e776",
    "s2:204e3073870fae3d05bcbc2f6a8e263d9b72e776",
  ],
  ["CorpusID:13756489", "corpusid:13756489"],
  ["https://huggingface.co/papers?date=2025-07-30", "day:2025-07-30"],
  ["Attention Is All You Need", "title:attention is all you need"],
  ["- [1] Vaswani et al. Attention is all you need", "title:vaswani et al. attention is all you need"],
  ["深度学习的稀疏性研究", "title:深度学习的稀疏性研究"],
] as const)
  test(`“${text}” asks for ${name}`, () => assert.deepEqual(names(text), [name]));

for (const text of ["", "x", "2024.12345", "3.14159", "https://example.org/paper", "12", "foo", "10.1/x"])
  test(`“${text}” names no paper`, () => assert.deepEqual(names(text), []));

test("several papers stand in a line, or one in each, and each counts once", () => {
  assert.deepEqual(names("1706.03762, 2005.14165 arXiv:1706.03762v2"), [
    "arxiv:1706.03762",
    "arxiv:2005.14165",
  ]);
  assert.deepEqual(names("see https://arxiv.org/abs/1706.03762 (and https://doi.org/10.1000/182)."), [
    "arxiv:1706.03762",
    "doi:10.1000/182",
  ]);
  const { wanted, left } = understand(
    "1. 1706.03762\r\n\r\n* Language Models are Few-Shot Learners\nhttps://example.org/x\n",
  );
  assert.deepEqual(wanted.map(nameOf), ["arxiv:1706.03762", "title:language models are few-shot learners"]);
  assert.deepEqual(left, [{ line: 4, text: "https://example.org/x" }]);
});

test("papers come in the order of the text, however they are named", () => {
  assert.deepEqual(
    names("arXiv:1706.03762 https://doi.org/10.1000/182 2020.acl-main.7 2005.14165 10.1000/183"),
    ["arxiv:1706.03762", "doi:10.1000/182", "acl:2020.acl-main.7", "arxiv:2005.14165", "doi:10.1000/183"],
  );
});

test("a list of papers is told from other texts", () => {
  assert.equal(isListOfPapers("1706.03762\nhttps://doi.org/10.1000/182"), true);
  assert.equal(isListOfPapers("Attention Is All You Need\nLanguage Models are Few-Shot Learners"), true);
  assert.equal(isListOfPapers(samplePage), false);
  assert.equal(isListOfPapers("# Readme\n\nThis project has code.\nRun it with care.\n"), false);
  assert.equal(isListOfPapers("const a = b(c);\nfunction d() {\n  return e;\n}\n"), false);
  assert.equal(isListOfPapers(""), false);
});

test("it is said beforehand which hosts are asked, in their order", () => {
  assert.deepEqual(hostsFor({ kind: "paper", by: "doi", id: "10.1000/182" }), [
    "api.crossref.org",
    "doi.org",
    "api.semanticscholar.org",
    "api.openalex.org",
  ]);
  assert.equal(hostsFor({ kind: "paper", by: "arxiv", id: "1706.03762" })[0], "export.arxiv.org");
});

test("whatever is pasted, only known hosts are ever asked, by https", () => {
  const piece = fc.constantFrom(
    ..."arxiv.org/abs/|https://|@|1706.03762|10.1000/|openreview.net/forum?id=|aclanthology.org/|2020.acl-main.1|../|%2e%2e|?|#|\\|evil.org|:80| |\n|é|\u202E".split(
      "|",
    ),
  );
  const known =
    /^https:\/\/(?:export\.arxiv\.org|arxiv\.org|huggingface\.co|api\.(?:semanticscholar|datacite|crossref|openalex)\.org|doi\.org|api2?\.openreview\.net|aclanthology\.org)\//u;
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), fc.string({ maxLength: 20 }), (parts, tail) => {
      for (const wanted of understand(parts.join("") + tail).wanted)
        if (wanted.kind === "paper") {
          assert.doesNotMatch(wanted.id, /(?:^|\/)\.\.(?:\/|$)/u);
          for (const host of hostsFor(wanted)) assert.match(`https://${host}/`, known);
        }
    }),
    { numRuns: 300 },
  );
});

test("a text that a field made one line of has its lines again", () => {
  assert.equal(
    textMeant("1706.03762 2005.14165 One Title", "1706.03762\n2005.14165\nOne Title\n"),
    "1706.03762\n2005.14165\nOne Title\n",
  );
  const ris = "TY  - JOUR TI  - Looms AU  - Lovelace, A ER  - ";
  assert.equal(
    finished(importText(textMeant(ris, "something else"), "2026-07-31")).drafts[0]?.title,
    "Looms",
  );
  assert.equal(textMeant("Attention is all", ""), "Attention is all");
});

test("what is understood is said in words, with every site that may hear of it", () => {
  const [paper, title, day] = understand(
    "arXiv:1706.03762\nAttention Is All You Need\nhf.co/papers?date=2025-07-30",
  ).wanted.map((wanted) => [describe(wanted), whoIsAsked(wanted)]);
  assert.deepEqual(paper, [
    "arXiv:1706.03762",
    "From arxiv.org, else huggingface.co, semanticscholar.org, datacite.org",
  ]);
  assert.deepEqual(title, [
    "“Attention Is All You Need”",
    "Looked up at semanticscholar.org, else crossref.org, openalex.org; you choose",
  ]);
  assert.deepEqual(day, ["Daily Papers of 2025-07-30", "From huggingface.co"]);
});

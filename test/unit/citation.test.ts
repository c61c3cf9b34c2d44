import assert from "node:assert/strict";
import { test } from "node:test";
import type { Paper, PaperDraft } from "../../src/domain/paper.ts";
import { citationKey, citationOf, linkOf } from "../../src/library/citation.ts";
import { bibtexOf } from "../../src/references/formats/bibEntry.ts";
import { newPaper } from "../../src/library/merge.ts";
import { bibtexTitle, texText } from "../../src/library/tex.ts";

const paper = (title: string, more: Partial<PaperDraft> = {}): Paper =>
  newPaper({ title, abstract: "", source: { kind: "test" }, ...more }, "2025-07-30T00:00:00.000Z");

const keys: readonly (readonly [key: string, title: string, more?: Partial<PaperDraft>])[] = [
  ["dai2022one", "Other", { identifiers: ["arxiv:2205.06126", "bibtex:dai2022one"] }],
  ["vaswani2017attention", "Attention Is All You Need", { authors: ["Ashish Vaswani"], year: 2017 }],
  ["maaten2008visualizing", "Visualizing Data", { authors: ["Laurens van der Maaten"], year: 2008 }],
  ["maaten2008visualizing", "Visualizing Data", { authors: ["van der Maaten, Laurens"], year: 2008 }],
  ["king1968dream", "A Dream", { authors: ["Martin Luther King Jr."], year: 1968 }],
  ["muller2024strasse", "Straße", { authors: ["Zoë Müller"], year: 2024 }],
  ["obrien2020deep", "How Deep?", { authors: ["Pat O’Brien"], year: 2020 }],
  ["clipmoe", "CLIP-MoE: Towards Building Mixture of Experts for CLIP"],
  ["sparsefrontier", "The Sparse Frontier", { authors: ["Piotr Nawrot"] }],
  ["sparsefrontier", "The Sparse Frontier", { year: 2025 }],
  ["sparsefrontier", "The Sparse Frontier", { authors: ["戴勇"], year: 2025 }],
  ["whatis", "What is it?"],
];

for (const [key, title, more] of keys) {
  test(`the key of ${JSON.stringify(title)} (${more?.authors?.[0] ?? "nobody"}, ${more?.year ?? "no year"}) is ${key}`, () => {
    assert.equal(citationKey(paper(title, more)), key);
  });
}

test("a title without a Latin letter still has a key that BibTeX takes", () => {
  assert.match(citationKey(paper("稀疏注意力")), /^[a-z0-9-]+$/u);
});

test("a key that BibTeX cannot take is not used", () => {
  for (const key of ["a b", "a,b", "a}b", "a%b", "x\\input", ""])
    assert.equal(citationKey(paper("Sparse Frontier", { identifiers: [`bibtex:${key}`] })), "sparsefrontier");
});

test("an arXiv paper without a venue becomes @misc with its eprint", () => {
  const entry = bibtexOf(
    paper("The Sparse Frontier: BERT & Q-learning at 50%", {
      authors: ["Piotr Nawrot", "Barnes and Noble"],
      year: 2025,
      identifiers: ["arxiv:2504.17768"],
    }),
  );
  assert.equal(
    entry,
    String.raw`@misc{nawrot2025sparse,
  title = {The Sparse Frontier: {BERT} \& {Q-learning} at 50\%},
  author = {Nawrot, Piotr and {Barnes and Noble}},
  year = {2025},
  eprint = {2504.17768},
  archivePrefix = {arXiv},
  url = {https://arxiv.org/abs/2504.17768},
}
`,
  );
});

test("a paper with a venue becomes @article, and one with hardly anything is still an entry", () => {
  assert.equal(
    bibtexOf(paper("Lasso", { venue: "J. of A & B", year: 2019, identifiers: ["doi:10.1145/3292500_1"] })),
    String.raw`@article{lasso,
  title = {Lasso},
  year = {2019},
  journal = {J. of A \& B},
  doi = {10.1145/3292500_1},
  url = {https://doi.org/10.1145/3292500_1},
}
`,
  );
  assert.equal(bibtexOf(paper("Lasso")), "@misc{lasso,\n  title = {Lasso},\n}\n");
});

test("whatever a paper holds, its entry's braces balance and no command of its own gets through", () => {
  const hostile =
    String.raw`}{\input{/etc/passwd} \write18{rm} $\input{x}$ $}{$ $%$ $^^5cinput$ ~^_#` + "\n\u0000";
  const entry = bibtexOf(
    paper(hostile, {
      authors: [hostile],
      venue: hostile,
      identifiers: [`doi:${hostile}`, `arxiv:${hostile}`, `bibtex:${hostile}`],
      resources: [{ kind: "paper", url: `https://a.b/${hostile}` }],
    }),
  );
  let depth = 0;
  for (const [at, sign] of [...entry].entries()) {
    if (sign === "{") depth++;
    if (sign === "}") depth--;
    assert.ok(depth > 0 || at < entry.indexOf("{") || at >= entry.length - 2, `closed too early at ${at}`);
  }
  assert.equal(depth, 0);
  assert.doesNotMatch(entry, /\\(?:input|write)|\^\^/u);
});

test("capitals that a style would lower are protected, plain words and harmless mathematics are left alone", () => {
  assert.equal(
    bibtexTitle("Scaling CLIP-MoE to GPT-4 with $O(n^2)$ One-Shot Q-learning: A View in C"),
    "Scaling {CLIP-MoE} to {GPT-4} with {$O(n^2)$} One-Shot {Q-learning}: A View in {C}",
  );
  assert.equal(bibtexTitle(String.raw`$\alpha$-ReLU`), String.raw`{$\alpha$}{-ReLU}`);
});

test("a price is no mathematics", () => {
  assert.equal(bibtexTitle("From $5 to $ 6"), String.raw`From \$5 to \$ 6`);
});

test("every special character is set as itself", () => {
  assert.equal(
    texText(String.raw`\{}~^$&%#_é`),
    String.raw`\textbackslash{}\textbraceleft{}\textbraceright{}\textasciitilde{}\textasciicircum{}\$\&\%\#\_é`,
  );
});

test("a citation says what is known on one line, and no more", () => {
  assert.equal(
    citationOf(
      paper("Is Attention\nAll You Need?", {
        authors: ["A One", "B Two", "C Three", "D Four"],
        venue: "NeurIPS",
        year: 2017,
        identifiers: ["arxiv:1706.03762"],
      }),
    ),
    "A One, B Two, C Three, et al. “Is Attention All You Need?” NeurIPS, 2017. https://arxiv.org/abs/1706.03762",
  );
  assert.equal(citationOf(paper("The Sparse Frontier")), "“The Sparse Frontier.”");
});

test("the best link is arXiv's page, then the DOI, then the paper's own pages, and never a script", () => {
  const code = { kind: "code", url: "https://github.com/a/b" } as const;
  const page = { kind: "paper", url: "https://openreview.net/forum?id=x" } as const;
  const script = { kind: "paper", url: "javascript:alert(1)" } as const;
  const link = (draft: Partial<PaperDraft>): string | undefined => linkOf(paper("T", draft));
  assert.equal(
    link({ identifiers: ["doi:10.1/x", "arxiv:2504.17768"], resources: [page] }),
    "https://arxiv.org/abs/2504.17768",
  );
  assert.equal(
    link({ identifiers: ["doi:10.1002/(SICI)1#?<x>"] }),
    "https://doi.org/10.1002/(SICI)1%23%3F%3Cx%3E",
  );
  assert.equal(link({ resources: [code, page] }), page.url);
  assert.equal(link({ resources: [script, code] }), code.url);
  assert.equal(link({ resources: [script] }), undefined);
});

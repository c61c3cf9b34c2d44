/** Papers as references in the styles of this field, and as files of other programs that lose nothing on the way back. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { importBibtex } from "../../src/citations/bibImport.ts";
import type { Paper, PaperDraft } from "../../src/domain/paper.ts";
import { importCslJson } from "../../src/library/importers/cslJson.ts";
import type { Imported, ImportSteps } from "../../src/library/importers/importer.ts";
import { importRis } from "../../src/library/importers/ris.ts";
import { importZoteroRdf } from "../../src/library/importers/zoteroRdf.ts";
import { newPaper } from "../../src/library/merge.ts";
import { copies } from "../../src/references/copies.ts";
import { bibliographyFormats } from "../../src/references/formats/bibliography.ts";
import { keyed } from "../../src/references/formats/keyed.ts";
import { writeZoteroRdf } from "../../src/references/formats/zoteroRdf.ts";
import { initialsOf, personName } from "../../src/references/personName.ts";

const paper = (title: string, more: Partial<PaperDraft> = {}): Paper =>
  newPaper({ title, abstract: "", source: { kind: "test" }, ...more }, "2026-01-01T00:00:00.000Z");

const bert = paper("BERT: Pre-training of Deep Bidirectional Transformers for Language Understanding", {
  authors: ["Jacob Devlin", "Ming-Wei Chang", "Kenton Lee", "Kristina Toutanova"],
  year: 2019,
  venue: "Proceedings of NAACL-HLT 2019",
  identifiers: ["doi:10.18653/v1/n19-1423"],
});
const adam = paper("Adam: A Method for Stochastic Optimization", {
  authors: ["Diederik P. Kingma", "Jimmy Ba"],
  year: 2014,
  identifiers: ["arxiv:1412.6980"],
});
const tsne = paper("Visualizing Data using t-SNE", {
  authors: ["Laurens van der Maaten", "Geoffrey Hinton"],
  year: 2008,
  venue: "Journal of Machine Learning Research",
});
const nobody = paper("Who Wrote This?", { resources: [{ kind: "project", url: "https://example.org/who" }] });

const written = (id: string, ...papers: readonly Paper[]): string => {
  const copy = copies.find((each) => each.id === id);
  assert.ok(copy, id);
  return copy.text(papers);
};

const title = "BERT: Pre-training of Deep Bidirectional Transformers for Language Understanding";
const expected: Readonly<
  Record<string, readonly [bert: string, adam: string, tsne: string, nobody: string]>
> = {
  apa: [
    `Devlin, J., Chang, M.-W., Lee, K., & Toutanova, K. (2019). ${title}. In Proceedings of NAACL-HLT 2019. https://doi.org/10.18653/v1/n19-1423`,
    "Kingma, D. P., & Ba, J. (2014). Adam: A Method for Stochastic Optimization (arXiv:1412.6980). arXiv. https://arxiv.org/abs/1412.6980",
    "van der Maaten, L., & Hinton, G. (2008). Visualizing Data using t-SNE. Journal of Machine Learning Research.",
    "Who Wrote This? (n.d.). https://example.org/who",
  ],
  ieee: [
    `J. Devlin, M.-W. Chang, K. Lee, and K. Toutanova, “${title},” in Proceedings of NAACL-HLT 2019, 2019, doi: 10.18653/v1/n19-1423.`,
    "D. P. Kingma and J. Ba, “Adam: A Method for Stochastic Optimization,” arXiv preprint arXiv:1412.6980, 2014.",
    "L. van der Maaten and G. Hinton, “Visualizing Data using t-SNE,” Journal of Machine Learning Research, 2008.",
    "“Who Wrote This?” [Online]. Available: https://example.org/who",
  ],
  acl: [
    `Jacob Devlin, Ming-Wei Chang, Kenton Lee, and Kristina Toutanova. 2019. ${title}. In Proceedings of NAACL-HLT 2019.`,
    "Diederik P. Kingma and Jimmy Ba. 2014. Adam: A Method for Stochastic Optimization. Preprint, arXiv:1412.6980.",
    "Laurens van der Maaten and Geoffrey Hinton. 2008. Visualizing Data using t-SNE. Journal of Machine Learning Research.",
    "Who Wrote This? https://example.org/who",
  ],
  neurips: [
    `Jacob Devlin, Ming-Wei Chang, Kenton Lee, and Kristina Toutanova. ${title}. In Proceedings of NAACL-HLT 2019, 2019. doi: 10.18653/v1/n19-1423.`,
    "Diederik P. Kingma and Jimmy Ba. Adam: A Method for Stochastic Optimization. arXiv preprint arXiv:1412.6980, 2014.",
    "Laurens van der Maaten and Geoffrey Hinton. Visualizing Data using t-SNE. Journal of Machine Learning Research, 2008.",
    "Who Wrote This? URL https://example.org/who.",
  ],
  chicago: [
    `Devlin, Jacob, Ming-Wei Chang, Kenton Lee, and Kristina Toutanova. 2019. “${title}.” In Proceedings of NAACL-HLT 2019. https://doi.org/10.18653/v1/n19-1423.`,
    "Kingma, Diederik P., and Jimmy Ba. 2014. “Adam: A Method for Stochastic Optimization.” Preprint, arXiv. https://arxiv.org/abs/1412.6980.",
    "van der Maaten, Laurens, and Geoffrey Hinton. 2008. “Visualizing Data using t-SNE.” Journal of Machine Learning Research.",
    "“Who Wrote This?” https://example.org/who.",
  ],
};
for (const [style, texts] of Object.entries(expected))
  test(`references in the style ${style} are written as its guide has them`, () => {
    assert.deepEqual(
      [bert, adam, tsne, nobody].map((each) => written(style, each)),
      texts,
    );
  });

test("in Markdown what a work appeared in is set apart, and nothing in its name is Markdown", () => {
  assert.match(written("aclMarkdown", tsne), /\*Journal of Machine Learning Research\*\.$/u);
  const hostile = paper("T", { venue: "A *bold* [journal](x)" });
  assert.match(written("aclMarkdown", hostile), /\*A \\\*bold\\\* \\\[journal\\\]\(x\)\*/u);
});

test("long lists of authors are cut where a style cuts them", () => {
  const crowd = paper("Crowd", {
    authors: Array.from({ length: 25 }, (_, at) => `Ada${at}x King`),
    year: 2020,
  });
  const named = paper("Crowd", { authors: Array.from({ length: 25 }, () => "Ada King"), year: 2020 });
  assert.match(written("ieee", named), /^A\. King et al\., “Crowd,” 2020\.$/u);
  assert.match(written("apa", named), /(?:King, A\., ){19}\. \. \. King, A\. \(2020\)/u);
  assert.match(written("chicago", named), /^King, Ada, (?:Ada King, ){6}et al\. 2020\./u);
  assert.equal(crowd.authors.length, 25);
});

test("names are told apart: particles, suffixes, organisations and names of one word", () => {
  const parts = (text: string) => {
    const { given, family, suffix } = personName(text);
    return [given, family, suffix];
  };
  assert.deepEqual(parts("Laurens van der Maaten"), ["Laurens", "van der Maaten", ""]);
  assert.deepEqual(parts("van der Maaten, Laurens"), ["Laurens", "van der Maaten", ""]);
  assert.deepEqual(parts("Martin Luther King Jr."), ["Martin Luther", "King", "Jr."]);
  assert.deepEqual(parts("King, Jr., Martin Luther"), ["Martin Luther", "King", "Jr."]);
  assert.deepEqual(parts("Gemini Team, Google"), ["", "Gemini Team, Google", ""]);
  assert.deepEqual(parts("戴勇"), ["", "戴勇", ""]);
  assert.deepEqual(parts("van Gogh"), ["", "van Gogh", ""]);
  assert.equal(initialsOf(personName("Jean-Luc ada Godard")), "J.-L. A.");
});

test("papers are cited in LaTeX, Pandoc and Typst, and linked in Markdown", () => {
  const [one = "", other = ""] = keyed([adam, tsne]).map(({ key }) => key);
  assert.equal(written("latex", adam, tsne), `\\cite{${one},${other}}`);
  assert.equal(written("pandoc", adam, tsne), `[@${one}; @${other}]`);
  assert.equal(written("typst", adam, tsne), `@${one} @${other}`);
  assert.equal(
    written("markdown", paper("A [bracket] *star*", { identifiers: ["arxiv:1412.6980"] })),
    String.raw`[A \[bracket\] \*star\*](<https://arxiv.org/abs/1412.6980>)`,
  );
});

test("no two entries of a file have one key, and keys that papers came with stay", () => {
  const same = { authors: ["Ada King"], year: 2020 };
  const keys = keyed([
    paper("Deep Nets", same),
    paper("Deep Trees", same),
    paper("Other", { identifiers: ["bibtex:king2020deep"] }),
  ]).map(({ key }) => key);
  assert.deepEqual(keys, ["king2020deepa", "king2020deepb", "king2020deep"]);
});

const last = (steps: ImportSteps): Imported => {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
};
const readers: Readonly<Record<string, (text: string) => Imported>> = {
  bibtex: (text) => last(importBibtex(text)),
  biblatex: (text) => last(importBibtex(text)),
  cslJson: (text) => last(importCslJson(text)),
  ris: (text) => last(importRis(text)),
  zoteroRdf: (text) => last(importZoteroRdf(text)),
};

const word = fc
  .stringMatching(/^[A-Za-zÀ-ÖØ-öø-ÿ&%$#_{}~^\\'-]{1,9}$/u)
  .filter((text) => /\p{L}/u.test(text));
const plainWord = fc.stringMatching(/^[A-Z][a-zà-öø-ÿ]{2,8}$/u);
const author = fc.oneof(
  fc.tuple(plainWord, plainWord).map((parts) => parts.join(" ")),
  fc.tuple(plainWord, fc.constantFrom("van der", "de la", "von"), plainWord).map((parts) => parts.join(" ")),
  fc.tuple(plainWord, plainWord).map((parts) => `${parts.join(" ")} Jr.`),
  fc.constantFrom("OpenAI", "Gemini Team", "Research and Development Group", "戴勇"),
);
const anyPaper = fc
  .record({
    title: fc
      .array(word, { minLength: 1, maxLength: 8 })
      .map((words) => words.join(" ").replaceAll("$", "€")), // mathematics is read as letters
    abstract: fc.array(word, { maxLength: 20 }).map((words) => words.join(" ")),
    authors: fc.array(author, { maxLength: 6 }),
    year: fc.option(fc.integer({ min: 1900, max: 2030 }), { nil: undefined }),
    venue: fc.constantFrom(
      undefined,
      "NeurIPS",
      "Journal of Machine Learning Research",
      "Science & Nature",
      "ICLR 2024",
    ),
    arxiv: fc.constantFrom(undefined, "arxiv:2407.12345", "arxiv:hep-th/9901001"),
    doi: fc.constantFrom(undefined, "doi:10.1000/182", "doi:10.1145/3292500.3330701"),
    tags: fc.uniqueArray(plainWord, { maxLength: 3 }),
  })
  .map(({ arxiv, doi, year, venue, ...rest }) => ({
    ...paper(rest.title, {
      ...rest,
      identifiers: [arxiv, doi].filter((each) => each !== undefined),
      ...(year === undefined ? {} : { year }),
      ...(venue === undefined ? {} : { venue }),
    }),
    tags: rest.tags,
  }));

/** Two hyphens are a dash to TeX. */
const dashed = (text: string): string =>
  text
    .replace(/-{2,3}/gu, "–")
    .replace(/\s+/gu, " ")
    .trim();

for (const { id, label, write } of bibliographyFormats)
  test(`whatever is written as ${label} is read back as it was`, () => {
    const read = readers[id];
    assert.ok(read);
    fc.assert(
      fc.property(fc.array(anyPaper, { minLength: 1, maxLength: 4 }), (papers) => {
        const { drafts, problems } = read(write(papers));
        assert.deepEqual(problems, []);
        assert.equal(drafts.length, papers.length);
        for (const [at, draft] of drafts.entries()) {
          const before = papers[at];
          assert.ok(before);
          assert.equal(dashed(draft.title), dashed(before.title));
          assert.equal(dashed(draft.abstract), dashed(before.abstract));
          assert.deepEqual(draft.authors, before.authors);
          assert.deepEqual([draft.year, draft.venue], [before.year, before.venue]);
          for (const name of before.identifiers) assert.ok(draft.identifiers?.includes(name), name);
          assert.deepEqual(draft.tags ?? [], before.tags);
        }
      }),
      { numRuns: 150 },
    );
  });

test("Zotero RDF takes collections, files and notes along, and is XML whatever stands in them", () => {
  const hostile = 'a < b & "c" ]]> \u0001\uFFFF </rdf:value>';
  const here = {
    ...adam,
    title: hostile,
    collections: ["thesis/related work", "thesis"],
    pdfs: [{ path: "papers/adam & eve, #1: 100%.pdf" }],
  };
  const text = writeZoteroRdf([here, { ...bert, collections: ["thesis"] }], ({ id }) => [
    { about: `#note of ${id}`, html: `<p>${hostile}</p>` },
  ]);
  const { drafts, problems, files } = last(importZoteroRdf(text));
  assert.deepEqual(
    problems.map(({ why }) => why),
    ["Import Annotations… takes the 2 notes in it"],
  );
  assert.deepEqual(
    drafts.map(({ collections = [] }) => [...collections].sort((a, b) => a.length - b.length)),
    [["thesis", "thesis/related work"], ["thesis"]],
  );
  assert.equal(drafts[0]?.title, 'a < b & "c" ]]> </rdf:value>');
  assert.deepEqual(
    files?.map(({ path }) => path),
    ["papers/adam & eve, #1: 100%.pdf"],
  );
  assert.equal((text.match(/<bib:Memo /gu) ?? []).length, 2);
  assert.doesNotMatch(text, /<rdf:resource\b/u, "which no reader of RDF takes");
});

test("Zotero RDF names files as they lie beside it, and leaves out those that are nowhere", () => {
  const here = { ...adam, pdfs: [{ path: "papers/a b.pdf" }, { fingerprint: "ab" }, { path: "D.pdf" }] };
  const text = writeZoteroRdf([here], undefined, (_, { path }) =>
    path === "D.pdf" ? "/d:/my papers/D.pdf" : path === undefined ? undefined : `../${path}`,
  );
  assert.match(text, /<z:path rdf:resource="\.\.\/papers\/a%20b\.pdf"\/>/u);
  assert.match(text, /<z:path rdf:resource="\/d:\/my%20papers\/D\.pdf"\/>/u);
  assert.equal((text.match(/<z:Attachment /gu) ?? []).length, 2);
});

/** A bibliography that is kept in step with a collection: what the library says is in it, and what is a person's own stays. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { importBibtex } from "../../src/citations/bibImport.ts";
import type { Paper, PaperDraft } from "../../src/domain/paper.ts";
import { bibliographiesFormat } from "../../src/library/bibliographiesFile.ts";
import { readListFile } from "../../src/library/listFile.ts";
import { newPaper } from "../../src/library/merge.ts";
import type { Dialect } from "../../src/references/formats/bibEntry.ts";
import {
  hasKeptHeader,
  headerSpan,
  keptHeader,
  keptInStep,
  withEdits,
  type KeptChange,
} from "../../src/references/keptBibliography.ts";

const paper = (title: string, more: Partial<PaperDraft> = {}): Paper =>
  newPaper(
    { title, abstract: "An abstract.", source: { kind: "test" }, ...more },
    "2026-01-01T00:00:00.000Z",
  );

const adam = paper("Adam: A Method for Stochastic Optimization", {
  authors: ["Diederik P. Kingma", "Jimmy Ba"],
  year: 2014,
  identifiers: ["arxiv:1412.6980"],
});
const bert = paper("BERT: Pre-training of Deep Bidirectional Transformers", {
  authors: ["Jacob Devlin", "Ming-Wei Chang"],
  year: 2019,
  venue: "Proceedings of NAACL-HLT",
  identifiers: ["doi:10.18653/v1/n19-1423"],
});
const tsne = paper("Visualizing Data using t-SNE", {
  authors: ["Laurens van der Maaten", "Geoffrey Hinton"],
  year: 2008,
  venue: "Journal of Machine Learning Research",
});

const change = (text: string, papers: readonly Paper[], dialect: Dialect = "bibtex"): KeptChange => {
  const done = keptInStep(text, papers, dialect);
  assert.ok(done.ok, done.ok ? "" : done.why);
  return done.value;
};
const after = (text: string, papers: readonly Paper[], dialect: Dialect = "bibtex"): string =>
  withEdits(text, change(text, papers, dialect).edits);
const whyNot = (text: string): string => {
  const done = keptInStep(text, [adam], "bibtex");
  assert.ok(!done.ok);
  return done.why;
};

const made = after(keptHeader, [tsne, adam, bert]);

test("an empty file gets the header and an entry for each paper, in the order of their keys", () => {
  assert.equal(
    made,
    `${keptHeader}
@inproceedings{devlin2019bert,
  title = {{BERT}: Pre-training of Deep Bidirectional Transformers},
  author = {Devlin, Jacob and Chang, Ming-Wei},
  year = {2019},
  booktitle = {Proceedings of NAACL-HLT},
  doi = {10.18653/v1/n19-1423},
  url = {https://doi.org/10.18653/v1/n19-1423},
  marginalia = {${bert.id}},
}

@misc{kingma2014adam,
  title = {Adam: A Method for Stochastic Optimization},
  author = {Kingma, Diederik P. and Ba, Jimmy},
  year = {2014},
  eprint = {1412.6980},
  archivePrefix = {arXiv},
  url = {https://arxiv.org/abs/1412.6980},
  marginalia = {${adam.id}},
}

@article{maaten2008visualizing,
  title = {Visualizing Data using {t-SNE}},
  author = {van der Maaten, Laurens and Hinton, Geoffrey},
  year = {2008},
  journal = {Journal of Machine Learning Research},
  marginalia = {${tsne.id}},
}
`,
  );
});

test("what is in step is not touched, whatever the order of the papers", () => {
  assert.deepEqual(change(made, [adam, bert, tsne]), {
    edits: [],
    added: 0,
    changed: 0,
    removed: 0,
    letGo: [],
    own: [],
  });
});

test("a paper that comes is put at its place by the key; one that goes takes its entry along", () => {
  const without = after(made, [adam, tsne]);
  assert.doesNotMatch(without, /devlin/u);
  assert.equal(after(without, [adam, bert, tsne]), made);
  const last = after(made, [adam, bert]);
  assert.equal(after(last, [adam, bert, tsne]), made);
});

test("the entry of a paper that goes stays where a person wrote into it, and is theirs from then on", () => {
  const mine = made.replace("  doi = {10.18653", "  annote = {Cite in 3.2},\n  doi = {10.18653");
  const done = change(mine, [adam, tsne]);
  assert.deepEqual([done.removed, done.letGo], [0, ["devlin2019bert"]]);
  const theirs = mine.replace(`,\n  marginalia = {${bert.id}}`, "");
  assert.equal(withEdits(mine, done.edits), theirs);
  const back = change(theirs, [adam, bert, tsne]);
  assert.deepEqual([back.edits, back.own], [[], ["devlin2019bert"]]);
});

test("what the library knows anew is written where it stands, and nothing else of the entry", () => {
  const mine = made
    .replace("kingma2014adam", "adam")
    .replace("  eprint = {1412.6980},", "  pages = {1--15},\n  eprint = {1412.6980},")
    .replace("Adam: A Method for Stochastic Optimization", "{Adam}: A {Method} for Stochastic Optimization");
  assert.deepEqual(change(mine, [adam, bert, tsne]).edits, []);
  const published = after(mine, [{ ...adam, year: 2015, venue: "ICLR" }, bert, tsne]);
  assert.equal(
    published,
    mine
      .replace("@misc{adam", "@inproceedings{adam")
      .replace("year = {2014}", "year = {2015},\n  booktitle = {ICLR}"),
  );
});

test("a journal gives way to proceedings, and the other way round", () => {
  const moved = after(made, [adam, bert, { ...tsne, venue: "ICML" }]);
  assert.match(moved, /@inproceedings\{maaten2008visualizing[^@]*booktitle = \{ICML\}/u);
  assert.doesNotMatch(moved, /Journal of Machine/u);
  assert.equal(after(moved, [adam, bert, tsne]).replace(/\s+/gu, " "), made.replace(/\s+/gu, " "));
});

test("names of strings, exact dates, and types that a person chose are theirs", () => {
  const mine = `${made.replace("journal = {Journal of Machine Learning Research}", "journal = jmlr").replace("@article{maaten", "@phdthesis{maaten")}\n@string{jmlr = "JMLR"}\n`;
  assert.deepEqual(change(mine, [adam, bert, tsne]).edits, []);
  const dated = after(keptHeader, [adam], "biblatex").replace("date = {2014}", "date = {2014-12-22}");
  assert.deepEqual(change(dated, [adam], "biblatex").edits, []);
});

test("a person's own entries stay; one that stands for a paper is not written twice", () => {
  const own = `${keptHeader}
@article{vaswani, title = {Attention Is All You Need}, year = 2017}
@misc{Adam15, title={Something else}, eprint = {1412.6980v9}, archiveprefix = {arXiv}}
@comment{a remark}
`;
  const done = change(own, [adam, bert]);
  assert.deepEqual([done.added, done.own], [1, ["Adam15"]]);
  assert.ok(withEdits(own, done.edits).startsWith(own.trimEnd()));
});

test("a key that is taken gets a letter, and keeps it", () => {
  const second = paper("Adam: Another", {
    authors: ["A. Kingma"],
    year: 2014,
    identifiers: ["doi:10.1/other"],
  });
  const both = after(made, [adam, bert, tsne, second]);
  assert.match(both, /\{kingma2014adama,/u);
  assert.match(after(both, [second]), /\{kingma2014adama,/u);
});

test("a paper that became another keeps its entry", () => {
  const one = { ...bert, formerly: [adam.id] };
  const kept = change(after(keptHeader, [adam]), [one]);
  assert.deepEqual([kept.added, kept.removed, kept.changed], [0, 0, 1]);
});

test("an entry that two people added is there once after a merge", () => {
  const [entry = ""] = /@misc\{kingma[\s\S]*?\n\}\n/u.exec(made) ?? [];
  assert.equal(after(`${made}\n${entry}`, [adam, bert, tsne]).trimEnd(), made.trimEnd());
});

test("the entry of a paper that cannot be read just now stays as it is", () => {
  const done = keptInStep(made, [adam, tsne], "bibtex", new Set([bert.id]));
  assert.ok(done.ok);
  assert.deepEqual(done.value.edits, []);
});

test("a broken file is left alone, and the line is named", () => {
  assert.equal(whyNot(`${made}\n<<<<<<< HEAD\n`), "line 32 is a merge conflict: resolve it first");
  assert.match(whyNot(`${keptHeader}\n@misc{open, title = {x\n`), /^line 4: .*not closed/u);
});

test("lines end as they do in the file", () => {
  const crlf = made.replaceAll("\n", "\r\n");
  assert.equal(after(after(crlf, [adam, tsne]), [adam, bert, tsne]), crlf);
});

test("the header is found, and taken out without a trace", () => {
  const mine = "@misc{a, title = {A}}\n";
  const kept = `${keptHeader}\n${mine}`;
  const { start, end } = headerSpan(kept);
  assert.ok(hasKeptHeader(kept) && !hasKeptHeader(mine));
  assert.equal(kept.slice(0, start) + kept.slice(end), mine);
  assert.deepEqual(headerSpan(mine), { start: 0, end: 0 });
});

test("the list of bibliographies takes no path out of the workspace, and keeps what it does not know", () => {
  const read = (path: string) =>
    readListFile(
      `{"format":1,"bibliographies":[{"path":${JSON.stringify(path)},"collection":"a","later":1}]}`,
      bibliographiesFormat,
    );
  for (const path of ["../a.bib", "/a.bib", "C:\\a.bib", "a/../../b.bib", "a\\b.bib", "a.tex"])
    assert.equal(read(path).ok, false, path);
  const good = read("paper/a.bib");
  assert.deepEqual(good.ok && good.value.items, [{ path: "paper/a.bib", collection: "a", later: 1 }]);
});

const anyText = fc.string({ unit: "grapheme", maxLength: 40 });
const anyPaper = fc
  .record({
    title: anyText.filter((text) => text.trim() !== ""),
    authors: fc.array(anyText, { maxLength: 3 }),
    year: fc.option(fc.integer({ min: 1900, max: 2030 }), { nil: undefined }),
    venue: fc.option(fc.oneof(anyText, fc.constantFrom("ICML", "Nature")), { nil: undefined }),
    doi: fc.integer({ min: 1, max: 30 }),
  })
  .map(({ title, authors, year, venue, doi }) =>
    paper(title, {
      authors,
      ...(year === undefined ? {} : { year }),
      ...(venue === undefined ? {} : { venue }),
      identifiers: [`doi:10.1/${doi}`],
    }),
  );
const anyPapers = fc.uniqueArray(anyPaper, { selector: ({ id }) => id, maxLength: 6 });

test("whatever the papers are: once is enough, every entry is read back, and keys never change", () => {
  fc.assert(
    fc.property(
      anyPapers,
      anyPapers,
      fc.constantFrom<Dialect>("bibtex", "biblatex"),
      (before, now, dialect) => {
        const first = after(keptHeader, before, dialect);
        const second = after(first, now, dialect);
        assert.deepEqual(change(second, now, dialect).edits, []);
        const ids = [...second.matchAll(/^ {2}marginalia = \{(.*)\},$/gmu)].map(([, id]) => id);
        assert.equal(ids.length, now.length);
        assert.deepEqual(
          new Set<string | undefined>(ids),
          new Set<string | undefined>(now.map(({ id }) => id)),
        );
        let read = importBibtex(second).next();
        const steps = importBibtex(second);
        while (read.done !== true) read = steps.next();
        assert.deepEqual(read.value.problems, []);
        assert.equal(read.value.drafts.length, now.length);
        const keyOf = (text: string) =>
          new Map(
            [...text.matchAll(/^@\w+\{(.*),\n(?:(?!\n\}\n)[\s\S])*?marginalia = \{(.*)\}/gmu)].map(
              ([, key, id]) => [id, key],
            ),
          );
        const [old, fresh] = [keyOf(first), keyOf(second)];
        for (const [id, key] of fresh) if (old.has(id)) assert.equal(key, old.get(id));
      },
    ),
    { numRuns: 300 },
  );
});

/** Every format that papers are imported from, told apart by what stands in the text. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import type { PaperDraft } from "../../src/domain/paper.ts";
import { finished, type Imported } from "../../src/library/importers/importer.ts";
import { entriesFormat, importText } from "../../src/sources/recognise.ts";
import { decodedText } from "../../src/host/workspace/decodedText.ts";
import { MemoryFiles } from "../fakes/memoryFiles.ts";
import { samplePage } from "../fakes/sample.ts";
import { Workspace } from "../fakes/workspace.ts";

const fixture = (name: string): string => readFileSync(`test/fixtures/sources/${name}`, "utf8");
const read = (text: string): Imported => finished(importText(text, "2026-07-31"));
const titled = ({ drafts }: Imported, title: string): PaperDraft => {
  const draft = drafts.find((each) => each.title === title);
  assert.ok(draft, `${title} is not among ${drafts.map((each) => each.title).join(", ")}`);
  return draft;
};
const where = ({ problems }: Imported): readonly string[] => problems.map((each) => each.where);

test("formats are told by their content", () => {
  const shapes = {
    "library.bib": "bibtex",
    "export.ris": "ris",
    "csl.json": "csl",
    "zotero.json": "zotero",
    "zotero.rdf": "zoteroRdf",
    "arxiv-listing.html": "arxivListing",
  } as const;
  for (const [name, format] of Object.entries(shapes)) {
    assert.equal(entriesFormat(fixture(name)), format);
    assert.equal(entriesFormat(`\uFEFF${fixture(name)}`), format, `${name} with a byte order mark`);
  }
  assert.equal(entriesFormat(samplePage), undefined);
  assert.equal(read(samplePage).drafts.length, 57);
});

test("BibTeX: accents, braces, names, identifiers, keywords and files", () => {
  const found = read(fixture("library.bib"));
  const draft = titled(found, "Looms that Learn: Gödel Machines at O(n^2)");
  assert.deepEqual(draft.authors, ["Ada Lovelace", "Ján van der Berğ", "The Analytical Engine Group"]);
  assert.deepEqual(draft.identifiers, ["doi:10.5555/LOOM.2021", "bibtex:lovelace2021looms"]);
  assert.deepEqual(draft.tags, ["looms", "weaving", "learning"]);
  assert.equal(draft.abstract, "We teach looms. They learn.");
  assert.equal(draft.venue, "Proceedings of the Conference on Engines");
  assert.equal(draft.source.kind, "bibtex");
  assert.deepEqual(
    found.files?.map(({ path }) => path),
    ["papers/looms.pdf", "C:\\Users\\ada\\other.pdf"],
  );
  const online = titled(found, "On Sparse Cogs");
  assert.deepEqual(online.identifiers, ["arxiv:2305.01234", "bibtex:babbage2023"]);
  assert.equal(online.year, 2023);
  const { authors, venue } = titled(found, "深度学习的稀疏性");
  assert.deepEqual([authors, venue], [["小明 王"], "Journal of Machine Learning Research"]);
});

test("BibTeX: what is broken is named with its line, and costs no other entry", () => {
  const found = read(fixture("library.bib"));
  assert.deepEqual(where(found), ["line 15", "line 15", "line 24"]);
  assert.match(found.problems.map(({ why }) => why).join("; "), /not closed.*"untitled" has no title/u);
  assert.equal(found.drafts.length, 3);
});

test("RIS: continued lines, names, and what different exporters call the same", () => {
  const found = read(fixture("export.ris"));
  const draft = titled(found, "Looms that Learn");
  assert.deepEqual(draft, {
    title: "Looms that Learn",
    abstract: "We teach looms. They learn slowly.",
    authors: ["Ada Lovelace", "Martin King Jr."],
    identifiers: ["doi:10.5555/loom.2021"],
    year: 2021,
    venue: "Conference on Engines",
    resources: [{ kind: "paper", url: "https://aclanthology.org/2021.acl-long.7" }],
    tags: ["looms", "weaving"],
    source: { kind: "ris" },
  });
  assert.equal(titled(found, "تعلّم الآلة").venue, "مجلة");
  assert.deepEqual(found.problems, [{ where: "line 16", why: "this entry has no title" }]);
  assert.deepEqual(
    found.files?.map(({ path }) => path),
    ["papers/looms.pdf"],
  );
});

test("RIS: an entry that the file ends in is taken and named, and line endings are of any system", () => {
  const cut = read("TY  - JOUR\r\nTI  - Cut\r\nAU  - A, B");
  assert.deepEqual(where(cut), ["line 1"]);
  assert.deepEqual(
    cut.drafts.map(({ title, authors }) => [title, authors]),
    [["Cut", ["B A"]]],
  );
  assert.equal(read("TY  - JOUR\rTI  - Old Mac\rER  - \r").drafts[0]?.title, "Old Mac");
});

test("CSL-JSON: markup becomes plain, names keep their particles, and a bad item costs no other", () => {
  const found = read(fixture("csl.json"));
  const draft = titled(found, "Looms that Learn & H2O");
  assert.deepEqual(draft.authors, ["Jan van der Berg", "The Engine Group"]);
  assert.equal(draft.abstract, "p < 0.05 for n looms.");
  assert.deepEqual([draft.year, draft.venue], [2021, "Conference on Engines"]);
  assert.deepEqual(draft.identifiers, ["doi:10.5555/loom.2021"]);
  assert.deepEqual(titled(found, "On Sparse Cogs").identifiers, ["arxiv:2305.01234", "bibtex:babbage2023"]);
  assert.deepEqual(found.problems, [
    { where: "line 11", why: "this entry has no title" },
    { where: "line 13", why: "this item is no entry" },
  ]);
});

test("CSL-JSON: what Zotero keeps in the note is understood", () => {
  const note = "arXiv: 2305.01234 [cs]\nCitation Key: babbage2023\nDOI: 10.5555/cogs";
  const { drafts } = read(JSON.stringify([{ id: "x", type: "article", title: "On Sparse Cogs", note }]));
  assert.deepEqual(drafts[0]?.identifiers, ["arxiv:2305.01234", "doi:10.5555/cogs", "bibtex:babbage2023"]);
});

test("JSON that is cut off gives what is whole, and says so", () => {
  const whole = fixture("csl.json");
  const cut = read(whole.slice(0, whole.indexOf('"On Sparse Cogs"')));
  assert.equal(cut.drafts.length, 1);
  assert.deepEqual(where(cut), ["line 11", "line 12", "line 12"]);
  assert.match(cut.problems.at(-1)?.why ?? "", /cut off/u);
});

test("Zotero: tags, extra fields and files, without its notes", () => {
  const found = read(fixture("zotero.json"));
  const draft = titled(found, "Looms that Learn");
  assert.deepEqual(draft.authors, ["Ada Lovelace"]);
  assert.deepEqual(draft.identifiers, [
    "arxiv:2106.01234",
    "doi:10.5555/loom.2021",
    "bibtex:lovelaceLooms2021",
  ]);
  assert.deepEqual(draft.tags, ["looms", "weaving"]);
  assert.equal(draft.source.kind, "zotero");
  assert.deepEqual(
    found.files?.map(({ path }) => path),
    ["papers/looms.pdf"],
  );
  assert.deepEqual(found.problems, [{ where: "line 20", why: "this entry has no title" }]);
});

test("Zotero RDF: what items, journals, files and collections say of each other", () => {
  const found = read(fixture("zotero.rdf"));
  assert.deepEqual(titled(found, "Looms that Learn & Weave"), {
    title: "Looms that Learn & Weave",
    abstract: "We teach looms. They learn if p < 0.05.",
    authors: ["Ada Lovelace", "Analytical Engine Group"],
    identifiers: ["arxiv:2106.01234", "doi:10.5555/loom.2021", "bibtex:lovelace2021looms"],
    year: 2021,
    venue: "Journal of Looms",
    resources: [{ kind: "project", url: "https://example.org/looms" }],
    tags: ["weaving", "looms"],
    collections: ["Thesis/Related work"],
    source: { kind: "zotero" },
  });
  const cogs = titled(found, "On Sparse Cogs");
  assert.deepEqual(
    [cogs.authors, cogs.identifiers, cogs.collections],
    [["Charles Babbage"], ["arxiv:2305.01234"], ["Thesis", "Thesis/Related work"]],
  );
  assert.equal(titled(found, "Engines at Work").venue, "Proceedings of the Conference on Engines");
  assert.deepEqual(
    found.files?.map(({ path }) => path),
    ["files/3/looms.pdf", "files/6/cogs.pdf"],
  );
  assert.deepEqual(found.problems, [
    { where: "line 85", why: "this item has no title" },
    { where: "its notes", why: "Import Annotations… takes the 1 note in it" },
  ]);
});

test("Zotero RDF that is cut off or broken gives what is whole, and names the line", () => {
  const whole = fixture("zotero.rdf");
  const cut = read(whole.slice(0, whole.indexOf("<dc:title>Engines at Work")));
  assert.deepEqual(
    cut.drafts.map(({ title }) => title),
    ["Looms that Learn & Weave", "On Sparse Cogs"],
  );
  assert.match(cut.problems[0]?.why ?? "", /^it cannot be read from here on: /u);
  const head = whole.slice(0, whole.indexOf("<bib:Article"));
  const bomb = `${head.replace("<rdf:RDF", '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><rdf:RDF')}<rdf:Description rdf:about="x"><z:itemType>preprint</z:itemType><dc:title>&b;</dc:title></rdf:Description></rdf:RDF>`;
  const deep = `${head}${"<dc:title>".repeat(100_000)}`;
  for (const text of [bomb, deep]) {
    const { drafts, problems } = read(text);
    assert.deepEqual([drafts.length, problems.length], [0, 1]);
    assert.match(problems[0]?.why ?? "", /cannot be read from here on/u);
  }
});

test("arXiv's listing pages: titles, authors, ids and abstracts, of the saved page and of the copied text", () => {
  const expected = {
    title: "Looms & $O(n^2)$ Cogs: A Study",
    abstract: "We show that looms learn if p < 0.05.",
    authors: ["Ada Lovelace", "Charles Babbage"],
    identifiers: ["arxiv:2411.17001"],
    year: 2024,
    resources: [],
    source: { kind: "arxiv" },
  };
  const page = read(fixture("arxiv-listing.html"));
  assert.deepEqual(
    page.drafts.map((draft) => ({ ...draft, resources: [] })),
    [expected],
  );
  assert.deepEqual(page.problems, [{ where: "line 32", why: "this entry has no title" }]);
  const copied = `New submissions (showing 2 of 2 entries)
[1] arXiv:2411.17001 [pdf, html, other]
Title: Looms & $O(n^2)$ Cogs: A Study
Ada Lovelace, Charles Babbage
Comments: 12 pages
Subjects: Machine Learning (cs.LG); Computation and Language (cs.CL)

We show that looms learn if p < 0.05.

[2] arXiv:2411.17002 (cross-list from stat.ML) [pdf, html, other]
Title: Second
Authors: Grace Hopper, Another One (3 additional authors not shown)
Subjects: Machine Learning (stat.ML)

Total of 2 entries
`;
  const text = read(copied);
  assert.deepEqual({ ...text.drafts[0], resources: [] }, expected);
  assert.deepEqual(
    [text.drafts[1]?.title, text.drafts[1]?.authors, text.drafts[1]?.abstract],
    ["Second", ["Grace Hopper", "Another One"], ""],
  );
  assert.deepEqual(text.problems, []);
});

const rdf = (...parts: readonly string[]): string => {
  const whole = fixture("zotero.rdf");
  return `${whole.slice(0, whole.indexOf("<bib:Article"))}${parts.join("\n")}</rdf:RDF>`;
};
const item = (type: string, title: string, more = ""): string =>
  `<rdf:Description rdf:about="#${title}"><z:itemType>${type}</z:itemType><dc:title>${title}</dc:title>${more}</rdf:Description>`;

test("Zotero RDF: kinds of items that are not known come in, and are named", () => {
  const found = read(
    rdf(
      item("hologram", "A"),
      item("thesis", "B"),
      "<bib:Report rdf:about='#C'><dc:title>C</dc:title></bib:Report>",
    ),
  );
  assert.deepEqual(
    found.drafts.map(({ title }) => title),
    ["A", "B", "C"],
  );
  assert.deepEqual(
    found.problems.map(({ why }) => why),
    ["“hologram” is no kind of item that is known here: it came in as a paper"],
  );
  const json = read(JSON.stringify({ items: [{ itemType: "hologram", title: "A" }] }));
  assert.deepEqual(
    [json.drafts.length, json.problems],
    [1, [{ where: "line 1", why: found.problems[0]?.why }]],
  );
});

test("Zotero RDF: the journal is found behind a section and before a series, and lends nobody else its DOI", () => {
  const within = (inner: string): string => `<dcterms:isPartOf>${inner}</dcterms:isPartOf>`;
  const series = within("<bib:Series><dc:title>Lecture Notes</dc:title></bib:Series>");
  const part = (rest: string): string => within(`<bib:Part><dc:title>Science</dc:title>${rest}</bib:Part>`);
  const shared = '<dcterms:isPartOf rdf:resource="urn:issn:1"/>';
  const found = read(
    rdf(
      item(
        "newspaperArticle",
        "A",
        part(within(`<bib:Newspaper><dc:title>The Loom</dc:title>${series}</bib:Newspaper>`)),
      ),
      item("book", "B", series),
      item("journalArticle", "C", shared),
      item("journalArticle", "D", shared),
      '<bib:Journal rdf:about="urn:issn:1"><dc:title>Cogs</dc:title><dc:identifier>DOI 10.5555/cogs</dc:identifier></bib:Journal>',
      '<bib:Journal rdf:about="urn:loop"><dcterms:isPartOf rdf:resource="urn:loop"/></bib:Journal>',
      item(
        "report",
        "E",
        '<dcterms:isPartOf rdf:resource="urn:loop"/><dc:identifier>10.5555/e</dc:identifier>',
      ),
    ),
  );
  assert.deepEqual(
    found.drafts.map(({ venue, identifiers }) => [venue, identifiers]),
    [
      ["The Loom", []],
      ["Lecture Notes", []],
      ["Cogs", []],
      ["Cogs", []],
      [undefined, ["doi:10.5555/e"]],
    ],
  );
});

test("Zotero RDF: places that all lie in each other come to an end", () => {
  const around = Array.from({ length: 300 }, (_, at) => `<dcterms:isPartOf rdf:resource="urn:${at}"/>`).join(
    "",
  );
  const journals = Array.from(
    { length: 300 },
    (_, at) => `<bib:Part rdf:about="urn:${at}">${around}</bib:Part>`,
  );
  const { drafts } = read(rdf(item("report", "A", around), ...journals));
  assert.deepEqual([drafts.length, drafts[0]?.venue], [1, undefined]);
});

test("Zotero RDF: files are named by addresses, and by paths in older files", () => {
  const file = (at: number, path: string): string =>
    `<z:Attachment rdf:about="#f${at}"><z:itemType>attachment</z:itemType>${path}</z:Attachment>`;
  const links = [1, 2, 3, 4].map((at) => `<link:link rdf:resource="#f${at}"/>`).join("");
  const { files } = read(
    rdf(
      item("report", "A", links),
      file(1, '<z:path rdf:resource="files/1/a%20b%231.pdf"/>'),
      file(2, '<rdf:resource rdf:resource="files/2/100% sure.pdf"/>'),
      file(3, '<z:path rdf:resource="file:///home/ada/c.pdf"/>'),
      file(4, '<z:path rdf:resource="%2e%2e/d.pdf"/>'),
    ),
  );
  assert.deepEqual(
    files?.map(({ path }) => path),
    ["files/1/a b#1.pdf", "files/2/100% sure.pdf", "/home/ada/c.pdf", "../d.pdf"],
  );
});

test("20 MB of Zotero RDF are read without a stretch that anybody notices", { timeout: 60_000 }, () => {
  const abstract = `<dcterms:abstract>${"We teach looms. ".repeat(100)}</dcterms:abstract>`;
  const many = Array.from({ length: 10_500 }, (_, at) => item("report", `Looms ${at}`, abstract));
  const members = many.map((_, at) => `<dcterms:hasPart rdf:resource="#Looms ${at}"/>`);
  const text = rdf(
    ...many,
    `<z:Collection rdf:about="#c"><dc:title>All</dc:title>${members.join("")}</z:Collection>`,
  );
  assert.ok(text.length > 18_000_000);
  const steps = importText(text, "2026-07-31");
  let longest = 0;
  for (;;) {
    const before = process.cpuUsage();
    const step = steps.next();
    const { user, system } = process.cpuUsage(before);
    longest = Math.max(longest, (user + system) / 1_000);
    if (step.done !== true) continue;
    assert.equal(step.value.drafts.length, many.length);
    assert.deepEqual(step.value.drafts.at(-1)?.collections, ["All"]);
    break;
  }
  assert.ok(longest < 500, `one step took ${longest} ms`); // a loaded machine, and the collector of garbage
});

test("a bibliography in Latin-1 is read as it was written", () => {
  const bytes = Buffer.from("@misc{a, title = {Über Bäume}, author = {Pérez, José}}", "latin1");
  assert.equal(read(decodedText(bytes).text).drafts[0]?.title, "Über Bäume");
});

test("importing any of them again changes nothing, and the same paper of two formats is one", async (t) => {
  const { library } = new Workspace(t, new MemoryFiles());
  for (const name of ["library.bib", "export.ris", "csl.json", "zotero.json"]) {
    const { drafts } = read(fixture(name));
    await library.add(drafts);
    const again = await library.add(drafts);
    assert.deepEqual([again.added, again.updated, again.problems], [[], [], []], name);
  }
  const looms = (await library.papers()).filter(({ identifiers }) =>
    identifiers.some((each) => each.toLowerCase() === "doi:10.5555/loom.2021"),
  );
  assert.equal(looms.length, 1);
  assert.deepEqual(
    looms[0]?.sources.map(({ kind }) => kind),
    ["bibtex", "ris", "csl-json", "zotero"],
  );
  assert.deepEqual(looms[0]?.tags, ["looms", "weaving", "learning"], "an import does not change tags");
});

test("hostile files come to an end, and to a sentence", () => {
  const hostile = {
    "20,000 braces": `@misc{a, title = ${"{".repeat(20_000)}x`,
    "50,000 signs": "@".repeat(50_000),
    "brackets in brackets": `[{"title": ${"[".repeat(100_000)}`,
    "a key of the prototype": `@article{__proto__, title = {Fine}}`,
    "a line without end": `TY  - JOUR\nTI  - ${"x".repeat(3_000_000)}\nER  - `,
    "strings of strings": `@string{a = a # a}@misc{b, title = a # a}`,
    "a web page": "<!doctype html><html><body>Prove that you are human</body></html>",
    "objects of nothing": `{"items": [{}, {"__proto__": {"title": "x"}}, null, 1, [[]]]}`,
    entities: `[{"title": "&#x110000; &#0; &lt;img src=x onerror=alert(1)&gt;", "author": [null, 3]}]`,
  };
  for (const [name, text] of Object.entries(hostile)) {
    const found = read(text);
    assert.ok(found.drafts.length + found.problems.length > 0, name);
    for (const { title } of found.drafts) assert.ok(title.length <= 2_000, name);
  }
  assert.equal(read(hostile["a key of the prototype"]).drafts[0]?.title, "Fine");
});

test("10 MB of BibTeX in one field are taken in one pass", () => {
  const found = read(
    `@misc{a, title = {One}, note = {${"lorem ".repeat(1_700_000)}}}\n@misc{b, title = {Two}}`,
  );
  assert.deepEqual(
    found.drafts.map(({ title }) => title),
    ["One", "Two"],
  );
});

test("no text whatever breaks an importer, and no entry is lost beside a broken one", () => {
  const pieces = fc.constantFrom(
    ...'@article{a, |TY  - JOUR\n|TI  - x\n|ER  - \n|title = {|}|{|"|[|]|,|:|\\|\n|é|<i>|&lt;|\u0000|\uD800'.split(
      "|",
    ),
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
      const { drafts } = read(`${parts.join("")}\n@misc{last,\n title = {The Last One}}\n`);
      for (const { title } of drafts) assert.notEqual(title, "");
    }),
    { numRuns: 300 },
  );
  fc.assert(
    fc.property(fc.array(fc.json(), { maxLength: 8 }), (items) => {
      const text = `[${["{}", ...items, '{"title": "The Last One"}'].join(",\n")}]`;
      assert.ok(
        read(text).drafts.some(({ title }) => title === "The Last One"),
        text,
      );
    }),
    { numRuns: 200 },
  );
});

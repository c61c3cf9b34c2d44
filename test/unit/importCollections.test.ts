/** What other programs keep papers in becomes collections, and entries of a volume know where it came out. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { summaryOf } from "../../src/citations/bibSummary.ts";
import type { PaperDraft } from "../../src/domain/paper.ts";
import { finished } from "../../src/library/importers/importer.ts";
import { newPaper } from "../../src/library/merge.ts";
import { importText } from "../../src/sources/recognise.ts";

const read = (text: string): readonly PaperDraft[] => {
  const { drafts, problems } = finished(importText(text, "2026-07-31"));
  assert.deepEqual(problems, []);
  return drafts;
};
const collections = (text: string): readonly (readonly string[] | undefined)[] =>
  read(text).map((draft) => newPaper(draft, "2026-07-31T08:00:00.000Z").collections);

const jabref = String.raw`@article{a, title={On Warp}, groups={Detection, To / From, Elsewhere}}
@article{b, title={On Weft}}

@Comment{jabref-meta: databaseType:bibtex;}

@Comment{jabref-meta: grouping:
0 AllEntriesGroup:;
1 StaticGroup:Vision\;0\;1\;0x8a8a8aff\;\;\;;
2 StaticGroup:Detection\;0\;1\;\;\;\;;
1 StaticGroup:To / From\;0\;1\;\;\;\;;
}
`;

test("JabRef's groups are collections, one inside the other as in its tree; a group that the tree lacks is one as well", () => {
  assert.deepEqual(collections(jabref), [["Vision/Detection", "To From", "Elsewhere"], undefined]);
});

test("a tree of groups that is cut off or lies about its depths costs nothing but its groups", () => {
  const cut = jabref.slice(0, jabref.indexOf("1 StaticGroup:To"));
  assert.deepEqual(collections(cut.replace(/@Comment\{jabref-meta: grouping[\s\S]*$/u, ""))[0], [
    "Detection",
    "To From",
    "Elsewhere",
  ]);
  const deep = jabref.replace("2 StaticGroup:Detection", "9 StaticGroup:Detection");
  assert.deepEqual(collections(deep)[0]?.[0], "Detection");
});

test("Zotero's collections are found by the numbers of their items, nested by their parents", () => {
  const zotero = JSON.stringify({
    collections: {
      A: { key: "A", name: "Thesis", items: [1] },
      B: { key: "B", name: "Related / work", parent: "A", items: [2, 1] },
      C: { key: "C", name: "Loop", parent: "C", items: [2] },
    },
    items: [
      { itemID: 1, itemType: "journalArticle", title: "On Warp" },
      { itemID: 2, itemType: "journalArticle", title: "On Weft" },
    ],
  });
  const [first, second = []] = collections(zotero);
  assert.deepEqual(first, ["Thesis", "Thesis/Related work"]);
  assert.equal(second[0], "Thesis/Related work");
  assert.equal(second.length, 2, "a collection that lies in itself ends somewhere");
});

test("an entry that refers to its volume has the volume's name and year, unless it says its own", () => {
  const text = `@inproceedings{a, title={On Warp}, crossref={Looms24}}
@inproceedings{b, title={On Weft}, year={2023}, booktitle={Elsewhere}, crossref={looms24}}
@inproceedings{c, title={On Selvage}, crossref={nowhere}}
@proceedings{looms24, title={Proceedings of Looms}, booktitle={Looms 2024}, year={2024}}`;
  const facts = read(text).map(({ title, venue, year }) => [title, venue, year]);
  assert.deepEqual(facts.slice(0, 3), [
    ["On Warp", "Looms 2024", 2024],
    ["On Weft", "Elsewhere", 2023],
    ["On Selvage", undefined, undefined],
  ]);
});

test("an entry has the fields of the @xdata that it names, and theirs, unless it says its own; @xdata is no paper", () => {
  const text = `@xdata{acm, publisher={ACM}, journaltitle={Journal of Looms}, xdata={years}}
@xdata{years, date={2024-05-01}, title={Of all}, keywords={warp, weft}, doi={10.5555/shared}}
@article{a, title={On Warp}, doi={10.5555/own}, xdata={acm}}
@article{b, title={On Weft}, year={2019}, journal={Elsewhere}, xdata = {nowhere, ACM}}
@article{c, xdata={years}}`;
  const facts = read(text).map(({ title, venue, year, tags, identifiers }) => ({
    ...{ title, venue, year, tags },
    doi: identifiers?.find((each) => each.startsWith("doi:")),
  }));
  const tags = ["warp", "weft"];
  assert.deepEqual(facts, [
    { title: "On Warp", venue: "Journal of Looms", year: 2024, tags, doi: "doi:10.5555/own" },
    { title: "On Weft", venue: "Elsewhere", year: 2019, tags, doi: "doi:10.5555/shared" },
    { title: "Of all", venue: undefined, year: 2024, tags, doi: "doi:10.5555/shared" },
  ]);
});

test("a field may be one of an @xdata's, or one member of its list", () => {
  const text = `@xdata{the-looms, author={Ada Weaver and {Loom and Mill} Sons and Bo Dyer}, date=2024, booktitle={Looms}}
@inproceedings{a, author={xdata=the-looms-author-2}, title="xdata = the-looms-booktitle", year={xdata=the-looms-date}}
@inproceedings{b, author={xdata=the-looms-author-3}, title={On Weft}, booktitle={xdata=the-looms-BOOKTITLE}}
@inproceedings{c, author={xdata=the-looms-author-4}, title={On Yarn}, year={xdata=the-looms-date-1}}`;
  assert.deepEqual(
    read(text).map(({ title, authors, venue, year }) => [title, authors, venue, year]),
    [
      ["Looms", ["Loom and Mill Sons"], undefined, 2024],
      ["On Weft", ["Bo Dyer"], "Looms", undefined],
      ["On Yarn", ["xdata=the-looms-author-4"], undefined, undefined],
    ],
  );
});

test("@xdata that refers to itself or in a ring ends, and a volume may take its name from @xdata", () => {
  const text = `@xdata{x, xdata={y}, year={2020}}
@xdata{y, xdata={x, y}, venue={Nowhere}}
@inproceedings{a, title={On Warp}, xdata={x}, crossref={looms}}
@xdata{series, booktitle={Looms}}
@proceedings{looms, title={Proceedings}, xdata={series}}`;
  assert.deepEqual(
    read(text).map(({ title, venue, year }) => [title, venue, year]),
    [
      ["On Warp", "Looms", 2020],
      ["Proceedings", "Looms", undefined],
    ],
  );
});

test("@xdata is not offered for citing, and the entries that name it are known by what it says", () => {
  const { entries } = summaryOf(
    "a.bib",
    "@xdata{ids, doi={10.5555/loom}}\n@article{a, title={On Warp}, xdata={ids}}",
  );
  assert.deepEqual(
    entries.map(({ key, facts, at }) => [key, facts.doi, at.line]),
    [["a", "10.5555/loom", 1]],
  );
});

test("a file of shared data that all refer to each other is read to its end", () => {
  const keys = Array.from({ length: 20 }, (_, at) => `x${at}`);
  const shared = keys.map((key) => `@xdata{${key}, xdata = {${keys.join(",")}}, publisher = {${key}}}`);
  const paper = `@article{a, title = {One Title}, xdata = {${keys.join(",")}}}`;
  assert.deepEqual(
    read([...shared, paper].join("\n")).map(({ title }) => title),
    ["One Title"],
  );
});

/** What other programs keep papers in becomes collections, and entries of a volume know where it came out. */
import assert from "node:assert/strict";
import { test } from "node:test";
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

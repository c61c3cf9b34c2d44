import assert from "node:assert/strict";
import { test } from "node:test";
import type { PaperId } from "../../src/domain/paperId.ts";
import { PaperIndex } from "../../src/search/paperIndex.ts";
import { samplePapers } from "../fakes/sample.ts";

function snippetFor(abstract: string, query: string): string {
  const index = new PaperIndex();
  index.put([{ id: "title-a" as PaperId, title: "Nothing of it", abstract }]);
  const [hit] = index.search(query, 1);
  assert.ok(hit, `"${query}" was not found`);
  return hit.snippet;
}
const filler = "Here is a sentence that has nothing to say about that. ".repeat(12);
const longest = 190;

test("every word of every abstract of the sample is shown by the snippet it is found with", () => {
  const index = new PaperIndex();
  index.put(samplePapers.map(({ id, abstract }) => ({ id, title: "", abstract })));
  let shown = 0;
  for (const { id, abstract } of samplePapers) {
    const words = [...new Set(abstract.match(/[A-Za-z]{5,}/gu))].filter((_, at) => at % 4 === 0);
    for (const word of words) {
      const hit = index.search(`${word} `, 100).find((each) => each.id === id);
      if (hit === undefined) continue; // a word that says nothing
      shown++;
      const stem = word.toLowerCase().slice(0, -3);
      assert.ok(hit.snippet.toLowerCase().includes(stem), `${word} is not in "${hit.snippet}"`);
      assert.ok(!/[\n\r]/u.test(hit.snippet) && hit.snippet.length <= longest, hit.snippet);
    }
  }
  assert.ok(shown > 1_000, `${shown}`);
});

const shows: readonly (readonly [what: string, abstract: string, query: string, words: string])[] = [
  ["a word far into the abstract", `${filler}The zebra ran. ${filler}`, "zebra", "The zebra ran."],
  ["the beginning of a word", `${filler}Transformers win. ${filler}`, "transf", "Transformers win."],
  ["a plural for its singular", `${filler}Its capabilities grow. ${filler}`, "capability", "capabilities"],
  ["a singular for its plural", `${filler}One zebra ran. ${filler}`, "zebras", "zebra"],
  ["the word that was corrected", `${filler}The zebra ran. ${filler}`, "zebrra", "zebra"],
  ["accents that were not typed", `${filler}The naïve étude. ${filler}`, "naive etude", "naïve étude"],
  ["accents that are marks of their own", `${filler}The e\u0301tude. ${filler}`, "\u00e9tude", "\u00e9tude"],
  ["astral letters around it", `${"😀 ".repeat(200)}The zebra 😀 ran. ${filler}`, "zebra", "zebra"],
  [
    "the sentence with most of the words",
    `A zebra. ${filler}A zebra and a lion. ${filler}`,
    "zebra lion",
    "zebra and a lion",
  ],
  [
    "a word late in a long sentence",
    `${"word and ".repeat(80)}zebra ${"and word ".repeat(80)}`,
    "zebra",
    "zebra",
  ],
  ["Chinese without spaces", "我们研究稀疏注意力方法并且效果很好", "我们", "我们研究稀疏注意力"],
  ["a word after 500 letters without a space", `${"x".repeat(500)}。zebra`, "zebra", "zebra"],
];
for (const [what, abstract, query, words] of shows)
  test(`a snippet shows ${what}`, () => {
    const snippet = snippetFor(abstract, query);
    assert.ok(snippet.includes(words), `"${words}" is not in "${snippet}"`);
    assert.ok(snippet.length <= longest, `${snippet.length} letters`);
    assert.equal(/[\uD800-\uDFFF]/u.test(snippet), false, snippet);
  });

test("a snippet is one line, whatever line ends and spaces the abstract has", () => {
  for (const end of ["\n", "\r\n", "\u2028", "\t", "\n\n   \n"]) {
    const snippet = snippetFor(`First${end}line with${end}a zebra${end}in it.`, "zebra");
    assert.equal(snippet, "First line with a zebra in it.");
  }
});

test("a short abstract is shown whole, and dots stand where something was left out", () => {
  assert.equal(snippetFor("A zebra ran.", "zebra"), "A zebra ran.");
  assert.match(snippetFor(`A zebra ran. ${filler}`, "zebra"), /^A zebra .* …$/u);
  assert.match(snippetFor(`${"word and ".repeat(80)}zebra ran.`, "zebra"), /^… .*zebra ran\.$/u);
});

test("what was found in the title alone shows how the abstract begins; no abstract shows nothing", () => {
  const index = new PaperIndex();
  index.put([
    { id: "title-a" as PaperId, title: "Zebra", abstract: `It begins so. ${filler}` },
    { id: "title-b" as PaperId, title: "Zebra without abstract", abstract: "" },
  ]);
  const snippets = new Map(index.search("zebra", 5).map(({ id, snippet }) => [id, snippet]));
  assert.match(snippets.get("title-a" as PaperId) ?? "", /^It begins so\./u);
  assert.equal(snippets.get("title-b" as PaperId), "");
});

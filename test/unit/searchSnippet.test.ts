import assert from "node:assert/strict";
import { test } from "node:test";
import type { PaperId } from "../../src/domain/paperId.ts";
import { PaperSearch } from "../../src/search/engine/paperSearch.ts";
import { parseQuery } from "../../src/search/query/parseQuery.ts";
import { snippetOf, type Snippet } from "../../src/search/snippet.ts";
import { samplePapers } from "../fakes/sample.ts";

function fullSnippetFor(abstract: string, query: string, title = "Nothing of it"): Snippet {
  const index = new PaperSearch();
  index.put([{ id: "title-a" as PaperId, title, abstract }]);
  const asked = parseQuery(query, 0);
  const [hit] = index.search(asked, 1).hits;
  assert.ok(hit, `"${query}" was not found`);
  return snippetOf(abstract, hit.words, asked.terms);
}
const snippetFor = (abstract: string, query: string): string => fullSnippetFor(abstract, query).text;
const filler = "Here is a sentence that has nothing to say about that. ".repeat(12);
const longest = 190;

test("every word of every abstract of the sample is shown by the snippet it is found with", () => {
  const index = new PaperSearch();
  index.put(samplePapers.map(({ id, abstract }) => ({ id, title: "", abstract })));
  let shown = 0;
  for (const { id, abstract } of samplePapers) {
    const words = [...new Set(abstract.match(/[A-Za-z]{5,}/gu))].filter((_, at) => at % 4 === 0);
    for (const word of words) {
      const query = parseQuery(`${word} `, 0);
      const { hits } = index.search(query, 100);
      const hit = hits.find((each) => each.id === id);
      if (hit === undefined) continue; // a word that says nothing
      const snippet = snippetOf(abstract, hit.words, query.terms).text;
      shown++;
      const stem = word.toLowerCase().slice(0, -3);
      assert.ok(snippet.toLowerCase().includes(stem), `${word} is not in "${snippet}"`);
      assert.ok(!/[\n\r]/u.test(snippet) && snippet.length <= longest, snippet);
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
  assert.match(fullSnippetFor(`It begins so. ${filler}`, "zebra", "Zebra").text, /^It begins so\./u);
  assert.deepEqual(fullSnippetFor("", "zebra", "Zebra without abstract"), { text: "", found: [] });
});

const marked = ({ text, found }: Snippet): readonly string[] =>
  found.map(({ start, end }) => text.slice(start, end));

test("the words that were found are marked in the snippet, in the form the text has them", () => {
  assert.deepEqual(marked(fullSnippetFor(`${filler}Zébras ran and a zebra sat. ${filler}`, "zebra ")), [
    "Zébras",
    "zebra",
  ]);
  assert.deepEqual(marked(fullSnippetFor(`${"word and ".repeat(80)}zebra ran.`, "zebra")), ["zebra"]);
  assert.deepEqual(marked(fullSnippetFor("我们研究稀疏注意力方法", "稀疏注意力")), ["稀疏注意力"]);
});

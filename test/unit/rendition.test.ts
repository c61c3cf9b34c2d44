import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import type { Paper, PaperDraft } from "../../src/domain/paper.ts";
import { importDailyPapers } from "../../src/library/importers/dailyPapers.ts";
import { asMarkdown, clip, plainWords } from "../../src/library/markdownText.ts";
import { newPaper } from "../../src/library/merge.ts";
import { renderPaper, type PlaceRange } from "../../src/library/rendition.ts";
import { sentencesOf } from "../../src/base/sentences.ts";
import { root } from "../run/places.mjs";

const now = "2025-07-30T00:00:00.000Z";
const paper = (abstract: string, more: Partial<PaperDraft> = {}): Paper =>
  newPaper({ title: "A Title", abstract, source: { kind: "test" }, ...more }, now);

const page = readFileSync(join(root, "media/sample/daily-papers.txt"), "utf8");
const sample = importDailyPapers(page, "2025-08-01").drafts.map((draft) => newPaper(draft, now));

const hostileAbstract = [
  "First sentence. Second, with ``` ticks ```` in it! 🧠 Third?\r\n",
  "````\r# Not a heading\n<!-- hidden\n\n<script>alert(1)</script> ![x](http://evil.example/i.png)\u2028",
  "[run](command:marginalia.papers.open) ~~~ \u202Eover\n\t\n 戴勇。 第二句。 Emoji 👩‍🔬 end",
].join("");

/** What a range of the document holds. */
function textIn(document: string, { start, end }: PlaceRange): string {
  const lines = document.split("\n").slice(start.line, end.line + 1);
  return lines
    .map((line, index) =>
      line.slice(index === 0 ? start.character : 0, index === lines.length - 1 ? end.character : line.length),
    )
    .join("\n");
}

const withoutSpace = (text: string): string => text.replace(/\s+/gu, "");

test("the sample's 57 abstracts are read from the page", () => assert.equal(sample.length, 57));

test("every offset in a sentence of an abstract has one place in the document and comes back from it", () => {
  for (const { abstract, ...rest } of [...sample, paper(hostileAbstract)]) {
    const { text, toDocument, toAbstract } = renderPaper({ ...rest, abstract });
    for (const { start, end } of sentencesOf(abstract)) {
      for (let at = start; at < end; at++) {
        const span = { start: at, end: at + 1 };
        const range = toDocument(span);
        assert.equal(textIn(text, range), abstract.slice(at, at + 1));
        assert.deepEqual(toAbstract(range), span);
      }
    }
  }
});

test("a passage over several sentences keeps its words and its ends", () => {
  for (const each of sample) {
    const { text, toDocument, toAbstract } = renderPaper(each);
    const sentences = sentencesOf(each.abstract);
    const span = { start: (sentences[0]?.start ?? 0) + 3, end: (sentences.at(-1)?.end ?? 0) - 2 };
    const range = toDocument(span);
    assert.equal(withoutSpace(textIn(text, range)), withoutSpace(each.abstract.slice(span.start, span.end)));
    assert.deepEqual(toAbstract(range), span);
  }
});

test("the whole document selected is the whole abstract, and the head of it is nothing", () => {
  const { text, toAbstract } = renderPaper(paper("  One. Two.  "));
  const lines = text.split("\n").length;
  assert.deepEqual(toAbstract({ start: { line: 0, character: 0 }, end: { line: lines, character: 0 } }), {
    start: 2,
    end: 11,
  });
  assert.equal(toAbstract({ start: { line: 0, character: 0 }, end: { line: 1, character: 0 } }), undefined);
});

test("white space between sentences belongs to neither: ends move to the words, and it alone has no width", () => {
  const { toDocument } = renderPaper(paper("One.  Two."));
  const wide = toDocument({ start: 4, end: 10 });
  const alone = toDocument({ start: 4, end: 6 });
  assert.equal(wide.start.character, 0);
  assert.equal(wide.end.character, 4);
  assert.deepEqual(alone.start, alone.end);
});

test("a sentence has a line of its own and is found by it", () => {
  const { text, sentenceOn } = renderPaper(paper("One. Two, e.g. Three. Four vs. Five."));
  const lines = text.split("\n");
  assert.deepEqual(
    lines.flatMap((line, number) => (sentenceOn(number) === undefined ? [] : [line])),
    ["One.", "Two, e.g. Three.", "Four vs. Five."],
  );
});

test("a paper without an abstract, or with a blank one, says so and has no places", () => {
  for (const abstract of ["", " \n\t "]) {
    const { text, toAbstract, toDocument } = renderPaper(paper(abstract));
    assert.match(text, /came without an abstract/u);
    const end = { line: 99, character: 0 };
    assert.equal(toAbstract({ start: { line: 0, character: 0 }, end }), undefined);
    const range = toDocument({ start: 0, end: 1 });
    assert.deepEqual(range.start, range.end);
  }
});

test("nothing in a paper becomes a link, an image, a heading or HTML that we did not write", () => {
  const evil =
    "# x\n<!-- <b>a</b> ![i](http://e.example/i) [l](command:x) `c` *e* _u_ ~~s~~ http://e.example www.e.example a@e.example &lt; $m$ ***";
  const hostile = paper(hostileAbstract, {
    authors: [evil, "- item"],
    venue: evil,
    identifiers: [`bibtex:x`],
    resources: [
      { kind: "code", url: "javascript:alert(1)" },
      { kind: "code", url: "https://e.example/code" },
      { kind: "project", url: "https://e.example/<i>`a`)](b" },
    ],
  });
  const html = micromark(renderPaper({ ...hostile, title: evil, tags: [evil] }).text, {
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
    allowDangerousHtml: true,
    allowDangerousProtocol: true,
  });
  const tags = [...html.matchAll(/<([a-z0-9]+)/gu)].map(([, name]) => name);
  assert.deepEqual([...new Set(tags)], ["h1", "ul", "li", "a", "h2", "pre", "code"]);
  assert.equal(tags.filter((name) => name === "a").length, 2); // the project page and the code
  assert.equal(tags.filter((name) => name === "h2").length, 1);
  assert.match(html, /&lt;!-- hidden/u);
  assert.match(html, /<h1># x &lt;!-- &lt;b&gt;a&lt;\/b&gt; !\[i\]\(http:\/\/e\.example\/i\)/u);
});

test("a title of 10,000 characters stays on one line, whole", () => {
  const title = "Sparse attention ".repeat(588).trim();
  assert.equal(renderPaper({ ...paper("One."), title }).text.split("\n")[0], `# ${title}`);
});

test("an abstract of a million characters is rendered and mapped in good time", () => {
  const abstract = "Sparse `attention` is all vs. nothing. ".repeat(26_000);
  const before = process.cpuUsage();
  const { toDocument, toAbstract } = renderPaper(paper(abstract));
  const span = { start: 500_000 - (500_000 % 39), end: 500_010 - (500_000 % 39) };
  assert.deepEqual(toAbstract(toDocument(span)), span);
  assert.ok(process.cpuUsage(before).user < 5_000_000);
});

test("text that is clipped ends at a word, keeps its signs whole, and reads in one direction", () => {
  assert.equal(clip("One two three four five", 15), "One two three…");
  assert.equal(clip("🧠🧠🧠🧠", 4), "🧠…");
  assert.equal(clip("a\u202Eb\nc\u0000d", 20), "a b c d");
});

test("escaped text reads in Markdown as it was", () => {
  for (const text of [
    "1. One",
    "- Dash",
    "+ plus",
    "=== ",
    "C# & C++ [x] <y> `z` \\ $5 ~ a_b *c*",
    "2) two",
    "> q",
  ]) {
    const html = micromark(asMarkdown(text));
    const shown = html
      .replace(/^<p>|<\/p>$/gu, "")
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">");
    assert.equal(shown.replaceAll("&amp;", "&"), text.trim());
  }
});

const comments: readonly (readonly [string, string])[] = [
  ["A **strong** and *soft* `word` in a snake_case_name", "A strong and soft word in a snake_case_name"],
  ["# Heading\n\n- one\n- two", "Heading one two"],
  [
    "> Quoted\n\nsee [the code](https://example.org/a) and ![a plot](b.png)",
    "Quoted see the code and a plot",
  ],
  ["_Really_ __so__ ~~not~~, 2 * 3 * 4", "Really so not, 2 * 3 * 4"],
  ["No Markdown: a > b, 1. of 2", "No Markdown: a > b, 1. of 2"],
];
for (const [markdown, words] of comments)
  test(`where only plain text is shown, ${JSON.stringify(markdown)} reads "${words}"`, () => {
    assert.equal(plainWords(markdown), words);
  });

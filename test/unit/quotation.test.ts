/** Quotes from papers in the languages that one writes in. What a paper says stays a quote, whatever it says. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { commentSigns } from "../../src/citations/commentSigns.ts";
import { quotationIn, type Quotation } from "../../src/citations/quotation.ts";
import type { LanguageKind } from "../../src/citations/languages.ts";
import { scanText } from "../../src/citations/scannedText.ts";

const address = "vscode://marginalia.marginalia/open?paper=arxiv-1706.03762&page=4";
const passage: Quotation = {
  words: "We call our attention\n “Scaled Dot-Product Attention”.",
  key: "vaswani2017attention",
  title: "Attention Is All You Need",
  page: 4,
  address,
};
const hostile = {
  ...passage,
  words: String.raw`\input{/etc/passwd} $x$ } */ --> *) ]] #include "x" <script> @other [y](command:quit) // \
`,
};

function linesIn(kind: LanguageKind, quotation: Quotation, languageId = "python"): readonly string[] {
  const text = quotationIn(kind, quotation, commentSigns(languageId));
  assert.ok(text.ok);
  return text.value.lines;
}

test("Markdown quotes in a block, with the citation and a link back", () => {
  assert.deepEqual(linesIn("markdown", passage), [
    "> We call our attention “Scaled Dot-Product Attention”.",
    ">",
    `> — [Attention Is All You Need](${address}) [@vaswani2017attention, p. 4]`,
  ]);
});

test("LaTeX quotes in its environment and cites the page", () => {
  assert.deepEqual(linesIn("latex", passage), [
    String.raw`\begin{quote}`,
    String.raw`  We call our attention “Scaled Dot-Product Attention”. \cite[p.~4]{vaswani2017attention}`,
    String.raw`\end{quote}`,
    `% ${address}`,
  ]);
});

test("Typst quotes in a block and attributes it", () => {
  assert.deepEqual(linesIn("typst", passage), [
    String.raw`#quote(block: true, attribution: [@vaswani2017attention[p. 4]])[We call our attention “Scaled Dot\-Product Attention”.]`,
    `// ${address}`,
  ]);
});

test("programs quote in comments, of the signs that their language has", () => {
  const said = "“We call our attention “Scaled Dot-Product Attention”.” [@vaswani2017attention, p. 4]";
  assert.deepEqual(linesIn("code", passage), [`# ${said}`, `# ${address}`]);
  assert.deepEqual(linesIn("code", passage, "rust"), [`// ${said}`, `// ${address}`]);
  assert.deepEqual(linesIn("code", passage, "css"), [`/* ${said}`, `${address} */`]);
});

test("a plain text quotes where the cursor is, and a bibliography not at all", () => {
  const text = quotationIn("text", passage, commentSigns("plaintext"));
  assert.ok(text.ok);
  assert.equal(text.value.isBlock, false);
  assert.equal(quotationIn("bibtex", passage, commentSigns("bibtex")).ok, false);
});

test("of a whole paper there is its citation", () => {
  const whole = { ...passage, words: "", page: undefined };
  assert.deepEqual(linesIn("latex", whole), [String.raw`\cite{vaswani2017attention}`, `% ${address}`]);
  assert.deepEqual(linesIn("markdown", whole), [
    `[Attention Is All You Need](${address}) [@vaswani2017attention]`,
  ]);
  assert.deepEqual(linesIn("code", whole), ["# [@vaswani2017attention]", `# ${address}`]);
});

for (const kind of ["markdown", "latex", "typst"] as const)
  test(`the citation in ${kind} is read again as one of the paper, and a hostile quote adds none`, () => {
    const lines = linesIn(kind, hostile);
    const keys = scanText(lines.join("\n"), kind).flatMap(([at, { key }]) =>
      key === undefined ? [] : [lines[at]?.slice(key.start, key.end)],
    );
    assert.deepEqual(keys, ["vaswani2017attention"]);
  });

test("a hostile quote runs nothing in LaTeX", () => {
  const [, line = ""] = linesIn("latex", hostile);
  assert.doesNotMatch(line.replace(/\\cite\[p\.~4\]\{\w+\}$/u, ""), /\\(?!text|[$&%#_])|(?<!\\)[$&%#]/u);
});

for (const [language, end] of [
  ["css", "*/"],
  ["html", "-->"],
  ["ocaml", "*)"],
] as const)
  test(`a hostile quote ends no comment in ${language}`, () => {
    const text = linesIn("code", { ...hostile, address: `${address}&quote=(*%20a--b*)` }, language).join(
      "\n",
    );
    assert.equal(text.indexOf(end), text.length - end.length);
    if (language === "html") assert.doesNotMatch(text.slice(4, -3), /--/u);
  });

test("every line of a long quote is a comment, and none ends in a sign that takes the next one in", () => {
  const words = `${"some words \\ and others ".repeat(30)}\u2028import os\r\nexit()`;
  const lines = linesIn("code", { ...passage, words }, "c");
  assert.ok(lines.length > 4);
  for (const line of lines) {
    assert.match(line, /^\/\/ /u);
    assert.doesNotMatch(line, /[\r\n\u2028]|\\$/u);
  }
});

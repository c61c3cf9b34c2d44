import assert from "node:assert/strict";
import { test } from "node:test";
import { ScannedText, scanText } from "../../src/citations/scannedText.ts";
import { languageKinds, type LanguageKind } from "../../src/citations/languages.ts";
import { Randomness } from "../fakes/randomness.ts";

const keysIn = (text: string, kind: LanguageKind): readonly string[] => {
  const lines = text.split("\n");
  return scanText(text, kind).flatMap(([line, { key }]) =>
    key === undefined ? [] : [`${line}:${(lines[line] ?? "").slice(key.start, key.end)}`],
  );
};
const sureIn = (text: string, kind: LanguageKind): readonly string[] => {
  const lines = text.split("\n");
  return scanText(text, kind).flatMap(([line, { key, sure }]) =>
    key === undefined || sure !== true ? [] : [(lines[line] ?? "").slice(key.start, key.end)],
  );
};

const cited: readonly (readonly [name: string, kind: LanguageKind, text: string, keys: readonly string[]])[] =
  [
    ["arguments over several lines", "latex", "\\citep[see\n  p.~4]{one,\n  two}\nthree", ["1:one", "2:two"]],
    [
      "a comment behind the opening brace",
      "latex",
      "\\cite{%\n  one,% the first\n  two%\n}",
      ["1:one", "2:two"],
    ],
    ["the brace on the next line", "latex", "\\cite\n{one}", ["1:one"]],
    [
      "several arguments of one command",
      "latex",
      "\\textcites[1]{one}\n  [2]{two}\n{no\n\n{no}",
      ["0:one", "1:two", "2:no"],
    ],
    ["an argument that an empty line ends", "latex", "\\cite{one,\n\ntwo}", ["0:one"]],
    [
      "biblatex's and natbib's other forms",
      "latex",
      "\\autocite*{a}\\footcite[2]{b}\\citeauthor{c}\\Citet{d}\\fullcite{e}\\citealp{f}",
      ["0:a", "0:b", "0:c", "0:d", "0:e", "0:f"],
    ],
    ["neither everything nor what a macro is given", "latex", "\\nocite{*}\\cite{#1}", []],
    ["MyST's roles", "markdown", "{cite:p}`one, two` and {cite}`three`", ["0:one", "0:two", "0:three"]],
    ["Sphinx's roles", "text", ":cite:`one` :cite:t:`two`", ["0:one", "0:two"]],
    [
      "Typst's references and calls",
      "typst",
      '@one and @two[p. 4], #cite(<three>, form: "prose") #cite(label("four"))',
      ["0:one", "0:two", "0:three", "0:four"],
    ],
    ["wiki links to keys", "markdown", "[[@one]] and [[@two|shown]]", ["0:one", "0:two"]],
    [
      "entries of BibTeX and their cross references, and no strings",
      "bibtex",
      "@string{acl = {A}}\n@inproceedings{one,\n  crossref = {two},\n@comment{three}",
      ["1:one", "2:two"],
    ],
  ];
for (const [name, kind, text, keys] of cited)
  test(`${name} are read as ${kind}`, () => assert.deepEqual(keysIn(text, kind), keys));

const sure: readonly (readonly [name: string, kind: LanguageKind, text: string, keys: readonly string[]])[] =
  [
    [
      "keys in LaTeX's commands, except in comments",
      "latex",
      "\\cite{one} 5\\% \\cite{two} % \\cite{three}",
      ["one", "two"],
    ],
    [
      "no words that follow a brace still open",
      "latex",
      "\\cite{splFor very long\nsequences go on~\\cite{one,\n  two}.\n\n\\cite{three}",
      ["one", "two", "three"],
    ],
    ["keys over several lines", "latex", "\\cite{one,\n  two, three % why\n}", ["one", "two", "three"]],
    [
      "keys in Pandoc's brackets",
      "markdown",
      "[see @one, p. 3; -@two] and @three, [a @four](https://x.org)",
      ["one", "two"],
    ],
    ["nothing in code", "markdown", "`[@one]`\n```python\n[@two]\n```\n[@three]\n~~~\n[@four]", ["three"]],
    [
      "prose in MyST's directives",
      "markdown",
      "```{note}\n[@one]\n```\n```{code-cell} python\n[@two]\n```",
      ["one"],
    ],
    ["no references to the document's own figures", "markdown", "[@fig-one; @tbl-two; @sec-three]", []],
    ["keys of Typst outside of comments", "typst", "@one // @two", ["one"]],
    ["nothing in code files", "code", "x = [@one]", []],
  ];
for (const [name, kind, text, keys] of sure)
  test(`${name}: this is surely cited in ${kind}`, () => assert.deepEqual(sureIn(text, kind), keys));

test("an edit is scanned alone, and what it opens or closes below it too", () => {
  const lines = [
    "\\cite{one,",
    "two}",
    "\\cite{three}",
    ...Array.from({ length: 1000 }, () => "text \\cite{more}"),
  ];
  const scanned = new ScannedText("latex", lines.length);
  const scan = (): number => scanned.scan((line) => lines[line] ?? "");
  assert.equal(scan(), 1003);
  assert.equal(scan(), 0);
  lines[500] = "\\cite{other}";
  scanned.change({ start: 500, removed: 1, added: 1 });
  assert.equal(scan(), 1);
  lines.splice(0, 1, "\\cite{one}");
  scanned.change({ start: 0, removed: 1, added: 1 });
  assert.equal(scan(), 2, "the line below is no longer inside the argument");
  assert.deepEqual(scanned.on(1), []);
  assert.equal(scanned.on(500).length, 1);
});

test("after any edits the references are those of the text scanned anew", () => {
  const random = new Randomness(7);
  const parts = ["\\cite{a,", "b}", "", "\\cite[", "]{c}", "```", "[@d]", "@e", "text", "% x", "```{note}"];
  const pick = (): string => random.pick(parts);
  for (const kind of languageKinds) {
    const lines = Array.from({ length: 30 }, pick);
    const scanned = new ScannedText(kind, lines.length);
    for (let round = 0; round < 200; round++) {
      for (let edits = 0; edits <= round % 3; edits++) {
        const start = random.below(lines.length);
        const removed = Math.min(lines.length - start, 1 + random.below(3));
        const added = Array.from({ length: 1 + random.below(3) }, pick);
        lines.splice(start, removed, ...added);
        scanned.change({ start, removed, added: added.length });
      }
      scanned.scan((line) => lines[line] ?? "");
      assert.deepEqual([...scanned.all()], scanText(lines.join("\n"), kind));
    }
  }
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { fullText } from "../../src/extraction/fullText.ts";
import { joinLines } from "../../src/extraction/joinLines.ts";
import { linesOf, linesOfPages } from "../../src/extraction/lines.ts";
import { pageItems } from "../../src/extraction/pageText.ts";
import { block, page, type Printed } from "../fakes/printedPages.ts";

const textsOf = (printed: readonly Printed[]): readonly string[] =>
  linesOf(page(1, printed)).map(({ text }) => text);
const filler = (side: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, at) => `${side} column, line ${at}, as wide as columns`);

test("pieces on one baseline are one line, with a space where there is a gap", () => {
  const printed = [
    { text: "The", x: 72, y: 700, width: 15 },
    { text: "Trans", x: 90, y: 700, width: 25 },
    { text: "former", x: 115, y: 700, width: 30 },
  ];
  assert.deepEqual(textsOf(printed), ["The Transformer"]);
});

test("what is far apart on one baseline are two lines", () => {
  const printed = [
    { text: "One author", x: 72, y: 700, width: 50 },
    { text: "Another", x: 160, y: 700, width: 50 },
  ];
  assert.deepEqual(textsOf(printed), ["One author", "Another"]);
});

test("a line never reaches over the gap between two columns, however narrow it is", () => {
  const left = block(72, 700, filler("left", 20), { width: 222 });
  const right = block(308, 700, filler("right", 20), { width: 222 });
  // Written row by row, as some word processors do.
  const rows = left.flatMap((line, at) => [line, right[at] ?? line]);
  const texts = textsOf(rows);
  assert.equal(texts.length, 40);
  assert.equal(texts[0], "left column, line 0, as wide as columns");
});

test("lines keep the order in which the file writes them", () => {
  const printed = [
    ...block(72, 700, ["left one", "left two"]),
    ...block(320, 700, ["right one", "right two"]),
  ];
  assert.deepEqual(textsOf(printed), ["left one", "left two", "right one", "right two"]);
});

test("ligatures become letters, and TeX's loose accents go back to theirs", () => {
  assert.deepEqual(textsOf([{ text: "e\ufb03cient Veli\u02c7ckovi \u00b4c", y: 700 }]), [
    "efficient Veličković",
  ]);
});

test("letters printed twice to look bold are read once", () => {
  const printed = [
    { text: "Bold", x: 72, y: 700 },
    { text: "Bold", x: 72.3, y: 700 },
  ];
  assert.deepEqual(textsOf(printed), ["Bold"]);
});

test("running heads, feet and page numbers are dropped, and headings that look alike are not", () => {
  const pages = [1, 2, 3, 4, 5, 6].map((number) =>
    page(number, [
      { text: `${number} A. Author and B. Author`, y: 760 },
      { text: "Results", y: 600 },
      { text: `Something said on page ${number}`, y: 588 },
      { text: String(number), x: 300, y: 30 },
    ]),
  );
  const texts = linesOfPages(pages).map(({ lines }) => lines.map(({ text }) => text));
  assert.deepEqual(texts[2], ["Results", "Something said on page 3"]);
});

test("a head that a wide margin pushes into the page is dropped where it returns often", () => {
  const pages = [1, 2, 3, 4].map((number) =>
    page(number, [
      { text: `${number} · Golubchik and others`, y: 650 },
      { text: `Text of page ${number}`, y: 630 },
      { text: `More that only page ${"abcd"[number - 1]} says`, y: 300 },
    ]),
  );
  assert.deepEqual(
    linesOfPages(pages)[1]?.lines.map(({ text }) => text),
    ["Text of page 2", "More that only page b says"],
  );
});

test("the numbers of a draft's lines are dropped, and the numbers of a table are not", () => {
  const text = block(100, 700, filler("only", 12));
  const lineNumbers = text.map(({ y }, at) => ({ text: String(at + 1), x: 60, y, width: 10 }));
  const cells = text.map(({ y }, at) => ({ text: String(at + 1), x: 200, y: y - 300, width: 10 }));
  const [{ lines } = { lines: [] }] = linesOfPages([page(1, [...lineNumbers, ...text, ...cells])]);
  assert.deepEqual(
    lines.map(({ x0 }) => x0),
    [...text.map(() => 100), ...cells.map(() => 200)],
  );
});

test("what runs up the margin is in no line, and still in the text to search", () => {
  const pages = linesOfPages([
    page(1, [
      { text: "arXiv:1706.03762v5 [cs.CL]", x: 30, y: 300, size: 20, rotated: true },
      { text: "Attention", y: 700 },
    ]),
  ]);
  assert.deepEqual(
    pages[0]?.lines.map(({ text }) => text),
    ["Attention"],
  );
  assert.deepEqual(fullText(pages), [{ page: 1, text: "Attention\narXiv:1706.03762v5 [cs.CL]" }]);
});

const joins: readonly (readonly [why: string, lines: readonly string[], joined: string])[] = [
  ["a broken word is whole again", ["the trans-", "former model"], "the transformer model"],
  ["a hyphen before a capital stays", ["in Euro-", "American law"], "in Euro-American law"],
  ["a hyphen before a digit stays", ["as GPT-", "4 shows"], "as GPT-4 shows"],
  ["a word with hyphens keeps its last", ["a state-of-the-", "art model"], "a state-of-the-art model"],
  ["a dash is no hyphen", ["layers –", "eight of them"], "layers – eight of them"],
  [
    "an address goes on",
    ["see https://github.com/", "allenai/s2orc for more"],
    "see https://github.com/allenai/s2orc for more",
  ],
  ["a DOI goes on", ["doi: 10.1145/345881", "7.3476145. URL"], "doi: 10.1145/3458817.3476145. URL"],
];
for (const [why, lines, joined] of joins) {
  test(`when lines are joined, ${why}`, () => assert.equal(joinLines(lines), joined));
}

test("the text of a page has one paragraph a line", () => {
  const printed = [
    ...block(72, 700, ["A first paragraph that is set in two", "lines ends here."]),
    ...block(72, 660, ["A second one follows behind a gap."]),
  ];
  const [first] = fullText(linesOfPages([page(1, printed)]));
  assert.equal(
    first?.text,
    "A first paragraph that is set in two lines ends here.\nA second one follows behind a gap.",
  );
});

test("fonts are known by their own names where pdf.js knows them", () => {
  const content = {
    items: [
      { type: "beginMarkedContent" },
      {
        str: "Title",
        dir: "ltr",
        width: 40,
        height: 14,
        transform: [14, 0, 0, 14, 72, 700],
        fontName: "g_d0_f1",
        hasEOL: true,
      },
      {
        str: "stamp",
        dir: "ltr",
        width: 40,
        height: 20,
        transform: [0, 20, -20, 0, 30, 300],
        fontName: "g_d0_f2",
        hasEOL: true,
      },
    ],
  };
  const fonts = new Map([["g_d0_f1", { name: "ABCDEF+NimbusRomNo9L-Medi" }]]);
  const { items } = pageItems({ number: 1, view: [0, 0, 612, 792], content, fonts });
  assert.deepEqual(
    items.map(({ font, bold, size, rotated }) => [font, bold, size, rotated]),
    [
      ["NimbusRomNo9L-Medi", true, 14, undefined],
      ["g_d0_f2", undefined, 20, true],
    ],
  );
});

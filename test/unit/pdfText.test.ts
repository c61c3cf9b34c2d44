/** Letters of a page: where they are, what they say, what belongs together. Pieces are as pdf.js gives them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { fold, foldedOffset, unfolded } from "../../src/anchoring/fold.ts";
import { cleanText, joined } from "../../webview/pdf/text/cleanText.ts";
import type { PageText, TextPiece } from "../../webview/pdf/text/pageText.ts";
import { caretRect, isOnText, offsetAt, rectsOf } from "../../webview/pdf/text/places.ts";
import { quoteOfRange, rangeOfSpan, regionOfRange, spanOfRange } from "../../webview/pdf/text/ranges.ts";
import { pageTextOf } from "../../webview/pdf/text/readPage.ts";
import { paragraphAt, sentenceAt, stepFrom, wordAt } from "../../webview/pdf/text/steps.ts";

/** Every letter is 5 pt wide, at a size of 10. */
const line = (str: string, x: number, y: number, more: Partial<TextPiece> = {}): TextPiece => ({
  str,
  dir: "ltr",
  transform: [10, 0, 0, 10, x, y],
  width: str.length * 5,
  height: 10,
  fontName: "f",
  hasEOL: true,
  ...more,
});
const letters = [..."abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,-()[]"];
const page = (pieces: readonly TextPiece[], number = 1): PageText =>
  pageTextOf({
    number,
    pieces,
    fonts: new Map([["f", { ascent: 0.8, descent: -0.2, vertical: false }]]),
    widths: new Map([["f", new Map([...letters, " "].map((letter) => [letter, 500]))]]),
    view: [0, 0, 600, 800],
  });
const spanOf = (text: PageText, words: string) => {
  const start = text.text.indexOf(words);
  assert.ok(start >= 0, words);
  return { start, end: start + words.length };
};

test("letters are as wide as their fonts say, and what is left of a line lies in its spaces", () => {
  const text = page([line("ab cd", 100, 700, { width: 35 })]); // 25 by the font, so the space is 15 wide
  assert.deepEqual(rectsOf(text, { start: 0, end: 2 }), [[100, 698, 110, 708]]);
  assert.deepEqual(rectsOf(text, { start: 3, end: 5 }), [[125, 698, 135, 708]]);
});

test("without fonts' widths a piece is parted evenly", () => {
  const text = pageTextOf({
    number: 1,
    pieces: [line("abcd", 100, 700, { width: 40 })],
    fonts: new Map(),
    widths: new Map(),
    view: [0, 0, 600, 800],
  });
  assert.deepEqual(
    rectsOf(text, { start: 1, end: 3 }).map(([left, , right]) => [left, right]),
    [[110, 130]],
  );
});

test("a point finds the gap between letters that is nearest; beside a short line it still means that line", () => {
  const text = page([
    line("A long first line", 50, 700),
    line("short", 50, 688),
    line("Right column", 320, 688),
  ]);
  assert.equal(offsetAt(text, 56, 703), 1);
  assert.equal(offsetAt(text, 58, 703), 2);
  assert.equal(offsetAt(text, 120, 690), text.text.indexOf("short") + 5);
  assert.equal(offsetAt(text, 700, 690), text.text.length - 1);
  assert.ok(isOnText(text, 60, 703));
  assert.ok(!isOnText(text, 300, 400));
  assert.equal(offsetAt(page([]), 1, 1), undefined);
});

test("text that is turned has its boxes where it is", () => {
  const text = page([line("abc", 100, 100, { transform: [0, 10, -10, 0, 100, 100] })]);
  assert.deepEqual(rectsOf(text, { start: 0, end: 2 }), [[92, 100, 102, 110]]);
});

test("raised letters are part of the line and do not make its mark taller", () => {
  const text = page([
    line("power", 50, 700, { hasEOL: false }),
    line("2", 75, 704, { transform: [6, 0, 0, 6, 75, 704], width: 3, hasEOL: false }),
    line(" next", 78, 700),
  ]);
  assert.equal(text.lines.length, 1);
  assert.deepEqual(rectsOf(text, { start: 0, end: 11 }), [[50, 698, 103, 708]]);
});

test("running heads, page numbers and what stands sideways are passed over within a passage", () => {
  const body = Array.from({ length: 12 }, (_, at) => line(`Body line ${at}`, 50, 700 - at * 12));
  const text = page([
    line("A running head", 50, 775),
    ...body,
    line("17", 300, 20),
    line("arXiv:1706.03762", 20, 300, { transform: [0, 10, -10, 0, 20, 300] }),
  ]);
  assert.deepEqual(
    text.lines.filter(({ isAside }) => isAside).map(({ start, end }) => text.text.slice(start, end)),
    ["A running head", "17", "arXiv:1706.03762"],
  );
  assert.equal(rectsOf(text, { start: 0, end: text.text.length - 1 }).length, 14, "the ends were asked for");
  assert.match(cleanText(text, spanOf(text, "line 11")), /^line 11$/u);
});

const small = (str: string, x: number, y: number): TextPiece =>
  line(str, x, y, { transform: [8, 0, 0, 8, x, y], height: 8 });
const column = (words: string, x: number): TextPiece[] =>
  Array.from({ length: 12 }, (_, at) => line(`${words} ${at} is long enough`, x, 680 - at * 12));

test("from column to column a passage passes over footnotes, and over figures with their captions", () => {
  const text = page([
    ...column("Left", 50),
    line("and this ends the", 50, 536),
    small("1 A footnote.", 50, 500),
    small("axis", 350, 720),
    small("Figure 1: A caption.", 350, 700),
    line("column in a sentence.", 350, 680),
    ...column("Right", 350).slice(1),
  ]);
  const passage = { start: spanOf(text, "this ends").start, end: spanOf(text, "a sentence.").end };
  assert.equal(cleanText(text, passage), "this ends the column in a sentence.");
  assert.equal(rectsOf(text, passage).length, 2);
  const note = { start: spanOf(text, "A footnote.").start, end: spanOf(text, "A caption.").end };
  assert.equal(cleanText(text, note), "A footnote.\naxis Figure 1: A caption.", "what begins there means it");
  assert.match(cleanText(text, { ...passage, end: spanOf(text, "Figure 1").end }), /A footnote.*Figure 1$/su);
});

test("small type within a column is part of what is read there, and so are the limits of a sum", () => {
  const text = page([
    ...column("Left", 50),
    line("as they say:", 50, 536),
    small("A quotation in small type.", 60, 520),
    line("And so on.", 50, 500),
    line("The sum is S", 50, 488),
    small("i=1", 105, 484),
    line("over all in the", 350, 680),
    ...column("Right", 350).slice(1),
  ]);
  const quotation = { start: spanOf(text, "as they").start, end: spanOf(text, "so on.").end };
  assert.match(cleanText(text, quotation), /A quotation in small type\./u);
  const sum = { start: spanOf(text, "The sum").start, end: spanOf(text, "over all").end };
  assert.match(cleanText(text, sum), /S\si=1\sover all/u);
});

test("over a page break too, unless there is nothing else on the page", () => {
  const first = page([...column("Left", 50), line("and turns", 50, 536), small("1 A footnote.", 50, 500)], 1);
  const second = page(
    [small("Figure 2: A caption.", 50, 720), line("over here.", 50, 680), ...column("Next", 50).slice(1)],
    2,
  );
  const texts = (number: number): PageText | undefined => [first, second][number - 1];
  const start = { page: 1, offset: spanOf(first, "and turns").start };
  const range = { start, end: { page: 2, offset: spanOf(second, "over here.").end } };
  assert.equal(quoteOfRange(range, texts).exact, "and turns over here.");
  const intoCaption = { start, end: { page: 2, offset: spanOf(second, "Figure 2").end } };
  assert.equal(quoteOfRange(intoCaption, texts).exact, "and turns Figure 2");
});

test("clean text joins lines and words parted by hyphens, and keeps hyphens that belong", () => {
  assert.equal(joined("corre-", "spond"), "correspond");
  assert.equal(joined("self-", "Attention"), "self- Attention");
  assert.equal(joined("in 2017-", "2019"), "in 2017- 2019");
  assert.equal(joined("a", "b"), "a b");
  const text = page([line("What does not mat-", 50, 700), line("ter is  skipped", 50, 688)]);
  assert.equal(cleanText(text, { start: 0, end: text.text.length }), "What does not matter is skipped");
});

test("words, sentences and paragraphs are found around a letter, over the ends of lines", () => {
  const text = page([
    line("One thing. It does not mat-", 50, 700),
    line("ter much (Smith et al. 2017). Then", 50, 688),
    line("the end.", 50, 676),
    line("New paragraph here.", 62, 660),
  ]);
  const at = (words: string): number => text.text.indexOf(words);
  const read = (span: { start: number; end: number } | undefined): string =>
    span === undefined ? "" : cleanText(text, span);
  assert.equal(read(wordAt(text, at("mat-") + 1)), "matter");
  assert.equal(read(wordAt(text, at("ter much") + 1)), "matter");
  assert.equal(read(wordAt(text, at("Smith"))), "Smith");
  assert.equal(read(sentenceAt(text, at("much"))), "It does not matter much (Smith et al. 2017).");
  assert.equal(read(sentenceAt(text, at("end"))), "Then the end.");
  assert.equal(read(paragraphAt(text, at("New"))), "New paragraph here.");
});

test("a caret goes by letter, word, line, sentence and paragraph, and stops at the ends of the page", () => {
  const text = page([line("One two. Three", 50, 700), line("four. Five.", 50, 688)]);
  assert.equal(stepFrom(text, 0, "letter", 1), 1);
  assert.equal(stepFrom(text, 0, "word", 1), 3);
  assert.equal(stepFrom(text, 7, "word", -1), 4);
  assert.equal(stepFrom(text, 0, "sentence", 1), 8);
  assert.equal(stepFrom(text, 0, "paragraph", 1), text.text.length - 1);
  assert.equal(stepFrom(text, 2, "line", 1), 17);
  assert.equal(stepFrom(text, 2, "lineEdge", 1), 14);
  assert.equal(stepFrom(text, 0, "letter", -1), undefined);
  assert.equal(stepFrom(text, text.text.length - 1, "letter", 1), undefined);
  assert.deepEqual(caretRect(text, 3), [65, 698, 65, 708]);
});

test("folded text has no spaces, hyphens, capitals and ligatures, and leads back to the letters", () => {
  const text = "The e\u00adf\ufb01-\ncient Å";
  const folded = fold(text);
  assert.equal(folded.text, "theefficientå");
  assert.equal(foldedOffset(folded, text.indexOf("cient")), 7);
  const { start, end } = unfolded(folded, { start: 3, end: 12 });
  assert.equal(text.slice(start, end), "e\u00adf\ufb01-\ncient");
  assert.deepEqual(unfolded(folded, { start: 0, end: 0 }), { start: 0, end: 0 });
});

test("a passage over two pages is stored page by page, and its span in the document leads back to it", () => {
  const pages = [page([line("The end of one", 50, 300)], 1), page([line("page and more", 50, 700)], 2)];
  const texts = (number: number): PageText | undefined => pages[number - 1];
  const range = { start: { page: 1, offset: 4 }, end: { page: 2, offset: 4 } };
  const region = regionOfRange(range, texts, "f");
  assert.deepEqual(region, {
    fingerprint: "f",
    parts: [
      { page: 1, rects: [[70, 298, 120, 308]], text: { start: 3, end: 11 } },
      { page: 2, rects: [[50, 698, 70, 708]], text: { start: 0, end: 4 } },
    ],
  });
  assert.deepEqual(quoteOfRange(range, texts), {
    exact: "end of one page",
    prefix: "The",
    suffix: "and more",
  });
  const span = spanOfRange(range, texts);
  assert.deepEqual(span, { start: 1_000_003, end: 2_000_004 });
  assert.deepEqual(span && rangeOfSpan(span, texts), range);
});

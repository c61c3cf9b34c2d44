/** Where cards stand, and which part of a page they show. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Caption } from "../../src/extraction/extractedPaper.ts";
import type { Line, PageLines } from "../../src/extraction/pageText.ts";
import { blockRect, columnAt, floatRect } from "../../webview/pdf/cards/clipping.ts";
import { spotFor, within } from "../../webview/pdf/cards/placing.ts";

const frame = { left: 0, top: 100, right: 1000, bottom: 900 };

test("a card stands below its words, above them where there is no room, and never beyond the sides", () => {
  const below = spotFor({ left: 400, top: 200, right: 450, bottom: 220 }, frame, 400, 300);
  assert.deepEqual([below.left, below.top, below.bottom], [388, 126, undefined]);
  const above = spotFor({ left: 900, top: 700, right: 950, bottom: 720 }, frame, 400, 300);
  assert.deepEqual([above.left, above.top, above.bottom], [596, undefined, 206]);
});

test("a card that fits nowhere takes the larger side, and what is left of it", () => {
  const { top, bottom, maxHeight } = spotFor({ left: 0, top: 600, right: 50, bottom: 620 }, frame, 400, 900);
  assert.equal(top, undefined);
  assert.equal(bottom, 306);
  assert.equal(maxHeight, 490);
  assert.deepEqual([within(-5, 100, 500), within(450, 100, 500), within(20, 600, 500)], [0, 400, 0]);
});

const line = (x0: number, x1: number, y: number, text = "Words that are long enough for a line."): Line => ({
  ...{ text, x0, x1, y, size: 10, font: "f", bold: false, page: 1 },
  items: [{ text, x: x0, y, width: x1 - x0, size: 10, font: "f", hasEOL: true, dir: "ltr" }],
});

const column = (x0: number, from: number, count: number): readonly Line[] =>
  Array.from({ length: count }, (_, at) => line(x0, x0 + 240, from - 12 * at));

const pageOf = (lines: readonly Line[]): PageLines => ({
  ...{ number: 1, width: 612, height: 792, x0: 0, y0: 0, rotated: [] },
  lines,
});

test("columns are told apart, also below a table over both", () => {
  const page = pageOf([line(60, 550, 720), ...column(60, 700, 20), ...column(312, 700, 20)]);
  assert.deepEqual(columnAt(page, 60), { left: 60, right: 300 });
  assert.deepEqual(columnAt(page, 310), { left: 312, right: 552 });
});

test("a section is shown from its heading on, in whole lines of its column", () => {
  const page = pageOf([...column(60, 700, 40), ...column(312, 700, 40)]);
  const [left, bottom, right, top] = blockRect(page, { page: 1, x: 312, y: 589 }, "section");
  assert.deepEqual([left, right], [306, 558]);
  assert.equal(top, 593);
  assert.ok(bottom < top - 120 && (700 - bottom) % 12 > 2, String(bottom));
});

test("a figure stands between the text above it and its caption, a table below its own", () => {
  const caption = (kind: "figure" | "table", y: number): Caption => ({
    ...{
      kind,
      number: "1",
      text: "Words that are long enough for a line.",
      place: { page: 1, x: 60, y: y + 10 },
    },
  });
  const page = pageOf([
    ...column(60, 700, 5),
    line(60, 300, 450),
    ...column(60, 300, 5),
    ...column(312, 700, 30),
  ]);
  const figure = floatRect(page, { page: 1, x: 60, y: 460 }, caption("figure", 450), []);
  assert.deepEqual(figure.map(Math.round), [54, 461, 306, 648]);
  const table = floatRect(page, { page: 1, x: 60, y: 460 }, caption("table", 450), []);
  assert.deepEqual(table.map(Math.round), [54, 310, 306, 446]);
});

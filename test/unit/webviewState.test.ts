/** The reader's page without a page: how a text is taken apart, how marks and cards are laid out, what becomes of drafts. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { AnnotationId } from "../../src/domain/annotation.ts";
import type { Note } from "../../src/domain/note.ts";
import { closed, opened, restored, unsentOf, type Draft } from "../../webview/state/drafts.ts";
import { findWords } from "../../webview/state/moving.ts";
import { inReadingOrder, neighbour } from "../../webview/state/order.ts";
import { isWebLink, piecesOf, wholeMath } from "../../webview/state/pieces.ts";
import { segmentsOf } from "../../webview/state/segments.ts";
import { stack } from "../../webview/state/stack.ts";
import { ago, shortened } from "../../webview/state/wording.ts";
import sample from "../fixtures/webview/papers.json" with { type: "json" };

const inside = (text: string, kind: string): readonly string[] =>
  piecesOf(text).flatMap((piece) =>
    piece.kind === kind ? [text.slice(piece.span.start, piece.span.end)] : [],
  );

test("pieces cover a text without gaps or overlaps, whatever it holds", () => {
  const texts = [
    "",
    "plain",
    sample.rSparse.abstract,
    sample.oneModel.abstract,
    "$a$$b$ $$c$$ \\(d\\) \\[e\\] \\$f$ https://x.org/a. $\n\n$ $ $ \\\\(g\\\\) $h",
    "𝒪(n) $𝒪$ — “quoted” $5 and $6\n\n\n$$\\frac{1}{2}$$",
  ];
  for (const text of texts) {
    const pieces = piecesOf(text);
    assert.equal(pieces.map(({ span }) => text.slice(span.start, span.end)).join(""), text);
    pieces.slice(1).forEach(({ span }, index) => assert.equal(span.start, pieces[index]?.span.end));
  }
});

test("mathematics is found only where it is marked as such", () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ["costs $5 and $6", []],
    ["from $5 (or US$ 6) on", []],
    ["between $10-$20 each", []],
    ["$k$-sparse and $n = 4$", ["$k$", "$n = 4$"]],
    ["a price of $3, then $x_i$", ["$x_i$"]],
    ["$\\text{if it is so}$", ["$\\text{if it is so}$"]],
    ["\\$a\\$ and \\(b\\)", ["\\(b\\)"]],
    ["$$a$$ \\[b\\]", ["$$a$$", "\\[b\\]"]],
    ["$a\n\nb$", []],
    ["$ a$ and $b $", []],
    ["$KT$ and $SU(2)$", ["$KT$", "$SU(2)$"]],
  ];
  for (const [text, expected] of cases) assert.deepEqual(inside(text, "math"), expected, text);
});

test("web addresses end before the punctuation of their sentence, and nothing else becomes a link", () => {
  const text =
    "See https://a.org/b_(c), (http://d.org/e). Not javascript:alert(1), ftp://f.org, command:x or http://.";
  assert.deepEqual(inside(text, "link"), ["https://a.org/b_(c)", "http://d.org/e"]);
  for (const url of ["javascript:alert(1)", "command:x", "data:text/html,x", "https://", "//a.org"]) {
    assert.equal(isWebLink(url), false, url);
  }
});

test("a span that touches a formula is widened to the whole of it, and others stay as they are", () => {
  const text = "ab $x^2$ cd";
  const pieces = piecesOf(text);
  assert.deepEqual(wholeMath(pieces, { start: 5, end: 6 }), { start: 3, end: 8 });
  assert.deepEqual(wholeMath(pieces, { start: 0, end: 4 }), { start: 0, end: 8 });
  assert.deepEqual(wholeMath(pieces, { start: 0, end: 3 }), { start: 0, end: 3 });
});

test("segments cut a text where marks begin and end, and nest the longest outside", () => {
  const marks = [
    { key: "b", span: { start: 4, end: 8 } },
    { key: "a", span: { start: 2, end: 10 } },
    { key: "c", span: { start: 8, end: 30 } },
  ];
  assert.deepEqual(segmentsOf({ start: 0, end: 12 }, marks), [
    { span: { start: 0, end: 2 }, keys: [] },
    { span: { start: 2, end: 4 }, keys: ["a"] },
    { span: { start: 4, end: 8 }, keys: ["a", "b"] },
    { span: { start: 8, end: 10 }, keys: ["c", "a"] },
    { span: { start: 10, end: 12 }, keys: ["c"] },
  ]);
});

test("cards keep their order, never overlap, and the pinned one stands where it wants to when there is room", () => {
  const cards = [0, 10, 15, 300].map((wantedTopPx) => ({ wantedTopPx, heightPx: 50 }));
  assert.deepEqual(stack(cards, 10), [0, 60, 120, 300]);
  assert.deepEqual(stack(cards, 10, 3), [0, 60, 120, 300]);
  const crowded = [200, 205, 210].map((wantedTopPx) => ({ wantedTopPx, heightPx: 50 }));
  assert.deepEqual(stack(crowded, 10, 2), [90, 150, 210]);
  assert.deepEqual(stack(cards, 10, 2), [0, 60, 120, 300]);
  assert.deepEqual(stack([], 10), []);
});

const note = (id: string, start: number | undefined, more: Partial<Note> = {}): Note => ({
  id: id as AnnotationId,
  comment: "",
  author: "",
  created: "2026-07-30T09:00:00.000Z",
  modified: "2026-07-30T09:00:00.000Z",
  editable: true,
  about: "passage",
  quote: "q",
  style: "highlight",
  color: "yellow",
  tags: [],
  placement:
    start === undefined ? { state: "unplaced" } : { state: "anchored", span: { start, end: start + 5 } },
  replies: [],
  ...more,
});

test("notes follow the text; those on the paper and the lost ones come after; one goes from neighbour to neighbour", () => {
  const notes = [
    note("lost", undefined),
    note("paper", undefined, { about: "paper" }),
    note("late", 9),
    note("early", 2),
  ];
  assert.deepEqual(
    inReadingOrder(notes).map(({ id }) => id),
    ["early", "late", "paper", "lost"],
  );
  assert.equal(neighbour(notes, undefined, 1)?.id, "early");
  assert.equal(neighbour(notes, undefined, -1)?.id, "lost");
  assert.equal(neighbour(notes, "early" as AnnotationId, 1)?.id, "late");
  assert.equal(neighbour(notes, "lost" as AnnotationId, 1), undefined);
});

const draft = (more: Partial<Draft>): Draft => ({
  purpose: "paper",
  text: "",
  original: "",
  style: "highlight",
  color: "yellow",
  open: true,
  saving: false,
  ...more,
});

test("of closed drafts only the changed ones stay, and opening one again finds its words", () => {
  const changedOne = draft({ purpose: "new", span: { start: 1, end: 4 }, text: "words" });
  const unchanged = draft({ purpose: "edit", note: "n" as AnnotationId, text: "same", original: "same" });
  const kept = closed([changedOne, unchanged]);
  assert.deepEqual(kept, [{ ...changedOne, open: false }]);
  const again = opened(kept, draft({ purpose: "new", span: { start: 1, end: 4 } }));
  assert.deepEqual(again, [changedOne]);
});

test("what is told to be unsent comes back as it was, the open one first", () => {
  const drafts = [
    draft({ text: "closed", open: false }),
    draft({ purpose: "reply", note: "n" as AnnotationId, text: "open" }),
  ];
  const told = unsentOf(drafts);
  assert.deepEqual(
    told.map(({ text }) => text),
    ["open", "closed"],
  );
  const back = restored(told, [note("n", 2)]);
  assert.deepEqual(
    back.map(({ text, open }) => [text, open]),
    [
      ["open", true],
      ["closed", false],
    ],
  );
  assert.deepEqual(unsentOf(back), told);
});

test("words are found in a text whatever their white space and capitals, and special characters mean themselves", () => {
  assert.deepEqual(findWords("The  cost\nis f(x)?", "cost is F(x)?"), { start: 5, end: 18 });
  assert.equal(findWords("abc", "a.c"), undefined);
  assert.equal(findWords("abc", "  "), undefined);
});

test("times are told from now, and long texts are cut at a word", () => {
  const now = Date.parse("2026-07-30T12:00:00Z");
  assert.equal(ago("2026-07-30T11:59:40Z", now), "just now");
  assert.equal(ago("2026-07-30T10:00:00Z", now), "2 hours ago");
  assert.equal(ago("2026-07-29T12:00:00Z", now), "yesterday");
  assert.equal(ago("not a date", now), "not a date");
  assert.equal(shortened("one two three four", 12), "one two…");
  assert.equal(shortened("short", 12), "short");
});

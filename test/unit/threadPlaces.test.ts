import assert from "node:assert/strict";
import { test } from "node:test";
import { movedLine, pairUp, type Change, type Position } from "../../src/host/inline/threadPlaces.ts";

const at = (line: number, character: number): Position => ({ line, character });
const change = (start: Position, end: Position, text: string): Change => ({ range: { start, end }, text });

const mention = at(5, 10);
const moves: readonly (readonly [what: string, to: number, ...changes: Change[]])[] = [
  ["lines inserted above push it down", 7, change(at(2, 0), at(2, 0), "a\nb\n")],
  ["Windows line ends count once", 7, change(at(2, 0), at(2, 0), "a\r\nb\r\n")],
  ["lines removed above pull it up", 3, change(at(1, 0), at(3, 0), "")],
  ["a line break at the start of its own line pushes it down", 6, change(at(5, 0), at(5, 0), "\n")],
  ["a line break right before it pushes it down", 6, change(at(5, 10), at(5, 10), "\n")],
  ["a line break behind it leaves it", 5, change(at(5, 11), at(5, 11), "\n")],
  ["what happens below leaves it", 5, change(at(6, 0), at(9, 0), "x\ny\n")],
  ["words typed before it leave its line", 5, change(at(5, 0), at(5, 4), "other words")],
  ["joined to the line above it goes there", 4, change(at(4, 7), at(5, 0), "")],
  ["written over it goes where the change began", 4, change(at(4, 0), at(6, 0), "x")],
  [
    "several changes of one event all count, since each is told as the text was before",
    5,
    change(at(3, 0), at(4, 0), ""),
    change(at(0, 0), at(0, 0), "\n"),
  ],
];

for (const [what, to, ...changes] of moves) {
  test(`when text changes: ${what}`, () => assert.equal(movedLine(mention, changes), to));
}

const thread = (key: string, line: number) => ({ key, line });

test("a thread stays with its note on its line, whatever else moves", () => {
  const [first, second] = [thread("a", 3), thread("a", 9)];
  const { kept, gone, fresh } = pairUp([first, second], [thread("a", 1), thread("a", 9)]);
  assert.deepEqual(
    kept.map(([shown, wanted]) => [shown.line, wanted.line]),
    [
      [9, 9],
      [3, 1],
    ],
  );
  assert.deepEqual([gone, fresh], [[], []]);
});

test("a thread never goes to another note, even on the same line", () => {
  const pairs = pairUp([thread("a", 3)], [thread("b", 3)]);
  assert.deepEqual(pairs, { kept: [], gone: [thread("a", 3)], fresh: [thread("b", 3)] });
});

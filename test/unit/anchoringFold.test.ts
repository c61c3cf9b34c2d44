/** The ways from a text to its letters and back, for any text. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { comparable, fold, foldedOffset, unfolded, verbatim, type Folded } from "../../src/anchoring/fold.ts";
import { splitsCharacter } from "../../src/anchoring/codePoints.ts";
import { placeInText } from "../../src/anchoring/placeInText.ts";
import { describePosition, describeQuote } from "../../src/anchoring/describe.ts";
import { textAt } from "../../src/base/span.ts";

/** Letters that typesetting plays with, and those that JavaScript counts twice. */
const oddities = [
  ..."ab Z.,-\n\t'\"",
  ...["\u00ad", "\u2010", "\u2013", "\u2014", "\u2212", "\u201c", "\u201d", "\u2019", "\u00b4", "\u00a0"],
  ...["\ufb00", "\ufb01", "\ufb03", "\u00e9", "e\u0301", "\u0130", "\u1e9e", "\uff21", "\u2460", "\ud55c"],
  ...["\u{1d4b3}", "\u{1f600}", "\u{1f469}\u200d\u{1f52c}", "\u0628\u064e", "$", "\\", "^", "\u200b"],
];
const text = fc.oneof(
  fc.array(fc.constantFrom(...oddities), { maxLength: 60 }).map((letters) => letters.join("")),
  fc.string({ unit: "grapheme", maxLength: 60 }),
);
const ways = { fold, comparable, verbatim };

for (const [name, way] of Object.entries(ways)) {
  test(`${name}: letters come in the order of their characters, one place for each`, () => {
    fc.assert(
      fc.property(text, (given) => {
        const { text: letters, origins } = way(given);
        assert.equal(origins.length, letters.length + 1);
        assert.equal(origins.at(-1), given.length);
        origins.forEach((origin, at) => assert.ok(at === 0 || origin >= (origins[at - 1] ?? 0)));
      }),
    );
  });

  test(`${name}: no way back begins or ends within a character`, () => {
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(), (given, a, b) => {
        const folded = way(given);
        const [start = 0, end = 0] = [a, b]
          .map((each) => each % (folded.text.length + 1))
          .sort((x, y) => x - y);
        const back = unfolded(folded, { start, end });
        assert.ok(back.start <= back.end && back.end <= given.length);
        assert.equal(splitsCharacter(given, back.start), false);
        assert.equal(splitsCharacter(given, back.end), false);
      }),
    );
  });

  test(`${name}: what the way back leads to has those letters`, () => {
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(), (given, a, b) => {
        const folded = way(given);
        const [start = 0, end = 0] = [a, b]
          .map((each) => each % (folded.text.length + 1))
          .sort((x, y) => x - y);
        const back = unfolded(folded, { start, end });
        assert.ok(wholeLetters(folded, start, end, way(textAt(given, back)).text));
      }),
    );
  });

  test(`${name}: a place in the letters and the way back agree`, () => {
    fc.assert(
      fc.property(text, (given) => {
        const folded = way(given);
        folded.origins.forEach((origin) => {
          const at = foldedOffset(folded, origin);
          assert.equal(folded.origins[at], origin);
        });
      }),
    );
  });
}

/** A character that becomes several letters comes back whole. */
function wholeLetters({ text: letters, origins }: Folded, start: number, end: number, back: string): boolean {
  if (start === end) return back === "";
  let [from, to] = [start, end];
  while (from > 0 && origins[from - 1] === origins[start]) from--;
  while (to < letters.length && origins[to] === origins[end - 1]) to++;
  return back === letters.slice(from, to);
}

test("whatever is quoted of a text is found where it stands", () => {
  fc.assert(
    fc.property(text, fc.nat(), fc.nat(), (given, a, b) => {
      const gaps = [...Array(given.length + 1).keys()].filter((at) => !splitsCharacter(given, at));
      const [start = 0, end = 0] = [a, b].map((each) => gaps[each % gaps.length] ?? 0).sort((x, y) => x - y);
      if (start === end) return;
      const span = { start, end };
      const passage = { quote: describeQuote(given, span), position: describePosition(given, span) };
      const placed = placeInText(given, passage);
      assert.ok(placed.state !== "unplaced");
      assert.equal(comparable(textAt(given, placed.span)).text, comparable(textAt(given, span)).text);
    }),
    { numRuns: 500 },
  );
});

test("the same words written otherwise have the same letters", () => {
  const pairs: readonly (readonly [string, string])[] = [
    ["efficient", "e\ufb03cient"],
    ["state-of-the-art", "state\u2010of\u2013the\u2212art"],
    ["attention", "atten-\ntion"],
    ["attention", "atten\u00adtion"],
    ["\u201cquoted\u201d", '"quoted"'],
    ["``quoted''", "\u201cquoted\u201d"],
    ["don't", "don\u2019t"],
    ["na\u00efve", "nai\u0308ve"],
    ["Schr\u00f6dinger", "Schr\u00a8odinger"],
    ["O(n^2)", "$O(n^{2})$"],
    ["H2O", "H\u2082O"],
    ["\u{1d465}", "x"],
    ["ABC", "\uff21\uff22\uff23"],
  ];
  for (const [one, other] of pairs) assert.equal(comparable(one).text, comparable(other).text, other);
});

test("letters that tell words apart are kept", () => {
  for (const [one, other] of [
    ["3.2 %", "32 %"],
    ["\ud55c\uad6d", "\ud55c\uad70"],
    ["a+b", "ab"],
    ["model", "modal"],
  ] as const)
    assert.notEqual(comparable(one).text, comparable(other).text);
});

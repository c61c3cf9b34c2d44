import assert from "node:assert/strict";
import { test } from "node:test";
import { toCodePoints, toCodeUnits } from "../../src/anchoring/codePoints.ts";
import { describePosition, describeQuote } from "../../src/anchoring/describe.ts";
import { comparable } from "../../src/anchoring/fold.ts";
import { placeInText as place, SearchedText, type Passage } from "../../src/anchoring/placeInText.ts";
import { textAt, trimSpan, type Span } from "../../src/base/span.ts";
import type { Placement } from "../../src/domain/note.ts";
import { Randomness } from "../fakes/randomness.ts";
import { sampleEntries } from "../fakes/sample.ts";

const abstracts = sampleEntries.map(({ abstract }) => abstract);
const passageAt = (text: string, span: Span): Passage => ({
  quote: describeQuote(text, span),
  position: describePosition(text, span),
});
const spanOf = (text: string, words: string, nth = 0): Span => {
  let start = text.indexOf(words);
  for (let at = 0; at < nth; at++) start = text.indexOf(words, start + 1);
  assert.notEqual(start, -1, words);
  return { start, end: start + words.length };
};
const passage = (text: string, words: string, nth = 0): Passage => passageAt(text, spanOf(text, words, nth));
const anchored = (span: Span): Placement => ({ state: "anchored", span });
const unplaced: Placement = { state: "unplaced" };

function sentencesOf(text: string): readonly Span[] {
  const ends = [...text.matchAll(/[.!?](?=\s|$)/gu)].map(({ index }) => index + 1);
  return ends.map((end, at) => trimSpan(text, { start: ends[at - 1] ?? 0, end }));
}

/** The words of a span and a few on either side of it, each chosen by chance. */
function rewritten(random: Randomness, text: string, share: number): string {
  const words = text.split(" ");
  const other = random.pick(abstracts).split(" ");
  for (let left = Math.max(1, Math.round(words.length * share)); left > 0; left--)
    words[random.below(words.length)] = random.pick(other);
  return words.join(" ");
}

function randomSpan(random: Randomness, text: string, length: number): Span {
  const from = random.below(text.length - length - 1);
  const start = text.lastIndexOf(" ", from) + 1;
  const end = text.indexOf(" ", start + length);
  return { start, end: end === -1 ? text.length : end };
}

test("every sentence of every abstract is found where it stands", () => {
  let sentences = 0;
  for (const text of abstracts)
    for (const span of sentencesOf(text)) {
      sentences++;
      assert.deepEqual(place(text, passageAt(text, span)), anchored(span));
      const { quote } = passageAt(text, span);
      assert.deepEqual(place(text, { quote }), anchored(span), "without its position");
    }
  assert.ok(sentences > 400);
});

test("any passage of any length is found where it stands, by its words and context alone", () => {
  const random = new Randomness(1);
  for (let round = 0; round < 3_000; round++) {
    const text = random.pick(abstracts);
    const start = random.below(text.length - 1);
    const span = { start, end: start + 1 + random.below(Math.min(200, text.length - start)) };
    assert.deepEqual(place(text, passageAt(text, span)), anchored(span));
    assert.deepEqual(place(text, { quote: passageAt(text, span).quote }), anchored(span));
  }
});

test("a repeated word is told apart by its context, also when the text before it grows", () => {
  const text = "The model is small. Our model is fast. A model that learns. No model is perfect.";
  for (let nth = 0; nth < 4; nth++) {
    const found = place(`In short: ${text}`, passage(text, "model", nth));
    const span = spanOf(text, "model", nth);
    assert.deepEqual(found, anchored({ start: span.start + 10, end: span.end + 10 }));
  }
});

test("of places that look the same all around, the one nearest to the old place is taken", () => {
  const text = "all the same ".repeat(30).trim();
  const words = passage(text, "same", 15);
  const { start } = spanOf(text, "same", 15);
  assert.deepEqual(place(text, words), anchored({ start, end: start + 4 }));
  const shifted = place(`all the ${text}`, words);
  assert.ok(shifted.state !== "unplaced" && Math.abs(shifted.span.start - start) <= 13);
});

const edits: readonly (readonly [what: string, edit: (text: string, span: Span) => string])[] = [
  ["a sentence put first", (text) => `A new first sentence, quite long. ${text}`],
  ["a sentence put last", (text) => `${text} A new last sentence.`],
  ["the text before it gone", (text, { start }) => text.slice(start)],
  ["the text behind it gone", (text, { end }) => text.slice(0, end)],
  ["a word inserted before it", (text, { start }) => `${text.slice(0, start)}indeed ${text.slice(start)}`],
  ["a word inserted behind it", (text, { end }) => `${text.slice(0, end)} indeed${text.slice(end)}`],
  ["other letters before it", (text, { start }) => text.slice(0, start).toUpperCase() + text.slice(start)],
  ["all of it twice", (text) => `${text} ${text}`],
];
for (const [what, edit] of edits)
  test(`a passage is still anchored with ${what}`, () => {
    for (const text of abstracts.slice(0, 20))
      for (const span of sentencesOf(text).slice(1, -1)) {
        const now = edit(text, span);
        const found = place(now, passageAt(text, span));
        assert.equal(found.state, "anchored");
        assert.equal(found.state === "anchored" && textAt(now, found.span), textAt(text, span));
      }
  });

const words = "inference-free sparse retrievers are attractive as they eliminate online model inference";
const changes: Readonly<Record<"anchored" | "uncertain", readonly string[]>> = {
  // What typesetting and extraction do to words, and slips of a letter or two.
  anchored: [
    words.replaceAll("-", " - "),
    words.replace("online model inference", "online\nmodel  inference"),
    words.replace("attractive", "attrac-\ntive"),
    words.replace("attractive", "attrac\u00adtive"),
    words.replace("inference-free", "inference\u2013free"),
    words.toUpperCase(),
    words.replace("inference-free", "in\ufb02erence-free".replace("\ufb02", "f")),
    words.replace("attractive", "atractive"),
    words.replace("sparse retrievers", "\u201csparse retrievers\u201d"),
  ],
  uncertain: [
    words.replace("attractive", "appealing"),
    words.replace("sparse retrievers", "retrievers"),
    words.replace("as they", "because they"),
  ],
};
for (const [state, variants] of Object.entries(changes))
  test(`a passage with ${state === "anchored" ? "other spacing, hyphens, quotes or a slip" : "another word in it"} is ${state}`, () => {
    const text = abstracts[2] ?? "";
    const span = spanOf(text, words);
    for (const now of variants) {
      const found = place(text.replace(words, now), passageAt(text, span));
      assert.ok(found.state !== "unplaced", now);
      assert.equal(String(found.state), state, now);
      assert.ok(Math.abs(found.span.start - span.start) < 20, now);
      assert.ok(Math.abs(found.span.end - span.start - now.length) < 20, now);
    }
  });

test("a passage whose neighbours were rewritten along with a word of its own is still found", () => {
  const random = new Randomness(2);
  let found = 0;
  const rounds = 300;
  for (let round = 0; round < rounds; round++) {
    const text = random.pick(abstracts);
    const span = randomSpan(random, text, 80);
    const middle = rewritten(random, textAt(text, span), 0.1);
    const now = `${text.slice(0, span.start).split(" ").slice(0, -3).join(" ")} foo ${middle} bar ${text.slice(span.end).split(" ").slice(3).join(" ")}`;
    const placement = place(now, passageAt(text, span));
    if (placement.state === "unplaced") continue;
    if (Math.abs(placement.span.start - now.indexOf(middle)) < 30) found++;
  }
  assert.ok(found / rounds > 0.95, `${found} of ${rounds}`);
});

test("a short quote that lost its words is unplaced, however alike others are", () => {
  const text = "We train a sparse model. Then we prune the model further.";
  const now = text.replace("sparse model", "dense network");
  assert.deepEqual(place(now, passage(text, "sparse model")), unplaced);
  assert.deepEqual(place(now, passage(text, "a sparse model. Then we")), unplaced);
});

test("a short quote that kept its words but lost all that stood around them is not placed", () => {
  const text = "We train a sparse model on text. It works.";
  const now = "Images are another matter: for those the model is too large.";
  assert.deepEqual(place(now, passage(text, "model")), unplaced);
});

test("a longer quote that kept its words but lost all that stood around them is uncertain, and certain when long", () => {
  const found = (quoted: string) =>
    place(
      `Images are another matter. ${quoted} Video is yet another.`,
      passage(`We say: ${quoted} It works.`, quoted),
    ).state;
  assert.equal(found("the sparse model on all of the texts"), "uncertain");
  assert.equal(found("we train a sparse model on all texts of the whole corpus at once"), "anchored");
});

const searched = abstracts.map((text) => new SearchedText(text));
const lettersOf = abstracts.map((text) => comparable(text).text);

test("quotes of other abstracts are not placed: at most one of 1,000, and that one is uncertain", () => {
  const random = new Randomness(3);
  const wrong: string[] = [];
  let tries = 0;
  for (const [from, text] of abstracts.entries())
    for (const length of [25, 40, 60, 100]) {
      const span = randomSpan(random, text, length);
      const quoted = passageAt(text, span);
      const letters = comparable(textAt(text, span)).text;
      for (const [to, other] of searched.entries()) {
        if (from === to || lettersOf[to]?.includes(letters) === true) continue;
        tries++;
        const { state } = other.place(quoted);
        assert.notEqual(state, "anchored", textAt(text, span));
        if (state !== "unplaced") wrong.push(`${state}: ${textAt(text, span)}`);
      }
    }
  assert.ok(tries > 10_000, `${tries}`);
  assert.ok(wrong.length <= tries / 1_000, `${wrong.length} of ${tries}: ${wrong.join("\n")}`);
});

test("quotes of other abstracts without context, as other tools store them, are hardly ever placed", () => {
  const random = new Randomness(4);
  let [tries, wrong] = [0, 0];
  for (const text of abstracts)
    for (const length of [25, 40, 80]) {
      const quote = { exact: textAt(text, randomSpan(random, text, length)), prefix: "", suffix: "" };
      const letters = comparable(quote.exact).text;
      for (const [to, other] of searched.entries()) {
        if (lettersOf[to]?.includes(letters) === true) continue;
        tries++;
        if (other.place({ quote }).state !== "unplaced") wrong++;
      }
    }
  assert.ok(wrong / tries < 0.001, `${wrong} of ${tries}`);
});

test("emoji, combining marks and letters beyond the basic plane are kept whole", () => {
  const text = "We 😀 love naïve 𝒳-models 👩‍🔬 and e\u0301tudes 😀 a lot; 한국어 too 👩‍🔬.";
  for (const words of ["😀", "naïve", "𝒳-models", "👩‍🔬", "e\u0301tudes", "한국어", "😀 a lot"]) {
    for (let nth = 0; nth < text.split(words).length - 1; nth++) {
      const span = spanOf(text, words, nth);
      assert.deepEqual(place(text, passage(text, words, nth)), anchored(span));
      const before = `😀𝒳 ${text}`;
      assert.deepEqual(
        place(before, passage(text, words, nth)),
        anchored({ start: span.start + 5, end: span.end + 5 }),
      );
    }
  }
  const quoted = "love naïve 𝒳-models 👩‍🔬 and e\u0301tudes 😀 a lot";
  const found = place(text.replace("love", "adore"), passage(text, quoted));
  assert.equal(found.state, "uncertain");
});

test("an uncertain place neither begins nor ends with half a character", () => {
  const random = new Randomness(5);
  const letters = ["😀", "𝒳", "a", "b", " ", "é", "👍"];
  let uncertain = 0;
  for (let round = 0; round < 400; round++) {
    const text = Array.from({ length: 80 }, () => random.pick(letters)).join("");
    const start = toCodeUnits(text, 10 + random.below(10));
    const end = toCodeUnits(text, 50 + random.below(10));
    const now = Array.from(text, (letter) => (random.below(12) === 0 ? random.pick(letters) : letter)).join(
      "",
    );
    const found = place(now, passageAt(text, { start, end }));
    if (found.state !== "uncertain") continue;
    uncertain++;
    assert.equal(/[\uD800-\uDFFF]/u.test(textAt(now, found.span)), false);
  }
  assert.ok(uncertain > 200);
});

test("code points and UTF-16 units lead to each other, also beyond the end", () => {
  const text = "a😀b𝒳c";
  assert.deepEqual(
    [0, 1, 3, 4, 6, 7].map((units) => toCodePoints(text, units)),
    [0, 1, 2, 3, 4, 5],
  );
  assert.deepEqual(
    [0, 1, 2, 3, 4, 5].map((points) => toCodeUnits(text, points)),
    [0, 1, 3, 4, 6, 7],
  );
  assert.deepEqual([toCodeUnits(text, 1e12), toCodePoints(text, 1e12)], [7, 5]);
  assert.deepEqual([toCodeUnits(text, -5), toCodeUnits("", 3), toCodePoints("", 3)], [0, 0, 0]);
});

test("positions that make no sense are no help and no harm", () => {
  const text = abstracts[0] ?? "";
  const span = spanOf(text, "SkillNet");
  const quote = describeQuote(text, span);
  for (const [start, end] of [
    [-5, 3],
    [10, 2],
    [1e15, 1e16],
    [0, 0],
    [3, 3],
  ] as const)
    assert.deepEqual(place(text, { quote, position: { start, end } }), anchored(span));
});

test("in an empty text nothing is found, and an empty quote is found nowhere", () => {
  const text = abstracts[0] ?? "";
  assert.deepEqual(place("", passage(text, "SkillNet")), unplaced);
  assert.deepEqual(place("", passageAt(text, { start: 0, end: 300 })), unplaced);
  for (const where of ["", text])
    assert.deepEqual(place(where, { quote: { exact: "", prefix: "a", suffix: "b" } }), unplaced);
});

const megabyte = Array.from({ length: 700 }, (_, at) => abstracts[at % abstracts.length]).join("\n");
const heavy: readonly (readonly [what: string, text: string, exact: string])[] = [
  ["an absent quote of 100 letters", megabyte, "zebra quilt ".repeat(8)],
  ["an absent quote of 2,000 letters", megabyte, "zebra quilt ".repeat(166)],
  ["a slightly changed quote", megabyte, (abstracts[5] ?? "").slice(100, 400).replaceAll("sparse", "dense")],
  ["a letter that is everywhere", "a".repeat(1_000_000), "a"],
  ["a run of one letter with another in it", "a".repeat(1_000_000), `${"a".repeat(50)}b${"a".repeat(50)}`],
];
for (const [what, text, exact] of heavy)
  test(`in a text of a megabyte ${what} is looked for within seconds`, () => {
    const started = performance.now();
    place(text, { quote: { exact, prefix: "before", suffix: "after" } });
    const took = performance.now() - started;
    assert.ok(took < 4_000, `${took} ms`);
  });

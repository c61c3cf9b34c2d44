import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Lexicon } from "../../src/search/engine/lexicon.ts";
import { wordsNear } from "../../src/search/engine/nearWords.ts";
import { TermTable } from "../../src/search/engine/termTable.ts";

test("the table of terms gives every term one number, and finds no other", () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: "binary", maxLength: 12 }), { maxLength: 300 }),
      fc.string(),
      (terms, other) => {
        const table = new TermTable();
        const numbers = terms.map((term) => table.intern(term));
        assert.deepEqual(
          numbers.map((number) => table.text(number)),
          terms,
        );
        assert.equal(table.size, new Set(terms).size);
        const read = TermTable.from(table.parts());
        assert.deepEqual(
          terms.map((term) => read.find(term)),
          numbers,
        );
        assert.equal(table.find(other) !== -1, terms.includes(other));
      },
    ),
  );
});

const letters = fc.string({ unit: fc.constantFrom(..."abc"), minLength: 1, maxLength: 7 });
const neighbours = (term: string): ReadonlySet<string> => {
  const found = new Set<string>();
  for (let at = 0; at <= term.length; at++) {
    const [before, after] = [term.slice(0, at), term.slice(at)];
    if (after !== "") found.add(before + after.slice(1));
    if (after.length > 1) found.add(before + (after[1] ?? "") + (after[0] ?? "") + after.slice(2));
    for (const letter of "abc") {
      found.add(before + letter + after);
      if (after !== "") found.add(before + letter + after.slice(1));
    }
  }
  found.delete(term);
  return found;
};

test("beginnings and slips of one letter find just the words they should, also among words that came later", () => {
  fc.assert(
    fc.property(
      fc.array(letters, { maxLength: 40 }),
      fc.array(letters, { maxLength: 5 }),
      letters,
      (early, late, term) => {
        const lexicon = new Lexicon();
        const learn = (each: string): void => lexicon.count(lexicon.learn("body", each), 1);
        for (const each of early) learn(each);
        lexicon.beginningWith("body", "a");
        for (const each of late) learn(each);
        const all = [...new Set([...early, ...late])].sort();
        const texts = (found: readonly number[]): readonly string[] =>
          found.map((each) => lexicon.terms.text(each));
        assert.deepEqual(
          texts(lexicon.beginningWith("body", term)),
          all.filter((each) => each.startsWith(term)),
        );
        const near = neighbours(term);
        assert.deepEqual(
          texts(lexicon.likest(term, false)),
          all.filter((each) => near.has(each)),
        );
      },
    ),
    { numRuns: 300 },
  );
});

/** How many letters are wrong, missing, too many, or turned around with the next, computed by the book. */
function slipsBetween(a: string, b: string): number {
  const rows: number[][] = [];
  const at = (i: number, j: number): number => rows[i]?.[j] ?? Infinity;
  for (let i = 0; i <= a.length; i++) {
    rows[i] = [];
    for (let j = 0; j <= b.length; j++) {
      const isTurned = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const least = Math.min(
        i === 0 ? j : at(i - 1, j) + 1,
        j === 0 ? i : at(i, j - 1) + 1,
        at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1),
        isTurned ? at(i - 2, j - 2) + 1 : Infinity,
      );
      rows[i]?.push(least);
    }
  }
  return at(a.length, b.length);
}

test("words that some slips lead to are just those that the book says, whole and as beginnings", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(letters, { maxLength: 40 }),
      letters,
      fc.integer({ min: 1, max: 4 }),
      fc.boolean(),
      (all, text, most, asPrefix) => {
        const table = new TermTable();
        const order = Uint32Array.from(all.toSorted(), (each) => table.intern(each));
        const isNear = (each: string): boolean =>
          slipsBetween(each, text) >= 1 && slipsBetween(each, text) <= most;
        const beginnings = (each: string): readonly string[] =>
          Array.from({ length: each.length + 1 }, (_, end) => each.slice(0, end));
        assert.deepEqual(
          wordsNear(table, order, text, { most, asPrefix }).map((word) => table.text(word)),
          all.toSorted().filter((each) => (asPrefix ? beginnings(each).some(isNear) : isNear(each))),
        );
      },
    ),
    { numRuns: 500 },
  );
});

/**
 * Words of a title by their first letters: "Mixture of Experts" is found as "moe". What is indexed are the initials of every three
 * words in a row; longer ones are found by the threes that they are made of.
 */
import { isStopWord, termsOf } from "../terms.ts";

const together = 3;
const longest = 6;
const shape = new RegExp(`^[a-z][a-z0-9]{${together - 1},${longest - 1}}$`);

/** Besides the words that say nothing. */
const leftOut: ReadonlySet<string> = new Set(["from", "over", "through", "under", "using", "via", "within"]);

/** With the small words and without them: both are done. */
export function initialsIn(title: string): readonly string[] {
  const words = termsOf(title);
  const telling = words.filter((word) => !isStopWord(word) && !leftOut.has(word));
  return [...new Set([...threesOf(firstLetters(words)), ...threesOf(firstLetters(telling))])];
}

/** The initials to look for where a word may be made of some; none where it may not. */
export const initialsOf = (term: string): readonly string[] =>
  shape.test(term) && !isStopWord(term) ? threesOf(term) : [];

const firstLetters = (words: readonly string[]): string => words.map((word) => word.charAt(0)).join("");

const threesOf = (letters: string): readonly string[] =>
  Array.from({ length: Math.max(0, letters.length - together + 1) }, (_, at) =>
    letters.slice(at, at + together),
  );

/** How text becomes terms: the same for papers and for queries. */

/** The 33 stop words of Lucene's English analyser. */
const stopWords = new Set(
  "a an and are as at be but by for if in into is it no not of on or such that the their then there these they this to was will with".split(
    " ",
  ),
);

/** Marks are part of words: "é" may be written as "e" and an accent. */
const word = /[\p{L}\p{N}\p{M}]+/gu;

export const wordsIn = (text: string): string[] => text.match(word) ?? [];

const wordLetter = /^[\p{L}\p{N}\p{M}]/u;
export const isWordLetter = (letter: string): boolean => wordLetter.test(letter);

export const isStopWord = (word: string): boolean => stopWords.has(word);

export const fold = (word: string): string => word.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** Plural to singular (Harman's S-stemmer, 1991): gentler than Porter, which confuses terms of this field. */
export function singular(word: string): string {
  if (word.length < 4 || !word.endsWith("s")) return word;
  if (/[^ea]ies$/u.test(word)) return `${word.slice(0, -3)}y`;
  if (/(?:[^aeo]|^)es$/u.test(word)) return word.slice(0, -1);
  return /[us]s$/u.test(word) ? word : word.slice(0, -1);
}

/** The term of a word, or `null` for a stop word, as MiniSearch's `processTerm` wants it. */
export function termOf(word: string): string | null {
  const folded = fold(word);
  return stopWords.has(folded) ? null : singular(folded);
}

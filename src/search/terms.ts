/** How text becomes terms: the same for papers and for queries. */
import type { Span } from "../base/span.ts";

/** The 33 stop words of Lucene's English analyser. */
export const stopWords: ReadonlySet<string> = new Set(
  "a an and are as at be but by for if in into is it no not of on or such that the their then there these they this to was will with".split(
    " ",
  ),
);

export const isStopWord = (term: string): boolean => stopWords.has(term);

/**
 * Marks are part of words: "é" may be written as "e" and an accent. So are the invisible letters that break or join lines,
 * which PDFs leave inside words.
 */
const word = /[\p{L}\p{N}][\p{L}\p{N}\p{M}\u00AD\u200B-\u200D\u2060]*/gu;
const asciiWord = /[a-z0-9]+/g;
const isAscii = (text: string): boolean => !/[^\0-\x7F]/.test(text);

/** Scripts that set no spaces between words, or stick endings to them: their words are pairs of letters. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー]/u;
const runs = new RegExp(`(?:${unspaced.source})+|(?:(?!${unspaced.source}).)+`, "gu");

/** Letters of such scripts: one or two of them say as much as a word does elsewhere. */
export const isUnspaced = (term: string): boolean => unspaced.test(term);

/** Longer "words" are addresses, keys and nonsense; what they begin with tells them apart well enough. */
const longestTerm = 64;

/** Accents of Latin, Greek, Cyrillic, Hebrew and Arabic. In other scripts marks are letters like others. */
const accents = /[\u0300-\u036F\u0591-\u05C7\u0610-\u061A\u064B-\u065F\u0670]/gu;
const invisible = /[\u00AD\u200B-\u200D\u2060]/gu;

export function fold(text: string): string {
  if (isAscii(text)) return text.toLowerCase();
  return text
    .normalize("NFKD")
    .replace(accents, "")
    .replace(invisible, "")
    .toLowerCase()
    .normalize("NFC")
    .replace(/ß/gu, "ss");
}

export interface Token {
  readonly term: string;
  /** Where it stands in the text as it was given. */
  readonly span: Span;
}

/** The terms of a text to be indexed, in order, stop words and all. */
export function termsOf(text: string): readonly string[] {
  if (isAscii(text)) {
    const terms = text.toLowerCase().match(asciiWord) ?? [];
    return terms.some(isTooLong) ? terms.map(shortened) : terms;
  }
  return tokensOf(text).map(({ term }) => term);
}

/** The same with their places. A run of pairs of letters ends with its last letter alone, so that it can be found too. */
export function tokensOf(text: string): readonly Token[] {
  return isAscii(text) ? asciiTokens(text) : [...tokens(text, true)];
}

/** The terms of a query. A run of letters is asked for by its pairs. */
export function queryTokens(text: string): readonly Token[] {
  return isAscii(text) ? asciiTokens(text) : [...tokens(text, false)];
}

function* tokens(text: string, withLastLetter: boolean): Generator<Token> {
  const isSpaced = !unspaced.test(text);
  for (const { 0: found, index } of text.matchAll(word)) {
    if (isSpaced || !unspaced.test(found)) {
      const term = shortened(fold(found));
      if (term !== "") yield { term, span: { start: index, end: index + found.length } };
      continue;
    }
    for (const { 0: run, index: at } of found.matchAll(runs)) {
      const start = index + at;
      if (unspaced.test(run)) yield* pairs(run, start, withLastLetter);
      else if (fold(run) !== "")
        yield { term: shortened(fold(run)), span: { start, end: start + run.length } };
    }
  }
}

/** The same for most texts, ten times as fast as by an expression. */
function asciiTokens(text: string): readonly Token[] {
  const lower = text.toLowerCase();
  const found: Token[] = [];
  let start = -1;
  for (let at = 0; at <= lower.length; at++) {
    if (isAsciiWordUnit(lower.charCodeAt(at))) {
      if (start === -1) start = at;
    } else if (start !== -1) {
      found.push({ term: shortened(lower.slice(start, at)), span: { start, end: at } });
      start = -1;
    }
  }
  return found;
}

/** Digits and small letters; not what is behind the end. */
const isAsciiWordUnit = (unit: number): boolean => (unit >= 97 && unit <= 122) || (unit >= 48 && unit <= 57);

function* pairs(run: string, start: number, withLastLetter: boolean): Generator<Token> {
  const letters = Array.from(run.matchAll(/.\p{M}*/gu), ({ 0: letter, index }) => ({ letter, index }));
  for (const [at, { letter, index }] of letters.entries()) {
    const next = letters[at + 1];
    if (next === undefined && letters.length > 1 && !withLastLetter) return;
    const end = next === undefined ? index + letter.length : next.index + next.letter.length;
    const term = fold(run.slice(index, end));
    if (term !== "") yield { term, span: { start: start + index, end: start + end } };
  }
}

const isTooLong = (term: string): boolean => term.length > longestTerm;
const shortened = (term: string): string => (isTooLong(term) ? term.slice(0, longestTerm) : term);

/** The end of a text is inside a word, which may still be growing. */
export const endsInWord = (text: string): boolean => /[\p{L}\p{N}\p{M}]$/u.test(text);

/** Plural to singular (after Harman's S-stemmer, 1991): gentler than Porter, which confuses terms of this field. */
export function singular(term: string): string {
  if (term.length < 4 || !term.endsWith("s")) return term;
  if (/[^ea]ies$/u.test(term)) return `${term.slice(0, -3)}y`;
  if (/(?:ss|x|ch|sh|zz)es$/u.test(term)) return term.slice(0, -2);
  if (/(?:[^aeo]|^)es$/u.test(term)) return term.slice(0, -1);
  return /[usi]s$/u.test(term) ? term : term.slice(0, -1);
}

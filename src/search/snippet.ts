/** The line of an abstract that shows best why it was found. All that can be is prepared when a paper is indexed. */
import { fold, isWordLetter } from "./terms.ts";

export interface Lines {
  /** The abstract on one line. */
  readonly text: string;
  /** The same with case and accents folded away, and of the same length, so that offsets stay. */
  readonly folded: string;
  /** Where sentences begin. */
  readonly sentences: readonly number[];
}

const longest = 180;
/** How much may stand before a match that lies deep in a long sentence. */
const lead = 60;
/** A single letter typed matches a good part of an abstract; these are enough to choose a line. */
const mostTerms = 6;
const mostOccurrences = 3;

export function linesOf(abstract: string): Lines {
  const text = abstract.normalize("NFC").replace(/\s+/gu, " ").trim();
  const folded = isAscii(text) ? text.toLowerCase() : Array.from(text, foldLetter).join("");
  const sentences = [0, ...[...text.matchAll(/[.?!] /gu)].map(({ index }) => index + 2)];
  return { text, folded, sentences };
}

/**
 * @param terms as they are indexed.
 * @returns the sentence that holds most of the terms, cut to a line; the beginning when none does.
 */
export function snippetOf({ text, folded, sentences }: Lines, terms: readonly string[]): string {
  const held = new Map<number, number>();
  for (const term of terms.slice(0, mostTerms)) {
    const starts = occurrences(folded, term).map((at) => lineStart(text, sentences, at));
    for (const start of new Set(starts)) held.set(start, (held.get(start) ?? 0) + 1);
  }
  let best = { start: 0, terms: 0 };
  for (const [start, count] of held) if (count > best.terms) best = { start, terms: count };
  return lineFrom(text, best.start);
}

/** Where words begin with the term, or are its plural in "-ies". */
function occurrences(text: string, term: string): readonly number[] {
  const places: number[] = [];
  for (const words of term.endsWith("y") ? [term, `${term.slice(0, -1)}ies`] : [term])
    for (let at = text.indexOf(words); at !== -1 && places.length < mostOccurrences;) {
      if (beginsWord(text, at)) places.push(at);
      at = text.indexOf(words, at + 1);
    }
  return places;
}

function beginsWord(text: string, at: number): boolean {
  if (at === 0 || text[at - 1] === " ") return true;
  return !isWordLetter(text.slice(isLowSurrogate(text, at - 1) ? at - 2 : at - 1, at));
}

/** The beginning of the sentence, or a word shortly before the match where that is far. */
function lineStart(text: string, sentences: readonly number[], match: number): number {
  const sentence = sentences.findLast((start) => start <= match) ?? 0;
  if (match - sentence <= longest - lead) return sentence;
  const space = text.indexOf(" ", match - lead);
  if (space !== -1 && space < match) return space + 1;
  return match - lead - Number(isLowSurrogate(text, match - lead));
}

function lineFrom(text: string, start: number): string {
  const before = start === 0 || /[.?!] $/u.test(text.slice(start - 2, start)) ? "" : "… ";
  const limit = start + longest;
  if (limit >= text.length) return before + text.slice(start);
  const space = text.lastIndexOf(" ", limit);
  const end = space > start + lead ? space : limit - Number(isLowSurrogate(text, limit));
  return `${before}${text.slice(start, end)} …`;
}

function isLowSurrogate(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff;
}

const isAscii = (text: string): boolean => !/[^\p{ASCII}]/u.test(text);

function foldLetter(letter: string): string {
  const folded = fold(letter);
  return folded.length === letter.length ? folded : letter;
}

/** The sentence of a text that shows best why it was found, and where the words are in it. */
import type { Span } from "../base/span.ts";
import { tokensOf } from "./terms.ts";

export interface Snippet {
  /** One line. */
  readonly text: string;
  /** The words that were found. */
  readonly found: readonly Span[];
}

const longest = 180;
/** How much may stand before a match that lies deep in a long sentence. */
const lead = 60;
/** More of a text is not looked at. */
const longestText = 20_000;

/** A word in the very form that was asked for is worth a bit more than another with its stem. */
const asAskedFor = 1.25;

/**
 * @param words folded, as the index has them.
 * @param asked the terms of the query.
 * @returns the sentence that holds most of the words, cut to a line; the beginning when none does.
 */
export function snippetOf(text: string, words: Iterable<string>, asked: Iterable<string> = []): Snippet {
  const line = text.slice(0, longestText).replace(/\s+/gu, " ").trim().normalize("NFC");
  const wanted = new Set(words);
  const found = wanted.size === 0 ? [] : tokensOf(line).filter(({ term }) => wanted.has(term));
  const sentences = [
    0,
    ...Array.from(line.matchAll(/[.?!] |[。！？]/gu), ({ index, 0: end }) => index + end.length),
  ];
  const held = new Map<number, Set<string>>();
  for (const { term, span } of found) {
    const start = lineStart(line, sentences, span.start);
    held.set(start, (held.get(start) ?? new Set()).add(term));
  }
  const exact = new Set(asked);
  let best = { start: 0, worth: 0 };
  for (const [start, terms] of held) {
    let worth = 0;
    for (const term of terms) worth += exact.has(term) ? asAskedFor : 1;
    if (worth > best.worth) best = { start, worth };
  }
  return lineFrom(
    line,
    best.start,
    found.map(({ span }) => span),
  );
}

/** The beginning of the sentence, or a word shortly before the match where that is far. */
function lineStart(text: string, sentences: readonly number[], match: number): number {
  const sentence = sentences.findLast((start) => start <= match) ?? 0;
  if (match - sentence <= longest - lead) return sentence;
  const space = text.indexOf(" ", match - lead);
  if (space !== -1 && space < match) return space + 1;
  return match - lead - Number(isLowSurrogate(text, match - lead));
}

function lineFrom(text: string, start: number, found: readonly Span[]): Snippet {
  const before =
    start === 0 || /(?:[.?!] |[。！？])$/u.test(text.slice(Math.max(0, start - 2), start)) ? "" : "… ";
  const limit = start + longest;
  const end = limit >= text.length ? text.length : lineEnd(text, start, limit);
  const shift = before.length - start;
  return {
    text: `${before}${text.slice(start, end)}${end < text.length ? " …" : ""}`,
    found: joined(found.filter((span) => span.start >= start && span.end <= end)).map((span) => ({
      start: span.start + shift,
      end: span.end + shift,
    })),
  };
}

function lineEnd(text: string, start: number, limit: number): number {
  const space = text.lastIndexOf(" ", limit);
  return space > start + lead ? space : limit - Number(isLowSurrogate(text, limit));
}

/** Pairs of letters of one word overlap. */
function joined(spans: readonly Span[]): readonly Span[] {
  const all: Span[] = [];
  for (const span of spans) {
    const last = all.at(-1);
    if (last !== undefined && span.start < last.end)
      all[all.length - 1] = { start: last.start, end: span.end };
    else all.push(span);
  }
  return all;
}

function isLowSurrogate(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff;
}

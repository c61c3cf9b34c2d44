/**
 * Words that stand in a text in several pieces, because something was set between them: a footnote, a figure, the head of a
 * page. Or because something stood between them when they were quoted.
 */
import type { Span } from "../base/span.ts";
import type { TextQuote } from "../domain/annotation.ts";
import { occurrences, type Haystack } from "./haystack.ts";

export interface Parted {
  readonly pieces: readonly Span[];
  /** Whether all that lies between the pieces are whole blocks, and no word is missing. */
  readonly isWhole: boolean;
  /** Share of the words that stand in the text. */
  readonly share: number;
}

/** Letters by which a piece is recognised. */
const probe = 14;
/** About a page with a figure on it. */
const widestGap = 3_500;
const mostPieces = 6;
const leastShare = 0.7;
/** Where words are missing, shorter pieces may stand there by chance. */
const shortestOfIncomplete = 24;
const mostStarts = 8;
/** As many letters of the context help to find pieces at the ends that are shorter than a probe. */
const contextUsed = 16;

export function partedPassage(haystack: Haystack, quote: TextQuote, near: number): Parted | undefined {
  const { exact, prefix, suffix } = quote;
  if (exact.length < 2 * probe) return undefined;
  const before = prefix.slice(-contextUsed);
  const whole = before + exact + suffix.slice(0, contextUsed);
  const within = { start: before.length, end: before.length + exact.length };
  const isGood = ({ isWhole, share, pieces }: Parted): boolean =>
    isWhole || (share >= leastShare && pieces.every(({ start, end }) => end - start >= shortestOfIncomplete));
  const found = [
    ...chainsOf(haystack, whole, within, near),
    ...chainsOf(haystack, exact, { start: 0, end: exact.length }, near),
  ];
  return found.filter(isGood).sort((a, b) => b.share - a.share || a.pieces.length - b.pieces.length)[0];
}

function chainsOf(haystack: Haystack, words: string, within: Span, near: number): readonly Parted[] {
  const starts = occurrences(haystack.text, words.slice(0, probe), near);
  return starts.slice(0, mostStarts).map((start) => chainFrom(haystack, words, within, start));
}

interface Link {
  /** In the words, in the text. */
  readonly from: number;
  readonly at: number;
  readonly length: number;
}

function chainFrom({ text, seams }: Haystack, words: string, within: Span, start: number): Parted {
  const links: Link[] = [{ from: 0, at: start, length: sameFrom(text, start, words, 0) }];
  let missing = 0;
  for (let last = links[0]; last !== undefined && links.length < mostPieces;) {
    const from = last.from + last.length;
    if (from >= words.length) break;
    const next = nextLink(text, words, from, last.at + last.length);
    if (next === undefined) {
      missing += words.length - from;
      break;
    }
    missing += next.from - from;
    links.push(next);
    last = next;
  }
  const joined = seamly(text, links, words, seams);
  const pieces = joined.flatMap(({ from, at, length }) => {
    const [first, end] = [Math.max(from, within.start), Math.min(from + length, within.end)];
    return first < end ? [{ start: at + first - from, end: at + end - from }] : [];
  });
  const length = pieces.reduce((sum, piece) => sum + piece.end - piece.start, 0);
  const isSeamed = joined.slice(1).every(({ at }, index) => {
    const before = joined[index];
    return before !== undefined && seams.has(before.at + before.length) && seams.has(at);
  });
  const share = length / (within.end - within.start);
  return { pieces, share, isWhole: missing === 0 && isSeamed && share === 1 };
}

const sameFrom = (text: string, at: number, words: string, from: number): number => {
  let same = 0;
  while (from + same < words.length && text[at + same] === words[from + same]) same++;
  return same;
};

/** The nearest place behind the last piece where the words go on, sooner or later. */
function nextLink(text: string, words: string, after: number, behind: number): Link | undefined {
  const ahead = text.slice(behind, behind + widestGap);
  for (let from = after; from + probe <= words.length; from += from === after ? 1 : probe / 2) {
    const at = behind + ahead.indexOf(words.slice(from, from + probe));
    if (at < behind) continue;
    // Words that were passed over may stand here all the same.
    let back = 0;
    while (from - back > after && at - back > behind && text[at - back - 1] === words[from - back - 1])
      back++;
    return { from: from - back, at: at - back, length: back + sameFrom(text, at, words, from) };
  }
  return undefined;
}

/** Letters that fit to both sides of a gap go where the gap then lies between whole blocks. */
function seamly(
  text: string,
  links: readonly Link[],
  words: string,
  seams: ReadonlySet<number>,
): readonly Link[] {
  const moved = [...links];
  for (let index = 1; index < moved.length; index++) {
    const [before, after] = [moved[index - 1], moved[index]];
    if (before === undefined || after === undefined || before.from + before.length !== after.from) continue;
    let shift = 0;
    while (
      shift < before.length &&
      text[after.at - shift - 1] === words[after.from - shift - 1] &&
      !(seams.has(before.at + before.length - shift) && seams.has(after.at - shift))
    )
      shift++;
    const fits = seams.has(before.at + before.length - shift) && seams.has(after.at - shift);
    if (!fits) continue;
    moved[index - 1] = { ...before, length: before.length - shift };
    moved[index] = { from: after.from - shift, at: after.at - shift, length: after.length + shift };
  }
  return moved;
}

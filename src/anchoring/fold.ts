/**
 * Text without what typesetting and extraction change, with the way back to every character.
 *
 * `fold` is what stored places count: the letters of a page in any version of pdf.js. `comparable` is what passages are
 * compared by, and leaves out more: what one version of a paper writes and another does not.
 */
import type { Span } from "../base/span.ts";

export interface Folded {
  readonly text: string;
  /** For each UTF-16 unit of the folded text the offset of the character that it comes from, and the end of all. */
  readonly origins: Uint32Array;
  /** Where in the text characters of two units begin. */
  readonly wide: ReadonlySet<number>;
}

/** White space, control characters, hyphens and dashes. */
const leftOut = /[\s\p{Cc}\p{Cf}\p{Pd}\u2212]/u;
/** Also quotation marks, accents, which older fonts print apart from their letters, and the signs of TeX. */
const notCompared =
  /[\u0300-\u036f\s\p{Cc}\p{Cf}\p{Pd}\u2212\p{Pi}\p{Pf}"'`\u201a\u201e\u2032\u2033\u00b4$\\{}^_~]/u;

/** Without white space, hyphens, capitals, ligatures and other ways of writing the same letters. */
export const fold = (text: string): Folded => reduced(text, folding);

export const comparable = (text: string): Folded => reduced(text, comparing);

/** Word for word: only how a space, a dash, a quotation mark or a letter is written does not matter. */
export function wordForWord(text: string): Folded {
  const { text: letters, origins, wide } = reduced(text, wording);
  const isDouble = (at: number): boolean => letters[at] === " " && letters[at - 1] === " ";
  const kept = Array.from(letters, (_, at) => at).filter((at) => !isDouble(at));
  return {
    text: kept.map((at) => letters[at]).join(""),
    origins: Uint32Array.from([...kept.map((at) => origins[at] ?? 0), text.length]),
    wide,
  };
}

/** The text as it is, for quotes that hold nothing to compare. */
export const verbatim = (text: string): Folded => reduced(text, (character) => character);

type Reduction = (character: string) => string;

const folding = remembered((character) => kept(character.normalize("NFKC").toLowerCase(), leftOut));

const comparing = remembered((character) => {
  const plain = character.normalize("NFKC").toLowerCase();
  // Letters with accents lie below U+2000; beyond it, syllables of Korean would be taken apart.
  return kept(plain < "\u2000" ? plain.normalize("NFD") : plain, notCompared);
});

const wording = remembered((character) => {
  if (/\s/u.test(character)) return " ";
  if (/[\p{Pd}\u2212]/u.test(character)) return "-";
  if (/[\u2018\u2019\u201a\u2032`\u00b4]/u.test(character)) return "'";
  if (/[\u201c\u201d\u201e\u2033\u00ab\u00bb]/u.test(character)) return '"';
  return kept(character.normalize("NFKC").toLowerCase(), /[\s\p{Cc}\p{Cf}]/u);
});

const kept = (text: string, without: RegExp): string =>
  [...text].filter((unit) => !without.test(unit)).join("");

/** Papers are written in a few hundred characters. */
function remembered(reduce: Reduction): Reduction {
  const known = new Map<string, string>();
  const most = 10_000;
  return (character) => {
    const before = known.get(character);
    if (before !== undefined) return before;
    const now = reduce(character);
    if (known.size < most) known.set(character, now);
    return now;
  };
}

function reduced(text: string, reduce: Reduction): Folded {
  const letters: string[] = [];
  const origins: number[] = [];
  const wide = new Set<number>();
  let at = 0;
  for (const character of text) {
    if (character.length > 1) wide.add(at);
    const now = reduce(character);
    letters.push(now);
    for (let unit = 0; unit < now.length; unit++) origins.push(at);
    at += character.length;
  }
  origins.push(text.length);
  return { text: letters.join(""), origins: Uint32Array.from(origins), wide };
}

/** How many folded letters lie before an offset of the text. */
export function foldedOffset({ origins }: Folded, offset: number): number {
  let [low, high] = [0, origins.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((origins[middle] ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The span of the text whose letters are these; what was left out at its end is not in it. */
export function unfolded({ origins, wide, text }: Folded, span: Span): Span {
  const clamp = (offset: number): number => Math.max(0, Math.min(offset, text.length));
  const [start, end] = [clamp(span.start), clamp(span.end)];
  const first = origins[start] ?? 0;
  if (end <= start) return { start: first, end: first };
  const last = origins[end - 1] ?? 0;
  return { start: first, end: last + (wide.has(last) ? 2 : 1) };
}

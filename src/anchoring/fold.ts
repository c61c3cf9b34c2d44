/**
 * Text without what typesetting and extraction change: white space, hyphens, capitals, ligatures and other ways of writing the
 * same letters. The same words fold to the same letters in any version of pdf.js and, mostly, of the paper.
 */
export interface Folded {
  readonly text: string;
  /** For each UTF-16 unit of the folded text the offset of the character that it comes from, and the end of all. */
  readonly origins: Uint32Array;
}

/** White space, control characters, hyphens and dashes. */
const leftOut = /[\s\p{Cc}\p{Cf}\p{Pd}\u2212]/u;

export function fold(text: string): Folded {
  let folded = "";
  const origins: number[] = [];
  let at = 0;
  for (const character of text) {
    for (const unit of character.normalize("NFKC").toLowerCase()) {
      if (leftOut.test(unit)) continue;
      folded += unit;
      for (let i = 0; i < unit.length; i++) origins.push(at);
    }
    at += character.length;
  }
  return { text: folded, origins: Uint32Array.from([...origins, text.length]) };
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
export function unfolded({ origins, text }: Folded, span: { readonly start: number; readonly end: number }) {
  const clamp = (offset: number): number => Math.max(0, Math.min(offset, text.length));
  const [start, end] = [clamp(span.start), clamp(span.end)];
  const first = origins[start] ?? 0;
  if (end <= start) return { start: first, end: first };
  const last = origins[end - 1] ?? 0;
  // The last letter may have become several, and its neighbours may have been left out.
  const next = origins.subarray(end).find((each) => each > last) ?? last + 1;
  return { start: first, end: Math.min(next, last + 1) };
}

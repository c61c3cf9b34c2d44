/**
 * An index of the short pieces of a text, by which the neighbourhoods are found that are worth comparing letter by letter.
 * Words that were changed leave others as they were, and those lie on one line when where they stand in the quote is held
 * against where they stand in the text.
 */

const seedLength = 6;
const fewestBits = 8;
const mostBits = 20;
/** A piece that stands everywhere tells nothing, and costs time. */
const mostVotes = 4_000;
const mostSeeds = 96;
/** Neighbourhoods are told apart from this distance on. */
const grain = 16;

export class Seeds {
  readonly #bits: number;
  /** Places in the order of their pieces, and where those of each piece begin. */
  readonly #places: Int32Array;
  readonly #starts: Int32Array;

  constructor(text: string) {
    const count = Math.max(0, text.length - seedLength + 1);
    this.#bits = Math.max(fewestBits, Math.min(mostBits, Math.ceil(Math.log2(count + 1)) + 1));
    const codes = new Int32Array(count);
    this.#starts = new Int32Array((1 << this.#bits) + 1);
    for (let at = 0; at < count; at++) {
      const code = codeAt(text, at, this.#bits);
      codes[at] = code;
      this.#starts[code + 1] = (this.#starts[code + 1] ?? 0) + 1;
    }
    for (let code = 0; code < 1 << this.#bits; code++)
      this.#starts[code + 1] = (this.#starts[code + 1] ?? 0) + (this.#starts[code] ?? 0);
    this.#places = new Int32Array(count);
    const filled = this.#starts.slice();
    for (let at = 0; at < count; at++) {
      const code = codes[at] ?? 0;
      const slot = filled[code] ?? 0;
      this.#places[slot] = at;
      filled[code] = slot + 1;
    }
  }

  /** Where the first letter of words would stand, if most of them stand there: likeliest first. */
  likelyStarts(words: string, most: number): readonly number[] {
    const votes = new Map<number, number>();
    let left = mostVotes;
    for (const { at, from, to } of this.#rarestOf(words)) {
      left -= to - from;
      if (left < 0) break;
      for (let slot = from; slot < to; slot++) {
        const place = this.#places[slot] ?? 0;
        const cell = Math.floor((place - at) / grain);
        votes.set(cell, (votes.get(cell) ?? 0) + 1);
      }
    }
    const scored = [...votes].map(([cell, count]) => ({ cell, score: count + (votes.get(cell + 1) ?? 0) }));
    scored.sort((a, b) => b.score - a.score || a.cell - b.cell);
    const starts: number[] = [];
    for (const { cell } of scored) {
      if (starts.length === most) break;
      const start = cell * grain + grain;
      if (!starts.some((other) => Math.abs(other - start) <= grain)) starts.push(start);
    }
    return starts;
  }

  #rarestOf(words: string) {
    const count = words.length - seedLength + 1;
    const step = Math.max(1, Math.floor(count / mostSeeds));
    const seeds: { readonly at: number; readonly from: number; readonly to: number }[] = [];
    for (let at = 0; at < count; at += step) {
      const code = codeAt(words, at, this.#bits);
      const [from = 0, to = 0] = [this.#starts[code], this.#starts[code + 1]];
      if (to > from) seeds.push({ at, from, to });
    }
    return seeds.sort((a, b) => a.to - a.from - (b.to - b.from));
  }
}

/** A few places share a code by chance; such votes scatter. */
function codeAt(text: string, at: number, bits: number): number {
  let code = 0;
  for (let letter = 0; letter < seedLength; letter++)
    code = Math.imul(code, 31) + text.charCodeAt(at + letter);
  return Math.imul(code, 0x9e3779b1) >>> (32 - bits);
}

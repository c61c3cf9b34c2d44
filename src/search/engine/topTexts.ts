/** The best of many, without sorting them all. */
import type { Segment } from "./segment.ts";

export interface Candidate {
  readonly segment: Segment;
  readonly text: number;
  readonly score: number;
}

/** How good one has to be to belong to the best: a heap of their scores with the lowest on top. */
export class LowestOfBest {
  readonly #heap: Float32Array;
  #count = 0;

  constructor(limit: number) {
    this.#heap = new Float32Array(Math.min(limit, 65_536));
  }

  /** Below every score as long as there are fewer than asked for. */
  get score(): number {
    return this.#count < this.#heap.length ? 0 : (this.#heap[0] ?? 0);
  }

  see(score: number): void {
    if (this.#count < this.#heap.length) this.#rise(score);
    else if (score > this.score) this.#sink(score);
  }

  #rise(score: number): void {
    let at = this.#count++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = this.#heap[parent] ?? 0;
      if (above <= score) break;
      this.#heap[at] = above;
      at = parent;
    }
    this.#heap[at] = score;
  }

  #sink(score: number): void {
    const heap = this.#heap;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= this.#count) break;
      if (child + 1 < this.#count && (heap[child + 1] ?? 0) < (heap[child] ?? 0)) child++;
      const below = heap[child] ?? 0;
      if (below >= score) break;
      heap[at] = below;
      at = child;
    }
    heap[at] = score;
  }
}

/** Where two are as good, the newer comes first; then their keys decide, so that the order never depends on chance. */
export const bestFirst = (candidates: readonly Candidate[], limit: number): readonly Candidate[] =>
  candidates.toSorted((a, b) => b.score - a.score || newerFirst(a, b)).slice(0, limit);

export function newerFirst(a: Candidate, b: Candidate): number {
  const year = ({ segment, text }: Candidate): number => segment.parts.years[text] ?? 0;
  const day = ({ segment, text }: Candidate): number => segment.parts.days[text] ?? 0;
  const key = ({ segment, text }: Candidate): string => segment.parts.keys[text] ?? "";
  return year(b) - year(a) || day(b) - day(a) || (key(a) < key(b) ? -1 : 1);
}

/**
 * Some of the indexed texts, written once: for every term the texts that have it, and for every text its terms in order.
 * Texts that are gone are marked so, and left out when segments are merged.
 */
import { fields, type Field } from "./fields.ts";
import { withRoom } from "./growing.ts";

/** So many that a text's number in its segment takes two bytes. */
export const mostTexts = 65_536;

/** Terms in a stream are numbered behind the marks that begin a field. */
export const marks = fields.length;

/** A count takes one byte: three bits for the title, five for the rest. More than that says nothing more. */
const mostInTitle = 7;
const mostInBody = 31;
export const countOf = (inTitle: number, inBody: number): number =>
  (Math.min(inTitle, mostInTitle) << 5) | Math.min(inBody, mostInBody);
export const inTitle = (count: number): number => count >> 5;
export const inBody = (count: number): number => count & mostInBody;

export interface SegmentParts {
  readonly keys: readonly string[];
  /** Lengths in terms of prose, those of the title counted by their weight. */
  readonly lengths: Uint16Array<ArrayBuffer>;
  readonly years: Uint16Array<ArrayBuffer>;
  /** Days since 1970. */
  readonly days: Uint16Array<ArrayBuffer>;
  readonly stamps: Uint32Array<ArrayBuffer>;
  /** Sorted. */
  readonly terms: Uint32Array<ArrayBuffer>;
  /** Where each term's postings begin; one more than there are terms. */
  readonly offsets: Uint32Array<ArrayBuffer>;
  readonly texts: Uint16Array<ArrayBuffer>;
  readonly counts: Uint8Array<ArrayBuffer>;
  readonly stream: Uint8Array<ArrayBuffer>;
  readonly streamStarts: Uint32Array<ArrayBuffer>;
}

/** The first `count` of the values. */
export interface Stream {
  readonly values: Uint32Array;
  readonly count: number;
}

/** The last text that was decoded; whoever asks uses it before the next one does. */
let decoded = new Uint32Array(1024);

export class Segment {
  readonly parts: SegmentParts;
  /** 1 for texts that are there. */
  readonly live: Uint8Array<ArrayBuffer>;
  #liveCount: number;

  constructor(parts: SegmentParts, live?: Uint8Array<ArrayBuffer>) {
    this.parts = parts;
    this.live = live ?? new Uint8Array(parts.keys.length).fill(1);
    this.#liveCount = this.live.reduce((sum, each) => sum + each, 0);
  }

  get size(): number {
    return this.parts.keys.length;
  }

  get liveCount(): number {
    return this.#liveCount;
  }

  remove(text: number): void {
    if (this.live[text] === 1) this.#liveCount--;
    this.live[text] = 0;
  }

  /** Where the term's postings begin and end; both the same where there are none. */
  postings(term: number): { readonly start: number; readonly end: number } {
    const { terms, offsets } = this.parts;
    let low = 0;
    let high = terms.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((terms[middle] ?? 0) < term) low = middle + 1;
      else high = middle;
    }
    if (terms[low] !== term) return { start: 0, end: 0 };
    return { start: offsets[low] ?? 0, end: offsets[low + 1] ?? 0 };
  }

  /**
   * The terms of a text in order, as they are stored: the number of a field where one begins, and terms numbered behind these.
   * A field can come several times, as authors do. The title comes first and the body second.
   *
   * @param last the rest is not read.
   */
  streamOf(text: number, last: Field = "initials"): Stream {
    const { stream, streamStarts } = this.parts;
    const end = streamStarts[text + 1] ?? 0;
    let at = streamStarts[text] ?? 0;
    decoded = withRoom(decoded, end - at);
    let count = 0;
    const values = decoded;
    const lastMark = fields.indexOf(last);
    while (at < end) {
      let byte = stream[at++] ?? 0;
      let value = byte;
      if (byte > 127) {
        value &= 127;
        for (let shift = 7; byte > 127; shift += 7) {
          byte = stream[at++] ?? 0;
          value |= (byte & 127) << shift;
        }
      }
      if (value < marks && value > lastMark) break;
      values[count++] = value;
    }
    return { values, count };
  }
}

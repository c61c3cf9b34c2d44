/** Several segments made into one without the texts that are gone. Works in slices, so that questions are answered between. */
import { Segment, type SegmentParts } from "./segment.ts";

/** How many postings are moved between two pauses. */
const slice = 50_000;

export function* mergedSegments(segments: readonly Segment[]): Generator<void, Segment> {
  const newTexts = renumbered(segments);
  const kept = segments.map((segment, at) => keptTexts(segment, newTexts[at] ?? new Int32Array(0)));
  const picked = <T>(of: (parts: SegmentParts) => ArrayLike<T>): T[] =>
    segments.flatMap(({ parts }, at) => (kept[at] ?? []).map((text) => of(parts)[text] as T));
  const keys = picked(({ keys: all }) => all);
  const lengths = Uint16Array.from(picked(({ lengths: all }) => all));
  const years = Uint16Array.from(picked(({ years: all }) => all));
  const days = Uint16Array.from(picked(({ days: all }) => all));
  const stamps = Uint32Array.from(picked(({ stamps: all }) => all));
  yield;
  const streams = joinedStreams(segments, kept);
  yield;
  const postings = yield* joinedPostings(segments, newTexts);
  return new Segment({ keys, lengths, years, days, stamps, ...postings, ...streams });
}

/** The new number of every text, -1 for those that are gone. */
function renumbered(segments: readonly Segment[]): readonly Int32Array[] {
  let next = 0;
  return segments.map(({ live }) => Int32Array.from(live, (isLive) => (isLive === 1 ? next++ : -1)));
}

const keptTexts = ({ size }: Segment, newTexts: Int32Array): readonly number[] =>
  Array.from({ length: size }, (_, text) => text).filter((text) => newTexts[text] !== -1);

function joinedStreams(segments: readonly Segment[], kept: readonly (readonly number[])[]) {
  const ends = (parts: SegmentParts, text: number) =>
    [parts.streamStarts[text] ?? 0, parts.streamStarts[text + 1] ?? 0] as const;
  const streamStarts = [0];
  for (const [at, { parts }] of segments.entries())
    for (const text of kept[at] ?? []) {
      const [start, end] = ends(parts, text);
      streamStarts.push((streamStarts.at(-1) ?? 0) + end - start);
    }
  const stream = new Uint8Array(streamStarts.at(-1) ?? 0);
  let next = 0;
  for (const [at, { parts }] of segments.entries())
    for (const text of kept[at] ?? [])
      stream.set(parts.stream.subarray(...ends(parts, text)), streamStarts[next++] ?? 0);
  return { stream, streamStarts: Uint32Array.from(streamStarts) };
}

function* joinedPostings(segments: readonly Segment[], newTexts: readonly Int32Array[]) {
  const most = segments.reduce((sum, { parts }) => sum + parts.texts.length, 0);
  const mostTerms = segments.reduce((sum, { parts }) => sum + parts.terms.length, 0);
  const terms = new Uint32Array(mostTerms);
  const offsets = new Uint32Array(mostTerms + 1);
  const texts = new Uint16Array(most);
  const counts = new Uint8Array(most);
  const heads = segments.map(() => 0);
  let written = 0;
  let count = 0;
  let paused = 0;
  for (;;) {
    const term = smallestHead(segments, heads);
    if (term === undefined) break;
    for (const [at, { parts }] of segments.entries()) {
      const head = heads[at] ?? 0;
      if (parts.terms[head] !== term) continue;
      heads[at] = head + 1;
      const numbers = newTexts[at];
      for (let place = parts.offsets[head] ?? 0; place < (parts.offsets[head + 1] ?? 0); place++) {
        const text = numbers?.[parts.texts[place] ?? 0] ?? -1;
        if (text === -1) continue;
        texts[written] = text;
        counts[written++] = parts.counts[place] ?? 0;
      }
    }
    if (written === (offsets[count] ?? 0)) continue; // only texts that are gone had it
    terms[count++] = term;
    offsets[count] = written;
    if (written - paused < slice) continue;
    paused = written;
    yield;
  }
  return {
    terms: terms.slice(0, count),
    offsets: offsets.slice(0, count + 1),
    texts: texts.slice(0, written),
    counts: counts.slice(0, written),
  };
}

function smallestHead(segments: readonly Segment[], heads: readonly number[]): number | undefined {
  let smallest: number | undefined;
  for (const [at, { parts }] of segments.entries()) {
    const term = parts.terms[heads[at] ?? 0];
    if (term !== undefined && (smallest === undefined || term < smallest)) smallest = term;
  }
  return smallest;
}

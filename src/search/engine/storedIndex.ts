/**
 * An index as bytes and back. The arrays lie there as they are in memory, behind a directory that names them; a checksum over
 * all of it says whether anything was damaged. What is of another version, or damaged, is refused: it can be made again.
 */
import * as v from "valibot";
import { fail, ok, type Result } from "../../base/result.ts";
import { Lexicon, type LexiconParts } from "./lexicon.ts";
import { PaperSearch } from "./paperSearch.ts";
import { Segment, type SegmentParts } from "./segment.ts";
import { TextIndex } from "./textIndex.ts";

/** Raised whenever terms, counts or the layout come to mean something else. */
export const storedVersion = 3;
const magic = 0x4d47_5349;
/** Magic, version, checksum, and the length of the directory. */
const headBytes = 16;

const arraySchema = v.object({
  type: v.picklist(["u8", "u16", "u32"]),
  start: v.pipe(v.number(), v.integer(), v.minValue(0)),
  length: v.pipe(v.number(), v.integer(), v.minValue(0)),
});
const classesSchema = v.object({
  stemOf: arraySchema,
  first: arraySchema,
  next: arraySchema,
  papers: arraySchema,
});
const indexSchema = v.object({
  terms: v.object({ letters: arraySchema, starts: arraySchema }),
  singular: classesSchema,
  porter: classesSchema,
  papers: arraySchema,
  order: arraySchema,
  segments: v.array(
    v.object({
      keys: v.array(v.string()),
      ...{
        lengths: arraySchema,
        years: arraySchema,
        days: arraySchema,
        stamps: arraySchema,
        terms: arraySchema,
      },
      ...{ offsets: arraySchema, texts: arraySchema, counts: arraySchema, stream: arraySchema },
      ...{ streamStarts: arraySchema, live: arraySchema },
    }),
  ),
});
const directorySchema = v.object({ papers: indexSchema, passages: indexSchema });
type StoredArray = v.InferOutput<typeof arraySchema>;
type StoredTextIndex = v.InferOutput<typeof indexSchema>;

type Numbers = Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;

export function storeIndex({ papers, passages }: PaperSearch): Uint8Array<ArrayBuffer> {
  const arrays: { readonly start: number; readonly numbers: Numbers }[] = [];
  let end = 0;
  const put = (numbers: Numbers): StoredArray => {
    const start = end;
    arrays.push({ start, numbers });
    end = aligned(start + numbers.byteLength);
    return {
      type: numbers instanceof Uint8Array ? "u8" : numbers instanceof Uint16Array ? "u16" : "u32",
      start,
      length: numbers.length,
    };
  };
  const directory = new TextEncoder().encode(
    JSON.stringify({ papers: directoryOf(papers, put), passages: directoryOf(passages, put) }),
  );
  const body = aligned(headBytes + directory.length);
  const bytes = new Uint8Array(body + end);
  const head = new DataView(bytes.buffer);
  head.setUint32(0, magic, true);
  head.setUint32(4, storedVersion, true);
  head.setUint32(12, directory.length, true);
  bytes.set(directory, headBytes);
  for (const { start, numbers } of arrays)
    bytes.set(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength), body + start);
  head.setUint32(8, checksum(bytes), true);
  return bytes;
}

export function restoreIndex(given: Uint8Array): Result<PaperSearch> {
  if (given.length < headBytes) return fail("it is too short");
  // Arrays of larger numbers begin at whole multiples of their size.
  const bytes = given.byteOffset % 8 === 0 && given.buffer instanceof ArrayBuffer ? given : given.slice();
  const head = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (head.getUint32(0, true) !== magic) return fail("it is no index");
  if (head.getUint32(4, true) !== storedVersion) return fail("it is of another version");
  if (bytes.length % 4 !== 0 || head.getUint32(8, true) !== checksum(bytes)) return fail("it is damaged");
  const directoryLength = head.getUint32(12, true);
  const body = aligned(headBytes + directoryLength);
  if (body > bytes.length) return fail("it is damaged");
  const directory = directoryIn(bytes.subarray(headBytes, headBytes + directoryLength));
  if (!directory.ok) return directory;
  const buffer = bytes.buffer;
  const at = bytes.byteOffset + body;
  if (!(buffer instanceof ArrayBuffer)) return fail("it lies in memory that is shared");
  const read: Read = {
    u8: ({ start, length }) => new Uint8Array(buffer, at + start, length),
    u16: ({ start, length }) => new Uint16Array(buffer, at + start, length),
    u32: ({ start, length }) => new Uint32Array(buffer, at + start, length),
  };
  try {
    const { papers, passages } = directory.value;
    return ok(new PaperSearch(restored(papers, read), restored(passages, read)));
  } catch (thrown) {
    return fail(`it does not fit together: ${String(thrown)}`);
  }
}

interface Read {
  readonly u8: (array: StoredArray) => Uint8Array<ArrayBuffer>;
  readonly u16: (array: StoredArray) => Uint16Array<ArrayBuffer>;
  readonly u32: (array: StoredArray) => Uint32Array<ArrayBuffer>;
}

function directoryIn(bytes: Uint8Array): Result<v.InferOutput<typeof directorySchema>> {
  try {
    const parsed = v.safeParse(directorySchema, JSON.parse(new TextDecoder().decode(bytes)));
    return parsed.success ? ok(parsed.output) : fail("its directory cannot be read");
  } catch {
    return fail("its directory cannot be read");
  }
}

function directoryOf(
  { lexicon, segments }: TextIndex,
  put: (numbers: Numbers) => StoredArray,
): StoredTextIndex {
  const { terms, singular, porter, papers, order } = lexicon.parts();
  const classes = (parts: LexiconParts["singular"]) => ({
    stemOf: put(parts.stemOf),
    first: put(parts.first),
    next: put(parts.next),
    papers: put(parts.papers),
  });
  return {
    terms: { letters: put(terms.letters), starts: put(terms.starts) },
    singular: classes(singular),
    porter: classes(porter),
    papers: put(papers),
    order: put(order),
    segments: segments.map(({ parts, live }) => ({
      keys: [...parts.keys],
      lengths: put(parts.lengths),
      years: put(parts.years),
      days: put(parts.days),
      stamps: put(parts.stamps),
      terms: put(parts.terms),
      offsets: put(parts.offsets),
      texts: put(parts.texts),
      counts: put(parts.counts),
      stream: put(parts.stream),
      streamStarts: put(parts.streamStarts),
      live: put(live),
    })),
  };
}

function restored(stored: StoredTextIndex, { u8, u16, u32 }: Read): TextIndex {
  const classes = (parts: StoredTextIndex["singular"]): LexiconParts["singular"] => ({
    stemOf: u32(parts.stemOf),
    first: u32(parts.first),
    next: u32(parts.next),
    papers: u32(parts.papers),
  });
  const lexicon = new Lexicon({
    terms: { letters: u16(stored.terms.letters), starts: u32(stored.terms.starts) },
    singular: classes(stored.singular),
    porter: classes(stored.porter),
    papers: u32(stored.papers),
    order: u32(stored.order),
  });
  const segments = stored.segments.map((each) => {
    const parts: SegmentParts = {
      keys: each.keys,
      lengths: u16(each.lengths),
      years: u16(each.years),
      days: u16(each.days),
      stamps: u32(each.stamps),
      terms: u32(each.terms),
      offsets: u32(each.offsets),
      texts: u16(each.texts),
      counts: u8(each.counts),
      stream: u8(each.stream),
      streamStarts: u32(each.streamStarts),
    };
    return new Segment(parts, u8(each.live));
  });
  return new TextIndex({ lexicon, segments });
}

const aligned = (length: number): number => Math.ceil(length / 8) * 8;

/** Over whole words, the checksum's own left out. No step loses anything, so that a single change is never missed. */
function checksum(bytes: Uint8Array): number {
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >>> 2);
  let sum = 0x811c9dc5;
  for (let at = 0; at < words.length; at++)
    if (at !== 2) {
      const mixed = Math.imul(sum ^ (words[at] ?? 0), 0x85ebca6b);
      sum = (mixed << 13) | (mixed >>> 19);
    }
  return sum >>> 0;
}

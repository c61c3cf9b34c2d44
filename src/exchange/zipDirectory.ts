/** The directory of a ZIP: where its files are, looked at with suspicion before any of them is unpacked. */
import type { ByteSource } from "../base/byteStreams.ts";

export interface ZipEntry {
  readonly name: string;
  readonly isDeflated: boolean;
  /** In bytes, as it is stored. */
  readonly packed: number;
  /** In bytes, when it is unpacked. */
  readonly size: number;
  /** Where it begins, with a head of its own. */
  readonly at: number;
  /** Where the next one begins. */
  readonly end: number;
}

const signs = { entry: 0x02014b50, end: 0x06054b50, end64: 0x06064b50, locator: 0x07064b50 };
const [entryBytes, endBytes, end64Bytes, locatorBytes] = [46, 22, 56, 20];
export const headBytes = 30;
const mostComment = 0xffff;
const mostDirectoryBytes = 200_000_000;
const mostEntries = 500_000;
/** What a file of Marginalia's never reaches, and one that is made to fill a memory does. */
const [mostRatio, harmlessBytes] = [250, 10_000_000];

interface Directory {
  readonly at: number;
  readonly bytes: number;
  readonly entries: number;
}

/** @throws for what is damaged, encrypted, or written in ways that Marginalia does not write */
export async function zipEntries(source: ByteSource): Promise<ReadonlyMap<string, ZipEntry>> {
  const directory = await findDirectory(source);
  if (directory.bytes > mostDirectoryBytes || directory.entries > mostEntries)
    throw new Error("there are too many files in it");
  const bytes = await source.read(directory.at, directory.bytes);
  const entries: Omit<ZipEntry, "end">[] = [];
  for (let at = 0; entries.length < directory.entries;) {
    const { entry, length } = entryAt(bytes, at);
    entries.push(entry);
    at += length;
  }
  const byName = new Map<string, ZipEntry>();
  entries.sort((a, b) => a.at - b.at);
  for (const [index, entry] of entries.entries()) {
    const end = entries[index + 1]?.at ?? directory.at;
    if (entry.at + headBytes + entry.packed > end) throw new Error(`${quoted(entry.name)} is cut off in it`);
    if (byName.has(entry.name)) throw new Error(`${quoted(entry.name)} is in it twice`);
    byName.set(entry.name, { ...entry, end });
  }
  return byName;
}

async function findDirectory(source: ByteSource): Promise<Directory> {
  const length = Math.min(source.size, endBytes + mostComment + locatorBytes);
  const tail = viewOf(await source.read(source.size - length, length));
  let end = length - endBytes;
  const isEnd = (at: number): boolean =>
    tail.getUint32(at, true) === signs.end && at + endBytes + tail.getUint16(at + 20, true) === length;
  while (end >= 0 && !isEnd(end)) end--;
  if (end < 0) throw new Error("its end is missing");
  const told: Directory = {
    entries: tail.getUint16(end + 10, true),
    bytes: tail.getUint32(end + 12, true),
    at: tail.getUint32(end + 16, true),
  };
  const is64 = end >= locatorBytes && tail.getUint32(end - locatorBytes, true) === signs.locator;
  const directory = is64 ? await directory64(source, tail, end - locatorBytes) : told;
  if (directory.at + directory.bytes > source.size - length + end)
    throw new Error("its directory is cut off");
  return directory;
}

/** ZIPs with more than 65,535 files say so in a second place. */
async function directory64(source: ByteSource, tail: DataView, locator: number): Promise<Directory> {
  const end = viewOf(await source.read(safe(tail.getBigUint64(locator + 8, true)), end64Bytes));
  if (end.getUint32(0, true) !== signs.end64) throw new Error("its end is damaged");
  return {
    entries: safe(end.getBigUint64(32, true)),
    bytes: safe(end.getBigUint64(40, true)),
    at: safe(end.getBigUint64(48, true)),
  };
}

function entryAt(
  bytes: Uint8Array,
  at: number,
): { readonly entry: Omit<ZipEntry, "end">; readonly length: number } {
  if (at + entryBytes > bytes.length) throw new Error("its directory is cut off");
  const view = viewOf(bytes.subarray(at));
  if (view.getUint32(0, true) !== signs.entry) throw new Error("its directory is damaged");
  const [flags, method] = [view.getUint16(8, true), view.getUint16(10, true)];
  const [packed, size, start] = [
    view.getUint32(20, true),
    view.getUint32(24, true),
    view.getUint32(42, true),
  ];
  const nameBytes = view.getUint16(28, true);
  const length = entryBytes + nameBytes + view.getUint16(30, true) + view.getUint16(32, true);
  if (at + length > bytes.length) throw new Error("its directory is cut off");
  const name = new TextDecoder().decode(bytes.subarray(at + entryBytes, at + entryBytes + nameBytes));
  const isLink = ((view.getUint32(38, true) >>> 16) & 0xf000) === 0xa000;
  const refuse = (why: string): never => {
    throw new Error(`${quoted(name)} in it ${why}`);
  };
  if ((flags & 1) !== 0) refuse("is encrypted");
  if (isLink) refuse("is a link to another file");
  if ([packed, size, start].includes(0xffffffff)) refuse("is in the Zip64 format, larger than 4 GB");
  if (method !== 0 && method !== 8) refuse(`is packed in a way that Marginalia does not know (${method})`);
  if (method === 0 && packed !== size) refuse("is damaged");
  if (packed > size + size / 100 + 1_000) refuse("is damaged"); // no packing makes a file larger
  if (size > harmlessBytes && size > packed * mostRatio) refuse("would become unreasonably large");
  return { entry: { name, isDeflated: method === 8, packed, size, at: start }, length };
}

/** @throws for numbers that no file on earth needs */
function safe(value: bigint): number {
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new Error("its end is damaged");
  return Number(value);
}

const quoted = (name: string): string => `“${name.slice(0, 100)}”`;

export const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array): DataView =>
  new DataView(buffer, byteOffset, byteLength);

/**
 * The end of a ZIP that has more files than its own fields can count: a second end with room for them, in front of the first.
 * @param ending the directory and the end behind it, as they are written for fewer files
 * @param at where the directory begins
 */
export function endingOfMany(ending: Uint8Array, entries: number, at: number): Uint8Array {
  const directory = ending.length - endBytes;
  const whole = new Uint8Array(ending.length + end64Bytes + locatorBytes);
  whole.set(ending.subarray(0, directory));
  whole.set(ending.subarray(directory), directory + end64Bytes + locatorBytes);
  const view = viewOf(whole.subarray(directory));
  view.setUint32(0, signs.end64, true);
  view.setBigUint64(4, BigInt(end64Bytes - 12), true);
  view.setUint16(12, 45, true);
  view.setUint16(14, 45, true);
  view.setBigUint64(24, BigInt(entries), true);
  view.setBigUint64(32, BigInt(entries), true);
  view.setBigUint64(40, BigInt(directory), true);
  view.setBigUint64(48, BigInt(at), true);
  view.setUint32(end64Bytes, signs.locator, true);
  view.setBigUint64(end64Bytes + 8, BigInt(at + directory), true);
  view.setUint32(end64Bytes + 16, 1, true);
  const end = end64Bytes + locatorBytes;
  view.setUint16(end + 8, 0xffff, true);
  view.setUint16(end + 10, 0xffff, true);
  view.setUint32(end + 12, directory, true);
  view.setUint32(end + 16, at, true);
  return whole;
}

/** A library as one ZIP. The same files make the same bytes, wherever and whenever, but for the time in the manifest. */
import { Zip, ZipDeflate, ZipPassThrough } from "fflate";
import { Breather } from "../base/breath.ts";
import type { ByteSink } from "../base/byteStreams.ts";
import type { LongWork } from "../base/longWork.ts";
import { joined } from "../base/bytes.ts";
import { isPaper } from "./belongs.ts";
import { manifestPath, sha256Of, writeManifest, type ListedFile } from "./manifest.ts";
import type { Place } from "./place.ts";
import { endingOfMany } from "./zipDirectory.ts";

/** As many bytes are written in one go, so that thousands of small files are no thousands of writes. */
const pieceBytes = 1_000_000;
/** For each file the archive has a head and an entry in its directory besides. */
const besideBytes = 300;
const mostPlainEntries = 0xfffe;

export interface Packed {
  readonly bytes: number;
  readonly files: number;
  readonly papers: number;
}

/** Hands on piece by piece. @throws the signal's reason when it was called off, and where it becomes too large */
export async function pack(
  place: Place,
  paths: readonly string[],
  made: string,
  sink: ByteSink,
  { signal, onProgress }: LongWork,
): Promise<Packed> {
  let pieces: Uint8Array[] = [];
  let [waiting, size] = [0, 0];
  const keep = (piece: Uint8Array): void => {
    pieces.push(piece);
    waiting += piece.length;
    size += piece.length;
  };
  const handOn = async (): Promise<void> => {
    const piece = joined(pieces);
    [pieces, waiting] = [[], 0];
    await sink.write(piece);
  };
  const listed: ListedFile[] = [];
  const zip = new Zip((failure, piece, isEnding) => {
    if (failure !== null) throw failure;
    const entries = listed.length + 1;
    keep(isEnding && entries > mostPlainEntries ? endingOfMany(piece, entries, size) : piece);
  });
  const put = (path: string, bytes: Uint8Array): void => {
    if (size + bytes.length + besideBytes * (listed.length + 1) > sink.mostBytes)
      throw new Error(tooLarge(sink.mostBytes));
    // PDFs and pictures are compressed already.
    const isDense = /\.(?:pdf|png)$/iu.test(path);
    const entry = isDense ? new ZipPassThrough(path) : new ZipDeflate(path, { level: 6 });
    entry.mtime = new Date(1980, 0, 1);
    zip.add(entry);
    entry.push(bytes, true);
  };
  const breather = new Breather(40);
  for (const [at, path] of paths.entries()) {
    signal.throwIfAborted();
    const bytes = await place.bytes(path);
    if (bytes === undefined) continue; // it went in the meantime
    put(path, bytes);
    listed.push({ path, bytes: bytes.length, sha256: await sha256Of(bytes) });
    if (waiting > pieceBytes) await handOn();
    onProgress(at + 1, paths.length);
    await breather.pause();
  }
  put(manifestPath, new TextEncoder().encode(writeManifest(made, listed)));
  zip.end();
  await handOn();
  return { bytes: size, files: listed.length, papers: listed.filter(({ path }) => isPaper(path)).length };
}

const tooLarge = (most: number): string =>
  `The library with its PDFs is larger than ${most < 1e9 ? `${most / 1e6} MB` : "4 GB"}. Export it without PDFs, and copy the folder that they are in`;

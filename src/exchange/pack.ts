/** A library as one ZIP. The same files make the same bytes, wherever and whenever, but for the time in the manifest. */
import type { LongWork } from "../base/longWork.ts";
import { Zip, ZipDeflate, ZipPassThrough } from "fflate";
import { Breather } from "../base/breath.ts";
import { belongs, isLookedInto, isPaper, isPdfPath } from "./belongs.ts";
import { manifestPath, sha256Of, writeManifest, type ListedFile } from "./manifest.ts";
import { libraryRoot, type Place } from "./place.ts";

/** Programs hold no more in one piece. */
export const mostBytes = 1_500_000_000;

const deepest = 6;

export interface LibraryFiles {
  /** Files of the library itself, in the order of their paths. */
  readonly own: readonly string[];
  readonly pdfs: readonly string[];
  /** PDFs that papers name, and that are not there. */
  readonly missing: readonly string[];
}

/** @param pdfs paths that papers name, which may lead anywhere */
export async function filesOf(place: Place, pdfs: readonly string[]): Promise<LibraryFiles> {
  const own: string[] = [];
  const look = async (folder: string, depth: number): Promise<void> => {
    for (const { name, kind } of await place.list(folder)) {
      const path = `${folder}/${name}`;
      if (kind === "file" && belongs(path)) own.push(path);
      if (kind === "folder" && depth < deepest && isLookedInto(path)) await look(path, depth + 1);
    }
  };
  await look(libraryRoot, 1);
  const there: string[] = [];
  const missing: string[] = [];
  for (const path of new Set(pdfs))
    if (isPdfPath(path)) ((await place.size(path)) === undefined ? missing : there).push(path);
  return { own: own.sort(byCode), pdfs: there.sort(byCode), missing };
}

export interface Packed {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly files: number;
  readonly papers: number;
}

/** @throws the signal's reason when it was called off, and where it becomes too large */
export async function pack(
  place: Place,
  paths: readonly string[],
  made: string,
  { signal, onProgress }: LongWork,
): Promise<Packed> {
  const chunks: Uint8Array[] = [];
  const breather = new Breather(40);
  let size = 0;
  const zip = new Zip((failure, chunk) => {
    if (failure !== null) throw failure;
    chunks.push(chunk);
    size += chunk.length;
  });
  const listed: ListedFile[] = [];
  const put = (path: string, bytes: Uint8Array): void => {
    // PDFs and pictures are compressed already.
    const isDense = /\.(?:pdf|png)$/iu.test(path);
    const entry = isDense ? new ZipPassThrough(path) : new ZipDeflate(path, { level: 6 });
    entry.mtime = new Date(1980, 0, 1);
    zip.add(entry);
    entry.push(bytes, true);
  };
  for (const [at, path] of paths.entries()) {
    signal.throwIfAborted();
    const bytes = await place.bytes(path);
    if (bytes === undefined) continue; // it went in the meantime
    if (size + bytes.length > mostBytes) throw new Error(tooLarge);
    listed.push({ path, bytes: bytes.length, sha256: await sha256Of(bytes) });
    put(path, bytes);
    onProgress(at + 1, paths.length);
    await breather.pause();
  }
  put(manifestPath, new TextEncoder().encode(writeManifest(made, listed)));
  zip.end();
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return { bytes, files: listed.length, papers: listed.filter(({ path }) => isPaper(path)).length };
}

const tooLarge =
  "The library with its PDFs is larger than 1.5 GB. Export it without PDFs, and copy the folder that they are in";

const byCode = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

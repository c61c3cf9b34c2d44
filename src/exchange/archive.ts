/** An archive of a library as it is read: first what it says that is in it, then file by file, each checked. */
import { inflateSync } from "fflate";
import type { ByteSource } from "../base/byteStreams.ts";
import { fail, ok, reasonOf, type Result } from "../base/result.ts";
import { manifestPath, readManifest, sha256Of, type ListedFile } from "./manifest.ts";
import { headBytes, viewOf, zipEntries, type ZipEntry } from "./zipDirectory.ts";

const mostManifestBytes = 100_000_000;
/** Packed files are unpacked in memory, one at a time. */
const mostUnpackedBytes = 500_000_000;
const mostBytes = 2 ** 32;

export interface Archive {
  readonly files: readonly ListedFile[];
  /** The files that are wanted, in the order of the list. @throws where one is not what the list says */
  read(
    wanted: (path: string) => boolean,
  ): AsyncIterable<{ readonly file: ListedFile; readonly bytes: Uint8Array }>;
}

/** @param source stays open, for its files are read when they are wanted */
export async function openArchive(source: ByteSource): Promise<Result<Archive>> {
  try {
    const entries = await zipEntries(source);
    const about = entries.get(manifestPath);
    if (about === undefined)
      return fail(`it is no library that Marginalia has exported: it has no ${manifestPath}`);
    if (about.size > mostManifestBytes) return fail(`its ${manifestPath} is too large`);
    const listed = readManifest(new TextDecoder().decode(await unpacked(source, about)));
    if (!listed.ok) return listed;
    const files = listed.value;
    for (const { path, bytes } of files) {
      const entry = entries.get(path);
      if (entry?.size !== bytes) return fail(`“${path}” is not in it as it says: it was cut or changed`);
      if (entry.isDeflated && bytes > mostUnpackedBytes) return fail(`“${path}” in it is larger than 500 MB`);
    }
    if (files.reduce((sum, file) => sum + file.bytes, 0) > mostBytes) return fail("it holds more than 4 GB");
    return ok({ files, read: (wanted) => read(source, entries, files, wanted) });
  } catch (thrown) {
    return fail(`it is no ZIP file that can be read (${reasonOf(thrown)})`);
  }
}

async function* read(
  source: ByteSource,
  entries: ReadonlyMap<string, ZipEntry>,
  files: readonly ListedFile[],
  wanted: (path: string) => boolean,
): AsyncGenerator<{ readonly file: ListedFile; readonly bytes: Uint8Array }> {
  for (const file of files) {
    if (!wanted(file.path)) continue;
    const entry = entries.get(file.path);
    const bytes = entry && (await unpacked(source, entry).catch(() => undefined));
    if (bytes === undefined || (await sha256Of(bytes)) !== file.sha256)
      throw new Error(`“${file.path}” in it is damaged`);
    yield { file, bytes };
  }
}

/** @throws where it is damaged */
async function unpacked(source: ByteSource, entry: ZipEntry): Promise<Uint8Array> {
  const { name, isDeflated, packed, size, at, end } = entry;
  const names = 2 * 0xffff; // the head's name and what programs add to it
  const whole = await source.read(at, Math.min(end - at, headBytes + names + packed));
  const head = viewOf(whole);
  const start = headBytes + head.getUint16(26, true) + head.getUint16(28, true);
  const stored = whole.subarray(start, start + packed);
  const bytes = isDeflated ? inflateSync(stored, { out: new Uint8Array(size) }) : stored;
  if (bytes.length !== size) throw new Error(`“${name}” in it is damaged`);
  return bytes;
}

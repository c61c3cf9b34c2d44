/** An archive of a library as it is read: first what it says that is in it, then file by file, each checked. */
import { unzipSync } from "fflate";
import { fail, ok, reasonOf, type Result } from "../base/result.ts";
import { manifestPath, readManifest, sha256Of, type ListedFile } from "./manifest.ts";
import { mostBytes } from "./pack.ts";

/** As many bytes are unpacked in one go. */
const batchBytes = 4_000_000;
const mostManifestBytes = 100_000_000;
const mostFiles = 500_000;

export interface Archive {
  readonly files: readonly ListedFile[];
  /** The files that are wanted, in the order of the list. @throws where one is not what the list says */
  read(
    wanted: (path: string) => boolean,
  ): AsyncIterable<{ readonly path: string; readonly bytes: Uint8Array }>;
}

export function openArchive(zip: Uint8Array): Result<Archive> {
  try {
    const sizes = sizesIn(zip);
    const size = sizes.get(manifestPath);
    if (size === undefined)
      return fail(`it is no library that Marginalia has exported: it has no ${manifestPath}`);
    if (size > mostManifestBytes) return fail(`its ${manifestPath} is too large`);
    const { [manifestPath]: bytes } = unzipSync(zip, { filter: ({ name }) => name === manifestPath });
    const listed = readManifest(new TextDecoder().decode(bytes));
    if (!listed.ok) return listed;
    const files = listed.value;
    for (const { path, bytes: expected } of files)
      if (sizes.get(path) !== expected)
        return fail(`“${path}” is not in it as it says: it was cut or changed`);
    if (files.reduce((sum, file) => sum + file.bytes, 0) > mostBytes)
      return fail("it holds more than 1.5 GB");
    return ok({
      files,
      read: (wanted) =>
        read(
          zip,
          files.filter(({ path }) => wanted(path)),
        ),
    });
  } catch (thrown) {
    return fail(`it is no ZIP file that can be read (${reasonOf(thrown)})`);
  }
}

/** By name, as the directory of the archive says. @throws for what is named twice */
function sizesIn(zip: Uint8Array): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>();
  unzipSync(zip, {
    filter: ({ name, originalSize }) => {
      if (sizes.has(name)) throw new Error(`“${name.slice(0, 100)}” is in it twice`);
      if (sizes.size > mostFiles) throw new Error("there are too many files in it");
      sizes.set(name, originalSize);
      return false;
    },
  });
  return sizes;
}

async function* read(
  zip: Uint8Array,
  files: readonly ListedFile[],
): AsyncGenerator<{ readonly path: string; readonly bytes: Uint8Array }> {
  for (const batch of batches(files)) {
    const names = new Set(batch.map(({ path }) => path));
    const unpacked = unpackedFrom(zip, names);
    for (const { path, sha256 } of batch) {
      const bytes = unpacked[path];
      if (bytes === undefined || (await sha256Of(bytes)) !== sha256)
        throw new Error(`“${path}” in it is damaged`);
      yield { path, bytes };
    }
  }
}

function unpackedFrom(
  zip: Uint8Array,
  names: ReadonlySet<string>,
): Readonly<Record<string, Uint8Array | undefined>> {
  try {
    return unzipSync(zip, { filter: ({ name }) => names.has(name) });
  } catch (thrown) {
    throw new Error(`the archive is damaged (${reasonOf(thrown)})`, { cause: thrown });
  }
}

function* batches(files: readonly ListedFile[]): Generator<readonly ListedFile[]> {
  let batch: ListedFile[] = [];
  let size = 0;
  for (const file of files) {
    if (batch.length > 0 && size + file.bytes > batchBytes) {
      yield batch;
      [batch, size] = [[], 0];
    }
    batch.push(file);
    size += file.bytes;
  }
  if (batch.length > 0) yield batch;
}

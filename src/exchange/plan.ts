/** What an archive would bring to a library, before anything is written. */
import type { LongWork } from "../base/longWork.ts";
import { byteLines, joined } from "../base/bytes.ts";
import type { Archive } from "./archive.ts";
import { isLog, isPdfPath } from "./belongs.ts";
import { countsOf, type Counts } from "./counts.ts";
import { sha256Of, type ListedFile } from "./manifest.ts";
import type { Place } from "./place.ts";

export type Fate =
  /** It is not here. */
  | "new"
  /** It is here, byte for byte or, of a log, line for line. */
  | "known"
  /** A log with lines that are not here. */
  | "lines"
  /** Something else is here under its name, and theirs may come in its place. */
  | "differs"
  /** Another PDF is here under its name. Notes are on its very bytes, so it stays whatever is chosen. */
  | "stays";

export interface ImportPlan {
  readonly fates: ReadonlyMap<string, Fate>;
}

/** @throws the signal's reason when it was called off, and where the archive is damaged */
export async function planImport(
  archive: Archive,
  place: Place,
  { signal, onProgress }: LongWork,
): Promise<ImportPlan> {
  const fates = new Map<string, Fate>();
  for await (const { file, bytes } of archive.read(() => true)) {
    signal.throwIfAborted();
    fates.set(file.path, await fateOf(file, bytes, place));
    onProgress(fates.size, archive.files.length);
  }
  return { fates };
}

async function fateOf(file: ListedFile, theirs: Uint8Array, place: Place): Promise<Fate> {
  const { path } = file;
  const size = await place.size(path);
  if (size === undefined) return "new";
  const ours = size === file.bytes || isLog(path) ? await place.bytes(path) : undefined;
  if (ours !== undefined && (await sha256Of(ours)) === file.sha256) return "known";
  if (ours !== undefined && isLog(path)) return newLines(theirs, ours).length === 0 ? "known" : "lines";
  return isPdfPath(path) ? "stays" : "differs";
}

/** Lines of the one log that the other has not, in their order. By their bytes: half a letter at a torn end is no text. */
export function newLines(theirs: Uint8Array, ours: Uint8Array): Uint8Array {
  const known = new Set([...byteLines(ours)].map(lettersOf));
  const fresh: Uint8Array[] = [];
  for (const line of byteLines(theirs)) {
    const letters = lettersOf(line);
    if (known.has(letters) || letters.trim() === "") continue;
    known.add(letters);
    fresh.push(line.subarray(0, letters.length), lineEnd);
  }
  return joined(fresh);
}

const lineEnd = new TextEncoder().encode("\n");
const oneByteEach = new TextDecoder("latin1");

/** A letter for each byte, without the end of the line. */
const lettersOf = (line: Uint8Array): string => oneByteEach.decode(line).replace(/\r?\n$|\r$/u, "");

export const countOf = ({ fates }: ImportPlan, ...wanted: readonly Fate[]): Counts =>
  countsOf([...fates].filter(([, fate]) => wanted.includes(fate)).map(([path]) => path));

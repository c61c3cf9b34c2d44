/** What an archive would bring to a library, before anything is written. */
import type { LongWork } from "../base/longWork.ts";
import { joined } from "../check/rawLog.ts";
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

const [lineFeed, carriageReturn] = [0x0a, 0x0d];

/** Lines of the one log that the other has not, in their order. By their bytes: half a letter at a torn end is no text. */
export function newLines(theirs: Uint8Array, ours: Uint8Array): Uint8Array {
  const known = new Set(linesOf(ours).map(({ key }) => key));
  const fresh: Uint8Array[] = [];
  for (const { key, bytes } of linesOf(theirs)) {
    if (known.has(key) || key.trim() === "") continue;
    known.add(key);
    fresh.push(bytes, Uint8Array.of(lineFeed));
  }
  return joined(fresh);
}

function linesOf(log: Uint8Array): readonly { readonly key: string; readonly bytes: Uint8Array }[] {
  const lines: { readonly key: string; readonly bytes: Uint8Array }[] = [];
  const letters = new TextDecoder("latin1"); // a letter for each byte
  for (let start = 0; start < log.length;) {
    const feed = log.indexOf(lineFeed, start);
    const next = feed < 0 ? log.length : feed;
    const end = next > start && log[next - 1] === carriageReturn ? next - 1 : next;
    const bytes = log.subarray(start, end);
    lines.push({ key: letters.decode(bytes), bytes });
    start = next + 1;
  }
  return lines;
}

export const countOf = ({ fates }: ImportPlan, ...wanted: readonly Fate[]): Counts =>
  countsOf([...fates].filter(([, fate]) => wanted.includes(fate)).map(([path]) => path));

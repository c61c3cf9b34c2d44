/** What an archive would bring to a library, before anything is written. */
import type { LongWork } from "../base/longWork.ts";
import { isSameBytes } from "../check/rawLog.ts";
import type { Archive } from "./archive.ts";
import { isLog, isNotes, isPaper, isPdfPath } from "./belongs.ts";
import type { Place } from "./place.ts";

export type Fate =
  /** It is not here. */
  | "new"
  /** It is here, byte for byte or, of notes, line for line. */
  | "known"
  /** A log with lines that are not here. */
  | "lines"
  /** Something else is here under its name. */
  | "differs";

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
  for await (const { path, bytes } of archive.read(() => true)) {
    signal.throwIfAborted();
    fates.set(path, fateOf(path, bytes, await place.bytes(path)));
    onProgress(fates.size, archive.files.length);
  }
  return { fates };
}

function fateOf(path: string, theirs: Uint8Array, ours: Uint8Array | undefined): Fate {
  if (ours === undefined) return "new";
  if (isSameBytes(theirs, ours)) return "known";
  if (!isLog(path)) return "differs";
  const lines = newLines(theirs, ours);
  return lines === undefined ? "differs" : lines.length === 0 ? "known" : "lines";
}

/** Lines of the one log that the other has not, in their order; `undefined` where they are no text. */
export function newLines(theirs: Uint8Array, ours: Uint8Array): readonly string[] | undefined {
  try {
    const [their, our] = [linesOf(theirs), new Set(linesOf(ours))];
    return [...new Set(their)].filter((line) => line.trim() !== "" && !our.has(line));
  } catch {
    return undefined;
  }
}

/** @throws where it is no UTF-8 */
const linesOf = (bytes: Uint8Array): readonly string[] =>
  new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes).split(/\r?\n/u);

export interface Counts {
  readonly papers: number;
  /** Logs: one for each paper and person. */
  readonly notes: number;
  readonly pdfs: number;
  readonly others: number;
}

export function countOf({ fates }: ImportPlan, ...wanted: readonly Fate[]): Counts {
  const paths = [...fates].filter(([, fate]) => wanted.includes(fate)).map(([path]) => path);
  const count = (is: (path: string) => boolean): number => paths.filter(is).length;
  const [papers, notes, pdfs] = [count(isPaper), count(isNotes), count(isPdfPath)];
  return { papers, notes, pdfs, others: paths.length - papers - notes - pdfs };
}

/** Brings an archive into a library: what is new is added, notes line by line, and nothing is replaced unless that was chosen. */
import type { LongWork } from "../base/longWork.ts";
import type { Archive } from "./archive.ts";
import { isLog, isPaper, isPdfPath } from "./belongs.ts";
import { sha256Of } from "./manifest.ts";
import { libraryRoot, type Place } from "./place.ts";
import { newLines, type Fate, type ImportPlan } from "./plan.ts";

export interface BroughtIn {
  readonly added: number;
  /** Logs of notes to which lines were added. */
  readonly extended: number;
  readonly replaced: number;
  /** What differs and was left as it is. */
  readonly kept: readonly string[];
  readonly isCancelled: boolean;
  /** The folder with copies of what was replaced; `undefined` when there are none. */
  readonly copies: string | undefined;
  /** Takes it back. @returns files that were changed since, and stay */
  readonly undo: () => Promise<readonly string[]>;
}

export interface ImportWish extends LongWork {
  /** Where both have a file that differs, theirs comes in its place, and a copy of ours is kept. */
  readonly takeTheirs: boolean;
  /** An ISO time; it names the folder with the copies. */
  readonly now: string;
}

/** Written last come papers, so that a paper that is seen has its notes and files. */
const rank = (path: string): number => (isPaper(path) ? 2 : isLog(path) ? 1 : 0);

/** Notes are on the very bytes of a PDF, and of a log no line goes: both stay, whatever is chosen. */
export const mayBeReplaced = (path: string): boolean => !isLog(path) && !isPdfPath(path);

/** When it is called off, what was written until then stays, and can be undone. */
export async function bringIn(
  archive: Archive,
  { fates }: ImportPlan,
  place: Place,
  { takeTheirs, now, signal, onProgress }: ImportWish,
): Promise<BroughtIn> {
  const written: Written[] = [];
  const backup = `${libraryRoot}/backup/${now.replace(/[:.]/gu, "-")}`;
  const isDue = (path: string, fate: Fate): boolean =>
    fate === "differs" ? takeTheirs && mayBeReplaced(path) : fate !== "known";
  const due = [...fates].filter(([path, fate]) => isDue(path, fate)).map(([path]) => path);
  const kept = [...fates]
    .filter(([path, fate]) => fate === "differs" && !isDue(path, fate))
    .map(([path]) => path);
  let [added, extended, replaced] = [0, 0, 0];
  const take = async (path: string, theirs: Uint8Array): Promise<void> => {
    const before = await place.bytes(path);
    if (before === undefined) {
      await place.replace(path, theirs);
      written.push({ path, after: await sha256Of(theirs) });
      added++;
      return;
    }
    const lines = isLog(path) ? newLines(theirs, before) : undefined;
    if (lines?.length === 0) return;
    if (lines === undefined && !(takeTheirs && mayBeReplaced(path))) return; // it came here since the plan was made
    await keepCopy(place, backup, path, before);
    if (lines === undefined) {
      await place.replace(path, theirs);
      replaced++;
    } else {
      await place.append(path, `${lines.join("\n")}\n`);
      extended++;
    }
    const after = await place.bytes(path);
    written.push({ path, before, after: after === undefined ? "" : await sha256Of(after) });
  };
  for (const turn of [0, 1, 2]) {
    const those = new Set(due.filter((path) => rank(path) === turn));
    if (those.size === 0) continue;
    for await (const { path, bytes } of archive.read((each) => those.has(each))) {
      if (signal.aborted) break;
      await take(path, bytes);
      onProgress(written.length, due.length);
    }
  }
  return {
    ...{ added, extended, replaced, kept },
    isCancelled: signal.aborted,
    copies: extended + replaced > 0 ? backup : undefined,
    undo: () => takeBack(place, written),
  };
}

interface Written {
  readonly path: string;
  /** `undefined` where there was nothing. */
  readonly before?: Uint8Array;
  /** The digest of what is there since. */
  readonly after: string;
}

async function keepCopy(place: Place, folder: string, path: string, bytes: Uint8Array): Promise<void> {
  const ignore = `${libraryRoot}/backup/.gitignore`;
  if ((await place.bytes(ignore)) === undefined) await place.replace(ignore, new TextEncoder().encode("*\n"));
  await place.replace(`${folder}/${path.replace(`${libraryRoot}/`, "")}`, bytes);
}

async function takeBack(place: Place, written: readonly Written[]): Promise<readonly string[]> {
  const changed: string[] = [];
  for (const { path, before, after } of written.toReversed()) {
    const now = await place.bytes(path);
    if (now === undefined || (await sha256Of(now)) !== after) changed.push(path);
    else if (before === undefined) await place.remove(path);
    else await place.replace(path, before);
  }
  return changed;
}

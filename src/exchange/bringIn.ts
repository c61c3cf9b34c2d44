/** Brings an archive into a library: what is new is added, notes line by line, and nothing is replaced unless that was chosen. */
import type { LongWork } from "../base/longWork.ts";
import { reasonOf } from "../base/result.ts";
import type { Archive } from "./archive.ts";
import { isLog, isPaper } from "./belongs.ts";
import { sha256Of, type ListedFile } from "./manifest.ts";
import { libraryRoot, type Place } from "./place.ts";
import { newLines, type Fate, type ImportPlan } from "./plan.ts";

export interface BroughtIn {
  readonly added: number;
  /** Logs to which lines were added. */
  readonly extended: number;
  readonly replaced: number;
  /** What differs and was left as it is. */
  readonly kept: readonly string[];
  readonly isCancelled: boolean;
  /** Why it broke off; `undefined` when it did not. */
  readonly failure: string | undefined;
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

/** When it is called off or breaks off, what was written until then stays, and can be undone. */
export async function bringIn(
  archive: Archive,
  { fates }: ImportPlan,
  place: Place,
  { takeTheirs, now, signal, onProgress }: ImportWish,
): Promise<BroughtIn> {
  const written: Written[] = [];
  const backup = `${libraryRoot}/backup/${now.replace(/[:.]/gu, "-")}`;
  const isDue = (fate: Fate): boolean =>
    fate === "new" || fate === "lines" || (fate === "differs" && takeTheirs);
  const due = new Set([...fates].filter(([, fate]) => isDue(fate)).map(([path]) => path));
  const kept = [...fates].filter(([path, fate]) => fate !== "known" && !due.has(path)).map(([path]) => path);
  let [added, extended, replaced] = [0, 0, 0];
  const take = async ({ path, sha256 }: ListedFile, theirs: Uint8Array): Promise<void> => {
    const before = await place.bytes(path);
    if (before === undefined) {
      await place.replace(path, theirs);
      written.push({ path, after: sha256 });
      added++;
      return;
    }
    const lines = isLog(path) ? newLines(theirs, before) : undefined;
    if (lines?.length === 0) return;
    if (lines === undefined && fates.get(path) !== "differs") {
      kept.push(path); // it came here since the plan was made
      return;
    }
    await keepCopy(place, backup, path, before);
    if (lines === undefined) {
      await place.replace(path, theirs);
      replaced++;
    } else {
      await place.append(path, lines);
      extended++;
    }
    const after = await place.bytes(path);
    written.push({ path, before, after: after === undefined ? "" : await sha256Of(after) });
  };
  const takeAll = async (): Promise<void> => {
    for (const turn of [0, 1, 2])
      for await (const { file, bytes } of archive.read((path) => due.has(path) && rank(path) === turn)) {
        if (signal.aborted) return;
        await take(file, bytes).catch((thrown: unknown) => {
          throw new Error(`“${file.path}” could not be written: ${reasonOf(thrown)}`, { cause: thrown });
        });
        onProgress(written.length, due.size);
      }
  };
  let failure: string | undefined;
  await takeAll().catch((thrown: unknown) => (failure = reasonOf(thrown)));
  return {
    ...{ added, extended, replaced, kept, failure },
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

/** Rewrites logs to the lines that still matter. Nothing is written while something in them could not be understood. */
import { reasonOf } from "../base/result.ts";
import { formatVersion, newestFormat, type Annotation, type AnnotationId } from "../domain/annotation.ts";
import { Backup } from "./backup.ts";
import type { CheckedLog } from "./checkedLog.ts";
import { readLogs, type CheckOptions } from "./checkLibrary.ts";
import { linesThatMatter } from "./compactNote.ts";
import { joined } from "../base/bytes.ts";
import { rewrite } from "./repair.ts";
import type { CheckedShelf } from "./shelf.ts";

export interface CompactedLog {
  readonly shelf: CheckedShelf;
  readonly path: string;
  readonly before: Uint8Array;
  readonly after: Uint8Array;
  readonly droppedLines: number;
}

export interface CompactPlan {
  /** Why nothing may be rewritten; none when it may. */
  readonly obstacles: readonly string[];
  /** The logs that get shorter. */
  readonly logs: readonly CompactedLog[];
  readonly cancelled: boolean;
}

/** @param history whether earlier versions of notes stay; then only repeated lines go. */
export async function planCompacting(
  shelves: readonly CheckedShelf[],
  history: boolean,
  options: CheckOptions = {},
): Promise<CompactPlan> {
  const logs = await readLogs(shelves, options);
  const obstacles = logs.flatMap(obstaclesIn);
  const cancelled = options.signal?.aborted === true;
  if (obstacles.length > 0 || cancelled) return { obstacles, logs: [], cancelled };
  const kept = keptLines(logs, history);
  return { obstacles, logs: logs.flatMap((log) => compacted(log, kept)), cancelled };
}

export interface CompactReport {
  readonly logs: readonly CompactedLog[];
  readonly failed: readonly { readonly path: string; readonly why: string }[];
  readonly backups: readonly Backup[];
}

/** Copies every log, then rewrites it unless someone has written to it since it was read. */
export async function compact({ logs }: CompactPlan, now: string): Promise<CompactReport> {
  const backups = new Map<CheckedShelf, Backup>();
  const done: CompactedLog[] = [];
  const failed: { path: string; why: string }[] = [];
  for (const log of logs) {
    const backup = backups.get(log.shelf) ?? new Backup(log.shelf, now);
    backups.set(log.shelf, backup);
    try {
      await backup.keep(log.path);
      await rewrite(log.shelf, log.path, log.before, log.after);
      done.push(log);
    } catch (thrown) {
      failed.push({ path: log.path, why: reasonOf(thrown) });
    }
  }
  for (const backup of backups.values()) await backup.settle();
  return { logs: done, failed, backups: [...backups.values()] };
}

function obstaclesIn({ path, lines }: CheckedLog): readonly string[] {
  const isNewer = (line: Annotation | undefined): boolean =>
    line !== undefined && formatVersion(line) > newestFormat;
  return [
    ...(lines.some(({ kind }) => kind === "unreadable") ? [`${path} has lines that cannot be read`] : []),
    ...(lines.some(({ kind }) => kind === "marker") ? [`${path} has a merge conflict`] : []),
    ...(lines.some(({ annotation }) => isNewer(annotation))
      ? [`${path} has notes of a newer Marginalia`]
      : []),
  ];
}

/** A note's lines may be in several logs: of several people, and in the folders of several ids of its paper. */
function keptLines(logs: readonly CheckedLog[], history: boolean): ReadonlySet<Annotation> {
  const byId = new Map<AnnotationId, Annotation[]>();
  for (const { lines } of logs)
    for (const { annotation } of lines) {
      if (annotation === undefined) continue;
      const known = byId.get(annotation.id);
      if (known === undefined) byId.set(annotation.id, [annotation]);
      else known.push(annotation);
    }
  const kept = new Set<Annotation>();
  for (const lines of byId.values()) for (const line of linesThatMatter(lines, history)) kept.add(line);
  return kept;
}

function compacted(
  { shelf, path, lines }: CheckedLog,
  kept: ReadonlySet<Annotation>,
): readonly CompactedLog[] {
  const keeps = lines.filter(({ annotation }) => annotation === undefined || kept.has(annotation));
  if (keeps.length === lines.length) return [];
  const [before, after] = [lines, keeps].map((those) => joined(those.map(({ bytes }) => bytes)));
  if (before === undefined || after === undefined) return [];
  return [{ shelf, path, before, after, droppedLines: lines.length - keeps.length }];
}

export const savedBytes = (logs: readonly CompactedLog[]): number =>
  logs.reduce((sum, { before, after }) => sum + before.length - after.length, 0);

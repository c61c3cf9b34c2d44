/**
 * A disk that is full in the middle of the work, and has room again later: nothing that was said to be saved is gone, what
 * was not waits, and in the end everything is there, once.
 */
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { samplePaper } from "../fakes/sample.ts";
import { leftOnDisk, Writer } from "./writers.ts";

export interface DiskOutcome {
  readonly notes: number;
  /** How many could not be written at first. */
  readonly waited: number;
  readonly troubles: readonly string[];
  readonly faults: readonly string[];
}

const paper = samplePaper("COMET").id;

/** How a test makes a disk full: by a command that the writer runs under, or by a file in the way. */
export interface FullDisk {
  readonly under?: readonly string[];
  /** Called before the writer starts. */
  fill?(): Promise<void>;
  free(pid: number): Promise<void>;
}

/** A folder on a file system of few bytes, most of them taken by another file. */
export const takenBy = (folder: string, bytes: number): FullDisk => ({
  fill: () => writeFile(join(folder, "taken"), Buffer.alloc(bytes)),
  free: () => rm(join(folder, "taken")),
});

export async function diskTrial(library: string, count: number, disk: FullDisk): Promise<DiskOutcome> {
  await disk.fill?.();
  const { under = [] } = disk;
  const writer = new Writer({ library, name: "Ann", paper, count, longestComment: 3_000, under });
  const faults: string[] = [];
  while (writer.troubles.length === 0 && writer.process.exitCode === null) await writer.speaks();
  if (writer.troubles.length === 0) faults.push(`the disk never was full: ${writer.errors.join("")}`);
  // More is wished while it is full; then there is room.
  await new Promise((resolve) => setTimeout(resolve, 300));
  const early = new Set(writer.saved);
  const full = await leftOnDisk(library, paper);
  if ([...early].some((id) => !full.notes.has(id))) faults.push("a note that was saved is gone");
  await disk.free(writer.process.pid ?? 0);
  await writer.ended;
  const left = await leftOnDisk(library, paper);
  const gone = writer.saved.filter((id) => !left.notes.has(id)).length;
  if (gone > 0) faults.push(`${gone} notes are gone`);
  if (writer.saved.length !== count) faults.push(`${writer.saved.length} of ${count} notes were saved`);
  if (left.notes.size !== count) faults.push(`${left.notes.size} of ${count} notes are there`);
  if ([...left.notes.values()].some((times) => times > 1)) faults.push("a note is there twice");
  return { notes: left.notes.size, waited: count - early.size, troubles: writer.troubles, faults };
}

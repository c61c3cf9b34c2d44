/** Several processes write notes into one library at once; afterwards each note is there once and no line is torn. */
import { samplePaper } from "../fakes/sample.ts";
import { leftOnDisk, Writer } from "./writers.ts";

export interface ProcessOutcome {
  readonly notes: number;
  readonly seconds: number;
  readonly faults: readonly string[];
}

const paper = samplePaper("COMET").id;

/** @param names one for each process; a name that comes twice is one person in two windows, who share a log. */
export async function processTrial(
  library: string,
  names: readonly string[],
  count: number,
  longestComment: number,
): Promise<ProcessOutcome> {
  const writers = names.map((name) => new Writer({ library, name, paper, count, longestComment }));
  const began = performance.now();
  await Promise.all(writers.map(({ ended }) => ended));
  const seconds = (performance.now() - began) / 1000;
  const left = await leftOnDisk(library, paper);
  const saved = writers.flatMap((writer) => writer.saved);
  const faults = writers.flatMap(({ errors, troubles }) => [...errors, ...troubles]);
  const gone = saved.filter((id) => !left.notes.has(id)).length;
  if (saved.length !== names.length * count) faults.push(`only ${saved.length} notes were saved`);
  if (gone > 0) faults.push(`${gone} notes are gone`);
  if (left.notes.size !== saved.length) faults.push(`${left.notes.size} notes are there`);
  if ([...left.notes.values()].some((times) => times > 1)) faults.push("a note is there twice");
  if (left.torn.length > 0) faults.push(`${left.torn.length} lines are torn`);
  return { notes: left.notes.size, seconds, faults };
}

/** Writers are killed in the middle of their work, again and again in one library; nothing that they said is saved may be gone. */
import type { Randomness } from "../fakes/randomness.ts";
import { samplePaper } from "../fakes/sample.ts";
import { leftOnDisk, Writer } from "./writers.ts";

export interface CrashOutcome {
  readonly kills: number;
  readonly saved: number;
  /** Lines that a kill has left half written. */
  readonly torn: number;
  readonly faults: readonly string[];
}

const paper = samplePaper("COMET").id;
const longestWaitMs = 60;
const manyNotes = 100_000;

/** @param names whose writers run at once; a name that comes twice is one person in two windows, who share a log. */
export async function crashTrial(
  library: string,
  names: readonly string[],
  rounds: number,
  longestComment: number,
  random: Randomness,
): Promise<CrashOutcome> {
  const saved = new Set<string>();
  const faults: string[] = [];
  let kills = 0;
  let torn = 0;
  for (let round = 0; round < rounds; round++) {
    const writers = names.map(
      (name) => new Writer({ library, name, paper, count: manyNotes, longestComment }),
    );
    await Promise.all(
      writers.map(async (writer) => {
        await writer.ready;
        await new Promise((resolve) => setTimeout(resolve, random.next() * longestWaitMs));
        await writer.kill();
      }),
    );
    kills += writers.length;
    for (const writer of writers) {
      for (const id of writer.saved) saved.add(id);
      if (writer.errors.length > 0) faults.push(`round ${round}: ${writer.errors.join("")}`);
    }
    const left = await leftOnDisk(library, paper);
    const gone = [...saved].filter((id) => !left.notes.has(id));
    if (gone.length > 0) faults.push(`round ${round}: ${gone.length} notes that were saved are gone`);
    if ([...left.notes.values()].some((times) => times > 1))
      faults.push(`round ${round}: a note is there twice`);
    const tornNow = left.torn.length - torn;
    if (tornNow > writers.length) faults.push(`round ${round}: ${tornNow} lines are torn`);
    const alone = new Set(names).size === names.length;
    const ends = left.torn.filter(({ isLast }) => isLast).length;
    if (alone && tornNow > ends) faults.push(`round ${round}: a torn line is not the last`);
    torn = left.torn.length;
  }
  return { kills, saved: saved.size, torn, faults };
}

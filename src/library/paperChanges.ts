/** What was done to papers' files, as far as it takes to undo it byte for byte. */
import { Lanes } from "../base/lanes.ts";
import type { Files } from "../base/ports.ts";
import { reasonOf } from "../base/result.ts";
import type { PaperId } from "../domain/paperId.ts";
import { paperPath } from "./paperFile.ts";

export interface PaperChange {
  readonly id: PaperId;
  readonly shelf: Files;
  /** The text of the paper's file; `undefined` where there was none. */
  readonly before: string | undefined;
  /** `undefined` where the file was removed. */
  readonly after: string | undefined;
}

/** Some papers could not be changed; what was done to the others can be undone. */
export class PartlyChanged extends Error {
  readonly changes: readonly PaperChange[];

  constructor(failures: readonly unknown[], changes: readonly PaperChange[]) {
    const more = failures.length === 1 ? "" : ` (and ${failures.length - 1} more)`;
    super(`${reasonOf(failures[0])}${more}`);
    this.changes = changes;
  }
}

const filesAtOnce = 16;

/** Changes of one paper, one after another, are one. */
export function joined(changes: readonly PaperChange[]): readonly PaperChange[] {
  const byPaper = new Map<PaperId, PaperChange>();
  for (const change of changes) {
    const earlier = byPaper.get(change.id);
    byPaper.set(change.id, earlier === undefined ? change : { ...change, before: earlier.before });
  }
  return [...byPaper.values()];
}

/** The same changes with what stands in the files now, where whoever made them has gone on editing. */
export async function asStored(changes: readonly PaperChange[]): Promise<readonly PaperChange[]> {
  const stored: PaperChange[] = [];
  for (const change of changes)
    stored.push({ ...change, after: await change.shelf.read(paperPath(change.id)) });
  return stored;
}

/**
 * Puts files back as they were. One that was changed since is left as it is.
 * @returns the papers that were put back, and those that were left
 * @throws the first failure of the disk, after all the others were tried
 */
export async function putBack(
  changes: readonly PaperChange[],
): Promise<{ readonly back: readonly PaperId[]; readonly left: readonly PaperId[] }> {
  const [back, left]: [PaperId[], PaperId[]] = [[], []];
  const failures: unknown[] = [];
  const lanes = new Lanes<PaperId>(filesAtOnce);
  for (const { id, shelf, before, after } of joined(changes))
    await lanes.add(id, async () => {
      try {
        const path = paperPath(id);
        const now = await shelf.read(path);
        if (now !== after) return void left.push(id);
        if (before === undefined) await shelf.remove(path);
        else if (before !== now) await shelf.write(path, before);
        back.push(id);
      } catch (thrown) {
        failures.push(thrown);
      }
    });
  await lanes.idle();
  if (failures.length > 0) throw failures[0];
  return { back, left };
}

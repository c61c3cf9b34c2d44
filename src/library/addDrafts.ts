/** Puts what importers found into a library: each draft into the paper that it is, which may be new. */
import { Lanes } from "../base/lanes.ts";
import type { Files } from "../base/ports.ts";
import { reasonOf } from "../base/result.ts";
import { inSlices } from "../base/slices.ts";
import type { Paper, PaperDraft } from "../domain/paper.ts";
import type { PaperId } from "../domain/paperId.ts";
import type { ImportProblem } from "./importers/importer.ts";
import { newPaper, withDraft } from "./merge.ts";
import { joined, type PaperChange } from "./paperChanges.ts";
import { paperPath } from "./paperFile.ts";
import { readNow, type Placed, type Placement } from "./paperReader.ts";
import { SamePaper } from "./samePaper.ts";

export interface AddReport {
  readonly added: readonly Paper[];
  readonly updated: readonly Paper[];
  readonly unchanged: readonly Paper[];
  readonly problems: readonly ImportProblem[];
  /** True when the person stopped it; what was added until then stays. */
  readonly cancelled: boolean;
  /** What `Library.undo` takes. */
  readonly changes: readonly PaperChange[];
}

export const nothingAdded: AddReport = {
  ...{ added: [], updated: [], unchanged: [], problems: [] },
  cancelled: false,
  changes: [],
};

export interface AddOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, all: number) => void;
}

export interface AddingPorts {
  /** Where new papers go. */
  readonly home: Files;
  readonly now: string;
  readonly placed: Placement;
  readonly store: (
    paper: Paper,
    before: (Placed & { readonly text: string }) | undefined,
    shelf: Files,
  ) => Promise<PaperChange>;
}

const filesAtOnce = 16;

/** A draft that fails is named and costs no other. */
export async function addDrafts(
  drafts: readonly PaperDraft[],
  { home, now, placed, store }: AddingPorts,
  { signal, onProgress }: AddOptions,
): Promise<AddReport> {
  const added = new Map<PaperId, Paper>();
  const updated = new Map<PaperId, Paper>();
  const unchanged = new Map<PaperId, Paper>();
  const problems: { readonly at: number; readonly problem: ImportProblem }[] = [];
  const changes: PaperChange[] = [];
  const known = new SamePaper([]);
  await inSlices(learning(known, [...placed.values()]), () => false);
  let done = 0;
  const addOne = async (draft: PaperDraft, fresh: Paper, id: PaperId, at: number): Promise<void> => {
    try {
      const shelf = placed.get(id)?.shelf ?? home;
      const stored = await readNow(shelf, id);
      if (stored?.conflict !== undefined)
        throw new Error(`${paperPath(id)} is left as it is: ${stored.conflict}`);
      const after = stored === undefined ? fresh : withDraft(stored.paper, draft, now);
      if (stored?.paper === after) {
        if (!added.has(id) && !updated.has(id)) unchanged.set(id, after);
      } else {
        changes.push(await store(after, stored, shelf));
        (stored === undefined || added.has(id) ? added : updated).set(after.id, after);
      }
    } catch (thrown) {
      const where = `"${draft.title.slice(0, 60)}"`;
      problems.push({ at, problem: { where, why: reasonOf(thrown) } });
    }
    done++;
    onProgress?.(done, drafts.length);
  };
  const lanes = new Lanes<PaperId>(filesAtOnce);
  const expected = new Map<PaperId, Paper>();
  /** Files are written as they come; what is told of them stands in the order of the drafts. */
  const places = new Map<PaperId, number>();
  for (const [at, draft] of drafts.entries()) {
    if (signal?.aborted === true) break;
    const fresh = newPaper(draft, now);
    const id = known.find(fresh) ?? fresh.id;
    // The next draft may be the same paper by a name that only this one brings.
    const there = expected.get(id) ?? placed.get(id)?.paper;
    const paper = there === undefined ? fresh : withDraft(there, draft, now);
    if (paper !== there) {
      expected.set(id, paper);
      known.learn(paper);
    }
    if (!places.has(id)) places.set(id, at);
    await lanes.add(id, () => addOne(draft, fresh, id, at));
  }
  await lanes.idle();
  const inOrder = (papers: ReadonlyMap<PaperId, Paper>): readonly Paper[] =>
    [...papers.values()].sort((a, b) => (places.get(a.id) ?? 0) - (places.get(b.id) ?? 0));
  return {
    added: inOrder(added),
    updated: inOrder(updated),
    unchanged: inOrder(unchanged),
    problems: problems.sort((a, b) => a.at - b.at).map(({ problem }) => problem),
    cancelled: done < drafts.length,
    changes: joined(changes),
  };
}

function* learning(known: SamePaper, papers: readonly Placed[]): Generator<undefined, void> {
  for (const { paper } of papers) {
    known.learn(paper);
    yield;
  }
}

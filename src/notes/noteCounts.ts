/** Counts of every paper's notes, and the tags of all of them: kept in step one paper at a time. */
import { annotationTags, isDeleted, isProposed, sourceOf } from "../domain/annotation.ts";
import { fileIri, fileLinksOf } from "../domain/fileLink.ts";
import type { NoteCount } from "../domain/noteCount.ts";
import type { PaperId } from "../domain/paperId.ts";
import type { Standing } from "./standing.ts";

export const nothingCounted: NoteCount = {
  ...{ notes: 0, proposed: 0, conflicts: 0 },
  ...{ tags: [], files: [], newest: "" },
};

export function countOf(standings: Iterable<Standing>): NoteCount {
  const tags = new Map<string, number>();
  const files = new Map<string, number>();
  let [notes, proposed, conflicts, newest] = [0, 0, 0, ""];
  for (const { shown, lines, conflicts: open } of standings) {
    const last = lines.at(-1)?.modified ?? "";
    if (newest === "" || Date.parse(last) > Date.parse(newest)) newest = last;
    if (isDeleted(shown)) continue;
    if (isProposed(shown)) {
      proposed++;
      continue;
    }
    if (sourceOf(shown).kind !== "annotation") notes++;
    if (open.length > 0) conflicts++;
    for (const tag of annotationTags(shown)) tags.set(tag, (tags.get(tag) ?? 0) + 1);
    for (const file of fileLinksOf(shown).map(fileIri)) files.set(file, (files.get(file) ?? 0) + 1);
  }
  return { notes, proposed, conflicts, tags: inOrder(tags), files: inOrder(files), newest };
}

const inOrder = (uses: ReadonlyMap<string, number>): [string, number][] =>
  [...uses].sort(([a], [b]) => (a < b ? -1 : 1));

/** The count after one note has changed. */
export function countAfter(count: NoteCount, before: Standing | undefined, after: Standing): NoteCount {
  const [less, more] = [countOf(before === undefined ? [] : [before]), countOf([after])];
  const isNewer = count.newest === "" || Date.parse(more.newest) > Date.parse(count.newest);
  return {
    notes: count.notes + more.notes - less.notes,
    proposed: count.proposed + more.proposed - less.proposed,
    conflicts: count.conflicts + more.conflicts - less.conflicts,
    tags: usesAfter(count.tags, less.tags, more.tags),
    files: usesAfter(count.files, less.files, more.files),
    newest: isNewer ? more.newest : count.newest,
  };
}

type Uses = readonly (readonly [string, number])[];

function usesAfter(before: Uses, less: Uses, more: Uses): [string, number][] {
  const uses = new Map(before);
  for (const [name, count] of more) uses.set(name, (uses.get(name) ?? 0) + count);
  for (const [name, count] of less) uses.set(name, (uses.get(name) ?? 0) - count);
  return inOrder(uses).filter(([, count]) => count > 0);
}

const isSameCount = (a: NoteCount, b: NoteCount): boolean =>
  a.notes === b.notes &&
  a.proposed === b.proposed &&
  a.conflicts === b.conflicts &&
  a.newest === b.newest &&
  JSON.stringify([a.tags, a.files]) === JSON.stringify([b.tags, b.files]);

export class NoteCounts {
  readonly #papers = new Map<PaperId, NoteCount>();
  readonly #tags = new Map<string, number>();
  readonly #linking = new Map<string, Set<PaperId>>();
  #tagChanges = 0;

  of(paper: PaperId): NoteCount {
    return this.#papers.get(paper) ?? nothingCounted;
  }

  /** Each tag in use with the number of its uses. */
  get tags(): ReadonlyMap<string, number> {
    return this.#tags;
  }

  /** Another number whenever tags or their uses have changed. */
  get tagChanges(): number {
    return this.#tagChanges;
  }

  papersLinking(file: string): readonly PaperId[] {
    return [...(this.#linking.get(file) ?? [])];
  }

  get linkedFiles(): Iterable<string> {
    return this.#linking.keys();
  }

  papers(): Iterable<PaperId> {
    return this.#papers.keys();
  }

  /** Answers whether that was news. */
  set(paper: PaperId, count: NoteCount): boolean {
    const before = this.of(paper);
    if (isSameCount(before, count)) return false;
    if (JSON.stringify(before.tags) !== JSON.stringify(count.tags)) {
      for (const [tag, uses] of before.tags) this.#use(tag, -uses);
      for (const [tag, uses] of count.tags) this.#use(tag, uses);
      this.#tagChanges++;
    }
    for (const [file] of before.files) this.#unlink(paper, file);
    for (const [file] of count.files)
      this.#linking.set(file, (this.#linking.get(file) ?? new Set()).add(paper));
    if (isSameCount(count, nothingCounted)) this.#papers.delete(paper);
    else this.#papers.set(paper, count);
    return true;
  }

  #unlink(paper: PaperId, file: string): void {
    const papers = this.#linking.get(file);
    papers?.delete(paper);
    if (papers?.size === 0) this.#linking.delete(file);
  }

  #use(tag: string, more: number): void {
    const uses = (this.#tags.get(tag) ?? 0) + more;
    if (uses > 0) this.#tags.set(tag, uses);
    else this.#tags.delete(tag);
  }
}

/** Counts of every paper's notes, and the tags of all of them: kept in step one paper at a time. */
import { annotationTags, isDeleted, sourceOf } from "../domain/annotation.ts";
import type { NoteCount } from "../domain/noteCount.ts";
import type { PaperId } from "../domain/paperId.ts";
import type { Standing } from "./standing.ts";

export const nothingCounted: NoteCount = { notes: 0, conflicts: 0, tags: [], newest: "" };

export function countOf(standings: Iterable<Standing>): NoteCount {
  const tags = new Map<string, number>();
  let [notes, conflicts, newest] = [0, 0, ""];
  for (const { shown, lines, conflicts: open } of standings) {
    const last = lines.at(-1)?.modified ?? "";
    if (newest === "" || Date.parse(last) > Date.parse(newest)) newest = last;
    if (isDeleted(shown)) continue;
    if (sourceOf(shown).kind !== "annotation") notes++;
    if (open.length > 0) conflicts++;
    for (const tag of annotationTags(shown)) tags.set(tag, (tags.get(tag) ?? 0) + 1);
  }
  return { notes, conflicts, tags: [...tags].sort(([a], [b]) => (a < b ? -1 : 1)), newest };
}

/** The count after one note has changed. */
export function countAfter(count: NoteCount, before: Standing | undefined, after: Standing): NoteCount {
  const [less, more] = [countOf(before === undefined ? [] : [before]), countOf([after])];
  const tags = new Map(count.tags);
  for (const [tag, uses] of more.tags) tags.set(tag, (tags.get(tag) ?? 0) + uses);
  for (const [tag, uses] of less.tags) tags.set(tag, (tags.get(tag) ?? 0) - uses);
  const isNewer = count.newest === "" || Date.parse(more.newest) > Date.parse(count.newest);
  return {
    notes: count.notes + more.notes - less.notes,
    conflicts: count.conflicts + more.conflicts - less.conflicts,
    tags: [...tags].filter(([, uses]) => uses > 0).sort(([a], [b]) => (a < b ? -1 : 1)),
    newest: isNewer ? more.newest : count.newest,
  };
}

export const isSameCount = (a: NoteCount, b: NoteCount): boolean =>
  a.notes === b.notes &&
  a.conflicts === b.conflicts &&
  a.newest === b.newest &&
  JSON.stringify(a.tags) === JSON.stringify(b.tags);

export class NoteCounts {
  readonly #papers = new Map<PaperId, NoteCount>();
  readonly #tags = new Map<string, number>();

  of(paper: PaperId): NoteCount {
    return this.#papers.get(paper) ?? nothingCounted;
  }

  /** Each tag in use with the number of its uses. */
  get tags(): ReadonlyMap<string, number> {
    return this.#tags;
  }

  papers(): Iterable<PaperId> {
    return this.#papers.keys();
  }

  /** Answers whether that was news. */
  set(paper: PaperId, count: NoteCount): boolean {
    const before = this.of(paper);
    if (isSameCount(before, count)) return false;
    for (const [tag, uses] of before.tags) this.#use(tag, -uses);
    for (const [tag, uses] of count.tags) this.#use(tag, uses);
    if (isSameCount(count, nothingCounted)) this.#papers.delete(paper);
    else this.#papers.set(paper, count);
    return true;
  }

  #use(tag: string, more: number): void {
    const uses = (this.#tags.get(tag) ?? 0) + more;
    if (uses > 0) this.#tags.set(tag, uses);
    else this.#tags.delete(tag);
  }
}

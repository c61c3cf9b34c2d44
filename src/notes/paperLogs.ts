/**
 * The notes of one paper that is open, out of its logs: read anew only as far as files have changed.
 *
 * What was just wished is put here before it is written; a re-read takes in what still waits to be written, so that it is
 * never lost to one.
 */
import { isSameFile, type FileFacts, type Files } from "../base/ports.ts";
import { reasonOf } from "../base/result.ts";
import type { Annotation, AnnotationId } from "../domain/annotation.ts";
import type { PaperId } from "../domain/paperId.ts";
import { findLogs, placeName, readPlace, type LogPlace, type NotesProblem } from "./logReader.ts";
import { isSameStanding, standingOf, standingsOf, type Standing } from "./standing.ts";

/** How each annotation of a paper stands, removed ones too. */
export type PaperNotes = ReadonlyMap<AnnotationId, Standing>;

interface ReadLog {
  facts: FileFacts;
  readonly lines: Annotation[];
  readonly problems: readonly NotesProblem[];
}

export class PaperLogs {
  #notes = new Map<AnnotationId, Standing>();
  #files = new Map<string, ReadLog>();
  #puts = 0;
  problems: readonly NotesProblem[] = [];
  isRead = false;

  get notes(): PaperNotes {
    return this.#notes;
  }

  /** Its logs as they were read, to tell later whether they still are; `undefined` where something is wrong with them. */
  get factsIfWhole(): ReadonlyMap<string, FileFacts> | undefined {
    if (!this.isRead || this.problems.length > 0) return undefined;
    return new Map([...this.#files].map(([name, { facts }]) => [name, facts]));
  }

  put(line: Annotation): void {
    this.#puts++;
    const lines = this.#notes.get(line.id)?.lines ?? [];
    this.#notes.set(line.id, standingOf([...lines, line]));
  }

  /**
   * Learns that this was written to a log. Where the file grew by just that there is no need to read it again.
   * @param grown by how many bytes.
   */
  async written(shelf: Files, path: string, lines: readonly Annotation[], grown: number): Promise<void> {
    const name = placeName(shelf, path);
    const known = this.#files.get(name);
    const facts = await shelf.facts(path).catch(() => undefined);
    if (facts === undefined || this.#files.get(name) !== known) return;
    if (facts.size !== (known?.facts.size ?? 0) + grown) return;
    if (known === undefined) return void this.#files.set(name, { facts, lines: [...lines], problems: [] });
    known.facts = facts;
    known.lines.push(...lines);
  }

  /**
   * Reads the logs that have changed; answers whether that changed how the notes stand.
   * @param waiting what is not on disk yet. It is asked before and after reading, so that each line is seen in one of the two.
   */
  async read(
    shelves: readonly Files[],
    folders: readonly PaperId[],
    waiting: () => readonly Annotation[],
  ): Promise<boolean> {
    for (;;) {
      const puts = this.#puts;
      const unsaved = waiting();
      const { logs, problems } = await findLogs(shelves, folders);
      const read = await Promise.all(logs.map((log) => this.#read(log)));
      if (this.#puts !== puts) continue; // written meanwhile
      const files = new Map<string, ReadLog>();
      const failures = [...problems];
      for (const [at, { shelf, path }] of logs.entries()) {
        const result = read[at];
        if (result === undefined) continue;
        if ("why" in result) failures.push(result);
        else files.set(placeName(shelf, path), result);
      }
      const isComplete = failures.length === 0; // else there may be more notes than these
      this.isRead = true;
      this.problems = [...failures, ...[...files.values()].flatMap((file) => file.problems)];
      const lines = [...files.values()].flatMap((file) => file.lines);
      // What cannot be read now stays as it was.
      const kept = isComplete ? [] : [...this.#notes.values()].flatMap((standing) => standing.lines);
      const notes = standingsOf([...lines, ...kept, ...unsaved, ...waiting()]);
      this.#files = files;
      if (isSameNotes(this.#notes, notes)) return false;
      this.#notes = notes;
      return true;
    }
  }

  async #read(place: LogPlace): Promise<ReadLog | NotesProblem> {
    const { shelf, path, facts } = place;
    const known = this.#files.get(placeName(shelf, path));
    if (known !== undefined && isSameFile(known.facts, facts)) return known;
    try {
      const { annotations, problems } = await readPlace(place);
      return {
        facts,
        lines: [...annotations],
        problems: problems.map((problem) => ({ shelf, path, ...problem })),
      };
    } catch (thrown) {
      return { shelf, path, line: 1, why: reasonOf(thrown) };
    }
  }
}

function isSameNotes(before: PaperNotes, after: PaperNotes): boolean {
  if (before.size !== after.size) return false;
  for (const [id, standing] of after) {
    const known = before.get(id);
    if (known === undefined || !isSameStanding(known, standing)) return false;
  }
  return true;
}

/**
 * The notes of the workspace: read when first asked for, kept in step with the logs on disk.
 *
 * A wish changes the memory, fires one event, and is on disk when its promise resolves; if the disk refuses, the note stays
 * in memory and `onDidChangeTrouble` says so. Outside edits are read again, together with what still waits to be written.
 */
import { v7 as uuid } from "uuid";
import { Disposables } from "../base/disposables.ts";
import { Emitter } from "../base/emitter.ts";
import { mapLimited } from "../base/limited.ts";
import type { Clock, Files, Log } from "../base/ports.ts";
import { reasonOf } from "../base/result.ts";
import type { Shelves } from "../base/shelves.ts";
import {
  formatVersion,
  isDeleted,
  newestFormat,
  sourceOf,
  type Annotation,
  type AnnotationId,
} from "../domain/annotation.ts";
import type { Note } from "../domain/note.ts";
import type { Paper } from "../domain/paper.ts";
import { paperId, type PaperId } from "../domain/paperId.ts";
import { Appender } from "./appender.ts";
import { logName, type Author } from "./author.ts";
import {
  composeNote,
  composeReply,
  deleted,
  edited,
  restored,
  type NoteDraft,
  type NoteEdit,
} from "./compose.ts";
import { History, type Step } from "./history.ts";
import { annotationsFolder, isNewer, logFolder, newestOf, readLog, writeLine } from "./log.ts";
import { notesOf } from "./view.ts";

export interface NotesChange {
  readonly paper: PaperId;
  readonly from: "here" | "disk";
}

/** A line of a log that could not be read; it is left as it is. */
export interface NotesProblem {
  readonly shelf: Files;
  readonly path: string;
  readonly line: number;
  readonly why: string;
}

export interface NotesPorts {
  readonly shelves: Shelves;
  /** Where the notes of a paper are written. */
  readonly shelfOf: (paper: PaperId) => Files | undefined;
  readonly author: () => Promise<Author>;
  readonly clock: Clock;
  readonly log: Log;
}

type Standing = ReadonlyMap<AnnotationId, Annotation>;

const foldersAtOnce = 16;
const nothing: Standing = new Map();

export class Notes {
  readonly #ports: NotesPorts;
  readonly #own = new Disposables();
  readonly #changes: Emitter<NotesChange>;
  readonly #problemChanges: Emitter<void>;
  readonly #troubleChanges: Emitter<string | undefined>;
  readonly #appender: Appender;
  readonly #history = new History();
  readonly #papers = new Map<PaperId, Standing>();
  readonly #problems = new Map<string, readonly NotesProblem[]>();
  #watches = new Disposables();
  #loading: Promise<void> | undefined;
  #trouble: string | undefined;

  constructor(ports: NotesPorts) {
    this.#ports = ports;
    const onFailure = (failure: unknown): void =>
      ports.log.error(`A listener to the notes failed: ${reasonOf(failure)}`);
    this.#changes = this.#own.add(new Emitter(onFailure));
    this.#problemChanges = this.#own.add(new Emitter(onFailure));
    this.#troubleChanges = this.#own.add(new Emitter(onFailure));
    this.#appender = this.#own.add(
      new Appender((why) => {
        this.#trouble = why;
        this.#troubleChanges.fire(why);
      }),
    );
    this.#own.add({ dispose: () => this.#watches.dispose() });
    this.#own.add(ports.shelves.onDidChange(() => void this.#reload()));
  }

  get onDidChange(): Emitter<NotesChange>["event"] {
    return this.#changes.event;
  }

  get onDidChangeProblems(): Emitter<void>["event"] {
    return this.#problemChanges.event;
  }

  /** Fires with the reason when notes could not be written, and with `undefined` once they were. */
  get onDidChangeTrouble(): Emitter<string | undefined>["event"] {
    return this.#troubleChanges.event;
  }

  get trouble(): string | undefined {
    return this.#trouble;
  }

  get problems(): readonly NotesProblem[] {
    return [...this.#problems.values()].flat();
  }

  load(): Promise<void> {
    this.#loading ??= this.#readAll();
    return this.#loading;
  }

  /** The W3C annotations of a paper as they stand, without deleted ones. Empty before `load`. */
  annotations(paper: PaperId): readonly Annotation[] {
    return [...(this.#papers.get(paper) ?? nothing).values()].filter((annotation) => !isDeleted(annotation));
  }

  /** The notes of a paper in reading order, placed in its abstract as it is now. Empty before `load`. */
  of(paper: Pick<Paper, "id" | "abstract">): readonly Note[] {
    return notesOf(this.annotations(paper.id), paper.abstract);
  }

  /** How many notes a paper has, replies not counted. Empty before `load`. */
  count(paper: PaperId): number {
    return this.annotations(paper).filter((annotation) => sourceOf(annotation).kind !== "annotation").length;
  }

  async add(draft: NoteDraft): Promise<Annotation> {
    await this.load();
    const note = composeNote(draft, await this.#made());
    const what = draft.comment ? "new note" : draft.style === "underline" ? "new underline" : "new highlight";
    await this.#put({ paper: draft.paper, what, before: undefined, after: note });
    return note;
  }

  async reply(paper: PaperId, to: AnnotationId, comment: string): Promise<Annotation> {
    await this.load();
    this.#standing(paper, to);
    const reply = composeReply(to, comment, await this.#made());
    await this.#put({ paper, what: "new reply", before: undefined, after: reply });
    return reply;
  }

  /** @throws when the note is gone or was made by a newer format. */
  async edit(paper: PaperId, id: AnnotationId, edit: NoteEdit): Promise<Annotation> {
    await this.load();
    const before = this.#standing(paper, id);
    const after = edited(before, edit, this.#ports.clock.now());
    await this.#put({ paper, what: "edited note", before, after });
    return after;
  }

  /** @throws when the note is gone or was made by a newer format. */
  async remove(paper: PaperId, id: AnnotationId): Promise<void> {
    await this.load();
    const before = this.#standing(paper, id);
    const after = deleted(before, this.#ports.clock.now());
    await this.#put({ paper, what: "removed note", before, after });
  }

  /** Brings a removed note back as it was. Does nothing to one that is there. */
  async restore(paper: PaperId, id: AnnotationId): Promise<void> {
    const before = this.#papers.get(paper)?.get(id);
    if (before === undefined || !isDeleted(before)) return;
    const after = restored(before, before, this.#ports.clock.now());
    await this.#put({ paper, what: "restored note", before, after });
  }

  /** Takes back the last change made in this window; answers what it was, or `undefined` when there is none. */
  async undo(): Promise<string | undefined> {
    const step = this.#history.takeUndo();
    if (step === undefined) return undefined;
    const current = this.#unchangedSince(step);
    const now = this.#ports.clock.now();
    const { before } = step;
    const after =
      before === undefined || isDeleted(before) ? deleted(current, now) : restored(before, current, now);
    await this.#write(step.paper, after);
    this.#history.keepUndone({ ...step, before: step.after, after });
    return step.what;
  }

  async redo(): Promise<string | undefined> {
    const step = this.#history.takeRedo();
    if (step?.before === undefined) return undefined;
    const current = this.#unchangedSince(step);
    const now = this.#ports.clock.now();
    const wasDeletion = isDeleted(step.before);
    const after = wasDeletion ? deleted(current, now) : restored(step.before, current, now);
    await this.#write(step.paper, after);
    this.#history.keepDone({ ...step, before: isDeleted(step.after) ? undefined : step.after, after });
    return step.what;
  }

  get canUndo(): boolean {
    return this.#history.canUndo;
  }

  get canRedo(): boolean {
    return this.#history.canRedo;
  }

  /** Tries again to write what could not be written. */
  retry(): Promise<void> {
    return this.#appender.flush();
  }

  dispose(): void {
    this.#own.dispose();
  }

  async #made() {
    return {
      id: `urn:uuid:${uuid()}` as AnnotationId,
      now: this.#ports.clock.now(),
      author: await this.#ports.author(),
    };
  }

  #standing(paper: PaperId, id: AnnotationId): Annotation {
    const annotation = this.#papers.get(paper)?.get(id);
    if (annotation === undefined || isDeleted(annotation)) throw new Error("This note is no longer there");
    if (formatVersion(annotation) > newestFormat)
      throw new Error("This note was made by a newer Marginalia and can only be read here");
    return annotation;
  }

  #unchangedSince({ paper, after }: Step): Annotation {
    const current = this.#papers.get(paper)?.get(after.id);
    if (current === undefined || !sameContent(current, after))
      throw new Error("This note has been changed elsewhere since, so it was left as it is");
    return current;
  }

  async #put(step: Step): Promise<void> {
    this.#history.record(step);
    await this.#write(step.paper, step.after);
  }

  async #write(paper: PaperId, annotation: Annotation): Promise<void> {
    const shelf = this.#ports.shelfOf(paper);
    if (shelf === undefined) throw new Error("Open a folder first: notes are kept in it");
    const path = `${logFolder(paper)}/${logName(await this.#ports.author())}`;
    this.#papers.set(paper, new Map([...(this.#papers.get(paper) ?? nothing), [annotation.id, annotation]]));
    this.#changes.fire({ paper, from: "here" });
    await this.#appender.append(shelf, path, writeLine(annotation));
  }

  async #readAll(): Promise<void> {
    this.#watches.dispose();
    this.#watches = new Disposables();
    const found = new Set<PaperId>();
    for (const shelf of this.#ports.shelves.list()) {
      this.#watches.add(shelf.onDidChange((paths) => void this.#rereadPaths(paths)));
      for (const { name, kind } of await shelf.list(annotationsFolder)) {
        const paper = kind === "folder" ? paperId(name) : undefined;
        if (paper !== undefined) found.add(paper);
      }
    }
    await mapLimited([...new Set([...found, ...this.#papers.keys()])], foldersAtOnce, (paper) =>
      this.#reread(paper),
    );
  }

  async #reload(): Promise<void> {
    if (this.#loading === undefined) return;
    this.#loading = this.#readAll();
    await this.#loading;
  }

  async #rereadPaths(paths: readonly string[]): Promise<void> {
    if (paths.includes(annotationsFolder)) return this.#reload(); // a whole folder came or went
    const papers = paths.map((path) => paperId(/^annotations\/([^/]+)(?:\/|$)/u.exec(path)?.[1] ?? ""));
    for (const paper of new Set(papers)) if (paper !== undefined) await this.#reread(paper);
  }

  /** Reads all logs of a paper again and tells if that changed how its notes stand. */
  async #reread(paper: PaperId): Promise<void> {
    const before = this.#papers.get(paper) ?? nothing;
    // A line waits, then is on disk: looked at before and after the reading, it is seen in one of the two.
    const waiting = this.#waitingFor(paper);
    const read: Annotation[] = [];
    const problems: NotesProblem[] = [];
    try {
      for (const shelf of this.#ports.shelves.list()) {
        for (const { name, kind } of await shelf.list(logFolder(paper))) {
          if (kind !== "file" || !name.endsWith(".jsonl")) continue;
          const path = `${logFolder(paper)}/${name}`;
          const content = readLog((await shelf.read(path)) ?? "");
          read.push(...content.annotations);
          problems.push(...content.problems.map((problem) => ({ shelf, path, ...problem })));
        }
      }
    } catch (thrown) {
      this.#ports.log.error(`The notes of ${paper} could not be read: ${reasonOf(thrown)}`);
      return; // what is in memory stays
    }
    if ((this.#papers.get(paper) ?? nothing) !== before) return this.#reread(paper); // written meanwhile
    const after = newestOf([...read, ...waiting, ...this.#waitingFor(paper)]);
    this.#papers.set(paper, after);
    this.#noteProblems(paper, problems);
    if (!sameStanding(before, after)) this.#changes.fire({ paper, from: "disk" });
  }

  #waitingFor(paper: PaperId): readonly Annotation[] {
    return this.#appender.unsaved
      .filter(({ path }) => path.startsWith(`${logFolder(paper)}/`))
      .flatMap(({ lines }) => readLog(lines).annotations);
  }

  #noteProblems(paper: PaperId, problems: readonly NotesProblem[]): void {
    const had = this.#problems.get(paper) ?? [];
    if (problems.length === 0) this.#problems.delete(paper);
    else this.#problems.set(paper, problems);
    if (had.length + problems.length > 0) this.#problemChanges.fire();
  }
}

function sameStanding(before: Standing, after: Standing): boolean {
  if (before.size !== after.size) return false;
  for (const [id, annotation] of after) {
    const known = before.get(id);
    if (known === undefined || isNewer(annotation, known) || isNewer(known, annotation)) return false;
  }
  return true;
}

/** Undo says old content with a new time, so times do not count. */
const sameContent = (a: Annotation, b: Annotation): boolean =>
  JSON.stringify({ ...a, modified: "" }) === JSON.stringify({ ...b, modified: "" });

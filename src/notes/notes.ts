/**
 * What can be wished of the notes of the workspace, and undone.
 *
 * A wish changes the memory, fires one event, and is on disk when its promise resolves; if the disk refuses, the note stays
 * in memory and `onDidChangeTrouble` says so.
 */
import { v7 as uuid } from "uuid";
import { Disposables } from "../base/disposables.ts";
import { Emitter } from "../base/emitter.ts";
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
  type MarkStyle,
} from "../domain/annotation.ts";
import type { Note } from "../domain/note.ts";
import type { Paper } from "../domain/paper.ts";
import type { PaperId } from "../domain/paperId.ts";
import { Appender } from "./appender.ts";
import { logName, type Author } from "./author.ts";
import {
  composeNote,
  composeReply,
  deleted,
  edited,
  restored,
  type NewPlace,
  type NoteDraft,
  type NoteEdit,
} from "./compose.ts";
import { History, type Act, type Step } from "./history.ts";
import { asStored, logFolder, writeLine } from "./log.ts";
import type { NotesProblem } from "./logReader.ts";
import { StandingNotes } from "./standingNotes.ts";
import { notesOf } from "./view.ts";

export interface NotesPorts {
  readonly shelves: Shelves;
  /** Where the notes of a paper are written. */
  readonly shelfOf: (paper: PaperId) => Files | undefined;
  readonly author: () => Promise<Author>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Where a wish is written, and by whom. */
interface Pen {
  readonly files: Files;
  readonly path: string;
  readonly author: Author;
}

export class Notes {
  readonly #ports: NotesPorts;
  readonly #own = new Disposables();
  readonly #troubleChanges: Emitter<string | undefined>;
  readonly #appender: Appender;
  readonly #notes: StandingNotes;
  readonly #history = new History();
  #trouble: string | undefined;

  constructor(ports: NotesPorts) {
    this.#ports = ports;
    this.#troubleChanges = this.#own.add(
      new Emitter((failure) => ports.log.error(`A listener to the notes failed: ${reasonOf(failure)}`)),
    );
    this.#appender = this.#own.add(
      new Appender((why) => {
        this.#trouble = why;
        this.#troubleChanges.fire(why);
      }),
    );
    this.#notes = this.#own.add(new StandingNotes(ports.shelves, () => this.#appender.unsaved, ports.log));
  }

  get onDidChange(): StandingNotes["onDidChange"] {
    return this.#notes.onDidChange;
  }

  get onDidChangeProblems(): StandingNotes["onDidChangeProblems"] {
    return this.#notes.onDidChangeProblems;
  }

  /** Fires with the reason when notes could not be written, and with `undefined` once they were. */
  get onDidChangeTrouble(): Emitter<string | undefined>["event"] {
    return this.#troubleChanges.event;
  }

  get trouble(): string | undefined {
    return this.#trouble;
  }

  get problems(): readonly NotesProblem[] {
    return this.#notes.problems;
  }

  load(): Promise<void> {
    return this.#notes.load();
  }

  /** The W3C annotations of a paper as they stand, without deleted ones. Empty before `load`. */
  annotations(paper: PaperId): readonly Annotation[] {
    return [...this.#notes.of(paper).values()].filter((annotation) => !isDeleted(annotation));
  }

  /** The notes of a paper in reading order, placed in its abstract as it is now. Empty before `load`. */
  of(paper: Pick<Paper, "id" | "abstract">): readonly Note[] {
    return notesOf([...this.#notes.of(paper.id).values()], paper.abstract);
  }

  /** How many notes a paper has, replies not counted. Empty before `load`. */
  count(paper: PaperId): number {
    return this.annotations(paper).filter((annotation) => sourceOf(annotation).kind !== "annotation").length;
  }

  async add(draft: NoteDraft): Promise<Annotation> {
    const pen = await this.#pen(draft.paper);
    const made = this.#made(pen);
    const after = composeNote(draft, { ...made, id: this.#unused(draft) ?? made.id });
    const what = draft.comment ? "new note" : `new ${styleNames[draft.style ?? "highlight"]}`;
    return this.#put(pen, { paper: draft.paper, what, before: undefined, after });
  }

  async reply(paper: PaperId, to: AnnotationId, comment: string): Promise<Annotation> {
    const pen = await this.#pen(paper);
    this.#changeable(paper, to);
    const after = composeReply(to, comment, this.#made(pen));
    return this.#put(pen, { paper, what: "new reply", before: undefined, after });
  }

  /** @throws when the note is gone or was made by a newer format. */
  async edit(paper: PaperId, id: AnnotationId, edit: NoteEdit): Promise<Annotation> {
    const pen = await this.#pen(paper);
    const before = this.#changeable(paper, id);
    const after = edited(before, edit, this.#ports.clock.now());
    return this.#put(pen, { paper, what: "edited note", before, after });
  }

  /** Gives notes other places, in one act. Their older places stay behind the new ones. @throws as `edit` does. */
  async move(paper: PaperId, moves: ReadonlyMap<AnnotationId, NewPlace>): Promise<void> {
    if (moves.size === 0) return;
    const pen = await this.#pen(paper);
    const now = this.#ports.clock.now();
    const what = moves.size === 1 ? "new place of a note" : `new places of ${moves.size} notes`;
    const act = [...moves].map(([id, place]): Step => {
      const before = this.#changeable(paper, id);
      return { paper, what, before, after: asStored(edited(before, { place }, now)) };
    });
    this.#history.record(act);
    await this.#write(pen, paper, ...act.map(({ after }) => after));
  }

  /** @throws when the note is gone or was made by a newer format. */
  async remove(paper: PaperId, id: AnnotationId): Promise<void> {
    const pen = await this.#pen(paper);
    const before = this.#changeable(paper, id);
    const after = deleted(before, this.#ports.clock.now());
    await this.#put(pen, { paper, what: "removed note", before, after });
  }

  /** Brings a removed note back as it was. Does nothing to one that is there. */
  async restore(paper: PaperId, id: AnnotationId): Promise<void> {
    const pen = await this.#pen(paper);
    const before = this.#notes.of(paper).get(id);
    if (before === undefined || !isDeleted(before)) return;
    const after = restored(before, before, this.#ports.clock.now());
    await this.#put(pen, { paper, what: "restored note", before, after });
  }

  /** Takes back the last change made in this window; answers what it was, or `undefined` when there is none. */
  async undo(): Promise<string | undefined> {
    const act = this.#history.takeUndo();
    if (act === undefined) return undefined;
    const turned = await this.#turn(act, ({ before }) => before === undefined || isDeleted(before));
    this.#history.keepUndone(turned.map(({ step, after }) => ({ ...step, before: step.after, after })));
    return act[0]?.what;
  }

  async redo(): Promise<string | undefined> {
    const act = this.#history.takeRedo();
    if (act === undefined) return undefined;
    const turned = await this.#turn(act, ({ before }) => before !== undefined && isDeleted(before));
    this.#history.keepDone(
      turned.map(({ step, after }) => ({
        ...step,
        before: isDeleted(step.after) ? undefined : step.after,
        after,
      })),
    );
    return act[0]?.what;
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

  /**
   * All that has to be waited for comes first: from then on until the wish is in memory nothing comes in between, so that
   * two wishes at once build upon each other.
   */
  async #pen(paper: PaperId): Promise<Pen> {
    await this.load();
    const author = await this.#ports.author();
    const files = this.#ports.shelfOf(paper);
    if (files === undefined) throw new Error("Open a folder first: notes are kept in it");
    return { files, path: `${logFolder(paper)}/${logName(author)}`, author };
  }

  /** The id that was asked for, unless there is such a note already. */
  #unused({ paper, id }: NoteDraft): AnnotationId | undefined {
    return id !== undefined && this.#notes.of(paper).has(id) ? undefined : id;
  }

  #made({ author }: Pen) {
    return { id: `urn:uuid:${uuid()}` as AnnotationId, now: this.#ports.clock.now(), author };
  }

  #changeable(paper: PaperId, id: AnnotationId): Annotation {
    const annotation = this.#notes.of(paper).get(id);
    if (annotation === undefined || isDeleted(annotation)) throw new Error("This note is no longer there");
    if (formatVersion(annotation) > newestFormat)
      throw new Error("This note was made by a newer Marginalia and can only be read here");
    return annotation;
  }

  async #put(pen: Pen, step: Step): Promise<Annotation> {
    const after = asStored(step.after);
    this.#history.record([{ ...step, after }]);
    await this.#write(pen, step.paper, after);
    return after;
  }

  /** Writes the other side of each step, unless its note has been changed elsewhere since. */
  async #turn(
    act: Act,
    isAway: (step: Step) => boolean,
  ): Promise<readonly { readonly step: Step; readonly after: Annotation }[]> {
    const paper = act[0]?.paper;
    if (paper === undefined) return [];
    const pen = await this.#pen(paper);
    const now = this.#ports.clock.now();
    const turned = act.flatMap((step) => {
      const current = this.#notes.of(paper).get(step.after.id);
      if (current === undefined || !sameContent(current, step.after)) return [];
      const { before } = step;
      const after =
        isAway(step) || before === undefined ? deleted(current, now) : restored(before, current, now);
      return [{ step, after: asStored(after) }];
    });
    if (turned.length === 0)
      throw new Error("This note has been changed elsewhere since, so it was left as it is");
    await this.#write(pen, paper, ...turned.map(({ after }) => after));
    return turned;
  }

  async #write({ files, path }: Pen, paper: PaperId, ...annotations: readonly Annotation[]): Promise<void> {
    this.#notes.put(paper, ...annotations);
    await this.#appender.append(files, path, annotations.map(writeLine).join(""));
  }
}

const styleNames: Readonly<Record<MarkStyle, string>> = {
  highlight: "highlight",
  underline: "underline",
  strike: "strike-through",
  area: "area note",
  point: "sticky note",
  ink: "drawing",
};

/** Undo says old content with a new time, so times do not count. */
const sameContent = (a: Annotation, b: Annotation): boolean =>
  JSON.stringify({ ...a, modified: "" }) === JSON.stringify({ ...b, modified: "" });

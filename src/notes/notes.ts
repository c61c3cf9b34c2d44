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
  type Annotation,
  type AnnotationId,
  type MarkStyle,
} from "../domain/annotation.ts";
import type { Note } from "../domain/note.ts";
import type { NoteCount } from "../domain/noteCount.ts";
import { ownFolders, type PaperFolders } from "../domain/paperFolders.ts";
import type { Paper } from "../domain/paper.ts";
import type { PaperId } from "../domain/paperId.ts";
import { Appender } from "./appender.ts";
import { logName, type Author } from "./author.ts";
import {
  after,
  composeNote,
  composeReply,
  deleted,
  edited,
  type NoteDraft,
  type NoteEdit,
} from "./compose.ts";
import { fieldsOf } from "./fields.ts";
import { changedIn } from "./registers.ts";
import { History, inverseOf, takenBack, type Change, type Step } from "./history.ts";
import { asStored, logFolder, writeLine } from "./log.ts";
import type { NotesProblem } from "./logReader.ts";
import { asBefore, pastOf } from "./past.ts";
import { asRevision, newRevision } from "./revision.ts";
import { reopened, settled } from "./settle.ts";
import { headsOf, type FieldConflict, type Standing } from "./standing.ts";
import { StandingNotes } from "./standingNotes.ts";
import { notesOf } from "./view.ts";

export interface NotesPorts {
  readonly shelves: Shelves;
  /** Where the notes of a paper are written. */
  readonly shelfOf: (paper: PaperId) => Files | undefined;
  readonly author: () => Promise<Author>;
  readonly clock: Clock;
  readonly log: Log;
  /** Without it each paper has the folder of its id. */
  readonly folders?: PaperFolders | undefined;
  /** How long after a change the counts are kept for the next window; without it they are not. */
  readonly keepCountsAfterMs?: number | undefined;
}

/** What is written as one step: lines of one or several notes. */
interface Wish {
  /** What the note says now. */
  readonly content: Annotation;
  /** Fields that the wish decides, so that a conflict in them ends. */
  readonly decides?: readonly string[] | undefined;
}

/** Where a wish is written, and by whom. */
interface Pen {
  readonly paper: PaperId;
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
      new Appender({
        onTrouble: (why) => {
          this.#trouble = why;
          this.#troubleChanges.fire(why);
        },
        onWritten: ({ files, path, lines }) =>
          this.#notes.written(files, path, lines, new TextEncoder().encode(lines).length),
      }),
    );
    this.#notes = this.#own.add(
      new StandingNotes({
        ...ports,
        folders: ports.folders ?? ownFolders,
        unsaved: () => this.#appender.unsaved,
      }),
    );
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

  /** Resolves when counts are there: at once those of the last window, which are then checked and corrected by events. */
  ready(): Promise<void> {
    return this.#notes.ready();
  }

  /** Resolves when the counts are those of the files as they are now. */
  checked(): Promise<void> {
    return this.#notes.checked();
  }

  /** Reads the notes of a paper if that was not done yet. */
  open(paper: PaperId): Promise<void> {
    return this.#notes.open(paper);
  }

  isOpen(paper: PaperId): boolean {
    return this.#notes.isOpen(paper);
  }

  /** Reads the notes of every paper: for what looks at all of them. */
  load(): Promise<void> {
    return this.#notes.load();
  }

  /** The W3C annotations of a paper as they stand, without removed ones. Empty before `open`. */
  annotations(paper: PaperId): readonly Annotation[] {
    return [...this.#notes.of(paper).values()].map(({ shown }) => shown).filter((shown) => !isDeleted(shown));
  }

  /** The notes of a paper in reading order, placed in its abstract as it is now. Empty before `open`. */
  of(paper: Pick<Paper, "id" | "abstract">): readonly Note[] {
    const standings = this.#notes.of(paper.id);
    const annotations = [...standings.values()].map(({ shown }) => shown);
    return notesOf(annotations, paper.abstract, (id) => standings.get(id)?.conflicts ?? []);
  }

  /** How many notes a paper has, replies not counted. Nothing before `ready`. */
  count(paper: PaperId): number {
    return this.counts(paper).notes;
  }

  /** What is known of the notes of a paper that need not be open. Nothing before `ready`. */
  counts(paper: PaperId): NoteCount {
    return this.#notes.counts.of(paper);
  }

  /** Each tag in use with the number of its uses. Empty before `ready`. */
  get tags(): ReadonlyMap<string, number> {
    return this.#notes.counts.tags;
  }

  /** How a note stands, removed ones too. */
  standing(paper: PaperId, id: AnnotationId): Standing | undefined {
    return this.#notes.of(paper).get(id);
  }

  /** Notes that were removed and can be restored, the last one first. */
  removed(paper: PaperId): readonly Standing[] {
    return [...this.#notes.of(paper).values()]
      .filter(({ shown }) => isDeleted(shown))
      .sort((a, b) => Date.parse(b.shown.modified) - Date.parse(a.shown.modified));
  }

  /** @param author who writes it, where that is not the person at this window. */
  async add(draft: NoteDraft, author?: Author): Promise<Annotation> {
    const pen = await this.#pen(draft.paper, author);
    const made = this.#made(pen);
    const content = composeNote(draft, { ...made, id: this.#unused(draft) ?? made.id });
    const what = draft.comment ? "new note" : `new ${styleNames[draft.style ?? "highlight"]}`;
    return this.#do(what, pen, { content });
  }

  async reply(paper: PaperId, to: AnnotationId, comment: string): Promise<Annotation> {
    const pen = await this.#pen(paper);
    this.#changeable(paper, to);
    return this.#do("new reply", pen, { content: composeReply(to, comment, this.#made(pen)) });
  }

  /** @throws when the note is gone or was made by a newer format. */
  async edit(paper: PaperId, id: AnnotationId, edit: NoteEdit): Promise<Annotation> {
    const pen = await this.#pen(paper);
    const { shown } = this.#changeable(paper, id);
    const content = edited(shown, edit, this.#ports.clock.now());
    const named = Object.entries(edit).flatMap(([field, value]) => (value === undefined ? [] : [field]));
    return this.#do("edited note", pen, { content, decides: named });
  }

  /**
   * Changes several notes of a paper in one step, each as `change` says; those for which it says nothing stay.
   * @throws when one of them is gone or was made by a newer format, and then changes none.
   */
  async changeAll(
    paper: PaperId,
    ids: readonly AnnotationId[],
    what: string,
    change: (shown: Annotation) => Annotation | undefined,
  ): Promise<readonly Annotation[]> {
    const pen = await this.#pen(paper);
    const wishes = ids.flatMap((id) => {
      const content = change(this.#changeable(paper, id).shown);
      return content === undefined ? [] : [{ content }];
    });
    return wishes.length === 0 ? [] : this.#doAll(what, pen, wishes);
  }

  /** @throws when the note is gone or was made by a newer format. */
  async remove(paper: PaperId, id: AnnotationId): Promise<void> {
    await this.removeAll(paper, [id]);
  }

  async removeAll(paper: PaperId, ids: readonly AnnotationId[]): Promise<void> {
    const what = ids.length === 1 ? "removed note" : `removed ${ids.length} notes`;
    await this.changeAll(paper, ids, what, (shown) => deleted(shown, this.#ports.clock.now()));
  }

  /** Brings a removed note back as it was. Does nothing to one that is there. */
  async restore(paper: PaperId, id: AnnotationId): Promise<void> {
    const pen = await this.#pen(paper);
    const standing = this.#writable(paper, id);
    if (!isDeleted(standing.shown)) return;
    const content = asBefore(standing, standing.shown);
    await this.#do("restored note", pen, { content, decides: ["deleted"] });
  }

  /** Makes an earlier version of a note, by its key in `pastOf`, the newest. Conflicts end with it. */
  async restoreVersion(paper: PaperId, id: AnnotationId, key: string): Promise<void> {
    const pen = await this.#pen(paper);
    const standing = this.#writable(paper, id);
    const version = pastOf(standing).find((each) => each.key === key);
    if (version === undefined) throw new Error("This version of the note is no longer there");
    const content = asBefore(standing, version.line);
    const decides = standing.conflicts.map(({ field }) => field);
    await this.#do("restored version", pen, { content, decides });
  }

  /** Ends the conflict of one field: one of its versions, as they are listed, or the comments of all, joined. */
  async settle(paper: PaperId, id: AnnotationId, field: string, take: number | "both"): Promise<void> {
    const pen = await this.#pen(paper);
    const standing = this.#writable(paper, id);
    const conflict = standing.conflicts.find((each) => each.field === field);
    if (conflict === undefined) throw new Error("This is no longer in conflict");
    const content = settled(standing, conflict, take, this.#ports.clock.now());
    if (!content.ok) throw new Error(content.why);
    await this.#do("settled conflict", pen, { content: content.value, decides: [field] });
  }

  /** Takes back the last change made in this window; answers what it was, or `undefined` when there is none. */
  async undo(): Promise<string | undefined> {
    const step = this.#history.takeUndo();
    if (step === undefined) return undefined;
    this.#history.keepUndone({ ...step, changes: await this.#turn(step) });
    return step.what;
  }

  async redo(): Promise<string | undefined> {
    const step = this.#history.takeRedo();
    if (step === undefined) return undefined;
    this.#history.keepDone({ ...step, changes: await this.#turn(step) });
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

  /**
   * All that has to be waited for comes first: from then on until the wish is in memory nothing comes in between, so that
   * two wishes at once build upon each other.
   */
  async #pen(paper: PaperId, writer?: Author): Promise<Pen> {
    await this.open(paper);
    const author = writer ?? (await this.#ports.author());
    const files = this.#ports.shelfOf(paper);
    if (files === undefined) throw new Error("Open a folder first: notes are kept in it");
    return { paper, files, path: `${logFolder(paper)}/${logName(author)}`, author };
  }

  /** The id that was asked for, unless there is such a note already. */
  #unused({ paper, id }: NoteDraft): AnnotationId | undefined {
    return id !== undefined && this.#notes.of(paper).has(id) ? undefined : id;
  }

  #made({ author }: Pen) {
    return { id: `urn:uuid:${uuid()}` as AnnotationId, now: this.#ports.clock.now(), author };
  }

  #changeable(paper: PaperId, id: AnnotationId): Standing {
    const standing = this.#writable(paper, id);
    if (isDeleted(standing.shown)) throw new Error("This note is no longer there");
    return standing;
  }

  #writable(paper: PaperId, id: AnnotationId): Standing {
    const standing = this.#notes.of(paper).get(id);
    if (standing === undefined) throw new Error("This note is no longer there");
    if (formatVersion(standing.shown) > newestFormat)
      throw new Error("This note was made by a newer Marginalia and can only be read here");
    return standing;
  }

  async #do(what: string, pen: Pen, wish: Wish): Promise<Annotation> {
    const [line] = await this.#doAll(what, pen, [wish]);
    if (line === undefined) throw new Error("One wish makes one line");
    return line;
  }

  async #doAll(what: string, pen: Pen, wishes: readonly Wish[]): Promise<readonly Annotation[]> {
    const written = wishes.map((wish) => this.#line(pen, wish));
    const lines = written.map(({ line }) => line);
    this.#history.record({ what, changes: written.map(({ change }) => change) });
    await this.#write(pen, lines);
    return lines;
  }

  /** The next line of a note, and what it changes. @throws when nobody could read it. */
  #line({ paper, author }: Pen, { content, decides = [] }: Wish): { line: Annotation; change: Change } {
    const standing = this.#notes.of(paper).get(content.id);
    const ended = endedBy(standing, content, decides);
    const line = asStored(
      asRevision(
        standing === undefined
          ? content
          : { ...content, modified: after(standing.lines.at(-1)?.modified ?? "", this.#ports.clock.now()) },
        {
          revision: newRevision(),
          basedOn: standing === undefined ? [] : headsOf(standing),
          editor: author,
          settles: ended.map(({ field }) => field),
        },
      ),
    );
    const before = standing?.shown ?? { ...line, "marginalia:deleted": true };
    return { line, change: { paper, before, after: line, made: standing === undefined, ended, began: [] } };
  }

  /** Writes the other side of a step, unless one of its notes has been changed elsewhere since. */
  async #turn({ changes }: Step): Promise<readonly Change[]> {
    const turned: Change[] = [];
    const pens = await Promise.all(changes.map(({ paper }) => this.#pen(paper)));
    const contents = changes.map((change) => {
      const standing = this.standing(change.paper, change.after.id);
      const content = standing === undefined ? undefined : takenBack(change, standing);
      if (content?.ok !== true) throw new Error(content?.why ?? "This note is no longer there");
      return content.value;
    });
    const writing: Promise<void>[] = [];
    for (const [at, change] of changes.entries()) {
      const [pen, content] = [pens[at], contents[at]];
      if (pen === undefined || content === undefined) continue;
      const written = this.#line(pen, { content, decides: change.began });
      writing.push(this.#write(pen, [written.line, ...reopened(change.ended)]));
      turned.push(inverseOf(change, written.change));
    }
    await Promise.all(writing);
    return turned;
  }

  async #write({ paper, files, path }: Pen, lines: readonly Annotation[]): Promise<void> {
    for (const line of lines) this.#notes.put(paper, line);
    await this.#appender.append(files, path, lines.map(writeLine).join(""));
  }
}

/** A conflict ends with whoever changes its field, or says that it stays as it is. */
function endedBy(
  standing: Standing | undefined,
  content: Annotation,
  decides: readonly string[],
): readonly FieldConflict[] {
  if (standing === undefined || standing.conflicts.length === 0) return [];
  const changed = changedIn(fieldsOf(standing.shown), fieldsOf(content));
  return standing.conflicts.filter(({ field }) => decides.includes(field) || changed.includes(field));
}

const styleNames: Readonly<Record<MarkStyle, string>> = {
  highlight: "highlight",
  underline: "underline",
  strike: "strike-through",
  area: "area note",
  point: "sticky note",
  ink: "drawing",
};

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
  isProposed,
  newestFormat,
  type Annotation,
  type AnnotationId,
  type MarkStyle,
} from "../domain/annotation.ts";
import type { FilePlace } from "../domain/fileLink.ts";
import type { Note } from "../domain/note.ts";
import type { NoteCount } from "../domain/noteCount.ts";
import { ownFolders, type PaperFolders } from "../domain/paperFolders.ts";
import type { Paper } from "../domain/paper.ts";
import type { PaperId } from "../domain/paperId.ts";
import { Appender, type Unsaved } from "./appender.ts";
import { joined, type Kept, type Recovery } from "./recovery.ts";
import type { Author } from "./author.ts";
import {
  asProposed,
  composeNote,
  composeReply,
  deleted,
  edited,
  type NewPlace,
  type NoteDraft,
  type NoteEdit,
} from "./compose.ts";
import { asStored } from "./log.ts";
import type { NotesProblem } from "./logReader.ts";
import { NoteWriter, type Pen } from "./noteWriter.ts";
import { asBefore, pastOf } from "./past.ts";
import { settled } from "./settle.ts";
import type { Standing } from "./standing.ts";
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
  /** Where lines outlive the window that could not be written; without it they do not. */
  readonly recovery?: Recovery | undefined;
  /** How long after a change the counts are kept for the next window; without it they are not. */
  readonly keepCountsAfterMs?: number | undefined;
}

export class Notes {
  readonly #ports: NotesPorts;
  readonly #own = new Disposables();
  readonly #troubleChanges: Emitter<string | undefined>;
  readonly #appender: Appender;
  readonly #notes: StandingNotes;
  readonly #writer: NoteWriter;
  /** Kept by an earlier window for folders that are not open now. */
  #elsewhere: readonly Kept[] = [];
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
        onStuck: (waiting) => this.#keep(waiting),
      }),
    );
    this.#notes = this.#own.add(
      new StandingNotes({
        ...ports,
        folders: ports.folders ?? ownFolders,
        unsaved: () => this.#appender.unsaved,
      }),
    );
    this.#writer = new NoteWriter(ports, this.#notes, this.#appender);
    this.#own.add(ports.shelves.onDidChange(() => void this.recover(this.#elsewhere)));
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

  /** Writes what an earlier window could not write, as far as its folders are open. */
  async recover(kept = this.#ports.recovery?.read() ?? []): Promise<void> {
    const shelves = this.#ports.shelves.list();
    const isHere = ({ shelf }: Kept): boolean => shelves.some(({ name }) => name === shelf);
    this.#elsewhere = kept.filter((each) => !isHere(each));
    const writing = kept.filter(isHere).map(async ({ shelf, path, lines }) => {
      const files = shelves.find(({ name }) => name === shelf);
      if (files === undefined) return;
      await this.#appender.append(files, path, lines);
      await this.#notes.reread(path);
    });
    await Promise.all(writing);
    if (kept.length > 0) this.#keep(this.#appender.unsaved);
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

  /** The W3C annotations of a paper as they stand, without removed and proposed ones. Empty before `open`. */
  annotations(paper: PaperId): readonly Annotation[] {
    return [...this.#notes.of(paper).values()]
      .map(({ shown }) => shown)
      .filter((shown) => !isDeleted(shown) && !isProposed(shown));
  }

  /** The notes of a paper in reading order, placed in its abstract as it is now. Empty before `open`. */
  of(paper: Pick<Paper, "id" | "abstract">): readonly Note[] {
    return this.withProposals(paper).filter(({ proposed }) => proposed !== true);
  }

  /** The same, with what programs have proposed: what is not accepted is shown, and goes nowhere else. */
  withProposals(paper: Pick<Paper, "id" | "abstract">): readonly Note[] {
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

  /** Another number whenever `tags` has changed. */
  get tagChanges(): number {
    return this.#notes.counts.tagChanges;
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
    const pen = await this.#writer.pen(draft.paper, author);
    const made = this.#made(pen);
    const content = composeNote(draft, { ...made, id: this.#unused(draft) ?? made.id });
    const mark = draft.comment ? "note" : styleNames[draft.style ?? "highlight"];
    const what = `new ${draft.links === undefined ? mark : "link"}`;
    return this.#writer.do(what, pen, { content });
  }

  /**
   * Puts a note before the person, who accepts or dismisses it. It is no step of theirs, so there is nothing to undo.
   * @param agent the program that proposes it
   */
  async propose(draft: NoteDraft, agent: Author): Promise<Annotation> {
    const pen = await this.#writer.pen(draft.paper, { ...agent, isAgent: true });
    const content = asProposed(composeNote(draft, this.#made(pen)));
    const [line] = await this.#writer.writeAll(pen, [{ content }]);
    return line ?? content;
  }

  /** Makes proposals notes of the person's, each at the place that is given, else where it was. @throws as `edit` does */
  async accept(paper: PaperId, places: ReadonlyMap<AnnotationId, NewPlace | undefined>): Promise<void> {
    const what = places.size === 1 ? "accepted proposal" : `accepted ${places.size} proposals`;
    await this.editAll(paper, new Map([...places].map(([id, place]) => [id, { place }])), what);
  }

  async dismiss(paper: PaperId, ids: readonly AnnotationId[]): Promise<void> {
    await this.removeAll(
      paper,
      ids,
      ids.length === 1 ? "dismissed proposal" : `dismissed ${ids.length} proposals`,
    );
  }

  /**
   * Takes in lines that were written elsewhere, as they are, in one step. They stand in the log of the person, who brought
   * them, and say by themselves who made them.
   */
  async takeIn(lines: ReadonlyMap<PaperId, readonly Annotation[]>): Promise<void> {
    const batches: { readonly pen: Pen; readonly lines: readonly Annotation[] }[] = [];
    for (const [paper, of] of lines)
      batches.push({ pen: await this.#writer.pen(paper), lines: of.map(asStored) });
    await this.#writer.takeIn("imported notes", batches);
  }

  async reply(
    paper: PaperId,
    to: AnnotationId,
    comment: string,
    links?: readonly FilePlace[],
  ): Promise<Annotation> {
    const pen = await this.#writer.pen(paper);
    this.#writer.changeable(paper, to);
    const content = composeReply(to, comment, this.#made(pen), links);
    return this.#writer.do(links === undefined ? "new reply" : "new link", pen, { content });
  }

  /** @throws when the note is gone or was made by a newer format. */
  async edit(paper: PaperId, id: AnnotationId, edit: NoteEdit): Promise<Annotation> {
    const [line] = await this.editAll(paper, new Map([[id, edit]]));
    if (line === undefined) throw new Error("One edit makes one line");
    return line;
  }

  /** Edits several notes of a paper in one step. @throws as `edit` does, and then changes none. */
  async editAll(
    paper: PaperId,
    edits: ReadonlyMap<AnnotationId, NoteEdit>,
    what = edits.size === 1 ? "edited note" : `edited ${edits.size} notes`,
  ): Promise<readonly Annotation[]> {
    if (edits.size === 0) return [];
    const pen = await this.#writer.pen(paper);
    const now = this.#ports.clock.now();
    const wishes = [...edits].map(([id, edit]) => ({
      content: edited(this.#writer.changeable(paper, id).shown, edit, now),
      decides: fieldsNamed(edit),
    }));
    return this.#writer.doAll(what, pen, wishes);
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
    const pen = await this.#writer.pen(paper);
    const wishes = ids.flatMap((id) => {
      const content = change(this.#writer.changeable(paper, id).shown);
      return content === undefined ? [] : [{ content }];
    });
    return wishes.length === 0 ? [] : this.#writer.doAll(what, pen, wishes);
  }

  /** Gives notes other places, in one act. Their older places stay behind the new ones. @throws as `edit` does. */
  async move(paper: PaperId, moves: ReadonlyMap<AnnotationId, NewPlace>): Promise<void> {
    const what = moves.size === 1 ? "new place of a note" : `new places of ${moves.size} notes`;
    await this.editAll(paper, new Map([...moves].map(([id, place]) => [id, { place }])), what);
  }

  /**
   * Where the lines are now that notes link to: their files were changed or moved, which is no wish about the notes, and
   * nothing to undo. Notes that are gone, or of a newer format, stay as they are.
   */
  async followFiles(paper: PaperId, links: ReadonlyMap<AnnotationId, readonly FilePlace[]>): Promise<void> {
    const pen = await this.#writer.pen(paper);
    const now = this.#ports.clock.now();
    const wishes = [...links].flatMap(([id, places]) => {
      const shown = this.#notes.of(paper).get(id)?.shown;
      const isOurs = shown !== undefined && !isDeleted(shown) && formatVersion(shown) <= newestFormat;
      return isOurs ? [{ content: edited(shown, { links: places }, now) }] : [];
    });
    if (wishes.length > 0) await this.#writer.writeAll(pen, wishes);
  }

  /** Papers with notes that link to a file, by its name. Nothing before `ready`. */
  papersLinking(file: string): readonly PaperId[] {
    return this.#notes.counts.papersLinking(file);
  }

  /** The names of all files that notes link to. Nothing before `ready`. */
  get linkedFiles(): Iterable<string> {
    return this.#notes.counts.linkedFiles;
  }

  /** @throws when the note is gone or was made by a newer format. */
  async remove(paper: PaperId, id: AnnotationId): Promise<void> {
    await this.removeAll(paper, [id]);
  }

  /** @param what is said of the step when it is undone */
  async removeAll(
    paper: PaperId,
    ids: readonly AnnotationId[],
    what = ids.length === 1 ? "removed note" : `removed ${ids.length} notes`,
  ): Promise<void> {
    await this.changeAll(paper, ids, what, (shown) => deleted(shown, this.#ports.clock.now()));
  }

  /** Brings a removed note back as it was. Does nothing to one that is there. */
  async restore(paper: PaperId, id: AnnotationId): Promise<void> {
    await this.restoreAll(paper, [id]);
  }

  async restoreAll(paper: PaperId, ids: readonly AnnotationId[]): Promise<void> {
    const pen = await this.#writer.pen(paper);
    const gone = ids.map((id) => this.#writer.writable(paper, id)).filter(({ shown }) => isDeleted(shown));
    const wishes = gone.map((standing) => ({
      content: asBefore(standing, standing.shown),
      decides: ["deleted"],
    }));
    const what = wishes.length === 1 ? "restored note" : `restored ${wishes.length} notes`;
    if (wishes.length > 0) await this.#writer.doAll(what, pen, wishes);
  }

  /** Makes an earlier version of a note, by its key in `pastOf`, the newest. Conflicts end with it. */
  async restoreVersion(paper: PaperId, id: AnnotationId, key: string): Promise<void> {
    const pen = await this.#writer.pen(paper);
    const standing = this.#writer.writable(paper, id);
    const version = pastOf(standing).find((each) => each.key === key);
    if (version === undefined) throw new Error("This version of the note is no longer there");
    const content = asBefore(standing, version.line);
    const decides = standing.conflicts.map(({ field }) => field);
    await this.#writer.do("restored version", pen, { content, decides });
  }

  /** Ends the conflict of one field: one of its versions, as they are listed, or the comments of all, joined. */
  async settle(paper: PaperId, id: AnnotationId, field: string, take: number | "both"): Promise<void> {
    const pen = await this.#writer.pen(paper);
    const standing = this.#writer.writable(paper, id);
    const conflict = standing.conflicts.find((each) => each.field === field);
    if (conflict === undefined) throw new Error("This is no longer in conflict");
    const content = settled(standing, conflict, take, this.#ports.clock.now());
    if (!content.ok) throw new Error(content.why);
    await this.#writer.do("settled conflict", pen, { content: content.value, decides: [field] });
  }

  /** Takes back the last change made in this window; answers what it was, or `undefined` when there is none. */
  undo(): Promise<string | undefined> {
    return this.#writer.undo();
  }

  redo(): Promise<string | undefined> {
    return this.#writer.redo();
  }

  get canUndo(): boolean {
    return this.#writer.canUndo;
  }

  get canRedo(): boolean {
    return this.#writer.canRedo;
  }

  /** Tries again to write what could not be written. */
  retry(): Promise<void> {
    return this.#appender.flush();
  }

  dispose(): void {
    this.#own.dispose();
  }

  /** The id that was asked for, unless there is such a note already. */
  #unused({ paper, id }: NoteDraft): AnnotationId | undefined {
    return id !== undefined && this.#notes.of(paper).has(id) ? undefined : id;
  }

  #made({ author }: Pen) {
    return { id: `urn:uuid:${uuid()}` as AnnotationId, now: this.#ports.clock.now(), author };
  }

  #keep(waiting: readonly Unsaved[]): void {
    const lines = waiting.map(({ files, path, lines: text }) => ({ shelf: files.name, path, lines: text }));
    this.#ports.recovery?.keep(joined(this.#elsewhere, lines));
  }
}

/** Annotations call the place of a note its target. */
const fieldsNamed = (edit: NoteEdit): readonly string[] =>
  Object.entries(edit).flatMap(([field, value]) =>
    value === undefined ? [] : [field === "place" ? "target" : field],
  );

const styleNames: Readonly<Record<MarkStyle, string>> = {
  highlight: "highlight",
  underline: "underline",
  strike: "strike-through",
  area: "area note",
  point: "sticky note",
  ink: "drawing",
};

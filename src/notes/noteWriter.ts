/**
 * Writes wishes as lines of notes, and takes them back.
 *
 * A step is in memory at once and on disk when its promise resolves.
 */
import type { Clock, Files } from "../base/ports.ts";
import {
  formatVersion,
  isDeleted,
  newestFormat,
  type Annotation,
  type AnnotationId,
} from "../domain/annotation.ts";
import type { PaperId } from "../domain/paperId.ts";
import type { Appender } from "./appender.ts";
import { logName, type Author } from "./author.ts";
import { after } from "./compose.ts";
import { fieldsOf } from "./fields.ts";
import { History, inverseOf, takenBack, type Change, type Step } from "./history.ts";
import { asStored, logFolder, writeLine } from "./log.ts";
import { changedIn } from "./registers.ts";
import { asRevision, newRevision } from "./revision.ts";
import { reopened } from "./settle.ts";
import { headsOf, type FieldConflict, type Standing } from "./standing.ts";
import type { StandingNotes } from "./standingNotes.ts";

export interface WriterPorts {
  /** Where the notes of a paper are written. */
  readonly shelfOf: (paper: PaperId) => Files | undefined;
  readonly author: () => Promise<Author>;
  readonly clock: Clock;
}

/** What is written as one step: lines of one or several notes. */
export interface Wish {
  /** What the note says now. */
  readonly content: Annotation;
  /** Fields that the wish decides, so that a conflict in them ends. */
  readonly decides?: readonly string[] | undefined;
}

/** Where a wish is written, and by whom. */
export interface Pen {
  readonly paper: PaperId;
  readonly files: Files;
  readonly path: string;
  readonly author: Author;
}

export class NoteWriter {
  readonly #ports: WriterPorts;
  readonly #notes: StandingNotes;
  readonly #appender: Appender;
  readonly #history = new History();

  constructor(ports: WriterPorts, notes: StandingNotes, appender: Appender) {
    this.#ports = ports;
    this.#notes = notes;
    this.#appender = appender;
  }

  /**
   * All that has to be waited for comes first: from then on until the wish is in memory nothing comes in between, so that
   * two wishes at once build upon each other.
   */
  async pen(paper: PaperId, writer?: Author): Promise<Pen> {
    await this.#notes.open(paper);
    const author = writer ?? (await this.#ports.author());
    const files = this.#ports.shelfOf(paper);
    if (files === undefined) throw new Error("Open a folder first: notes are kept in it");
    return { paper, files, path: `${logFolder(paper)}/${logName(author)}`, author };
  }

  /** @throws when the note is gone or was made by a newer format. */
  changeable(paper: PaperId, id: AnnotationId): Standing {
    const standing = this.writable(paper, id);
    if (isDeleted(standing.shown)) throw new Error("This note is no longer there");
    return standing;
  }

  /** The same, of notes that were removed as well. */
  writable(paper: PaperId, id: AnnotationId): Standing {
    const standing = this.#notes.of(paper).get(id);
    if (standing === undefined) throw new Error("This note is no longer there");
    if (formatVersion(standing.shown) > newestFormat)
      throw new Error("This note was made by a newer Marginalia and can only be read here");
    return standing;
  }

  async do(what: string, pen: Pen, wish: Wish): Promise<Annotation> {
    const [line] = await this.doAll(what, pen, [wish]);
    if (line === undefined) throw new Error("One wish makes one line");
    return line;
  }

  async doAll(what: string, pen: Pen, wishes: readonly Wish[]): Promise<readonly Annotation[]> {
    const written = wishes.map((wish) => this.#line(pen, wish));
    const lines = written.map(({ line }) => line);
    this.#history.record({ what, changes: written.map(({ change }) => change) });
    await this.#write(pen, lines);
    return lines;
  }

  /** The same as no step of the person's: it is not undone. */
  async writeAll(pen: Pen, wishes: readonly Wish[]): Promise<readonly Annotation[]> {
    const lines = wishes.map((wish) => this.#line(pen, wish).line);
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

  /** Puts lines that others wrote into the person's log, as they are and as one step. */
  async takeIn(
    what: string,
    batches: readonly { readonly pen: Pen; readonly lines: readonly Annotation[] }[],
  ): Promise<void> {
    const changes = batches.flatMap(({ pen: { paper }, lines }) => {
      const before = new Map(lines.map(({ id }) => [id, this.#notes.of(paper).get(id)]));
      this.#notes.put(paper, lines);
      return [...before].flatMap(([id, standing]): Change[] => {
        const after = this.#notes.of(paper).get(id)?.shown;
        if (after === undefined) return [];
        const absent = { ...after, "marginalia:deleted": true };
        return [
          {
            ...{ paper, before: standing?.shown ?? absent, after },
            ...{ made: standing === undefined, ended: [], began: [] },
          },
        ];
      });
    });
    this.#history.record({ what, changes });
    await Promise.all(
      batches.map(({ pen: { files, path }, lines }) =>
        this.#appender.append(files, path, lines.map(writeLine).join("")),
      ),
    );
  }

  /** Writes the other side of a step, unless one of its notes has been changed elsewhere since. */
  async #turn({ changes }: Step): Promise<readonly Change[]> {
    const turned: Change[] = [];
    const pens = new Map<PaperId, Pen>();
    for (const { paper } of changes) if (!pens.has(paper)) pens.set(paper, await this.pen(paper));
    const contents = changes.map((change) => {
      const standing = this.#notes.of(change.paper).get(change.after.id);
      const content = standing === undefined ? undefined : takenBack(change, standing);
      if (content?.ok !== true) throw new Error(content?.why ?? "This note is no longer there");
      return content.value;
    });
    const writing = new Map<Pen, Annotation[]>();
    for (const [at, change] of changes.entries()) {
      const [pen, content] = [pens.get(change.paper), contents[at]];
      if (pen === undefined || content === undefined) continue;
      const written = this.#line(pen, { content, decides: change.began });
      const lines = writing.get(pen) ?? [];
      writing.set(pen, lines);
      lines.push(written.line, ...reopened(change.ended));
      turned.push(inverseOf(change, written.change));
    }
    await Promise.all([...writing].map(([pen, lines]) => this.#write(pen, lines)));
    return turned;
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

  async #write({ paper, files, path }: Pen, lines: readonly Annotation[]): Promise<void> {
    this.#notes.put(paper, lines);
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

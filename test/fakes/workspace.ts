import type { Files } from "../../src/base/ports.ts";
import type { PaperId } from "../../src/domain/paperId.ts";
import { FormerIds } from "../../src/library/formerIds.ts";
import { importDailyPapers } from "../../src/library/importers/dailyPapers.ts";
import type { AddReport } from "../../src/library/addDrafts.ts";
import { Library, type LibraryChange } from "../../src/library/library.ts";
import type { Author } from "../../src/notes/author.ts";
import { Notes } from "../../src/notes/notes.ts";
import type { Recovery } from "../../src/notes/recovery.ts";
import type { NotesChange } from "../../src/notes/standingNotes.ts";
import { ManualClock } from "./manualClock.ts";
import { MemoryShelves } from "./memoryShelves.ts";
import { SilentLog } from "./silentLog.ts";

interface Ending {
  after(end: () => void): void;
}

export const ann: Author = { name: "Ann", email: "ann@example.org" };
export const bob: Author = { name: "Bob", email: "bob@example.org" };

/** One window: the two stores over some shelves, what they fired, and the end of both when the test ends. */
export class Workspace {
  /** Set by tests of counts that outlive a window. */
  static keepCountsAfterMs: number | undefined;
  readonly clock = new ManualClock();
  readonly log = new SilentLog();
  readonly shelves: MemoryShelves;
  readonly library: Library;
  readonly folders: FormerIds;
  readonly notes: Notes;
  /** What outlives this window; set before it is needed. */
  recovery: Recovery | undefined;
  /** Who writes here; may be changed in between. */
  author: Author = ann;
  readonly libraryChanges: LibraryChange[] = [];
  libraryProblemEvents = 0;
  readonly noteChanges: NotesChange[] = [];
  noteProblemEvents = 0;
  readonly troubles: (string | undefined)[] = [];

  constructor(test: Ending, ...files: readonly Files[]) {
    this.shelves = new MemoryShelves(...files);
    this.library = new Library(this.shelves, this.clock, this.log);
    this.folders = new FormerIds(this.library, this.log);
    this.notes = new Notes({
      shelves: this.shelves,
      shelfOf: (paper) => this.library.shelfOf(paper),
      author: () => Promise.resolve(this.author),
      clock: this.clock,
      log: this.log,
      folders: this.folders,
      recovery: {
        read: () => this.recovery?.read() ?? [],
        keep: (lines) => this.recovery?.keep(lines),
      },
      keepCountsAfterMs: Workspace.keepCountsAfterMs,
    });
    this.library.onDidChange((change) => void this.libraryChanges.push(change));
    this.library.onDidChangeProblems(() => void this.libraryProblemEvents++);
    this.notes.onDidChange((change) => void this.noteChanges.push(change));
    this.notes.onDidChangeProblems(() => void this.noteProblemEvents++);
    this.notes.onDidChangeTrouble((why) => void this.troubles.push(why));
    test.after(() => {
      this.library.dispose();
      this.folders.dispose();
      this.notes.dispose();
    });
  }

  import(page: string, options: Parameters<Library["add"]>[1] = {}): Promise<AddReport> {
    return this.library.add(importDailyPapers(page, this.clock.now().slice(0, 10)).drafts, options);
  }

  /** What the library told since the last look, by titles and ids. */
  libraryNews(): readonly { added: string[]; changed: string[]; removed: PaperId[] }[] {
    return this.libraryChanges.splice(0).map(({ added, changed, removed }) => ({
      added: added.map(({ title }) => title),
      changed: changed.map(({ title }) => title),
      removed: [...removed],
    }));
  }

  /** What the notes told since the last look. */
  notesNews(): readonly NotesChange[] {
    return this.noteChanges.splice(0);
  }
}

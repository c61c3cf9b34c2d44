/**
 * The library: every paper of the workspace, read when first asked for, kept in step with the files.
 *
 * Wishes (add, change, remove) write a file and then fire one event; changes made to the files by others end in the same
 * event. A file is never written that was not read first, and never when what stands in it could not be understood.
 */
import { Disposables } from "../base/disposables.ts";
import { Emitter } from "../base/emitter.ts";
import type { Clock, Files, Log } from "../base/ports.ts";
import { reasonOf } from "../base/result.ts";
import type { Shelves } from "../base/shelves.ts";
import type { Paper, PaperDraft } from "../domain/paper.ts";
import type { PaperId } from "../domain/paperId.ts";
import { mergedPaper, splitPaper, type PaperPart } from "./duplicates/mergePapers.ts";
import { Trash, type ThrownPaper } from "./trash.ts";
import { addDrafts, type AddOptions, type AddReport } from "./addDrafts.ts";
import { PartlyChanged, putBack, type PaperChange } from "./paperChanges.ts";
import { papersFolder, paperPath, writePaperFile } from "./paperFile.ts";
import {
  idIn,
  PaperReader,
  readNow,
  sameContent,
  type LibraryProblem,
  type Placed,
  type Placement,
} from "./paperReader.ts";

export interface LibraryChange {
  readonly added: readonly Paper[];
  readonly changed: readonly Paper[];
  readonly removed: readonly PaperId[];
}

export class Library {
  readonly trash: Trash;
  readonly #shelves: Shelves;
  readonly #clock: Clock;
  readonly #own = new Disposables();
  readonly #changes: Emitter<LibraryChange>;
  readonly #problemChanges: Emitter<void>;
  readonly #reader: PaperReader;
  #papers = new Map<PaperId, Placed>();
  #loading: Promise<void> | undefined;
  #watches = new Disposables();
  /** Writes and re-reads run one after another, so that none works on what another is changing. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(shelves: Shelves, clock: Clock, log: Log) {
    this.#shelves = shelves;
    this.trash = new Trash(shelves);
    this.#clock = clock;
    this.#reader = new PaperReader(log);
    const onFailure = (failure: unknown): void =>
      log.error(`A listener to the library failed: ${reasonOf(failure)}`);
    this.#changes = this.#own.add(new Emitter(onFailure));
    this.#problemChanges = this.#own.add(new Emitter(onFailure));
    this.#own.add(shelves.onDidChange(() => void this.#reload()));
    this.#own.add({ dispose: () => this.#watches.dispose() });
  }

  get onDidChange(): Emitter<LibraryChange>["event"] {
    return this.#changes.event;
  }

  get onDidChangeProblems(): Emitter<void>["event"] {
    return this.#problemChanges.event;
  }

  get problems(): readonly LibraryProblem[] {
    return this.#reader.problems;
  }

  /** Reads the papers if they were not read yet. Cheap to call again. */
  load(): Promise<void> {
    this.#loading ??= this.#inTurn(() => this.#readAll());
    return this.#loading;
  }

  async papers(): Promise<readonly Paper[]> {
    await this.load();
    return [...this.#papers.values()].map(({ paper }) => paper);
  }

  /** The paper as last read; `undefined` before `load` and for ids that are not in the library. */
  get(id: PaperId): Paper | undefined {
    return this.#papers.get(id)?.paper;
  }

  /** The shelf a paper stands on; for one that is not in the library, where it would be put. */
  shelfOf(id: PaperId): Files | undefined {
    return this.#papers.get(id)?.shelf ?? this.#homeShelf();
  }

  async add(drafts: readonly PaperDraft[], options: AddOptions = {}): Promise<AddReport> {
    await this.load();
    return this.#inTurn(async () => {
      const home = this.#homeShelf();
      if (home === undefined) throw new Error("Open a folder first: papers are kept in it");
      const before = new Map(this.#papers);
      const ports = {
        ...{ home, now: this.#clock.now(), placed: this.#papers },
        store: this.#store.bind(this),
      };
      const report = await addDrafts(drafts, ports, options);
      this.#fire(difference(before, this.#papers));
      return report;
    });
  }

  /**
   * Applies an edit to the paper as it stands on disk now. A file in conflict is made whole by it, unless nobody asked for
   * the edit: then nothing is written.
   * @throws when the paper is gone, or its file cannot be read or written.
   */
  async change(
    id: PaperId,
    edit: (paper: Paper) => Paper,
    { unasked = false }: { readonly unasked?: boolean } = {},
  ): Promise<Paper> {
    await this.load();
    return this.#inTurn(async () => {
      const shelf = this.#papers.get(id)?.shelf;
      if (shelf === undefined) throw new Error("This paper is no longer in the library");
      const before = await readNow(shelf, id);
      if (before === undefined) throw new Error(`${paperPath(id)} is no longer there`);
      const after = unasked && before.conflict !== undefined ? before.paper : edit(before.paper);
      if (after !== before.paper) {
        await this.#store(after, before, shelf);
        this.#fire({ added: [], changed: [after], removed: [] });
      }
      return after;
    });
  }

  /**
   * Applies an edit to each of the papers as they stand on disk now, and tells of all of them at once.
   * @throws PartlyChanged when some of them could not be; it holds the changes that were made.
   */
  async changeAll(
    ids: readonly PaperId[],
    edit: (paper: Paper) => Paper,
    { signal, onProgress }: AddOptions = {},
  ): Promise<readonly PaperChange[]> {
    await this.load();
    const changes: PaperChange[] = [];
    const failures: unknown[] = [];
    await this.#inTurn(async () => {
      const before = new Map(this.#papers);
      for (const [at, id] of ids.entries()) {
        const shelf = this.#papers.get(id)?.shelf;
        if (shelf === undefined || signal?.aborted === true) continue;
        try {
          const stored = await readNow(shelf, id);
          const after = stored === undefined ? undefined : edit(stored.paper);
          if (stored !== undefined && after !== undefined && after !== stored.paper)
            changes.push(await this.#store(after, stored, shelf));
        } catch (thrown) {
          failures.push(thrown);
        }
        onProgress?.(at + 1, ids.length);
      }
      this.#fire(differenceOf(new Set(changes.map(({ id }) => id)), before, this.#papers));
    });
    if (failures.length > 0) throw new PartlyChanged(failures, changes);
    return changes;
  }

  /**
   * Makes one paper of two; the notes of both are its notes.
   * @throws when one of them is gone, or cannot be read or written. Then both are as they were.
   */
  async merge(kept: PaperId, other: PaperId): Promise<readonly PaperChange[]> {
    await this.load();
    return this.#inTurn(async () => {
      const before = new Map(this.#papers);
      const [one, two] = [await this.#stored(kept), await this.#stored(other)];
      const merged = mergedPaper(one, two);
      if (!merged.ok) throw new Error(merged.why);
      if (!two.writable) throw new Error(`${paperPath(other)} was written by a newer Marginalia`);
      const changed = await this.#store(merged.value.paper, { ...one, raw: merged.value.raw }, one.shelf);
      await two.shelf.remove(paperPath(other));
      this.#papers.delete(other);
      this.#fire(difference(before, this.#papers));
      return [changed, { id: other, shelf: two.shelf, before: two.text, after: undefined }];
    });
  }

  /**
   * Makes two papers of one.
   * @throws with the reason when it cannot be done.
   */
  async split(id: PaperId, part: PaperPart): Promise<readonly PaperChange[]> {
    await this.load();
    return this.#inTurn(async () => {
      const before = new Map(this.#papers);
      const stored = await this.#stored(id);
      const parts = splitPaper(stored.paper, part, this.#clock.now());
      if (!parts.ok) throw new Error(parts.why);
      const { stays, goes } = parts.value;
      if ((await stored.shelf.read(paperPath(goes.id))) !== undefined)
        throw new Error(`${paperPath(goes.id)} is there already`);
      const changes = [
        await this.#store(goes, undefined, stored.shelf),
        await this.#store(stays, stored, stored.shelf),
      ];
      this.#fire(difference(before, this.#papers));
      return changes;
    });
  }

  /**
   * Removes papers and answers how to bring them back just as they were. Their notes stay in the workspace.
   * @throws when one of them cannot be removed; the others are.
   */
  async remove(ids: readonly PaperId[]): Promise<() => Promise<void>> {
    await this.load();
    const changes: PaperChange[] = [];
    await this.#inTurn(() =>
      this.#forEach(
        ids.flatMap((id) => this.#papers.get(id) ?? []),
        async ({ paper: { id }, shelf }) => {
          const before = await shelf.read(paperPath(id));
          if (before === undefined) return;
          await this.trash.put(shelf, id, before);
          await shelf.remove(paperPath(id));
          this.#papers.delete(id);
          changes.push({ id, shelf, before, after: undefined });
        },
      ),
    );
    return async () => {
      await this.undo(changes);
      for (const { id, shelf } of changes) if (this.#papers.has(id)) await this.trash.forget({ id, shelf });
    };
  }

  /** Brings papers back from the trash. @returns those that stay there, as the library has them again */
  async restore(thrown: readonly ThrownPaper[]): Promise<readonly PaperId[]> {
    const changes: PaperChange[] = [];
    for (const { id, shelf } of thrown) {
      const before = await this.trash.read({ id, shelf });
      if (before !== undefined) changes.push({ id, shelf, before, after: undefined });
    }
    const left = await this.undo(changes);
    for (const { id, shelf } of changes) if (!left.includes(id)) await this.trash.forget({ id, shelf });
    return left;
  }

  /**
   * Takes changes back, byte for byte. A paper that was changed since is left as it is.
   * @returns the papers that were left
   * @throws when a file cannot be read or written; the others are put back.
   */
  async undo(changes: readonly PaperChange[]): Promise<readonly PaperId[]> {
    await this.load();
    return this.#inTurn(async () => {
      const before = new Map(this.#papers);
      try {
        return (await putBack(changes)).left;
      } finally {
        await this.#tellingProblems(async () => {
          for (const { id } of changes) {
            const placed = await this.#reader.first(this.#shelves.list(), paperPath(id), before);
            if (placed === undefined) this.#papers.delete(id);
            else this.#papers.set(id, placed);
          }
        });
        this.#fire(differenceOf(new Set(changes.map(({ id }) => id)), before, this.#papers));
      }
    });
  }

  dispose(): void {
    this.#own.dispose();
  }

  /** A paper as it stands in its file. @throws when it is gone, or in conflict */
  async #stored(id: PaperId): Promise<Placed & { readonly text: string }> {
    const shelf = this.#papers.get(id)?.shelf;
    const stored = shelf === undefined ? undefined : await readNow(shelf, id);
    if (stored === undefined) throw new Error("This paper is no longer in the library");
    if (stored.conflict !== undefined)
      throw new Error(`${paperPath(id)} is left as it is: ${stored.conflict}`);
    return stored;
  }

  async #store(
    paper: Paper,
    before: (Placed & { readonly text: string }) | undefined,
    shelf: Files,
  ): Promise<PaperChange> {
    const path = paperPath(paper.id);
    if (before?.writable === false)
      throw new Error(
        before.conflict === undefined
          ? `${path} was written by a newer Marginalia and is left as it is`
          : `${path} is left as it is: ${before.conflict}`,
      );
    const raw = before?.raw ?? {};
    const after = writePaperFile(paper, raw);
    await shelf.write(path, after);
    this.#papers.set(paper.id, { paper, raw, writable: true, shelf });
    return { id: paper.id, shelf, before: before?.text, after };
  }

  /** Does the work for every item, tells what changed, and throws the first failure after that. */
  async #forEach<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
    const before = new Map(this.#papers);
    const failures: unknown[] = [];
    for (const item of items) await work(item).catch((thrown: unknown) => void failures.push(thrown));
    this.#fire(difference(before, this.#papers));
    if (failures.length > 0) throw failures[0];
  }

  async #readAll(): Promise<void> {
    this.#watches.dispose();
    this.#watches = new Disposables();
    const shelves = this.#shelves.list();
    for (const shelf of shelves)
      this.#watches.add(shelf.onDidChange((paths) => void this.#rereadPaths(paths)));
    await this.#tellingProblems(async () => {
      this.#papers = await this.#reader.all(shelves, this.#papers);
    });
  }

  async #reload(): Promise<void> {
    if (this.#loading === undefined) return;
    await this.#inTurn(async () => {
      const before = this.#papers;
      await this.#readAll();
      this.#fire(difference(before, this.#papers));
    });
  }

  async #rereadPaths(paths: readonly string[]): Promise<void> {
    const ours = paths.filter((path) => path === papersFolder || /^papers\/[^/]+\.json$/u.test(path));
    if (ours.length === 0) return;
    if (ours.includes(papersFolder)) return this.#reload(); // a whole folder came or went
    await this.#inTurn(async () => {
      const before = this.#papers;
      const after = new Map(before);
      await this.#tellingProblems(async () => {
        for (const path of ours) {
          const placed = await this.#reader.first(this.#shelves.list(), path, before);
          if (placed === undefined) after.delete(idIn(path));
          else after.set(placed.paper.id, placed);
        }
      });
      this.#papers = after;
      this.#fire(difference(before, after));
    });
  }

  async #tellingProblems(work: () => Promise<void>): Promise<void> {
    const before = this.problems;
    await work();
    const after = this.problems;
    const same =
      before.length === after.length &&
      before.every(({ shelf, path, why }) =>
        after.some((other) => other.shelf === shelf && other.path === path && other.why === why),
      );
    if (!same) this.#problemChanges.fire();
  }

  #homeShelf(): Files | undefined {
    const shelves = this.#shelves.list();
    const inUse = new Set([...this.#papers.values()].map(({ shelf }) => shelf));
    return shelves.find((shelf) => inUse.has(shelf)) ?? shelves[0];
  }

  #fire(change: LibraryChange): void {
    if (change.added.length + change.changed.length + change.removed.length > 0) this.#changes.fire(change);
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work, work);
    this.#turn = done.catch(() => undefined); // the caller hears of it; the next one goes on
    return done;
  }
}

function difference(before: Placement, after: Placement): LibraryChange {
  const added: Paper[] = [];
  const changed: Paper[] = [];
  for (const [id, placed] of after) {
    const old = before.get(id);
    if (old === undefined) added.push(placed.paper);
    else if (!sameContent(old, placed)) changed.push(placed.paper);
  }
  return { added, changed, removed: [...before.keys()].filter((id) => !after.has(id)) };
}

/** The same where it is known which papers were touched: thousands of files are not compared. */
function differenceOf(ids: ReadonlySet<PaperId>, before: Placement, after: Placement): LibraryChange {
  const [added, changed, removed]: [Paper[], Paper[], PaperId[]] = [[], [], []];
  for (const id of ids) {
    const [old, placed] = [before.get(id), after.get(id)];
    if (placed === undefined) {
      if (old !== undefined) removed.push(id);
    } else if (old === undefined) added.push(placed.paper);
    else if (old !== placed) changed.push(placed.paper);
  }
  return { added, changed, removed };
}

/**
 * The library: every paper of the workspace, read when first asked for, kept in step with the files.
 *
 * Wishes (add, change, remove) write a file and then fire one event; changes made to the files by others end in the same
 * event. A file is never written that was not read first, and never when what stands in it could not be understood.
 */
import { Disposables } from "../base/disposables.ts";
import { Emitter } from "../base/emitter.ts";
import { mapLimited } from "../base/limited.ts";
import type { Clock, Files, Log } from "../base/ports.ts";
import { reasonOf } from "../base/result.ts";
import type { Shelves } from "../base/shelves.ts";
import type { Paper, PaperDraft } from "../domain/paper.ts";
import { normaliseTitle, type PaperId } from "../domain/paperId.ts";
import type { ImportProblem } from "./importers/importer.ts";
import { newPaper, withDraft } from "./merge.ts";
import { papersFolder, paperPath, readPaperFile, writePaperFile, type StoredPaper } from "./paperFile.ts";

export interface LibraryChange {
  readonly added: readonly Paper[];
  readonly changed: readonly Paper[];
  readonly removed: readonly PaperId[];
}

/** A file that could not be read; it is left as it is. */
export interface LibraryProblem {
  readonly shelf: Files;
  readonly path: string;
  readonly why: string;
}

export interface AddReport {
  readonly added: readonly Paper[];
  readonly updated: readonly Paper[];
  readonly unchanged: readonly Paper[];
  readonly problems: readonly ImportProblem[];
  /** True when the person stopped it; what was added until then stays. */
  readonly cancelled: boolean;
}

export interface AddOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, all: number) => void;
}

interface Placed extends StoredPaper {
  readonly shelf: Files;
}

const filesAtOnce = 16;

export class Library {
  readonly #shelves: Shelves;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #own = new Disposables();
  readonly #changes: Emitter<LibraryChange>;
  readonly #problemChanges: Emitter<void>;
  #papers = new Map<PaperId, Placed>();
  #problems = new Map<string, LibraryProblem>();
  #loading: Promise<void> | undefined;
  #watches = new Disposables();
  /** Writes and re-reads run one after another, so that none works on what another is changing. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(shelves: Shelves, clock: Clock, log: Log) {
    this.#shelves = shelves;
    this.#clock = clock;
    this.#log = log;
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
    return [...this.#problems.values()];
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

  async add(drafts: readonly PaperDraft[], { signal, onProgress }: AddOptions = {}): Promise<AddReport> {
    await this.load();
    return this.#inTurn(async () => {
      const home = this.#homeShelf();
      if (home === undefined) throw new Error("Open a folder first: papers are kept in it");
      const now = this.#clock.now();
      const added = new Map<PaperId, Paper>();
      const updated = new Map<PaperId, Paper>();
      const unchanged = new Map<PaperId, Paper>();
      const problems: ImportProblem[] = [];
      const known = this.#names();
      let done = 0;
      for (const draft of drafts) {
        if (signal?.aborted === true) break;
        const fresh = newPaper(draft, now);
        const existing =
          known.get(fresh.id) ??
          namesOf(fresh)
            .map((name) => known.get(name))
            .find(Boolean);
        const before = existing === undefined ? undefined : this.#papers.get(existing);
        const after = before === undefined ? fresh : withDraft(before.paper, draft, now);
        try {
          if (before?.paper === after) {
            if (!added.has(after.id) && !updated.has(after.id)) unchanged.set(after.id, after);
          } else {
            await this.#store(after, before, before?.shelf ?? home);
            (before === undefined || added.has(after.id) ? added : updated).set(after.id, after);
            for (const name of [after.id, ...namesOf(after)]) known.set(name, after.id);
          }
        } catch (thrown) {
          problems.push({ where: `"${draft.title.slice(0, 60)}"`, why: reasonOf(thrown) });
        }
        onProgress?.(++done, drafts.length);
      }
      this.#fire({ added: [...added.values()], changed: [...updated.values()], removed: [] });
      return {
        added: [...added.values()],
        updated: [...updated.values()],
        unchanged: [...unchanged.values()],
        problems,
        cancelled: done < drafts.length,
      };
    });
  }

  /**
   * Applies an edit to the paper as it stands on disk now.
   * @throws when the paper is gone, or its file cannot be read or written.
   */
  async change(id: PaperId, edit: (paper: Paper) => Paper): Promise<Paper> {
    await this.load();
    return this.#inTurn(async () => {
      const before = this.#papers.get(id);
      if (before === undefined) throw new Error("This paper is no longer in the library");
      const text = await before.shelf.read(paperPath(id));
      const current = text === undefined ? undefined : readPaperFile(text);
      if (current === undefined) throw new Error(`${paperPath(id)} is no longer there`);
      if (!current.ok) throw new Error(`${paperPath(id)} was left as it is: ${current.why}`);
      const after = edit(current.value.paper);
      if (after !== current.value.paper) {
        await this.#store(after, { ...current.value, shelf: before.shelf }, before.shelf);
        this.#fire({ added: [], changed: [after], removed: [] });
      }
      return after;
    });
  }

  /** Removes papers and answers how to bring them back just as they were. Their notes stay in the workspace. */
  async remove(ids: readonly PaperId[]): Promise<() => Promise<void>> {
    await this.load();
    const taken: { placed: Placed; text: string }[] = [];
    await this.#inTurn(async () => {
      for (const id of ids) {
        const placed = this.#papers.get(id);
        const text = await placed?.shelf.read(paperPath(id));
        if (placed === undefined || text === undefined) continue;
        await placed.shelf.remove(paperPath(id));
        this.#papers.delete(id);
        taken.push({ placed, text });
      }
      this.#fire({ added: [], changed: [], removed: taken.map(({ placed }) => placed.paper.id) });
    });
    return () =>
      this.#inTurn(async () => {
        const back = taken.filter(({ placed }) => !this.#papers.has(placed.paper.id));
        for (const { placed, text } of back) {
          await placed.shelf.write(paperPath(placed.paper.id), text);
          this.#papers.set(placed.paper.id, placed);
        }
        this.#fire({ added: back.map(({ placed }) => placed.paper), changed: [], removed: [] });
      });
  }

  dispose(): void {
    this.#own.dispose();
  }

  async #store(paper: Paper, before: Placed | undefined, shelf: Files): Promise<void> {
    const path = paperPath(paper.id);
    if (before?.writable === false)
      throw new Error(`${path} was written by a newer Marginalia and is left as it is`);
    if (before === undefined && (await shelf.read(path)) !== undefined)
      throw new Error(`${path} could not be understood and is left as it is`);
    await shelf.write(path, writePaperFile(paper, before?.raw));
    this.#papers.set(paper.id, { paper, raw: before?.raw ?? {}, writable: true, shelf });
  }

  async #readAll(): Promise<void> {
    this.#watches.dispose();
    this.#watches = new Disposables();
    const papers = new Map<PaperId, Placed>();
    this.#problems.clear();
    for (const shelf of this.#shelves.list()) {
      this.#watches.add(shelf.onDidChange((paths) => void this.#rereadPaths(shelf, paths)));
      const entries = await shelf.list(papersFolder);
      const paths = entries
        .filter(({ kind, name }) => kind === "file" && name.endsWith(".json"))
        .map(({ name }) => `${papersFolder}/${name}`);
      for (const placed of await mapLimited(paths, filesAtOnce, (path) => this.#read(shelf, path)))
        if (placed !== undefined && !papers.has(placed.paper.id)) papers.set(placed.paper.id, placed);
    }
    this.#papers = papers;
    if (this.#problems.size > 0) this.#problemChanges.fire();
  }

  /** Reads one file; what is wrong with it is noted and never thrown. */
  async #read(shelf: Files, path: string): Promise<Placed | undefined> {
    const key = `${shelf.name}/${path}`;
    const problem = (why: string): undefined => {
      this.#problems.set(key, { shelf, path, why });
      this.#log.warn(`${path}: ${why}`);
    };
    this.#problems.delete(key);
    try {
      const text = await shelf.read(path);
      if (text === undefined) return undefined;
      const stored = readPaperFile(text);
      if (!stored.ok) return problem(stored.why);
      if (paperPath(stored.value.paper.id) !== path) return problem("its id is not the name of its file");
      return { ...stored.value, shelf };
    } catch (thrown) {
      return problem(reasonOf(thrown));
    }
  }

  async #reload(): Promise<void> {
    if (this.#loading === undefined) return;
    const before = this.#papers;
    await this.#inTurn(() => this.#readAll());
    this.#fire(difference(before, this.#papers));
  }

  async #rereadPaths(shelf: Files, paths: readonly string[]): Promise<void> {
    const ours = paths.filter((path) => path === papersFolder || /^papers\/[^/]+\.json$/u.test(path));
    if (ours.length === 0) return;
    if (ours.includes(papersFolder)) return this.#reload(); // a whole folder came or went
    await this.#inTurn(async () => {
      const before = this.#papers;
      const after = new Map(before);
      const hadProblems = this.#problems.size;
      for (const path of ours) {
        const id = path.slice(papersFolder.length + 1, -".json".length) as PaperId;
        const placed = await this.#read(shelf, path);
        if (placed !== undefined) after.set(placed.paper.id, placed);
        // A file that cannot be read now keeps the paper as it was last seen: half-written files heal by themselves.
        else if (before.get(id)?.shelf === shelf && !this.#problems.has(`${shelf.name}/${path}`))
          after.delete(id);
      }
      this.#papers = after;
      this.#fire(difference(before, after));
      if (hadProblems + this.#problems.size > 0) this.#problemChanges.fire();
    });
  }

  #homeShelf(): Files | undefined {
    const shelves = this.#shelves.list();
    const inUse = new Set([...this.#papers.values()].map(({ shelf }) => shelf));
    return shelves.find((shelf) => inUse.has(shelf)) ?? shelves[0];
  }

  #names(): Map<string, PaperId> {
    const names = new Map<string, PaperId>();
    for (const { paper } of this.#papers.values())
      for (const name of [paper.id, ...namesOf(paper)]) names.set(name, paper.id);
    return names;
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

const namesOf = (paper: Paper): readonly string[] => [
  ...paper.identifiers,
  `title:${normaliseTitle(paper.title)}`,
];

function difference(
  before: ReadonlyMap<PaperId, Placed>,
  after: ReadonlyMap<PaperId, Placed>,
): LibraryChange {
  const added: Paper[] = [];
  const changed: Paper[] = [];
  for (const [id, { paper, raw }] of after) {
    const old = before.get(id);
    if (old === undefined) added.push(paper);
    else if (writePaperFile(old.paper, old.raw) !== writePaperFile(paper, raw)) changed.push(paper);
  }
  return { added, changed, removed: [...before.keys()].filter((id) => !after.has(id)) };
}

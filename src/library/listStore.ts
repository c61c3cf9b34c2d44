/** A shared list of the workspace, in step with its files, one on each shelf. A file that cannot be understood is never written. */
import { Disposables } from "../base/disposables.ts";
import { Emitter } from "../base/emitter.ts";
import type { Files, Log } from "../base/ports.ts";
import { reasonOf } from "../base/result.ts";
import type { Shelves } from "../base/shelves.ts";
import { readListFile, writeListFile, type ListFormat, type StoredList } from "./listFile.ts";
import type { LibraryProblem } from "./paperReader.ts";

export interface Shelved<T> {
  readonly item: T;
  /** The name of the shelf it is kept on. */
  readonly shelf: string;
}

export class ListStore<T> {
  readonly #format: ListFormat<T>;
  readonly #shelves: Shelves;
  readonly #log: Log;
  readonly #own = new Disposables();
  readonly #changes: Emitter<void>;
  #watches = new Disposables();
  #loading: Promise<void> | undefined;
  #items: readonly Shelved<T>[] = [];
  #problems: readonly LibraryProblem[] = [];
  /** Writes and reads run one after another. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(format: ListFormat<T>, shelves: Shelves, log: Log) {
    this.#format = format;
    this.#shelves = shelves;
    this.#log = log;
    this.#changes = this.#own.add(
      new Emitter((failure) => log.error(`A listener to ${format.noun} failed: ${reasonOf(failure)}`)),
    );
    this.#own.add(shelves.onDidChange(() => void this.#reload()));
    this.#own.add({ dispose: () => this.#watches.dispose() });
  }

  get onDidChange(): Emitter<void>["event"] {
    return this.#changes.event;
  }

  /** Files that cannot be read, or only with their merge conflict. */
  get problems(): readonly LibraryProblem[] {
    return this.#problems;
  }

  async list(): Promise<readonly Shelved<T>[]> {
    this.#loading ??= this.#inTurn(() => this.#readAll());
    await this.#loading;
    return this.#items;
  }

  /**
   * Applies an edit to the file as it stands now.
   * @param on the name of a shelf; without it the first
   * @throws when there is none, or it cannot be read or written.
   */
  async change(on: string | undefined, edit: (items: readonly T[]) => readonly T[]): Promise<void> {
    await this.list();
    await this.#inTurn(async () => {
      const shelves = this.#shelves.list();
      const shelf = on === undefined ? shelves[0] : shelves.find(({ name }) => name === on);
      if (shelf === undefined) throw new Error(`Open a folder first: ${this.#format.noun} are kept in it`);
      const stored = await this.#readNow(shelf);
      const { path } = this.#format;
      await shelf.write(path, writeListFile({ ...stored, items: edit(stored.items) }, this.#format));
      await this.#readAll();
    });
  }

  dispose(): void {
    this.#own.dispose();
  }

  async #readNow(shelf: Files): Promise<StoredList<T>> {
    const { path } = this.#format;
    const text = await shelf.read(path);
    const stored = text === undefined ? undefined : readListFile(text, this.#format);
    if (stored?.ok === false) throw new Error(`${path} is left as it is: ${stored.why}`);
    if (stored?.value.writable === false)
      throw new Error(`${path} was written by a newer Marginalia and is left as it is`);
    return stored?.value ?? { items: [], writable: true, others: {} };
  }

  async #readAll(): Promise<void> {
    this.#watches.dispose();
    this.#watches = new Disposables();
    const items: Shelved<T>[] = [];
    const problems: LibraryProblem[] = [];
    const { path } = this.#format;
    for (const shelf of this.#shelves.list()) {
      this.#watches.add(
        shelf.onDidChange((paths) => {
          if (paths.includes(path)) void this.#reload();
        }),
      );
      const why = await this.#take(shelf, items);
      if (why !== undefined) problems.push({ shelf, path, why });
    }
    const isSame =
      JSON.stringify([items, whyOf(problems)]) === JSON.stringify([this.#items, whyOf(this.#problems)]);
    this.#items = items;
    this.#problems = problems;
    if (!isSame) this.#changes.fire();
  }

  /** @returns what is wrong with the shelf's file. */
  async #take(shelf: Files, items: Shelved<T>[]): Promise<string | undefined> {
    const { path } = this.#format;
    try {
      const text = await shelf.read(path);
      if (text === undefined) return undefined;
      const stored = readListFile(text, this.#format);
      if (!stored.ok) return stored.why;
      items.push(...stored.value.items.map((item) => ({ item, shelf: shelf.name })));
      return stored.value.conflict;
    } catch (thrown) {
      this.#log.warn(`${path}: ${reasonOf(thrown)}`);
      return reasonOf(thrown);
    }
  }

  async #reload(): Promise<void> {
    if (this.#loading !== undefined) await this.#inTurn(() => this.#readAll());
  }

  #inTurn<R>(work: () => Promise<R>): Promise<R> {
    const done = this.#turn.then(work, work);
    this.#turn = done.catch(() => undefined); // the caller hears of it; the next one goes on
    return done;
  }
}

const whyOf = (problems: readonly LibraryProblem[]): readonly string[] =>
  problems.map(({ shelf, why }) => `${shelf.name}: ${why}`);

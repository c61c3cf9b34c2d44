/** Saved searches of the workspace, in step with their files. A file that cannot be understood is never written. */
import { Disposables } from "../base/disposables.ts";
import { Emitter } from "../base/emitter.ts";
import type { Files, Log } from "../base/ports.ts";
import { reasonOf } from "../base/result.ts";
import type { Shelves } from "../base/shelves.ts";
import type { LibraryProblem } from "./paperReader.ts";
import {
  noSearches,
  readSearchesFile,
  searchesPath,
  writeSearchesFile,
  type SavedSearch,
  type StoredSearches,
} from "./searchesFile.ts";

export interface PlacedSearch extends SavedSearch {
  /** The name of the shelf it is kept on. */
  readonly shelf: string;
}

export class SavedSearches {
  readonly #shelves: Shelves;
  readonly #log: Log;
  readonly #own = new Disposables();
  readonly #changes: Emitter<void>;
  #watches = new Disposables();
  #loading: Promise<void> | undefined;
  #searches: readonly PlacedSearch[] = [];
  #problems: readonly LibraryProblem[] = [];
  /** Writes and reads run one after another. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(shelves: Shelves, log: Log) {
    this.#shelves = shelves;
    this.#log = log;
    this.#changes = this.#own.add(
      new Emitter((failure) => log.error(`A listener to saved searches failed: ${reasonOf(failure)}`)),
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

  /** In the order of their names. */
  async list(): Promise<readonly PlacedSearch[]> {
    this.#loading ??= this.#inTurn(() => this.#readAll());
    await this.#loading;
    return this.#searches;
  }

  /** Keeps a search, in place of one of the same name. @returns what was there before. */
  async save({ name, query }: SavedSearch, on?: string): Promise<SavedSearch | undefined> {
    const known = (await this.list()).find((each) => each.name === name && (on ?? each.shelf) === each.shelf);
    await this.#change(on ?? known?.shelf, (searches) => [
      ...searches.filter((each) => each.name !== name),
      { ...searches.find((each) => each.name === name), name, query },
    ]);
    return known;
  }

  /** @throws when another is called so already. */
  async rename({ name, shelf }: PlacedSearch, to: string): Promise<void> {
    await this.#change(shelf, (searches) => {
      if (searches.some((each) => each.name === to)) throw new Error(`“${to}” is there already`);
      return searches.map((each) => (each.name === name ? { ...each, name: to } : each));
    });
  }

  async remove({ name, shelf }: PlacedSearch): Promise<void> {
    await this.#change(shelf, (searches) => searches.filter((each) => each.name !== name));
  }

  dispose(): void {
    this.#own.dispose();
  }

  /** Applies an edit to the file as it stands now. @throws when it cannot be read or written. */
  #change(
    on: string | undefined,
    edit: (searches: readonly SavedSearch[]) => readonly SavedSearch[],
  ): Promise<void> {
    return this.#inTurn(async () => {
      const shelves = this.#shelves.list();
      const shelf = on === undefined ? shelves[0] : shelves.find(({ name }) => name === on);
      if (shelf === undefined) throw new Error("Open a folder first: searches are kept in it");
      const stored = await this.#readNow(shelf);
      await shelf.write(searchesPath, writeSearchesFile({ ...stored, searches: edit(stored.searches) }));
      await this.#readAll();
    });
  }

  async #readNow(shelf: Files): Promise<StoredSearches> {
    const text = await shelf.read(searchesPath);
    const stored = text === undefined ? undefined : readSearchesFile(text);
    if (stored?.ok === false) throw new Error(`${searchesPath} is left as it is: ${stored.why}`);
    if (stored?.value.writable === false)
      throw new Error(`${searchesPath} was written by a newer Marginalia and is left as it is`);
    return stored?.value ?? noSearches;
  }

  async #readAll(): Promise<void> {
    this.#watches.dispose();
    this.#watches = new Disposables();
    const searches: PlacedSearch[] = [];
    const problems: LibraryProblem[] = [];
    for (const shelf of this.#shelves.list()) {
      this.#watches.add(
        shelf.onDidChange((paths) => {
          if (paths.includes(searchesPath)) void this.#reload();
        }),
      );
      const why = await this.#take(shelf, searches);
      if (why !== undefined) problems.push({ shelf, path: searchesPath, why });
    }
    const isSame =
      JSON.stringify([searches, whyOf(problems)]) === JSON.stringify([this.#searches, whyOf(this.#problems)]);
    this.#searches = searches;
    this.#problems = problems;
    if (!isSame) this.#changes.fire();
  }

  /** @returns what is wrong with the shelf's file. */
  async #take(shelf: Files, searches: PlacedSearch[]): Promise<string | undefined> {
    try {
      const text = await shelf.read(searchesPath);
      if (text === undefined) return undefined;
      const stored = readSearchesFile(text);
      if (!stored.ok) return stored.why;
      searches.push(...stored.value.searches.map(({ name, query }) => ({ name, query, shelf: shelf.name })));
      return stored.value.conflict;
    } catch (thrown) {
      this.#log.warn(`${searchesPath}: ${reasonOf(thrown)}`);
      return reasonOf(thrown);
    }
  }

  async #reload(): Promise<void> {
    if (this.#loading !== undefined) await this.#inTurn(() => this.#readAll());
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work, work);
    this.#turn = done.catch(() => undefined); // the caller hears of it; the next one goes on
    return done;
  }
}

const whyOf = (problems: readonly LibraryProblem[]): readonly string[] =>
  problems.map(({ shelf, why }) => `${shelf.name}: ${why}`);

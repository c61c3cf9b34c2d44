/** Saved searches of the workspace, in step with their files. */
import type { Log } from "../base/ports.ts";
import type { Shelves } from "../base/shelves.ts";
import { ListStore } from "./listStore.ts";
import { searchesFormat, type SavedSearch } from "./searchesFile.ts";

export interface PlacedSearch extends SavedSearch {
  /** The name of the shelf it is kept on. */
  readonly shelf: string;
}

export class SavedSearches {
  readonly #store: ListStore<SavedSearch>;

  constructor(shelves: Shelves, log: Log) {
    this.#store = new ListStore(searchesFormat, shelves, log);
  }

  get onDidChange(): ListStore<SavedSearch>["onDidChange"] {
    return this.#store.onDidChange;
  }

  /** Files that cannot be read, or only with their merge conflict. */
  get problems(): ListStore<SavedSearch>["problems"] {
    return this.#store.problems;
  }

  /** In the order of their names. */
  async list(): Promise<readonly PlacedSearch[]> {
    return (await this.#store.list()).map(({ item: { name, query, collection }, shelf }) => ({
      ...{ name, query, shelf },
      ...(collection === true ? { collection } : {}),
    }));
  }

  /** Keeps a search, in place of one of the same name. @returns what was there before. */
  async save({ name, query }: SavedSearch, on?: string): Promise<SavedSearch | undefined> {
    const known = (await this.list()).find((each) => each.name === name && (on ?? each.shelf) === each.shelf);
    await this.#store.change(on ?? known?.shelf, (searches) => [
      ...searches.filter((each) => each.name !== name),
      { ...searches.find((each) => each.name === name), name, query },
    ]);
    return known;
  }

  /** Shows it among the collections, or no more. */
  async standAsCollection({ name, shelf }: PlacedSearch, isOne: boolean): Promise<void> {
    await this.#store.change(shelf, (searches) =>
      searches.map((each) => {
        if (each.name !== name) return each;
        const { collection: _, ...rest } = each;
        return isOne ? { ...rest, collection: true } : rest;
      }),
    );
  }

  /** @throws when another is called so already. */
  async rename({ name, shelf }: PlacedSearch, to: string): Promise<void> {
    await this.#store.change(shelf, (searches) => {
      if (searches.some((each) => each.name === to)) throw new Error(`“${to}” is there already`);
      return searches.map((each) => (each.name === name ? { ...each, name: to } : each));
    });
  }

  async remove({ name, shelf }: PlacedSearch): Promise<void> {
    await this.#store.change(shelf, (searches) => searches.filter((each) => each.name !== name));
  }

  dispose(): void {
    this.#store.dispose();
  }
}

/**
 * The folders of notes that belong to a paper: that of its id, and those of the ids it would have by its other names, as long
 * as no other paper has them. A paper imported by its title and again by its arXiv id so keeps the notes of both.
 */
import { Disposables } from "../base/disposables.ts";
import { Emitter, type Event } from "../base/emitter.ts";
import type { Log } from "../base/ports.ts";
import { reasonOf } from "../base/result.ts";
import type { Paper } from "../domain/paper.ts";
import type { PaperFolders } from "../domain/paperFolders.ts";
import type { PaperId } from "../domain/paperId.ts";
import type { Library, LibraryChange } from "./library.ts";
import { otherIds } from "./otherIds.ts";

export class FormerIds implements PaperFolders {
  readonly #library: Library;
  readonly #own = new Disposables();
  readonly #changes: Emitter<readonly PaperId[]>;
  readonly #others = new Map<PaperId, readonly PaperId[]>();
  /** Which papers would have an id by one of their names. */
  readonly #claims = new Map<PaperId, Set<PaperId>>();
  #reading: Promise<void> | undefined;

  constructor(library: Library, log: Log) {
    this.#library = library;
    this.#changes = this.#own.add(
      new Emitter((failure) => log.error(`A listener to ids of papers failed: ${reasonOf(failure)}`)),
    );
    this.#own.add(library.onDidChange((change) => this.#update(change)));
  }

  get onDidChange(): Event<readonly PaperId[]> {
    return this.#changes.event;
  }

  ready(): Promise<void> {
    this.#reading ??= this.#library.papers().then((papers) => {
      for (const paper of papers) this.#learn(paper);
    });
    return this.#reading;
  }

  foldersOf(paper: PaperId): readonly PaperId[] {
    if (this.ownerOf(paper) !== paper) return [];
    const others = this.#library.get(paper) === undefined ? [] : (this.#others.get(paper) ?? []);
    return [paper, ...others.filter((other) => this.ownerOf(other) === paper)];
  }

  ownerOf(folder: PaperId): PaperId {
    if (this.#library.get(folder) !== undefined) return folder;
    const [claimant] = [...(this.#claims.get(folder) ?? [])].sort();
    return claimant ?? folder;
  }

  dispose(): void {
    this.#own.dispose();
  }

  #update({ added, changed, removed }: LibraryChange): void {
    if (this.#reading === undefined) return;
    const concerned = new Set<PaperId>();
    const note = (id: PaperId, others: readonly PaperId[]): void => {
      for (const each of [id, ...others, ...(this.#claims.get(id) ?? [])]) concerned.add(each);
    };
    for (const id of removed) {
      note(id, this.#others.get(id) ?? []);
      this.#forget(id);
    }
    for (const paper of [...added, ...changed]) {
      const before = this.#others.get(paper.id);
      const after = otherIds(paper);
      if (before?.join("\n") === after.join("\n")) continue;
      this.#forget(paper.id);
      this.#learn(paper);
      note(paper.id, [...(before ?? []), ...after]);
    }
    if (concerned.size > 0) this.#changes.fire([...concerned]);
  }

  #learn(paper: Paper): void {
    const others = otherIds(paper);
    this.#others.set(paper.id, others);
    for (const other of others) {
      const claims = this.#claims.get(other) ?? new Set();
      this.#claims.set(other, claims.add(paper.id));
    }
  }

  #forget(id: PaperId): void {
    for (const other of this.#others.get(id) ?? []) this.#claims.get(other)?.delete(id);
    this.#others.delete(id);
  }
}

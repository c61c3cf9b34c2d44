/**
 * One index from its start to its end: it takes up what was stored, learns what changed since, newest papers first, then
 * what stands in notes and on pages, follows the library, and is stored again once things are quiet.
 */
import { Breather } from "../base/breath.ts";
import type { Log } from "../base/ports.ts";
import { reasonOf } from "../base/result.ts";
import type { Paper } from "../domain/paper.ts";
import type { PaperId } from "../domain/paperId.ts";
import type { Library, LibraryChange } from "../library/library.ts";
import type { Notes } from "../notes/notes.ts";
import type { SearchIndex } from "../search/searchPort.ts";
import { indexedNotes, indexedPaper } from "./indexedPaper.ts";
import { PageFeed, pdfsOf, type TextsOfPapers } from "./pageFeed.ts";

/** Keeps bytes between sessions. They can be made again, so that losing them loses nothing. */
export interface IndexStore {
  read(): Promise<Uint8Array<ArrayBuffer> | undefined>;
  write(bytes: Uint8Array<ArrayBuffer>): Promise<void>;
}

export interface KeeperParts {
  readonly library: Library;
  readonly notes?: Notes;
  readonly texts?: TextsOfPapers;
  readonly startIndex: () => SearchIndex;
  readonly store?: IndexStore;
  readonly log: Log;
  /** How long nothing has to change before the index is stored. */
  readonly quietMs?: number;
}

/** What is told at once is put into words on the main thread, which must stay free. */
const papersAtOnce = 150;
const defaultQuietMs = 20_000;

export class IndexKeeper {
  readonly #parts: KeeperParts;
  readonly #index: SearchIndex;
  readonly #usable: Promise<SearchIndex>;
  readonly #complete: Promise<void>;
  /** Changes are told one after another, behind what was there before. */
  #turn: Promise<void>;
  readonly #pages: PageFeed | undefined;
  #isComplete = false;
  #isDisposed = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: KeeperParts) {
    this.#parts = parts;
    this.#index = parts.startIndex();
    const { library, texts, log } = parts;
    this.#pages =
      texts &&
      new PageFeed({
        ...{ texts, log },
        paper: (id) => library.get(id),
        index: this.#index,
        inTurn: (work) => this.#inTurn(work),
        told: () => this.#storeLater(),
      });
    let isUsable: (index: SearchIndex) => void = () => undefined;
    const some = new Promise<SearchIndex>((resolve) => (isUsable = resolve));
    this.#complete = this.#build(() => isUsable(this.#index));
    this.#usable = Promise.race([some, this.#complete.then(() => this.#index)]);
    this.#usable.catch(() => undefined); // whoever asks hears of it
    this.#turn = this.#complete.catch(() => undefined);
  }

  get isComplete(): boolean {
    return this.#isComplete && this.#pages?.isDone !== false;
  }

  /** Once something can be found. @throws why nothing can. */
  whenUsable(): Promise<SearchIndex> {
    return this.#usable;
  }

  /** Once papers and notes are all there; pages of PDFs may still be told. */
  async whenPapersAreThere(): Promise<void> {
    await this.#complete;
    await this.#turn;
  }

  async whenComplete(): Promise<void> {
    await this.whenPapersAreThere();
    await this.#pages?.whenDone();
  }

  follow({ added, changed, removed }: LibraryChange): Promise<void> {
    const followed = this.#inTurn(async () => {
      if (removed.length > 0) await this.#index.remove(removed);
      await this.#putAll([...added, ...changed]);
      if (added.length > 0) await this.#putNotesOf(added.map(({ id }) => id));
      this.#storeLater();
    });
    this.#pages?.forget(removed);
    this.#pages?.follow([...added, ...changed]);
    return followed;
  }

  /** The text of this paper's PDF was read. */
  putPages(paper: PaperId): void {
    this.#pages?.again(paper);
  }

  putNotes(paper: PaperId): void {
    this.#inTurn(() => this.#putNotesOf([paper])).catch((thrown: unknown) =>
      this.#parts.log.error(`Notes are not found by the search: ${reasonOf(thrown)}`),
    );
  }

  dispose(): void {
    this.#isDisposed = true;
    clearTimeout(this.#timer);
    this.#pages?.dispose();
    this.#index.dispose();
  }

  async #build(isUsable: () => void): Promise<void> {
    const { library, notes, log } = this.#parts;
    const isRestored = await this.#restored();
    if (isRestored) isUsable();
    const papers = newestFirst(await library.papers());
    let put = 0;
    const breather = new Breather(); // answers may come so fast that nothing else gets its turn
    for (let start = 0; start < papers.length; start += papersAtOnce) {
      const these = papers.slice(start, start + papersAtOnce);
      const batch = these.map(indexedPaper);
      const stamps = batch.map(({ id, stamp }) => ({ id, stamp }));
      const outdated = new Set(isRestored ? await this.#index.outdated(stamps) : stamps.map(({ id }) => id));
      if (outdated.size > 0) await this.#index.put(batch.filter(({ id }) => outdated.has(id)));
      put += outdated.size;
      isUsable();
      if (isRestored) await this.#index.putPassages(withoutPdf(these), "page", []);
      this.#pages?.follow(these); // told when all of this is done
      await breather.pause();
    }
    if (isRestored) await this.#index.keepOnly(papers.map(({ id }) => id));
    if (notes !== undefined) {
      await notes.load();
      await this.#putNotesOf(papers.map(({ id }) => id));
    }
    this.#isComplete = true;
    log.info(`Search: ${papers.length} papers, ${put} of them indexed anew`);
    if (put > 0) this.#storeLater();
  }

  async #restored(): Promise<boolean> {
    const { store, log } = this.#parts;
    try {
      const stored = await store?.read();
      if (stored === undefined) return false;
      const why = await this.#index.restore(stored);
      if (why === undefined) return true;
      log.info(`The stored search index is built anew: ${why}`);
    } catch (thrown) {
      log.warn(`The stored search index could not be read: ${reasonOf(thrown)}`);
    }
    return false;
  }

  async #putAll(papers: readonly Paper[]): Promise<void> {
    const breather = new Breather();
    for (let start = 0; start < papers.length; start += papersAtOnce) {
      await this.#index.put(papers.slice(start, start + papersAtOnce).map(indexedPaper));
      await breather.pause();
    }
  }

  async #putNotesOf(papers: readonly PaperId[]): Promise<void> {
    const { notes } = this.#parts;
    if (notes === undefined) return;
    for (let start = 0; start < papers.length; start += papersAtOnce) {
      const batch = papers.slice(start, start + papersAtOnce);
      const passages = batch.flatMap((paper) => indexedNotes(paper, notes.annotations(paper)));
      await this.#index.putPassages(batch, "note", passages);
    }
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined); // the caller hears of it
    return done;
  }

  #storeLater(): void {
    const { store, log, quietMs = defaultQuietMs } = this.#parts;
    clearTimeout(this.#timer);
    if (store === undefined || this.#isDisposed) return;
    this.#timer = setTimeout(() => {
      this.#turn
        .then(async () => {
          if (this.#isComplete && !this.#isDisposed) await store.write(await this.#index.store());
        })
        .catch((thrown: unknown) => log.warn(`The search index could not be stored: ${reasonOf(thrown)}`));
    }, quietMs);
  }
}

const withoutPdf = (papers: readonly Paper[]): readonly PaperId[] =>
  papers.filter((paper) => pdfsOf(paper) === "").map(({ id }) => id);

/** So that what is searched for most is there first. */
const newestFirst = (papers: readonly Paper[]): readonly Paper[] =>
  papers.toSorted((a, b) => (a.added < b.added ? 1 : a.added > b.added ? -1 : 0));

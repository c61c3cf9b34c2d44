/**
 * Counts kept between windows, in `.marginalia/cache/notes.json`: derived data that may be deleted at any time. They stand on
 * the first shelf, with the size and time of each log that they were made from.
 */
import type { FileFacts, Log } from "../base/ports.ts";
import { reasonOf } from "../base/result.ts";
import type { Shelves } from "../base/shelves.ts";
import {
  readStoredCounts,
  writeStoredCounts,
  type NoteCount,
  type StoredCounts,
} from "../domain/noteCount.ts";
import { paperId, type PaperId } from "../domain/paperId.ts";

export interface KeptCount {
  readonly count: NoteCount;
  /** Of each log that was counted. */
  readonly logs: ReadonlyMap<string, FileFacts>;
}

const pair = (size: number, mtime: number): [number, number] => [size, mtime];

export const countsPath = "cache/notes.json";

export class CountsFile {
  readonly #shelves: Shelves;
  readonly #log: Log;
  readonly #afterMs: number | undefined;
  readonly #current: () => Iterable<KeptCount & { readonly paper: PaperId }>;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param afterMs how long after the last change they are written; `undefined` for never. */
  constructor(
    shelves: Shelves,
    log: Log,
    afterMs: number | undefined,
    current: () => Iterable<KeptCount & { readonly paper: PaperId }>,
  ) {
    this.#shelves = shelves;
    this.#log = log;
    this.#afterMs = afterMs;
    this.#current = current;
  }

  async read(): Promise<ReadonlyMap<PaperId, KeptCount>> {
    const [home] = this.#shelves.list();
    if (home === undefined || this.#afterMs === undefined) return new Map();
    const text = await home.read(countsPath).catch(() => undefined); // then it is counted anew
    const kept = new Map<PaperId, KeptCount>();
    for (const [id, { logs, ...count }] of Object.entries(readStoredCounts(text ?? ""))) {
      const paper = paperId(id);
      if (paper === undefined || Object.keys(logs).length === 0) continue;
      const facts = Object.entries(logs).map(([name, [size, mtime]]) => [name, { size, mtime }] as const);
      kept.set(paper, { count, logs: new Map(facts) });
    }
    return kept;
  }

  saveLater(): void {
    if (this.#afterMs === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#save(), this.#afterMs);
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  async #save(): Promise<void> {
    const [home] = this.#shelves.list();
    if (home === undefined) return;
    const papers: StoredCounts = {};
    for (const { paper, count, logs } of this.#current())
      papers[paper] = {
        ...count,
        logs: Object.fromEntries([...logs].map(([name, { size, mtime }]) => [name, pair(size, mtime)])),
      };
    try {
      await home.write(countsPath, writeStoredCounts(papers));
    } catch (thrown) {
      this.#log.info(`Counts of notes could not be kept for the next window: ${reasonOf(thrown)}`);
    }
  }
}

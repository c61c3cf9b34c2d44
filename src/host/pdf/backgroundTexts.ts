/**
 * Reads the texts of all PDFs of the library, the newest paper first and one at a time, while the person does nothing else.
 * What was read is in the cache, so that the next window goes on where this one ended.
 */
import { Disposables, type Disposable } from "../../base/disposables.ts";
import { Emitter, type Event } from "../../base/emitter.ts";
import type { Log } from "../../base/ports.ts";
import { reasonOf } from "../../base/result.ts";
import type { Paper } from "../../domain/paper.ts";
import type { PaperId } from "../../domain/paperId.ts";
import type { Library } from "../../library/library.ts";
import type { PaperTexts } from "../../library/paperTexts.ts";

export interface BackgroundTextsPorts {
  readonly library: Library;
  readonly texts: PaperTexts;
  /** Reads the text of one paper; what goes wrong is remembered, and not thrown. */
  readonly read: (paper: PaperId) => Promise<void>;
  /** Once the person has paused, and nothing else speaks against it. */
  readonly whenFree: () => Promise<void>;
  /** Whether it is wanted at all, asked before each PDF. */
  readonly isWanted: () => boolean;
  readonly log: Log;
}

export interface ReadingProgress {
  readonly state: "idle" | "running" | "paused";
  readonly done: number;
  readonly all: number;
}

export class BackgroundTexts implements Disposable {
  readonly #ports: BackgroundTextsPorts;
  readonly #own = new Disposables();
  readonly #changes: Emitter<ReadingProgress>;
  readonly #waiting = new Set<PaperId>();
  #done = 0;
  #isPaused = false;
  #reading: Promise<void> | undefined;

  constructor(ports: BackgroundTextsPorts) {
    const { library, texts, log } = ports;
    this.#ports = ports;
    this.#changes = this.#own.add(
      new Emitter((failure) => log.error(`Following the reading of PDFs failed: ${reasonOf(failure)}`)),
    );
    this.#own.add(library.onDidChange(({ added, changed }) => void this.#want([...added, ...changed])));
    this.#own.add(texts.onDidLose((id) => this.#wantAgain(id)));
  }

  get onDidChange(): Event<ReadingProgress> {
    return this.#changes.event;
  }

  get progress(): ReadingProgress {
    const state = this.#waiting.size === 0 ? "idle" : this.#isPaused ? "paused" : "running";
    return { state, done: this.#done, all: this.#done + this.#waiting.size };
  }

  /** Looks for PDFs that nobody has read yet. Called again when the person has come to want it. */
  async start(): Promise<void> {
    const { library, whenFree } = this.#ports;
    await whenFree();
    if (this.#own.disposed) return;
    await this.#want((await library.papers()).toSorted((a, b) => (a.added < b.added ? 1 : -1)));
  }

  pause(): void {
    this.#isPaused = true;
    this.#tell();
  }

  resume(): void {
    this.#isPaused = false;
    this.#go();
  }

  /** When nothing is left to read, or nothing may be. */
  async whenDone(): Promise<void> {
    await this.#reading;
  }

  dispose(): void {
    this.#own.dispose();
  }

  async #want(papers: readonly Paper[]): Promise<void> {
    try {
      for (const { id } of await this.#ports.texts.unread(papers)) this.#waiting.add(id);
      this.#go();
    } catch (thrown) {
      this.#ports.log.warn(`Which PDFs were not read yet could not be seen: ${reasonOf(thrown)}`);
    }
  }

  #wantAgain(id: PaperId): void {
    this.#waiting.add(id);
    this.#go();
  }

  #go(): void {
    this.#tell();
    if (this.#waiting.size > 0 && this.#mayGoOn()) this.#reading ??= this.#read();
  }

  #mayGoOn(): boolean {
    return !this.#isPaused && !this.#own.disposed && this.#ports.isWanted();
  }

  async #read(): Promise<void> {
    const { read, whenFree } = this.#ports;
    for (const id of this.#waiting) {
      await whenFree();
      if (!this.#mayGoOn()) break;
      await read(id);
      this.#waiting.delete(id);
      this.#done++;
      this.#tell();
    }
    this.#reading = undefined;
    if (this.#waiting.size === 0) this.#done = 0;
  }

  #tell(): void {
    this.#changes.fire(this.progress);
  }
}

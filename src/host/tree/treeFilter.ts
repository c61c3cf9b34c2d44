/** Which papers the papers view shows: all, or those that a query finds, also as they change. */
import { Disposables } from "../../base/disposables.ts";
import { Emitter } from "../../base/emitter.ts";
import type { Log } from "../../base/ports.ts";
import { reasonOf } from "../../base/result.ts";
import type { PaperId } from "../../domain/paperId.ts";
import type { Library } from "../../library/library.ts";
import type { Notes } from "../../notes/notes.ts";

export interface Matching {
  readonly ids: readonly PaperId[];
  /** What of the query could not be understood. */
  readonly problems: readonly string[];
}

export interface TreeFilterPorts {
  readonly library: Library;
  readonly notes: Notes;
  /** Empty once the signal has come. */
  readonly matching: (query: string, signal: AbortSignal) => Promise<Matching>;
  readonly log: Log;
}

/** Changes come in swarms. */
const settleMs = 300;

export class TreeFilter {
  readonly #ports: TreeFilterPorts;
  readonly #own = new Disposables();
  readonly #changes: Emitter<void>;
  #query = "";
  #shown: ReadonlySet<PaperId> | undefined;
  #problems: readonly string[] = [];
  #asking = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(ports: TreeFilterPorts) {
    this.#ports = ports;
    this.#changes = this.#own.add(
      new Emitter((failure) => ports.log.error(`A listener to the filter failed: ${reasonOf(failure)}`)),
    );
    this.#own.add(ports.library.onDidChange(() => this.#askSoon()));
    this.#own.add(ports.notes.onDidChange(() => this.#askSoon()));
    this.#own.add({
      dispose: () => {
        clearTimeout(this.#timer);
        this.#asking.abort();
      },
    });
  }

  /** What is shown, or the query that it is shown for, has changed. */
  get onDidChange(): Emitter<void>["event"] {
    return this.#changes.event;
  }

  get query(): string {
    return this.#query;
  }

  /** The papers that are shown; `undefined` for all of them. */
  get shown(): ReadonlySet<PaperId> | undefined {
    return this.#shown;
  }

  get problems(): readonly string[] {
    return this.#problems;
  }

  /** An empty query shows all. @throws when the search cannot be asked; what is shown then stays. */
  async apply(query: string): Promise<void> {
    this.#asking.abort();
    const { signal } = (this.#asking = new AbortController());
    const wanted = query.trim();
    const matching = wanted === "" ? undefined : await this.#ports.matching(wanted, signal);
    if (signal.aborted) return;
    this.#query = wanted;
    this.#shown = matching && new Set(matching.ids);
    this.#problems = matching?.problems ?? [];
    this.#changes.fire();
  }

  dispose(): void {
    this.#own.dispose();
  }

  #askSoon(): void {
    if (this.#query === "") return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.apply(this.#query).catch((thrown: unknown) =>
        this.#ports.log.warn(`The filter of the papers could not be renewed: ${reasonOf(thrown)}`),
      );
    }, settleMs);
  }
}

/** What the saved searches among the collections find, asked when the tree shows them, and again as papers and notes change. */
import * as vscode from "vscode";
import { Disposables } from "../../base/disposables.ts";
import { reasonOf } from "../../base/result.ts";
import type { PaperId } from "../../domain/paperId.ts";
import type { SavedSearches } from "../../library/savedSearches.ts";
import type { SmartCollection } from "../../library/smartGroups.ts";
import type { TreeFilterPorts } from "./treeFilter.ts";

export interface SmartCollectionPorts extends TreeFilterPorts {
  readonly saved: SavedSearches;
}

/** Changes come in swarms. */
const settleMs = 500;
const nothing: ReadonlySet<PaperId> = new Set();

export class SmartCollections implements vscode.Disposable {
  readonly #ports: SmartCollectionPorts;
  readonly #own = new Disposables();
  readonly #changes = this.#own.add(new vscode.EventEmitter<void>());
  readonly onDidChange = this.#changes.event;
  readonly #found = new Map<string, ReadonlySet<PaperId>>();
  #asking = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Nobody looks at them until the tree has asked. */
  #isWanted = false;

  constructor(ports: SmartCollectionPorts) {
    this.#ports = ports;
    this.#own.add(ports.library.onDidChange(() => this.#askSoon()));
    this.#own.add(ports.notes.onDidChange(() => this.#askSoon()));
    this.#own.add(
      ports.saved.onDidChange(() => {
        this.#changes.fire();
        this.#askSoon(0);
      }),
    );
    this.#own.add({
      dispose: () => {
        clearTimeout(this.#timer);
        this.#asking.abort();
      },
    });
  }

  /** With what is known by now; an event tells when there is more. */
  async found(): Promise<readonly SmartCollection[]> {
    const searches = await this.#searches();
    if (!this.#isWanted) {
      this.#isWanted = true;
      this.#askSoon(0);
    }
    return searches.map((search) => ({ search, ids: this.#found.get(search.query) ?? nothing }));
  }

  dispose(): void {
    this.#own.dispose();
  }

  async #searches() {
    return (await this.#ports.saved.list()).filter(({ collection }) => collection === true);
  }

  #askSoon(afterMs = settleMs): void {
    if (!this.#isWanted) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(), afterMs);
  }

  /** One after another; a newer round ends an older one. */
  async #ask(): Promise<void> {
    this.#asking.abort();
    const { signal } = (this.#asking = new AbortController());
    let isNews = false;
    for (const { query } of await this.#searches()) {
      try {
        const { ids } = await this.#ports.matching(query, signal);
        if (signal.aborted) return;
        const before = this.#found.get(query);
        const isSame = before?.size === ids.length && ids.every((id) => before.has(id));
        if (isSame) continue;
        this.#found.set(query, new Set(ids));
        isNews = true;
      } catch (thrown) {
        this.#ports.log.warn(`A smart collection could not be renewed: ${reasonOf(thrown)}`);
      }
    }
    if (isNews) this.#changes.fire();
  }
}

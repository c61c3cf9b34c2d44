import { Emitter, type Event } from "../../src/base/emitter.ts";
import type { Files } from "../../src/base/ports.ts";
import type { Shelves } from "../../src/base/shelves.ts";
import { rethrow } from "./rethrow.ts";

/** The folders of a workspace, as a test opens and closes them. */
export class MemoryShelves implements Shelves {
  readonly #changes = new Emitter<void>(rethrow);
  #list: readonly Files[];

  constructor(...list: readonly Files[]) {
    this.#list = list;
  }

  list(): readonly Files[] {
    return this.#list;
  }

  get onDidChange(): Event<void> {
    return this.#changes.event;
  }

  set(...list: readonly Files[]): void {
    this.#list = list;
    this.#changes.fire();
  }
}

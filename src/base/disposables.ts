export interface Disposable {
  dispose(): void;
}

/** Owns what must end. Ends run newest first, once, and all of them run even when one throws. */
export class Disposables implements Disposable {
  #owned: Disposable[] = [];
  #disposed = false;

  get disposed(): boolean {
    return this.#disposed;
  }

  add<T extends Disposable>(item: T): T {
    if (this.#disposed) item.dispose();
    else this.#owned.push(item);
    return item;
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    const failures: unknown[] = [];
    for (const item of this.#owned.reverse()) {
      try {
        item.dispose();
      } catch (failure) {
        failures.push(failure);
      }
    }
    this.#owned = [];
    if (failures.length > 0) throw new AggregateError(failures, "Some parts did not end cleanly");
  }
}

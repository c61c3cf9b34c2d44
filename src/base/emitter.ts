import type { Disposable } from "./disposables.ts";

export type Listener<T> = (value: T) => void;
/** Call it with a listener to subscribe; dispose what it returns to unsubscribe. */
export type Event<T> = (listener: Listener<T>) => Disposable;

/** Fires one kind of event. A listener that throws is reported and does not silence the others. */
export class Emitter<T> implements Disposable {
  readonly #listeners = new Set<Listener<T>>();
  readonly #onFailure: (failure: unknown) => void;

  constructor(onFailure: (failure: unknown) => void) {
    this.#onFailure = onFailure;
  }

  readonly event: Event<T> = (listener) => {
    const own: Listener<T> = (value) => listener(value); // so that one function may subscribe twice
    this.#listeners.add(own);
    return { dispose: () => void this.#listeners.delete(own) };
  };

  fire(value: T): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(value);
      } catch (failure) {
        this.#onFailure(failure);
      }
    }
  }

  dispose(): void {
    this.#listeners.clear();
  }
}

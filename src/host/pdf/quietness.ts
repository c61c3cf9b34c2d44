/** Whether the person has paused: what can wait waits for that. */
export class Quietness {
  readonly #quietMs: number;
  #touched: number;

  /** @param firstMs how long a window that has just been opened is left alone. */
  constructor(quietMs: number, firstMs: number) {
    this.#quietMs = quietMs;
    this.#touched = performance.now() + firstMs - quietMs;
  }

  /** The person does something. */
  touch(): void {
    this.#touched = Math.max(this.#touched, performance.now());
  }

  /** Once nothing was done for a while. */
  async whenQuiet(): Promise<void> {
    for (;;) {
      const left = this.#touched + this.#quietMs - performance.now();
      if (left <= 0) return;
      await new Promise((resolve) => setTimeout(resolve, left));
    }
  }
}

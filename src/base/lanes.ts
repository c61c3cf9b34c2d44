/** Work side by side, a few pieces at once, but of one key one after another and in order. */
export class Lanes<K> {
  readonly #atOnce: number;
  readonly #last = new Map<K, Promise<void>>();
  readonly #running = new Set<Promise<void>>();

  constructor(atOnce: number) {
    this.#atOnce = atOnce;
  }

  /** Resolves when there is room for the next piece. Work must not fail: what it throws is lost. */
  async add(key: K, work: () => Promise<void>): Promise<void> {
    const done = (this.#last.get(key) ?? Promise.resolve()).then(work).catch(() => undefined);
    this.#last.set(key, done);
    this.#running.add(done);
    void done.then(() => {
      this.#running.delete(done);
      if (this.#last.get(key) === done) this.#last.delete(key);
    });
    while (this.#running.size >= this.#atOnce) await Promise.race(this.#running);
  }

  /** When all is done that was added. */
  async idle(): Promise<void> {
    await Promise.all(this.#running);
  }
}

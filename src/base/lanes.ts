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
    const done = afterwards(this.#last.get(key), work);
    this.#last.set(key, done);
    this.#running.add(done);
    void this.#forget(key, done);
    while (this.#running.size >= this.#atOnce) await Promise.race(this.#running);
  }

  /** When all is done that was added. */
  async idle(): Promise<void> {
    await Promise.all(this.#running);
  }

  async #forget(key: K, done: Promise<void>): Promise<void> {
    await done;
    this.#running.delete(done);
    if (this.#last.get(key) === done) this.#last.delete(key);
  }
}

async function afterwards(before: Promise<void> | undefined, work: () => Promise<void>): Promise<void> {
  await before;
  await work().catch(() => undefined);
}

/** Lets whatever has come meanwhile be heard: the rest goes on in another turn of the event loop. */
export const breath = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** No person notices that a thread was busy for so long. */
const shortMs = 4;

/** Takes a breath where work has gone on for a while since the last one. */
export class Breather {
  readonly #shortMs: number;
  #since = performance.now();

  /** @param forMs how long at a stretch; more where the whole is waited for */
  constructor(forMs = shortMs) {
    this.#shortMs = forMs;
  }

  async pause(): Promise<void> {
    if (performance.now() - this.#since < this.#shortMs) return;
    await breath();
    this.#since = performance.now();
  }
}

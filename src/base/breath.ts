/** Lets whatever has come meanwhile be heard: the rest goes on in another turn of the event loop. */
export const breath = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** No person notices that a thread was busy for so long. */
const shortMs = 4;

/** Takes a breath where work has gone on for a while since the last one. */
export class Breather {
  #since = performance.now();

  async pause(): Promise<void> {
    if (performance.now() - this.#since < shortMs) return;
    await breath();
    this.#since = performance.now();
  }
}

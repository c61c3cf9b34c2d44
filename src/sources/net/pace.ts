/** No faster than a site allows: requests to it go one after another, with a rest between them. */

export interface Timer {
  /** In milliseconds. */
  now(): number;
  /** @throws when the signal is aborted meanwhile. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

export class Pace {
  readonly #timer: Timer;
  readonly #turns = new Map<string, Promise<unknown>>();
  readonly #nextAt = new Map<string, number>();

  constructor(timer: Timer) {
    this.#timer = timer;
  }

  /** Does the work when it is the site's turn. */
  inTurn<T>(site: string, restMs: number, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const turn = (this.#turns.get(site) ?? Promise.resolve()).then(async () => {
      const rest = (this.#nextAt.get(site) ?? 0) - this.#timer.now();
      if (rest > 0) await this.#timer.wait(rest, signal);
      signal.throwIfAborted();
      this.#nextAt.set(site, this.#timer.now() + restMs);
      return work();
    });
    this.#turns.set(
      site,
      turn.catch(() => undefined), // whoever asked hears of it
    );
    return turn;
  }

  /** Between tries that belong together. */
  async rest(site: string, restMs: number, waitMs: number, signal: AbortSignal): Promise<void> {
    await this.#timer.wait(Math.max(waitMs, restMs), signal);
    this.#nextAt.set(site, this.#timer.now() + restMs);
  }
}

export const realTimer: Timer = {
  now: () => Date.now(),
  wait: (ms, signal) =>
    new Promise((resolve, reject) => {
      const stop = (): void => {
        clearTimeout(timeout);
        reject(signal.reason as Error);
      };
      const timeout = setTimeout(() => {
        signal.removeEventListener("abort", stop);
        resolve();
      }, ms);
      if (signal.aborted) stop();
      else signal.addEventListener("abort", stop, { once: true });
    }),
};

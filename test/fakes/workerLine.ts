import { serveIndex, type WorkerHandle } from "../../src/search/indexProtocol.ts";

/** A worker in the same thread: messages are copied and arrive later, as they do between threads. */
export class WorkerLine implements WorkerHandle {
  readonly #heardHere: ((message: unknown) => void)[] = [];
  readonly #heardThere: ((message: unknown) => void)[] = [];
  readonly #onEnd: ((why: string) => void)[] = [];
  terminated = false;

  constructor() {
    serveIndex({
      post: (message, moved) => this.#deliver(message, this.#heardHere, moved),
      listen: (receive) => void this.#heardThere.push(receive),
    });
  }

  post(message: unknown, moved?: readonly ArrayBuffer[]): void {
    this.#deliver(message, this.#heardThere, moved);
  }

  listen(receive: (message: unknown) => void): void {
    this.#heardHere.push(receive);
  }

  onEnd(ended: (why: string) => void): void {
    this.#onEnd.push(ended);
  }

  terminate(): void {
    this.end("it stopped");
  }

  /** The worker dies. */
  end(why: string): void {
    this.terminated = true;
    for (const tell of this.#onEnd) tell(why);
  }

  #deliver(
    message: unknown,
    to: readonly ((message: unknown) => void)[],
    moved: readonly ArrayBuffer[] = [],
  ): void {
    const copy: unknown = structuredClone(message, { transfer: [...moved] });
    setImmediate(() => {
      if (!this.terminated) for (const receive of to) receive(copy);
    });
  }
}

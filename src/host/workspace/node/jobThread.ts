import { Worker } from "node:worker_threads";

const idleMs = 20_000;

export interface Job<Q> {
  readonly question: Q;
  /** A question that keeps the thread busy for longer is given up, and the thread with it. */
  readonly longestMs: number;
  readonly progress?: (done: number, all: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * A thread that answers one question after another: it starts when there is one, and ends a while after the last. Besides its
 * answers it may say `{kind: "progress", done, all}`, and `{kind: "failed", why}`, which is thrown.
 */
export class JobThread<Q, A extends { readonly kind: string }> {
  readonly #file: string;
  #worker: Worker | undefined;
  #ending: ReturnType<typeof setTimeout> | undefined;
  #last: Promise<unknown> = Promise.resolve();

  /** @param file a bundle that posts `{marginalia: answer}` for each question */
  constructor(file: string) {
    this.#file = file;
  }

  /** @throws with a reason when it failed, took too long, or was called off. */
  ask(job: Job<Q>): Promise<A> {
    const answer = this.#last.then(() => this.#run(job));
    this.#last = answer.catch(() => undefined);
    return answer;
  }

  /** When nothing is worked on and nothing waits. */
  async idle(): Promise<void> {
    let last: unknown;
    while (last !== this.#last) await (last = this.#last);
  }

  async #run(job: Job<Q>): Promise<A> {
    job.signal?.throwIfAborted();
    clearTimeout(this.#ending);
    const worker = (this.#worker ??= new Worker(this.#file));
    try {
      const answer = await answerOf<Q, A>(worker, job);
      this.#ending = setTimeout(() => this.#end(), idleMs);
      this.#ending.unref();
      return answer;
    } catch (thrown) {
      this.#end();
      throw thrown;
    }
  }

  #end(): void {
    clearTimeout(this.#ending);
    void this.#worker?.terminate();
    this.#worker = undefined;
  }
}

function answerOf<Q, A extends { readonly kind: string }>(
  worker: Worker,
  { question, longestMs, progress = () => undefined, signal }: Job<Q>,
): Promise<A> {
  return new Promise((resolve, reject) => {
    const done = (): void => {
      clearTimeout(patience);
      worker.off("message", hear);
      worker.off("error", fail);
      worker.off("exit", stopped);
      signal?.removeEventListener("abort", calledOff);
    };
    const fail = (failure: Error): void => {
      done();
      reject(failure);
    };
    const stopped = (): void => fail(new Error("reading it broke off"));
    const calledOff = (): void => fail(new Error("it was called off"));
    const hear = (message: unknown): void => {
      if (!isAnswer<A>(message)) return; // pdf.js says things of its own
      const { marginalia: said } = message;
      if (isProgress(said)) return progress(said.done, said.all);
      if (isFailure(said)) return fail(new Error(said.why));
      done();
      resolve(said);
    };
    const patience = setTimeout(() => fail(new Error("reading it takes too long")), longestMs);
    worker.on("message", hear);
    worker.once("error", fail);
    worker.once("exit", stopped);
    signal?.addEventListener("abort", calledOff);
    worker.postMessage(question);
  });
}

const isAnswer = <A>(message: unknown): message is { readonly marginalia: A } =>
  typeof message === "object" && message !== null && "marginalia" in message;

const isProgress = (said: object): said is { readonly kind: "progress"; done: number; all: number } =>
  "kind" in said && said.kind === "progress";

const isFailure = (said: object): said is { readonly kind: "failed"; readonly why: string } =>
  "kind" in said && said.kind === "failed";

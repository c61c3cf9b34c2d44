import { Worker } from "node:worker_threads";
import type { Uri } from "vscode";
import type { PdfAnswer, PdfQuestion, PdfReading } from "../../../extraction/summary.ts";

/** A file that keeps the thread busy for longer is given up, and the thread with it. */
const longestMs = { paper: 60_000, text: 400_000 } as const;
const idleMs = 20_000;

/**
 * Reads one PDF after another. Whole texts are read on a thread of their own, one at a time, and none is begun while a person
 * waits for a paper.
 */
export function pdfThread(extension: Uri): PdfReading {
  const file = `${extension.fsPath}/dist/pdfThread.mjs`;
  const [papers, texts] = [new PdfThread(file), new PdfThread(file)];
  return {
    paper: async (bytes) => {
      const answer = await papers.ask({ bytes, wanted: "paper" });
      if (answer.kind !== "paper") throw new Error("it was answered something else");
      return answer.paper;
    },
    text: async (bytes, progress) => {
      await papers.idle();
      const answer = await texts.ask({ bytes, wanted: "text" }, progress);
      if (answer.kind !== "text") throw new Error("it was answered something else");
      return answer.text;
    },
  };
}

type Progress = (done: number, all: number) => void;

/** One thread, which starts when there is something to read and ends a while after there was. */
class PdfThread {
  readonly #file: string;
  #worker: Worker | undefined;
  #ending: ReturnType<typeof setTimeout> | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(file: string) {
    this.#file = file;
  }

  ask(question: PdfQuestion, progress: Progress = () => undefined): Promise<PdfAnswer> {
    const answer = this.#last.then(() => this.#read(question, progress));
    this.#last = answer.catch(() => undefined);
    return answer;
  }

  /** When nothing is read and nothing waits. */
  async idle(): Promise<void> {
    let last: unknown;
    while (last !== this.#last) await (last = this.#last);
  }

  async #read(question: PdfQuestion, progress: Progress): Promise<PdfAnswer> {
    clearTimeout(this.#ending);
    const worker = (this.#worker ??= new Worker(this.#file));
    try {
      const answer = await answerOf(worker, question, progress);
      if (answer.kind === "failed") throw new Error(answer.why);
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

function answerOf(worker: Worker, question: PdfQuestion, progress: Progress): Promise<PdfAnswer> {
  return new Promise((resolve, reject) => {
    const done = (): void => {
      clearTimeout(patience);
      worker.off("message", hear);
      worker.off("error", fail);
      worker.off("exit", stopped);
    };
    const fail = (failure: Error): void => {
      done();
      reject(failure);
    };
    const stopped = (): void => fail(new Error("reading it broke off"));
    const hear = (message: unknown): void => {
      if (!isAnswer(message)) return; // pdf.js says things of its own
      const { marginalia: said } = message;
      if (said.kind === "progress") return progress(said.done, said.all);
      done();
      resolve(said);
    };
    const patience = setTimeout(
      () => fail(new Error("reading it takes too long")),
      longestMs[question.wanted],
    );
    worker.on("message", hear);
    worker.once("error", fail);
    worker.once("exit", stopped);
    worker.postMessage(question);
  });
}

const isAnswer = (message: unknown): message is { readonly marginalia: PdfAnswer } =>
  typeof message === "object" && message !== null && "marginalia" in message;

import { Worker } from "node:worker_threads";
import type { Uri } from "vscode";
import type { PdfAnswer, PdfSummary, ReadPdfBytes } from "../../../extraction/summary.ts";

/** A file that keeps the thread busy for longer is given up, and the thread with it. */
const longestMs = 60_000;
const idleMs = 20_000;

/** Reads one PDF after another on one thread, which ends when there is nothing more to read. */
export function pdfThread(extension: Uri): ReadPdfBytes {
  let worker: Worker | undefined;
  let idle: ReturnType<typeof setTimeout> | undefined;
  let last: Promise<unknown> = Promise.resolve();

  const end = (): void => {
    clearTimeout(idle);
    void worker?.terminate();
    worker = undefined;
  };
  const read = async (bytes: Uint8Array): Promise<PdfSummary> => {
    clearTimeout(idle);
    worker ??= new Worker(`${extension.fsPath}/dist/pdfThread.mjs`);
    try {
      const answer = await answerOf(worker, bytes);
      if (answer.kind === "failed") throw new Error(answer.why);
      idle = setTimeout(end, idleMs);
      idle.unref();
      return answer.paper;
    } catch (thrown) {
      end();
      throw thrown;
    }
  };
  return (bytes) => {
    const answer = last.then(() => read(bytes));
    last = answer.catch(() => undefined);
    return answer;
  };
}

function answerOf(worker: Worker, bytes: Uint8Array): Promise<PdfAnswer> {
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
      done();
      resolve(message.marginalia);
    };
    const patience = setTimeout(() => fail(new Error("reading it takes too long")), longestMs);
    worker.on("message", hear);
    worker.once("error", fail);
    worker.once("exit", stopped);
    worker.postMessage(bytes);
  });
}

const isAnswer = (message: unknown): message is { readonly marginalia: PdfAnswer } =>
  typeof message === "object" && message !== null && "marginalia" in message;

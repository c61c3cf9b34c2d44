import { Worker } from "node:worker_threads";
import type { WorkerHandle } from "../search/indexProtocol.ts";

/** @param file the bundle of `src/search/worker.node.ts` */
export function searchThread(file: string): WorkerHandle {
  const worker = new Worker(file);
  return {
    post: (message, moved) => worker.postMessage(message, moved),
    listen: (receive) => void worker.on("message", receive),
    onEnd: (ended) => {
      worker.on("error", (failure) => ended(failure.message));
      worker.on("exit", () => ended("it stopped"));
    },
    terminate: () => void worker.terminate(),
  };
}

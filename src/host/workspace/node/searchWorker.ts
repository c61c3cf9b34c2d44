import { Worker } from "node:worker_threads";
import type { Uri } from "vscode";
import type { WorkerHandle } from "../../../search/indexProtocol.ts";

export function startSearchWorker(extension: Uri): WorkerHandle {
  const worker = new Worker(`${extension.fsPath}/dist/searchWorker.cjs`);
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

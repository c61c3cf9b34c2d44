import * as vscode from "vscode";
import type { WorkerHandle } from "../../../search/indexProtocol.ts";
import { reasonOf } from "../../../base/result.ts";

/** The little of the browser's `Worker` that is used here: the host is compiled without the DOM's types. */
interface BrowserWorker {
  postMessage(message: unknown, moved: readonly ArrayBuffer[]): void;
  addEventListener(
    type: "message",
    listener: (event: { readonly data: unknown }) => void,
    options?: { readonly once: boolean },
  ): void;
  addEventListener(type: "error", listener: (event: { readonly message?: string }) => void): void;
  terminate(): void;
}
declare const Worker: new (url: string) => BrowserWorker;

/** From a blob: extensions come from another origin than the page, and a worker may not. */
export function startWebSearchWorker(extension: vscode.Uri): WorkerHandle {
  const started = start(extension);
  let ended = false;
  const whenStarted = (use: (worker: BrowserWorker) => void): void => {
    started.then(
      (worker) => (ended ? undefined : use(worker)),
      () => undefined,
    ); // `onEnd` tells of the failure
  };
  return {
    post: (message, moved = []) => whenStarted((worker) => worker.postMessage(message, moved)),
    listen: (receive) =>
      whenStarted((worker) => worker.addEventListener("message", ({ data }) => receive(data))),
    onEnd: (tell) => {
      started.catch((thrown: unknown) => tell(reasonOf(thrown)));
      whenStarted((worker) =>
        worker.addEventListener("error", ({ message }) => tell(message ?? "it failed")),
      );
    },
    terminate: () => {
      ended = true;
      started.then(
        (worker) => worker.terminate(),
        () => undefined,
      ); // one that never started needs no end
    },
  };
}

async function start(extension: vscode.Uri): Promise<BrowserWorker> {
  const source = await vscode.workspace.fs.readFile(
    vscode.Uri.joinPath(extension, "dist", "searchWorker.web.js"),
  );
  const url = URL.createObjectURL(new Blob([new Uint8Array(source)], { type: "text/javascript" }));
  const worker = new Worker(url);
  // Only when it has spoken: inside VS Code's own worker it is wrapped into another script, which loads this one later.
  worker.addEventListener("message", () => URL.revokeObjectURL(url), { once: true });
  return worker;
}

/** The index behind messages: the worker serves it, the extension host asks it. Both ends are built together. */
import { createBirpc } from "birpc";
import type { PaperId } from "../domain/paperId.ts";
import { PaperIndex } from "./paperIndex.ts";
import type { Hit, IndexedPaper, SearchIndex } from "./searchPort.ts";

/** A worker as both kinds of host can offer one. */
export interface WorkerLine {
  post(message: unknown): void;
  listen(receive: (message: unknown) => void): void;
}

export interface WorkerHandle extends WorkerLine {
  /** Called once when the worker ends by itself or cannot start. */
  onEnd(ended: (why: string) => void): void;
  terminate(): void;
}

interface IndexCalls {
  put(papers: readonly IndexedPaper[]): void;
  remove(ids: readonly PaperId[]): void;
  search(query: string, limit: number): readonly Hit[];
}

/** A list of small objects crosses between threads faster as one text than cloned. */
const asText = {
  serialize: (message: unknown) => JSON.stringify(message),
  deserialize: (text: string) => JSON.parse(text) as unknown,
};

export function serveIndex(line: WorkerLine): void {
  const index = new PaperIndex();
  const calls: IndexCalls = {
    put: (papers) => index.put(papers),
    remove: (ids) => index.remove(ids),
    search: (query, limit) => index.search(query, limit),
  };
  createBirpc<Record<string, never>, IndexCalls>(calls, {
    post: (message) => line.post(message),
    on: (receive) => line.listen(receive),
    ...asText,
  });
}

/** Building the index of a large library may take a while; nothing waits without end. */
const timeoutMs = 120_000;

export function remoteIndex(worker: WorkerHandle): SearchIndex {
  const rpc = createBirpc<IndexCalls>(
    {},
    {
      post: (message) => worker.post(message),
      on: (receive) => worker.listen(receive),
      timeout: timeoutMs,
      ...asText,
    },
  );
  worker.onEnd((why) => {
    if (!rpc.$closed) rpc.$close(new Error(`The search worker ended: ${why}`));
  });
  return {
    put: (papers) => rpc.put(papers),
    remove: (ids) => rpc.remove(ids),
    search: (query, limit) => rpc.search(query, limit),
    dispose: () => {
      if (!rpc.$closed) rpc.$close(new Error("The search was closed"));
      worker.terminate();
    },
  };
}

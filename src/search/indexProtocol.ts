/** The index behind messages: the worker serves it, the extension host asks it. Both ends are built together. */
import { createBirpc } from "birpc";
import { breath } from "../base/breath.ts";
import type { PaperId } from "../domain/paperId.ts";
import { PaperSearch } from "./engine/paperSearch.ts";
import { restoreIndex, storeIndex } from "./engine/storedIndex.ts";
import type { Query } from "./query/tree.ts";
import {
  nothingFound,
  nothingSurveyed,
  type Answer,
  type IndexedPaper,
  type IndexedPassage,
  type PaperStamp,
  type PassageKind,
  type SearchIndex,
  type SimilarTo,
  type Survey,
  type SurveyWish,
} from "./searchPort.ts";

/** A worker as both kinds of host can offer one. */
export interface WorkerLine {
  /** @param moved buffers that go over instead of being copied. */
  post(message: unknown, moved?: readonly ArrayBuffer[]): void;
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
  putPassages(papers: readonly PaperId[], kind: PassageKind, passages: readonly IndexedPassage[]): void;
  search(question: number, query: Query, limit: number): Promise<Answer>;
  survey(question: number, query: Query, wish: SurveyWish): Promise<Survey>;
  cancel(question: number): void;
  similar(to: SimilarTo, limit: number): Answer;
  restore(stored: Uint8Array<ArrayBuffer>): string | undefined;
  outdated(papers: readonly PaperStamp[]): readonly PaperId[];
  outdatedPassages(kind: PassageKind, papers: readonly PaperStamp[]): readonly PaperId[];
  keepOnly(ids: readonly PaperId[]): void;
  store(): Uint8Array<ArrayBuffer>;
}

/** A list of small objects crosses between threads faster as one text than cloned; many bytes are handed over. */
const asText = {
  serialize: (message: unknown) => (bytesIn(message).length > 0 ? message : JSON.stringify(message)),
  deserialize: (message: unknown) =>
    typeof message === "string" ? (JSON.parse(message) as unknown) : message,
};

const post = (line: WorkerLine) => (message: unknown) =>
  line.post(
    message,
    bytesIn(message).map(({ buffer }) => buffer),
  );

/** Arguments of a question, or its answer, that are bytes. */
function bytesIn(message: unknown): readonly Uint8Array<ArrayBuffer>[] {
  if (typeof message !== "object" || message === null) return [];
  const given: unknown[] = "a" in message && Array.isArray(message.a) ? message.a : [];
  return [...given, "r" in message ? message.r : undefined].filter(isBytes);
}

const isBytes = (value: unknown): value is Uint8Array<ArrayBuffer> =>
  value instanceof Uint8Array && value.buffer instanceof ArrayBuffer;

export function serveIndex(line: WorkerLine): void {
  let index = new PaperSearch();
  /** Questions that came and were not looked at yet. */
  const waiting = new Set<number>();
  let isTidying = false;
  /** Puts segments together, a slice at a time, so that questions are heard between. */
  const tidy = async (): Promise<void> => {
    if (isTidying) return;
    isTidying = true;
    while (index.tidy()) await breath();
    isTidying = false;
  };
  const calls: IndexCalls = {
    put: (papers) => {
      index.put(papers);
      void tidy();
    },
    remove: (ids) => {
      index.remove(ids);
      void tidy();
    },
    putPassages: (papers, kind, passages) => {
      index.putPassages(papers, kind, passages);
      void tidy();
    },
    search: async (question, query, limit) => {
      waiting.add(question);
      await breath();
      return waiting.delete(question) ? index.search(query, limit) : nothingFound;
    },
    survey: async (question, query, wish) => {
      waiting.add(question);
      const work = index.survey(query, wish);
      for (;;) {
        await breath();
        if (!waiting.has(question)) return nothingSurveyed;
        const step = work.next();
        if (step.done !== true) continue;
        waiting.delete(question);
        return step.value;
      }
    },
    cancel: (question) => void waiting.delete(question),
    similar: (to, limit) => index.similar(to, limit),
    restore: (stored) => {
      const restored = restoreIndex(stored);
      if (!restored.ok) return restored.why;
      index = restored.value;
      return undefined;
    },
    outdated: (papers) => index.outdated(papers),
    outdatedPassages: (kind, papers) => index.outdatedPassages(kind, papers),
    keepOnly: (ids) => index.keepOnly(ids),
    store: () => storeIndex(index),
  };
  createBirpc<Record<string, never>, IndexCalls>(calls, {
    post: post(line),
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
      post: post(worker),
      on: (receive) => worker.listen(receive),
      timeout: timeoutMs,
      ...asText,
    },
  );
  worker.onEnd((why) => {
    if (!rpc.$closed) rpc.$close(new Error(`The search worker ended: ${why}`));
  });
  let questions = 0;
  /** Asks what can be called off. */
  const asked = async <T>(
    ask: (question: number) => Promise<T>,
    nothing: T,
    signal: AbortSignal | undefined,
  ): Promise<T> => {
    if (signal?.aborted === true) return nothing;
    const question = ++questions;
    const cancel = (): void => void rpc.cancel(question).catch(() => undefined); // a worker that ended asks nothing more
    signal?.addEventListener("abort", cancel, { once: true });
    try {
      return await ask(question);
    } finally {
      signal?.removeEventListener("abort", cancel);
    }
  };
  return {
    put: (papers) => rpc.put(papers),
    remove: (ids) => rpc.remove(ids),
    putPassages: (papers, kind, passages) => rpc.putPassages(papers, kind, passages),
    search: (query, limit, signal) =>
      asked((question) => rpc.search(question, query, limit), nothingFound, signal),
    survey: (query, wish, signal) =>
      asked((question) => rpc.survey(question, query, wish), nothingSurveyed, signal),
    similar: (to, limit) => rpc.similar(to, limit),
    restore: (stored) => rpc.restore(stored),
    outdated: (papers) => rpc.outdated(papers),
    outdatedPassages: (kind, papers) => rpc.outdatedPassages(kind, papers),
    keepOnly: (ids) => rpc.keepOnly(ids),
    store: () => rpc.store(),
    dispose: () => {
      if (!rpc.$closed) rpc.$close(new Error("The search was closed"));
      worker.terminate();
    },
  };
}

/** Makes annotated copies on a thread of its own: a damaged or hostile file ends the thread, not the editor. */
import { parentPort } from "node:worker_threads";
import { annotatedCopy } from "./annotatedCopy.ts";
import type { CopyWish } from "./makeCopy.ts";

parentPort?.on("message", (asked: unknown) => {
  if (isWish(asked))
    void annotatedCopy(asked).then((answer) => parentPort?.postMessage({ marginalia: answer }));
});

const isWish = (asked: unknown): asked is CopyWish =>
  typeof asked === "object" &&
  asked !== null &&
  "bytes" in asked &&
  asked.bytes instanceof Uint8Array &&
  "notes" in asked;

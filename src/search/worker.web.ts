import { serveIndex } from "./indexProtocol.ts";

/** The little of a dedicated worker's global scope that is used here: the DOM's types describe a window. */
interface WorkerScope {
  postMessage(message: unknown, moved?: readonly ArrayBuffer[]): void;
  addEventListener(type: "message", listener: (event: { readonly data: unknown }) => void): void;
}

const scope = globalThis as unknown as WorkerScope;
serveIndex({
  post: (message, moved) => scope.postMessage(message, moved ?? []),
  listen: (receive) => scope.addEventListener("message", ({ data }) => receive(data)),
});

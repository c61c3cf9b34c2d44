import { parentPort } from "node:worker_threads";
import { serveIndex } from "./indexProtocol.ts";

if (parentPort === null) throw new Error("This file is the body of a worker thread");
const port = parentPort;
serveIndex({
  post: (message, moved) => port.postMessage(message, moved),
  listen: (receive) => void port.on("message", receive),
});

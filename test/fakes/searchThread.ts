import type { Uri } from "vscode";
import { startSearchWorker } from "../../src/host/workspace/node/searchWorker.ts";
import { remoteIndex } from "../../src/search/indexProtocol.ts";
import type { SearchIndex } from "../../src/search/searchPort.ts";

/** The index on the thread that it has in the product. */
export const searchThread = (): SearchIndex =>
  remoteIndex(startSearchWorker({ fsPath: process.cwd() } as Uri)); // nothing else of a URI is used

import { searchThread as startThread } from "../../src/node/searchThread.ts";
import { remoteIndex } from "../../src/search/indexProtocol.ts";
import type { SearchIndex } from "../../src/search/searchPort.ts";

/** The index on the thread that it has in the product. */
export const searchThread = (): SearchIndex =>
  remoteIndex(startThread(`${process.cwd()}/dist/searchWorker.cjs`));

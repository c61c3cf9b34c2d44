/** The folder that a library is in, as its bytes. Paths go from there: ".marginalia/papers/x.json", "papers/x.pdf". */
import type { FileEntry } from "../base/ports.ts";

export interface Place {
  /** Empty when the folder is not there. */
  list(folder: string): Promise<readonly FileEntry[]>;
  /** `undefined` when it is not there. @throws where it is a folder */
  size(path: string): Promise<number | undefined>;
  bytes(path: string): Promise<Uint8Array | undefined>;
  /** In one step, making folders as needed. */
  replace(path: string, bytes: Uint8Array): Promise<void>;
  /** Adds lines at the end, on lines of their own, in one step: others may be writing there too. */
  append(path: string, lines: Uint8Array): Promise<void>;
  remove(path: string): Promise<void>;
}

export const libraryRoot = ".marginalia";

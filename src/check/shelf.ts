/** A library as it is checked and repaired: by its bytes, since half a letter at the end of a torn line is no text. */
import type { FileEntry } from "../base/ports.ts";

export interface CheckedShelf {
  /** Names the folder to a person. */
  readonly name: string;
  /** Empty when the folder is not there. */
  list(folder: string): Promise<readonly FileEntry[]>;
  bytes(path: string): Promise<Uint8Array | undefined>;
  /** In one step. */
  replace(path: string, bytes: Uint8Array): Promise<void>;
  remove(path: string): Promise<void>;
  /** The file beside the library that a paper has as its PDF. */
  pdf(path: string): Promise<PdfFacts | undefined>;
}

export interface PdfFacts {
  readonly bytes: number;
  /** Read only when it is asked for: that takes a while. */
  sha256(): Promise<string>;
}

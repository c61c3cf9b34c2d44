/** A file of bytes that can be made again, in the cache of the first library. */
import * as vscode from "vscode";
import type { Shelves } from "../../base/shelves.ts";
import { replaceFile } from "./replaceFile.ts";
import type { WorkspaceShelves } from "./workspaceShelves.ts";

export class CacheFile {
  readonly #shelves: Shelves & Pick<WorkspaceShelves, "uriOf">;
  readonly #path: string;

  constructor(shelves: Shelves & Pick<WorkspaceShelves, "uriOf">, name: string) {
    this.#shelves = shelves;
    this.#path = `cache/${name}`;
  }

  /** `undefined` where there is none. */
  async read(): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const uri = this.#uri();
    if (uri === undefined) return undefined;
    try {
      return inOwnMemory(await vscode.workspace.fs.readFile(uri));
    } catch (thrown) {
      if (thrown instanceof vscode.FileSystemError && thrown.code === "FileNotFound") return undefined;
      throw thrown;
    }
  }

  /** Two windows may write at once, and each leaves a whole one. */
  async write(bytes: Uint8Array): Promise<void> {
    const uri = this.#uri();
    if (uri !== undefined) await replaceFile(uri, bytes);
  }

  #uri(): vscode.Uri | undefined {
    const [shelf] = this.#shelves.list();
    return shelf === undefined ? undefined : this.#shelves.uriOf(shelf, this.#path);
  }
}

/** So that it can be handed to a worker; small files lie in memory that is shared with others. */
const inOwnMemory = (bytes: Uint8Array): Uint8Array<ArrayBuffer> =>
  bytes.buffer instanceof ArrayBuffer && bytes.buffer.byteLength === bytes.byteLength
    ? new Uint8Array(bytes.buffer)
    : new Uint8Array(bytes);

/** A file of bytes that can be made again, in the cache of the first library. */
import * as vscode from "vscode";
import type { Shelves } from "../../base/shelves.ts";
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

  /** Beside and then over the old file: two windows may write at once, and each leaves a whole one. */
  async write(bytes: Uint8Array): Promise<void> {
    const uri = this.#uri();
    if (uri === undefined) return;
    const beside = uri.with({ path: `${uri.path}.${Math.random().toString(36).slice(2, 8)}.tmp` });
    await vscode.workspace.fs.writeFile(beside, bytes);
    try {
      await vscode.workspace.fs.rename(beside, uri, { overwrite: true });
    } catch (thrown) {
      await vscode.workspace.fs.delete(beside).then(undefined, () => undefined); // the failure that counts is told
      throw thrown;
    }
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

import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { IndexStore } from "../../src/librarySearch/indexKeeper.ts";

/** A file of the cache on the real disk, written as the extension writes it: beside, and then over the old one. */
export class DiskStore implements IndexStore {
  readonly path: string;
  writes = 0;

  constructor(path: string) {
    this.path = path;
  }

  async read(): Promise<Uint8Array<ArrayBuffer> | undefined> {
    try {
      const { buffer, byteOffset, byteLength } = await readFile(this.path);
      // In memory of its own, so that it can be handed over; that of a small file is shared with others.
      return buffer.byteLength === byteLength
        ? new Uint8Array(buffer)
        : new Uint8Array(buffer.slice(byteOffset, byteOffset + byteLength));
    } catch {
      return undefined;
    }
  }

  async write(bytes: Uint8Array): Promise<void> {
    await mkdir(dirname(this.path), { recursive: true });
    const beside = `${this.path}.${Math.random().toString(36).slice(2, 8)}.tmp`;
    await writeFile(beside, bytes);
    await rename(beside, this.path);
    this.writes++;
  }
}

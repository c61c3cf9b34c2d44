import { appendFile, mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { FileEntry } from "../../src/base/ports.ts";
import type { Place } from "../../src/exchange/place.ts";

/** A folder on the real disk, with the library in it. */
export class DiskPlace implements Place {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  async list(folder: string): Promise<readonly FileEntry[]> {
    const entries = await readdir(join(this.folder, folder), { withFileTypes: true }).catch(() => []);
    return entries.map((entry) => ({ name: entry.name, kind: entry.isDirectory() ? "folder" : "file" }));
  }

  async size(path: string): Promise<number | undefined> {
    const facts = await stat(join(this.folder, path)).catch(() => undefined);
    if (facts?.isDirectory() === true) throw new Error(`“${path}” is a folder here`);
    return facts?.size;
  }

  bytes(path: string): Promise<Uint8Array | undefined> {
    return readFile(join(this.folder, path)).catch(() => undefined);
  }

  async replace(path: string, bytes: Uint8Array): Promise<void> {
    const target = join(this.folder, path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(`${target}.tmp`, bytes);
    await rename(`${target}.tmp`, target);
  }

  async append(path: string, lines: Uint8Array): Promise<void> {
    const before = await readFile(join(this.folder, path));
    const gap = before.length === 0 || before.at(-1) === 0x0a ? "" : "\n";
    await appendFile(join(this.folder, path), Buffer.concat([Buffer.from(gap), lines]));
  }

  async remove(path: string): Promise<void> {
    await rm(join(this.folder, path), { force: true });
  }
}

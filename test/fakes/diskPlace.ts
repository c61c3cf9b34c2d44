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

  size(path: string): Promise<number | undefined> {
    return stat(join(this.folder, path)).then(
      ({ size }) => size,
      () => undefined,
    );
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

  async append(path: string, lines: string): Promise<void> {
    const before = await readFile(join(this.folder, path), "utf8");
    await appendFile(join(this.folder, path), before === "" || before.endsWith("\n") ? lines : `\n${lines}`);
  }

  async remove(path: string): Promise<void> {
    await rm(join(this.folder, path), { force: true });
  }
}

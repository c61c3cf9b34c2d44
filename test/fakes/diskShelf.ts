import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { CheckedShelf, PdfFacts } from "../../src/check/shelf.ts";
import type { FileEntry } from "../../src/base/ports.ts";

/** A library on the real disk, as it is checked: in `.marginalia` of a folder. */
export class DiskShelf implements CheckedShelf {
  readonly name: string;
  readonly #home: string;

  constructor(home: string) {
    this.#home = home;
    this.name = join(home, ".marginalia");
  }

  async list(folder: string): Promise<readonly FileEntry[]> {
    const entries = await readdir(this.at(folder), { withFileTypes: true }).catch(() => []);
    return entries.map((entry) => ({ name: entry.name, kind: entry.isDirectory() ? "folder" : "file" }));
  }

  bytes(path: string): Promise<Uint8Array | undefined> {
    return readFile(this.at(path)).catch(() => undefined);
  }

  async replace(path: string, bytes: Uint8Array): Promise<void> {
    const target = this.at(path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(`${target}.new`, bytes);
    await rename(`${target}.new`, target);
  }

  remove(path: string): Promise<void> {
    return rm(this.at(path));
  }

  async pdf(path: string): Promise<PdfFacts | undefined> {
    const bytes = await readFile(join(this.#home, path)).catch(() => undefined);
    if (bytes === undefined) return undefined;
    return {
      bytes: bytes.length,
      sha256: () => Promise.resolve(createHash("sha256").update(bytes).digest("hex")),
    };
  }

  at(path: string): string {
    return join(this.name, ...path.split("/"));
  }
}

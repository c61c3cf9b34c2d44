import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Emitter, type Event } from "../../src/base/emitter.ts";
import type { FileEntry, FileFacts, Files } from "../../src/base/ports.ts";
import { appendText } from "../../src/node/appendText.ts";
import { rethrow } from "./rethrow.ts";

/** A folder on the real disk, appended to as the extension does on Node. Changes are told when the test says so. */
export class DiskFiles implements Files {
  readonly name: string;
  readonly #changes = new Emitter<readonly string[]>(rethrow);

  constructor(folder: string) {
    this.name = folder;
  }

  async list(folder: string): Promise<readonly FileEntry[]> {
    const entries = await orMissing(readdir(this.at(folder), { withFileTypes: true }));
    return (entries ?? []).map((entry) => ({
      name: entry.name,
      kind: entry.isDirectory() ? "folder" : "file",
    }));
  }

  read(path: string): Promise<string | undefined> {
    return orMissing(readFile(this.at(path), "utf8"));
  }

  async facts(path: string): Promise<FileFacts | undefined> {
    const found = await orMissing(stat(this.at(path)));
    return found === undefined ? undefined : { size: found.size, mtime: Math.round(found.mtimeMs) };
  }

  async write(path: string, text: string): Promise<void> {
    const target = this.at(path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(`${target}.tmp`, text);
    await rename(`${target}.tmp`, target);
  }

  append(path: string, text: string): Promise<void> {
    return appendText(this.at(path), text);
  }

  async remove(path: string): Promise<void> {
    await rm(this.at(path), { force: true });
  }

  get onDidChange(): Event<readonly string[]> {
    return this.#changes.event;
  }

  tell(...paths: readonly string[]): void {
    this.#changes.fire(paths);
  }

  at(path: string): string {
    return join(this.name, ...path.split("/"));
  }
}

/** Every file below a folder with its bytes in hex, to compare one moment with another. */
export async function bytesBelow(folder: string): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const pairs = files.sort().map(async (file) => [file, (await readFile(file)).toString("hex")] as const);
  return Object.fromEntries(await Promise.all(pairs));
}

/** A folder of the test's own that goes when the test ends. */
export async function temporaryFolder(test: { after(end: () => Promise<void>): void }): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "marginalia-test-"));
  test.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function orMissing<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw thrown;
  }
}

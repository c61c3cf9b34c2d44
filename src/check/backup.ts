/** Copies of files before they are changed: `.marginalia/backup/<time>/…`, which git leaves out. */
import type { CheckedShelf } from "./shelf.ts";

export const backupFolder = "backup";

export class Backup {
  readonly folder: string;
  readonly #shelf: CheckedShelf;
  /** Each file as it was; `undefined` for one that was not there. */
  readonly #files = new Map<string, Uint8Array | undefined>();

  /** @param now an ISO time; it names the folder. */
  constructor(shelf: CheckedShelf, now: string) {
    this.#shelf = shelf;
    this.folder = `${backupFolder}/${now.replace(/[:.]/gu, "-")}`;
  }

  get paths(): readonly string[] {
    return [...this.#files.keys()];
  }

  /** Keeps a file as it is now, unless it was kept already. @returns its bytes */
  async keep(path: string): Promise<Uint8Array | undefined> {
    const bytes = await this.#shelf.bytes(path);
    if (this.#files.has(path)) return bytes;
    if (this.#files.size === 0) await this.#begin();
    if (bytes !== undefined) await this.#shelf.replace(`${this.folder}/${path}`, bytes);
    this.#files.set(path, bytes);
    return bytes;
  }

  /** Puts every file back as it was when it was kept. */
  async restore(): Promise<void> {
    for (const [path, bytes] of this.#files)
      if (bytes === undefined) await this.#shelf.remove(path);
      else await this.#shelf.replace(path, bytes);
  }

  async #begin(): Promise<void> {
    const text = (words: string): Uint8Array => new TextEncoder().encode(words);
    await this.#shelf.replace(`${backupFolder}/.gitignore`, text("*\n"));
    await this.#shelf.replace(`${this.folder}/README.md`, text(howToRestore));
  }
}

const howToRestore = `# Files as they were before Marginalia changed them

To take the change back, copy the folders beside this page over those of the same names two folders up.
When all is well, this folder can be deleted.
`;

/** Copies of files before they are changed: `.marginalia/backup/<time>/…`, which git leaves out. */
import { isSameBytes, withLines } from "../base/bytes.ts";
import type { CheckedShelf } from "./shelf.ts";

export const backupFolder = "backup";

export class Backup {
  readonly folder: string;
  readonly #shelf: CheckedShelf;
  /** Each file as it was; `undefined` for one that was not there. */
  readonly #files = new Map<string, Uint8Array | undefined>();
  /** The same files as the change has left them. */
  readonly #left = new Map<string, Uint8Array | undefined>();

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

  /** To be called when the change is done: what is then there may be taken back. */
  async settle(): Promise<void> {
    for (const path of this.#files.keys()) this.#left.set(path, await this.#shelf.bytes(path));
  }

  /** Puts every file back as it was, with what has been added since. @returns those that were changed otherwise and stay */
  async restore(): Promise<readonly string[]> {
    const skipped: string[] = [];
    for (const [path, before] of this.#files) {
      const [left, now] = [this.#left.get(path), await this.#shelf.bytes(path)];
      const isUntouched = now === undefined ? left === undefined : isSameBytes(now, left);
      const added = left !== undefined && now !== undefined ? addedTo(left, now) : undefined;
      if (isUntouched && before === undefined) {
        if (now !== undefined) await this.#shelf.remove(path);
      } else if (isUntouched && before !== undefined) await this.#shelf.replace(path, before);
      else if (added !== undefined && before !== undefined)
        await this.#shelf.replace(path, withLines(before, added));
      else skipped.push(path);
    }
    return skipped;
  }

  async #begin(): Promise<void> {
    const text = (words: string): Uint8Array => new TextEncoder().encode(words);
    await this.#shelf.replace(`${backupFolder}/.gitignore`, text("*\n"));
    await this.#shelf.replace(`${this.folder}/README.md`, text(howToRestore));
  }
}

/** What was put behind what a file had; `undefined` when it was changed in another way. */
const addedTo = (left: Uint8Array, now: Uint8Array): Uint8Array | undefined =>
  now.length > left.length && isSameBytes(now.subarray(0, left.length), left)
    ? now.subarray(left.length)
    : undefined;

const howToRestore = `# Files as they were before Marginalia changed them

To take the change back, copy the folders beside this page over those of the same names two folders up.
When all is well, this folder can be deleted.
`;

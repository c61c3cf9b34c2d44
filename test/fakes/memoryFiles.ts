import { Emitter, type Event } from "../../src/base/emitter.ts";
import type { FileEntry, FileFacts, Files } from "../../src/base/ports.ts";
import { rethrow } from "./rethrow.ts";

/** The reasons a disk gives. */
export const diskFull = "ENOSPC: no space left on device";
export const readOnly = "EROFS: read-only file system";

/**
 * A folder in memory that behaves as one on disk behind a watcher: every write, by whomever, is told a moment later.
 * It can be made to refuse writes and reads, and to be slow.
 */
export class MemoryFiles implements Files {
  readonly name: string;
  readonly #texts: Map<string, string>;
  readonly #changes = new Emitter<readonly string[]>(rethrow);
  /** What was written through the port, in order. */
  readonly writes: string[] = [];
  /** Answers why a write is refused, from its path and how many were tried before it. */
  refuses: (path: string, before: number) => string | undefined = () => undefined;
  /** Answers why a file or folder cannot be read. */
  refusesRead: (path: string) => string | undefined = () => undefined;
  /** Waited for before and after each piece of work. */
  pause: () => Promise<void> = () => Promise.resolve();
  readonly #times = new Map<string, number>();
  #tried = 0;
  #time = 0;

  constructor(name = "memory:/shelf", texts: Readonly<Record<string, string>> = {}) {
    this.name = name;
    this.#texts = new Map(Object.entries(texts));
  }

  async list(folder: string): Promise<readonly FileEntry[]> {
    await this.pause();
    this.#mayRead(folder);
    const entries = new Map<string, FileEntry>();
    for (const path of this.#texts.keys()) {
      if (!path.startsWith(`${folder}/`)) continue;
      const [name = "", ...below] = path.slice(folder.length + 1).split("/");
      entries.set(name, { name, kind: below.length === 0 ? "file" : "folder" });
    }
    await this.pause();
    return [...entries.values()];
  }

  async read(path: string): Promise<string | undefined> {
    await this.pause();
    this.#mayRead(path);
    const text = this.#texts.get(path);
    await this.pause();
    return text;
  }

  async facts(path: string): Promise<FileFacts | undefined> {
    await this.pause();
    this.#mayRead(path);
    const text = this.#texts.get(path);
    const facts =
      text === undefined
        ? undefined
        : { size: new TextEncoder().encode(text).length, mtime: this.#times.get(path) ?? 0 };
    await this.pause();
    return facts;
  }

  write(path: string, text: string): Promise<void> {
    return this.#change(path, () => void this.#texts.set(path, text));
  }

  append(path: string, text: string): Promise<void> {
    return this.#change(path, () => {
      const before = this.#texts.get(path) ?? "";
      const gap = before === "" || before.endsWith("\n") ? "" : "\n";
      this.#texts.set(path, before + gap + text);
    });
  }

  remove(path: string): Promise<void> {
    return this.#change(path, () => void this.#texts.delete(path));
  }

  get onDidChange(): Event<readonly string[]> {
    return this.#changes.event;
  }

  /** Someone else writes a file, or removes it with `undefined`; the watcher tells of it. */
  edit(path: string, text: string | undefined): void {
    this.editUnseen(path, text);
    this.#announce(path);
  }

  /** The same, before the watcher has noticed. */
  editUnseen(path: string, text: string | undefined): void {
    if (text === undefined) this.#texts.delete(path);
    else this.#texts.set(path, text);
    this.#times.set(path, ++this.#time);
  }

  tell(...paths: readonly string[]): void {
    this.#changes.fire(paths);
  }

  text(path: string): string | undefined {
    return this.#texts.get(path);
  }

  /** Every file with its text, to compare one moment with another. */
  snapshot(): Readonly<Record<string, string>> {
    return Object.fromEntries([...this.#texts].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  async #change(path: string, apply: () => void): Promise<void> {
    await this.pause();
    const why = this.refuses(path, this.#tried++);
    if (why !== undefined) throw new Error(why);
    apply();
    this.#times.set(path, ++this.#time);
    this.writes.push(path);
    this.#announce(path);
    await this.pause();
  }

  #mayRead(path: string): void {
    const why = this.refusesRead(path);
    if (why !== undefined) throw new Error(why);
  }

  #announce(path: string): void {
    setImmediate(() => this.#changes.fire([path]));
  }
}

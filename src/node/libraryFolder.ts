/**
 * A `.marginalia` folder on the disk, as a program beside the editor sees it: read and followed. Nothing in it is replaced or
 * removed; lines are added to logs of notes, and only where that was asked for.
 */
import { watch, type FSWatcher } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { Emitter, type Event } from "../base/emitter.ts";
import type { FileEntry, FileFacts, Files, Log } from "../base/ports.ts";
import { reasonOf } from "../base/result.ts";
import { appendText } from "./appendText.ts";

const isLog = (path: string): boolean => /^annotations\/[\w.-]+\/[\w.-]+\.jsonl$/u.test(path);

/** Changes come late and repeated; they are told together. */
const settleMs = 60;

export class LibraryFolder implements Files {
  readonly name: string;
  readonly #mayAppend: boolean;
  readonly #log: Log;
  readonly #changes: Emitter<readonly string[]>;
  readonly #watchers = new Map<string, FSWatcher>();
  readonly #changed = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(folder: string, mayAppend: boolean, log: Log) {
    this.name = folder;
    this.#mayAppend = mayAppend;
    this.#log = log;
    this.#changes = new Emitter((failure) =>
      log.error(`Following changed files failed: ${reasonOf(failure)}`),
    );
  }

  async list(folder: string): Promise<readonly FileEntry[]> {
    const entries = await orMissing(readdir(this.#at(folder), { withFileTypes: true }));
    return (entries ?? []).map((entry) => ({
      name: entry.name,
      kind: entry.isDirectory() ? "folder" : "file",
    }));
  }

  read(path: string): Promise<string | undefined> {
    return orMissing(readFile(this.#at(path), "utf8"));
  }

  async readBytes(path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const bytes = await orMissing(readFile(this.#at(path)));
    return bytes === undefined ? undefined : new Uint8Array(bytes); // in memory of its own, to be handed on
  }

  async facts(path: string): Promise<FileFacts | undefined> {
    const found = await orMissing(stat(this.#at(path)));
    return found === undefined ? undefined : { size: found.size, mtime: Math.round(found.mtimeMs) };
  }

  write(path: string): Promise<void> {
    return Promise.reject(new Error(`"${path}" is only read here`));
  }

  async append(path: string, text: string): Promise<void> {
    if (!this.#mayAppend || !isLog(path)) throw new Error(`"${path}" is only read here`);
    await appendText(this.#at(path), text);
  }

  remove(path: string): Promise<void> {
    return this.write(path);
  }

  get onDidChange(): Event<readonly string[]> {
    return this.#changes.event;
  }

  /**
   * Hears from now on what others write. Papers lie in one folder, and notes in one for each paper that has some, so that a
   * watcher for each is enough where the system has none for whole trees.
   */
  async follow(): Promise<void> {
    this.#watch("");
    this.#watch("papers");
    await this.#watchNotes();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const watcher of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
    this.#changes.dispose();
  }

  async #watchNotes(): Promise<void> {
    this.#watch("annotations");
    for (const { name, kind } of await this.list("annotations"))
      if (kind === "folder") this.#watch(`annotations/${name}`);
  }

  #watch(folder: string): void {
    if (this.#watchers.has(folder)) return;
    try {
      const watcher = watch(this.#at(folder), { persistent: false }, (_, name) => this.#heard(folder, name));
      const end = (): void => {
        watcher.close();
        this.#watchers.delete(folder);
      };
      watcher.on("error", end);
      this.#watchers.set(folder, watcher);
    } catch (thrown) {
      this.#log.info(`"${folder}" is not followed: ${reasonOf(thrown)}`);
    }
  }

  #heard(folder: string, name: string | null): void {
    if (name === null) return;
    const path = folder === "" ? name : `${folder}/${name}`;
    this.#changed.add(path);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#tell(), settleMs);
    this.#timer.unref();
  }

  /** What was written into a new folder before it was watched is told too. */
  async #tell(): Promise<void> {
    const paths = [...this.#changed];
    this.#changed.clear();
    for (const path of paths) {
      const isFolder = /^(?:papers|annotations|annotations\/[^/]+)$/u.test(path);
      if (!isFolder || this.#watchers.has(path)) continue;
      this.#watch(path);
      for (const { name, kind } of await this.list(path)) {
        paths.push(`${path}/${name}`);
        if (kind === "folder") this.#heard(path, name);
      }
    }
    this.#changes.fire(paths);
  }

  #at(path: string): string {
    const segments = path.split("/").filter((segment) => segment !== "");
    if (segments.some((segment) => segment === "." || segment === ".." || /[\\:\0]/u.test(segment)))
      throw new Error(`"${path}" is not a path inside the library`);
    return join(this.name, ...segments);
  }
}

async function orMissing<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (thrown) {
    const code = thrown instanceof Error && "code" in thrown ? thrown.code : undefined;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw thrown;
  }
}

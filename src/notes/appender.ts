/**
 * Adds lines to logs and never drops one: a line is unsaved until the disk has it. A write that fails keeps its lines,
 * is reported, and is tried again with the next line, after a pause, or when someone asks.
 */
import { reasonOf } from "../base/result.ts";
import type { Files } from "../base/ports.ts";

export interface Unsaved {
  readonly files: Files;
  readonly path: string;
  readonly lines: string;
}

export interface AppenderEvents {
  /** Told once why lines cannot be written, and `undefined` once they were. */
  readonly onTrouble: (why: string | undefined) => void;
  /** Lines are on disk. Nothing more is written before it resolves. */
  readonly onWritten: (written: Unsaved) => Promise<void>;
}

const pauseMs = 5_000;

export class Appender {
  readonly #waiting = new Map<string, { readonly files: Files; readonly path: string; lines: string }>();
  readonly #onTrouble: AppenderEvents["onTrouble"];
  readonly #onWritten: AppenderEvents["onWritten"];
  #writing: Promise<void> | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #trouble: string | undefined;
  #disposed = false;

  constructor({ onTrouble, onWritten }: AppenderEvents) {
    this.#onTrouble = onTrouble;
    this.#onWritten = onWritten;
  }

  get unsaved(): readonly Unsaved[] {
    return [...this.#waiting.values()];
  }

  /** Resolves when the line is on disk, or when writing it failed and it waits in memory. */
  append(files: Files, path: string, line: string): Promise<void> {
    const key = `${files.name}/${path}`;
    const waiting = this.#waiting.get(key);
    this.#waiting.set(key, { files, path, lines: (waiting?.lines ?? "") + line });
    return this.flush();
  }

  flush(): Promise<void> {
    this.#writing = (this.#writing ?? Promise.resolve()).then(() => this.#drain());
    return this.#writing;
  }

  async #drain(): Promise<void> {
    let trouble: string | undefined;
    for (const [key, { files, path, lines }] of [...this.#waiting]) {
      try {
        await files.append(path, lines);
        const now = this.#waiting.get(key);
        // More may have come while these were written.
        if (now === undefined || now.lines.length === lines.length) this.#waiting.delete(key);
        else now.lines = now.lines.slice(lines.length);
        await this.#onWritten({ files, path, lines });
      } catch (thrown) {
        trouble = `${path}: ${reasonOf(thrown)}`;
      }
    }
    clearTimeout(this.#retry);
    if (trouble !== undefined && !this.#disposed) this.#retry = setTimeout(() => void this.flush(), pauseMs);
    if (trouble === this.#trouble) return;
    this.#trouble = trouble;
    this.#onTrouble(trouble);
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#retry);
  }
}

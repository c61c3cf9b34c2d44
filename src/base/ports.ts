import type { Event } from "./emitter.ts";

/**
 * Files below one folder, named by paths such as "papers/x.json": forward slashes, never "..".
 * Reads answer `undefined` for what is not there; everything else that goes wrong is thrown.
 */
export interface Files {
  /** Names the folder to a person and in the log. */
  readonly name: string;
  /** Names of the entries in a folder; empty when the folder is not there. */
  list(folder: string): Promise<readonly FileEntry[]>;
  read(path: string): Promise<string | undefined>;
  /** What tells cheaply whether a file is still as it was; `undefined` when it is not there. */
  facts(path: string): Promise<FileFacts | undefined>;
  /** Replaces the file in one step, making folders as needed. */
  write(path: string, text: string): Promise<void>;
  /** Adds lines at the end, on a line of their own even when the last write broke off in the middle of one. */
  append(path: string, text: string): Promise<void>;
  remove(path: string): Promise<void>;
  /** Paths that someone, ourselves included, may have made, changed or removed. */
  readonly onDidChange: Event<readonly string[]>;
}

export interface FileEntry {
  readonly name: string;
  readonly kind: "file" | "folder";
}

export interface FileFacts {
  /** In bytes. */
  readonly size: number;
  /** When it was last written, in milliseconds. */
  readonly mtime: number;
}

export const isSameFile = (a: FileFacts | undefined, b: FileFacts | undefined): boolean =>
  a?.size === b?.size && a?.mtime === b?.mtime;

export interface Clock {
  /** Now, in ISO 8601 with milliseconds, UTC. */
  now(): string;
}

/** Logs carry ids and reasons, never the text of papers or notes. */
export interface Log {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

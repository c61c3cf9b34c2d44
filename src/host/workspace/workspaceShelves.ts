import * as vscode from "vscode";
import { Disposables } from "../../base/disposables.ts";
import { Emitter, type Event } from "../../base/emitter.ts";
import type { Files, Log } from "../../base/ports.ts";
import { reasonOf } from "../../base/result.ts";
import type { Shelves } from "../../base/shelves.ts";
import { WorkspaceFiles, type AppendText } from "./workspaceFiles.ts";

/** One shelf for each folder of the workspace, in the order in which VS Code shows them. */
export class WorkspaceShelves implements Shelves {
  readonly #append: AppendText | undefined;
  readonly #log: Log;
  readonly #own = new Disposables();
  readonly #changes: Emitter<void>;
  #shelves = new Map<string, WorkspaceFiles>();

  constructor(append: AppendText | undefined, log: Log) {
    this.#append = append;
    this.#log = log;
    this.#changes = this.#own.add(
      new Emitter((failure) => log.error(`Following the workspace's folders failed: ${reasonOf(failure)}`)),
    );
    this.#own.add(
      vscode.workspace.onDidChangeWorkspaceFolders(() => {
        this.#update();
        this.#changes.fire();
      }),
    );
    this.#update();
  }

  get onDidChange(): Event<void> {
    return this.#changes.event;
  }

  list(): readonly Files[] {
    return [...this.#shelves.values()];
  }

  /** Where a file of a shelf is, for links to it; `undefined` for shelves that are not of this workspace. */
  uriOf(shelf: Files, path: string): vscode.Uri | undefined {
    return this.#shelves.get(shelf.name)?.uriOf(path);
  }

  /** Tells of a file of a shelf that was written, or removed, past it. */
  wrote(shelf: Files, path: string): void {
    this.#shelves.get(shelf.name)?.wrote(path);
  }

  /** The folder of the workspace that a shelf is in. */
  homeOf(shelf: Files): vscode.Uri | undefined {
    return this.#shelves.get(shelf.name)?.home;
  }

  dispose(): void {
    this.#own.dispose();
    for (const shelf of this.#shelves.values()) shelf.dispose();
  }

  #update(): void {
    const before = this.#shelves;
    this.#shelves = new Map();
    for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
      const shelf = new WorkspaceFiles(uri, this.#append, this.#log);
      this.#shelves.set(shelf.name, before.get(shelf.name) ?? shelf);
    }
    for (const [name, shelf] of before) if (!this.#shelves.has(name)) shelf.dispose();
  }
}

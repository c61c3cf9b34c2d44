/**
 * Bibliographies that the library follows: their entries are papers of it, now and whenever the file changes. What the library
 * knows already is only added to, and an entry that goes takes no paper with it.
 */
import * as vscode from "vscode";
import { Disposables } from "../../base/disposables.ts";
import { counted } from "../../base/counted.ts";
import type { Files, Log } from "../../base/ports.ts";
import { reasonOf } from "../../base/result.ts";
import type { Shelves } from "../../base/shelves.ts";
import { inSlices } from "../../base/slices.ts";
import { importBibtex } from "../../citations/bibImport.ts";
import { isKept, type ListedBibliography } from "../../library/bibliographiesFile.ts";
import type { Library } from "../../library/library.ts";
import type { ListStore } from "../../library/listStore.ts";
import { decodedText } from "../workspace/decodedText.ts";
import { commands } from "../workspace/names.ts";

export interface FollowPorts {
  readonly library: Library;
  readonly store: ListStore<ListedBibliography>;
  readonly shelves: Shelves;
  /** The folder of the workspace that a library is in. */
  readonly homeOf: (shelf: Files) => vscode.Uri | undefined;
  readonly log: Log;
}

/** Whoever saves often is not followed at every step. */
const settleMs = 1_500;

export class FollowedBibliographies implements vscode.Disposable {
  readonly commands: Readonly<Record<string, (...args: readonly unknown[]) => unknown>>;
  readonly #ports: FollowPorts;
  readonly #own = new Disposables();
  readonly #store: ListStore<ListedBibliography>;
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  #watches = new Disposables();

  constructor(ports: FollowPorts) {
    this.#ports = ports;
    this.#store = ports.store;
    this.#own.add(this.#store.onDidChange(() => void this.#watch()));
    this.#own.add({ dispose: () => this.#watches.dispose() });
    this.#own.add({ dispose: () => this.#timers.forEach((timer) => clearTimeout(timer)) });
    this.commands = {
      [commands.followBibliography]: (file) => this.#follow(file),
      [commands.unfollowBibliography]: (file) => this.#unfollow(file),
    };
    void this.#watch();
  }

  dispose(): void {
    this.#own.dispose();
  }

  /** @returns how many papers are new */
  async #follow(file: unknown): Promise<number> {
    const { path, shelf } = this.#placeOf(file);
    if ((await this.#store.list()).some(({ item }) => item.path === path && isKept(item)))
      throw new Error(`${path} is kept in step with the library, which knows its papers already`);
    await this.#store.change(shelf.name, (all) => [...all, { path }]);
    const added = await this.#read(path, shelf);
    vscode.window.setStatusBarMessage(`Following ${path}: ${counted(added, "new paper")}`, 6000);
    return added;
  }

  async #unfollow(file: unknown): Promise<void> {
    const followed = (await this.#store.list()).filter(({ item }) => !isKept(item));
    const given = file instanceof vscode.Uri || isBib(vscode.window.activeTextEditor?.document.uri);
    const path = given
      ? this.#placeOf(file).path
      : await vscode.window.showQuickPick(
          followed.map(({ item }) => item.path),
          { title: "Stop Following Bibliography", placeHolder: "Which one? Its papers stay in the library." },
        );
    if (path === undefined) return;
    if (!followed.some(({ item }) => item.path === path)) throw new Error(`${path} is not followed`);
    for (const { item, shelf } of followed)
      if (item.path === path)
        await this.#store.change(shelf, (all) => all.filter((each) => each.path !== path));
    vscode.window.setStatusBarMessage(`${path} is no longer followed; its papers stay`, 6000);
  }

  #placeOf(file: unknown): { readonly path: string; readonly shelf: Files } {
    const uri = file instanceof vscode.Uri ? file : vscode.window.activeTextEditor?.document.uri;
    if (!isBib(uri)) throw new Error("Open a .bib file of the workspace first");
    for (const shelf of this.#ports.shelves.list()) {
      const home = this.#ports.homeOf(shelf);
      if (home !== undefined && home.scheme === uri.scheme && uri.path.startsWith(`${home.path}/`))
        return { path: uri.path.slice(home.path.length + 1), shelf };
    }
    throw new Error("Only bibliographies of the workspace can be followed");
  }

  async #watch(): Promise<void> {
    this.#watches.dispose();
    const watches = (this.#watches = new Disposables());
    try {
      for (const { item, shelf: name } of await this.#store.list()) {
        if (isKept(item)) continue;
        const shelf = this.#ports.shelves.list().find((each) => each.name === name);
        const home = shelf && this.#ports.homeOf(shelf);
        if (shelf === undefined || home === undefined || watches !== this.#watches) continue;
        const watcher = watches.add(
          vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(home, item.path)),
        );
        const due = (): void => this.#readSoon(item.path, shelf);
        watches.add(watcher.onDidChange(due));
        watches.add(watcher.onDidCreate(due));
        due();
      }
    } catch (thrown) {
      this.#ports.log.warn(`Bibliographies are not followed: ${reasonOf(thrown)}`);
    }
  }

  #readSoon(path: string, shelf: Files): void {
    const key = `${shelf.name} ${path}`;
    clearTimeout(this.#timers.get(key));
    const read = (): void => {
      this.#timers.delete(key);
      this.#read(path, shelf).catch((thrown: unknown) =>
        this.#ports.log.warn(`${path} could not be followed: ${reasonOf(thrown)}`),
      );
    };
    this.#timers.set(key, setTimeout(read, settleMs));
  }

  async #read(path: string, shelf: Files): Promise<number> {
    const { library, homeOf, log } = this.#ports;
    const home = homeOf(shelf);
    if (home === undefined) return 0;
    const { text } = decodedText(
      await vscode.workspace.fs.readFile(vscode.Uri.joinPath(home, ...path.split("/"))),
    );
    const imported = await inSlices(importBibtex(text), () => this.#own.disposed);
    if (imported === undefined) return 0;
    const { added, problems } = await library.add(imported.drafts);
    for (const { where, why } of [...imported.problems, ...problems].slice(0, 20))
      log.info(`${path}, ${where}: ${why}`);
    return added.length;
  }
}

const isBib = (uri: vscode.Uri | undefined): uri is vscode.Uri =>
  uri !== undefined && /\.bib$/iu.test(uri.path);

/**
 * Bibliographies that are kept in step with collections: whenever papers change, or the file does, what the library says is
 * written into it. A file that cannot be read for sure, or has no header of ours, is left alone and named.
 */
import * as vscode from "vscode";
import { Disposables } from "../../base/disposables.ts";
import type { Files, Log } from "../../base/ports.ts";
import { reasonOf } from "../../base/result.ts";
import { isKept, type KeptBibliography, type ListedBibliography } from "../../library/bibliographiesFile.ts";
import type { Library } from "../../library/library.ts";
import type { ListStore } from "../../library/listStore.ts";
import { isWithin } from "../../library/renaming.ts";
import {
  hasKeptHeader,
  headerSpan,
  keptHeader,
  keptInStep,
  type KeptChange,
  withEdits,
} from "../../references/keptBibliography.ts";
import { TextFile } from "../workspace/textFile.ts";

export interface KeptPorts {
  readonly library: Pick<Library, "papers" | "problems" | "onDidChange">;
  readonly store: ListStore<ListedBibliography>;
  readonly shelves: { list(): readonly Files[]; homeOf(shelf: Files): vscode.Uri | undefined };
  readonly log: Log;
}

/** What became of a file. */
export type Renewed = Omit<KeptChange, "edits">;

const settleMs = 400;

export class KeptBibliographies implements vscode.Disposable {
  readonly #ports: KeptPorts;
  readonly #own = new Disposables();
  /** What was said last of a file, so that it is said once. */
  readonly #told = new Map<string, string>();
  #watches = new Disposables();
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** One file after another. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(ports: KeptPorts) {
    this.#ports = ports;
    this.#own.add(ports.store.onDidChange(() => void this.#watch()));
    this.#own.add(ports.library.onDidChange(() => this.#renewSoon()));
    this.#own.add({ dispose: () => this.#watches.dispose() });
    this.#own.add({ dispose: () => clearTimeout(this.#timer) });
    void this.#watch();
  }

  dispose(): void {
    this.#own.dispose();
  }

  /** @throws where the file cannot be kept */
  async keep(uri: vscode.Uri, collection: string, dialect: "bibtex" | "biblatex"): Promise<Renewed> {
    const { path, shelf } = this.#placeOf(uri);
    const listed = (await this.#ports.store.list()).find(
      (each) => each.shelf === shelf.name && each.item.path === path,
    );
    if (listed !== undefined && !isKept(listed.item))
      throw new Error(`The library follows ${path}: stop following it before it is kept in step`);
    const file = await TextFile.read(uri);
    if (file?.isDirty === true) throw new Error(`${path} has changes that are not saved: save it first`);
    const readable = keptInStep(file?.text ?? "", [], dialect);
    if (!readable.ok) throw new Error(`${path} cannot be kept in step: ${readable.why}`);
    if (file === undefined) await TextFile.create(uri, keptHeader);
    else if (!hasKeptHeader(file.text)) {
      const start = { start: 0, end: 0 };
      await file.edit([{ span: start, text: `${keptHeader}${file.text.trim() === "" ? "" : "\n"}` }]);
    }
    const item: KeptBibliography = { path, collection, dialect };
    const renewed = await this.#inTurn(() => this.#renew(item, shelf));
    await this.#ports.store.change(shelf.name, (all) => [...all.filter((each) => each.path !== path), item]);
    return renewed;
  }

  /** Its entries stay. */
  async letGo(uri: vscode.Uri): Promise<void> {
    const { path, shelf } = this.#placeOf(uri);
    await this.#ports.store.change(shelf.name, (all) =>
      all.filter((each) => each.path !== path || !isKept(each)),
    );
    const file = await TextFile.read(uri);
    if (file !== undefined && hasKeptHeader(file.text))
      await file.edit([{ span: headerSpan(file.text), text: "" }]);
  }

  async kept(): Promise<readonly { readonly item: KeptBibliography; readonly file: vscode.Uri }[]> {
    const found: { readonly item: KeptBibliography; readonly file: vscode.Uri }[] = [];
    for (const { item, shelf } of await this.#ports.store.list()) {
      const home = this.#homeOf(shelf);
      if (isKept(item) && home !== undefined)
        found.push({ item, file: vscode.Uri.joinPath(home, ...item.path.split("/")) });
    }
    return found;
  }

  /** The files go with their collection. */
  async renamed(from: string, to: string): Promise<void> {
    const { store } = this.#ports;
    const shelves = new Set(
      (await store.list())
        .filter(({ item }) => isKept(item) && isWithin(item.collection, from))
        .map(({ shelf }) => shelf),
    );
    for (const shelf of shelves)
      await store.change(shelf, (all) =>
        all.map((item) =>
          isKept(item) && isWithin(item.collection, from)
            ? { ...item, collection: `${to}${item.collection.slice(from.length)}` }
            : item,
        ),
      );
  }

  #placeOf(uri: vscode.Uri): { readonly path: string; readonly shelf: Files } {
    if (!/\.bib$/iu.test(uri.path)) throw new Error("A bibliography is a file that ends in .bib");
    for (const shelf of this.#ports.shelves.list()) {
      const home = this.#ports.shelves.homeOf(shelf);
      if (home !== undefined && home.scheme === uri.scheme && uri.path.startsWith(`${home.path}/`))
        return { path: uri.path.slice(home.path.length + 1), shelf };
    }
    throw new Error("Only bibliographies in the folders of the workspace can be kept in step");
  }

  #homeOf(name: string): vscode.Uri | undefined {
    const shelf = this.#ports.shelves.list().find((each) => each.name === name);
    return shelf && this.#ports.shelves.homeOf(shelf);
  }

  async #watch(): Promise<void> {
    this.#watches.dispose();
    const watches = (this.#watches = new Disposables());
    try {
      for (const { item, file } of await this.kept()) {
        if (watches !== this.#watches) return;
        const folder = vscode.Uri.joinPath(file, "..");
        const name = item.path.slice(item.path.lastIndexOf("/") + 1).replace(/[[\]{}*?]/gu, "?");
        const watcher = watches.add(
          vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, name)),
        );
        watches.add(watcher.onDidChange(() => this.#renewSoon()));
        watches.add(watcher.onDidCreate(() => this.#renewSoon()));
        this.#renewSoon();
      }
    } catch (thrown) {
      this.#ports.log.warn(`Bibliographies are not kept in step: ${reasonOf(thrown)}`);
    }
  }

  #renewSoon(): void {
    clearTimeout(this.#timer);
    if (this.#own.disposed) return;
    this.#timer = setTimeout(() => void this.#renewAll(), settleMs);
  }

  async #renewAll(): Promise<void> {
    const { store, shelves, log } = this.#ports;
    for (const { item, shelf: name } of await store.list()) {
      const shelf = shelves.list().find((each) => each.name === name);
      if (shelf === undefined || !isKept(item)) continue;
      try {
        await this.#inTurn(() => this.#renew(item, shelf));
        this.#told.delete(item.path);
      } catch (thrown) {
        const why = reasonOf(thrown);
        if (this.#told.get(item.path) === why) continue;
        this.#told.set(item.path, why);
        log.warn(why);
        void this.#tell(item, why);
      }
    }
  }

  /** @throws with the reason why the file is left as it is */
  async #renew({ path, collection, dialect = "bibtex" }: KeptBibliography, shelf: Files): Promise<Renewed> {
    const nothing: Renewed = { added: 0, changed: 0, removed: 0, letGo: [], own: [] };
    const home = this.#ports.shelves.homeOf(shelf);
    const file = home && (await TextFile.read(vscode.Uri.joinPath(home, ...path.split("/"))));
    if (file === undefined || file.isDirty) return nothing; // it may come, or be saved
    const left = (why: string): Error => new Error(`${path} is not kept in step: ${why}`);
    if (!hasKeptHeader(file.text))
      throw left("its first line does not say that Marginalia keeps it. Keep it anew, or stop keeping it");
    const papers = (await this.#ports.library.papers()).filter(({ collections = [] }) =>
      collections.some((each) => isWithin(each, collection)),
    );
    if (papers.length === 0) throw left(`the collection “${collection}” has no papers`);
    const unread = this.#ports.library.problems.map(({ path: at }) => at.replace(/^.*\/|\.json$/gu, ""));
    const change = keptInStep(file.text, papers, dialect, new Set(unread));
    if (!change.ok) throw left(change.why);
    const { edits, ...renewed } = change.value;
    if (withEdits(file.text, edits) !== file.text) await file.edit(edits);
    for (const key of renewed.letGo)
      this.#ports.log.info(
        `${key} stays in ${path}: its paper has left “${collection}”, its fields are yours`,
      );
    return renewed;
  }

  async #tell({ path }: KeptBibliography, why: string): Promise<void> {
    const open = "Open";
    if ((await vscode.window.showWarningMessage(`${why}.`, open)) !== open) return;
    const file = (await this.kept()).find(({ item }) => item.path === path)?.file;
    if (file !== undefined) await vscode.window.showTextDocument(file);
  }

  #inTurn<R>(work: () => Promise<R>): Promise<R> {
    const done = this.#turn.then(work, work);
    this.#turn = done.catch(() => undefined); // the caller hears of it; the next one goes on
    return done;
  }
}

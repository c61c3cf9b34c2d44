/** The files port over `vscode.workspace.fs`: one `.marginalia` folder, on a disk, a remote or a virtual file system. */
import * as vscode from "vscode";
import { Disposables } from "../../base/disposables.ts";
import { Emitter, type Event } from "../../base/emitter.ts";
import type { FileEntry, FileFacts, Files, Log } from "../../base/ports.ts";
import { reasonOf } from "../../base/result.ts";
import { libraryFolder } from "./names.ts";
import { orMissing } from "./orMissing.ts";
import { replaceFile } from "./replaceFile.ts";

/** Adds text to the end of a file in one step, on a line of its own. Editors' file systems have no such call. */
export type AppendText = (uri: vscode.Uri, text: string) => Promise<void>;

/** Git must keep both sides of a log, and leave out what can be made again. Written only where they are missing. */
const companions: Readonly<Record<string, string>> = {
  ".gitattributes": "annotations/**/*.jsonl merge=union\n",
  ".gitignore": "cache/\npdfs/\n",
};

/**
 * Made before anything is put below them: a watcher on Linux that hears of a new folder looks only into that one, so that
 * folders made inside each other at once would never be followed.
 */
export const watchedFolders: readonly string[] = ["papers", "annotations"];

/** Changes come late and repeated; they are told together. */
const settleMs = 60;

/**
 * A file that is made and removed within one batch is not told of at all, though a look that another file's change caused
 * may have seen it; nor need a file be that comes with its folder. So folders in which something changed, or that came
 * themselves, are told once more when all is quiet.
 */
const secondLookMs = 2000;

export class WorkspaceFiles implements Files {
  readonly name: string;
  readonly #folder: vscode.Uri;
  readonly #root: vscode.Uri;
  readonly #append: AppendText | undefined;
  readonly #own = new Disposables();
  readonly #changes: Emitter<readonly string[]>;
  readonly #changed = new Set<string>();
  readonly #changedFolders = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #secondLook: ReturnType<typeof setTimeout> | undefined;
  #watching = false;
  #prepared: Promise<void> | undefined;

  constructor(folder: vscode.Uri, append: AppendText | undefined, log: Log) {
    this.#folder = folder;
    this.#root = vscode.Uri.joinPath(folder, libraryFolder);
    this.name = this.#root.toString();
    this.#append = append;
    this.#changes = this.#own.add(
      new Emitter((failure) => log.error(`Following changed files failed: ${reasonOf(failure)}`)),
    );
    this.#own.add({ dispose: () => clearTimeout(this.#timer) });
    this.#own.add({ dispose: () => clearTimeout(this.#secondLook) });
  }

  /** The folder of the workspace that the library is in. */
  get home(): vscode.Uri {
    return this.#folder;
  }

  uriOf(path: string): vscode.Uri {
    const segments = path.split("/");
    if (
      segments.some(
        (segment) => segment === "" || segment === "." || segment === ".." || /[\\:\0]/u.test(segment),
      )
    )
      throw new Error(`"${path}" is not a path inside the library`);
    return vscode.Uri.joinPath(this.#root, ...segments);
  }

  async list(folder: string): Promise<readonly FileEntry[]> {
    const entries = await orMissing(vscode.workspace.fs.readDirectory(this.uriOf(folder)));
    return (entries ?? []).map(([name, type]) => ({
      name,
      kind: (type & vscode.FileType.Directory) !== 0 ? "folder" : "file",
    }));
  }

  async read(path: string): Promise<string | undefined> {
    const bytes = await orMissing(vscode.workspace.fs.readFile(this.uriOf(path)));
    return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
  }

  async facts(path: string): Promise<FileFacts | undefined> {
    const stat = await orMissing(vscode.workspace.fs.stat(this.uriOf(path)));
    return stat === undefined ? undefined : { size: stat.size, mtime: stat.mtime };
  }

  async write(path: string, text: string): Promise<void> {
    await this.#prepare();
    await this.#replace(path, text);
  }

  async append(path: string, text: string): Promise<void> {
    await this.#prepare();
    const uri = this.uriOf(path);
    if (this.#append !== undefined && uri.scheme === "file") return this.#append(uri, text);
    const before = (await this.read(path)) ?? "";
    const gap = before === "" || before.endsWith("\n") ? "" : "\n";
    await this.#replace(path, before + gap + text);
  }

  async remove(path: string): Promise<void> {
    await orMissing(vscode.workspace.fs.delete(this.uriOf(path)));
  }

  /** What was written past this port is told at once: of what lies in folders that are new too, a watcher may say nothing. */
  wrote(path: string): void {
    this.#noteChange(this.uriOf(path));
  }

  readonly onDidChange: Event<readonly string[]> = (listener) => {
    this.#watch();
    return this.#changes.event(listener);
  };

  dispose(): void {
    this.#own.dispose();
  }

  async #replace(path: string, text: string): Promise<void> {
    await replaceFile(this.uriOf(path), new TextEncoder().encode(text));
  }

  #prepare(): Promise<void> {
    this.#prepared ??= this.#addCompanions().catch((thrown: unknown) => {
      this.#prepared = undefined; // tried again with the next write
      throw thrown;
    });
    return this.#prepared;
  }

  async #addCompanions(): Promise<void> {
    for (const [path, text] of Object.entries(companions))
      if ((await this.read(path)) === undefined) await this.#replace(path, text);
    for (const folder of watchedFolders) await vscode.workspace.fs.createDirectory(this.uriOf(folder));
  }

  #watch(): void {
    if (this.#watching) return;
    this.#watching = true;
    const pattern = new vscode.RelativePattern(this.#folder, `{${libraryFolder},${libraryFolder}/**}`);
    const watcher = this.#own.add(vscode.workspace.createFileSystemWatcher(pattern));
    const note = (uri: vscode.Uri): void => this.#noteChange(uri);
    this.#own.add(watcher.onDidCreate(note));
    this.#own.add(watcher.onDidChange(note));
    this.#own.add(watcher.onDidDelete(note));
  }

  #noteChange(uri: vscode.Uri): void {
    const root = this.#root.path;
    if (uri.path.endsWith(".tmp")) return;
    if (uri.path === root) for (const folder of watchedFolders) this.#changed.add(folder);
    else if (uri.path.startsWith(`${root}/`)) this.#changed.add(uri.path.slice(root.length + 1));
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#tell(), settleMs);
  }

  #tell(): void {
    const paths = [...this.#changed];
    this.#changed.clear();
    this.#changes.fire(paths);
    for (const path of paths) {
      const folder = path.slice(0, Math.max(0, path.lastIndexOf("/")));
      if (folder.includes("/")) this.#changedFolders.add(folder); // not those with thousands of papers
      if (watchedFolders.includes(path)) this.#changedFolders.add(path);
    }
    if (this.#changedFolders.size === 0) return;
    clearTimeout(this.#secondLook);
    this.#secondLook = setTimeout(() => {
      const again = [...this.#changedFolders];
      this.#changedFolders.clear();
      this.#changes.fire(again);
    }, secondLookMs);
  }
}

/**
 * What the files of the workspace cite: read in the background once someone asks, then kept in step with the disk. Documents
 * that are open count as they stand in their editors. Files are only read here.
 */
import * as vscode from "vscode";
import { Disposables } from "../../base/disposables.ts";
import { mapLimited } from "../../base/limited.ts";
import type { Log } from "../../base/ports.ts";
import { reasonOf } from "../../base/result.ts";
import { textAt } from "../../base/span.ts";
import type { Reference } from "../../citations/references.ts";
import { scanning } from "../../citations/scannedText.ts";
import { kindOf, kindOfFile, mentioningEndings } from "../inline/documents.ts";
import type { DocumentScans } from "../inline/documentScans.ts";
import { decodedText } from "../workspace/decodedText.ts";
import { followFiles } from "../workspace/followFiles.ts";
import { findWorkspaceFiles } from "../workspace/workspaceSearch.ts";
import { cellsOf } from "./notebookCells.ts";
import { inSlices } from "../../base/slices.ts";

export interface FoundMention {
  readonly uri: vscode.Uri;
  /** The cell of a notebook that is not open. */
  readonly cell?: number | undefined;
  readonly line: number;
  readonly reference: Reference;
  /** The key as written. */
  readonly key: string | undefined;
}

const mostFiles = 5_000;
const largestBytes = 5_000_000;
const readAtOnce = 8;
const settleMs = 500;
const endings = [...mentioningEndings, "ipynb"];
const pattern = `**/*.{${endings.join(",")}}`;
const isMeant = ({ path }: vscode.Uri): boolean => endings.some((ending) => path.endsWith(`.${ending}`));

export class WorkspaceMentions implements vscode.Disposable {
  readonly #scans: DocumentScans;
  readonly #log: Log;
  readonly #own = new Disposables();
  readonly #files = new Map<string, readonly FoundMention[]>();
  readonly #due = new Map<string, vscode.Uri>();
  #working: Promise<void> = Promise.resolve();
  #reading: Promise<void> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(scans: DocumentScans, log: Log) {
    this.#scans = scans;
    this.#log = log;
    this.#own.add({ dispose: () => clearTimeout(this.#timer) });
  }

  /** All there are now. Reads the files if that was not done yet. */
  async all(): Promise<readonly FoundMention[]> {
    await this.ready();
    this.#working = this.#working.then(() => this.#readDue());
    await this.#working;
    const open = vscode.workspace.textDocuments.filter(
      (document) =>
        !document.isClosed &&
        kindOf(document) !== undefined &&
        isOfWorkspace(document.uri) &&
        !this.#isMisread(document),
    );
    const shown = new Set(open.map(({ uri }) => uri.path));
    const stored = [...this.#files].flatMap(([path, found]) => (shown.has(path) ? [] : found));
    return [...stored, ...open.flatMap((document) => this.#inDocument(document))];
  }

  ready(): Promise<void> {
    this.#reading ??= this.#start().catch((thrown: unknown) => {
      this.#reading = undefined; // the next one to ask tries again
      this.#log.error(`The workspace's citations were not read: ${reasonOf(thrown)}`);
    });
    return this.#reading;
  }

  dispose(): void {
    this.#own.dispose();
  }

  /** Of an older encoding than UTF-8, so that what was read from the disk is nearer to what stands there. */
  #isMisread(document: vscode.TextDocument): boolean {
    return !document.isDirty && this.#files.has(document.uri.path) && document.getText().includes("\uFFFD");
  }

  #inDocument(document: vscode.TextDocument): readonly FoundMention[] {
    return [...this.#scans.all(document)].map(([line, reference]) => ({
      uri: document.uri,
      line,
      reference,
      key: reference.key && textAt(document.lineAt(line).text, reference.key),
    }));
  }

  async #start(): Promise<void> {
    this.#own.add(followFiles(pattern, isMeant, (uri) => this.#isDue(uri)));
    this.#own.add(
      vscode.workspace.onDidChangeWorkspaceFolders(() => {
        this.#working = this.#working.then(() => this.#findAll());
      }),
    );
    await this.#findAll();
  }

  async #findAll(): Promise<void> {
    const found = await findWorkspaceFiles(pattern, mostFiles);
    if (found.length === mostFiles) this.#log.warn(`Citations are looked for in ${mostFiles} files only`);
    const here = new Set(found.map(({ path }) => path));
    for (const path of this.#files.keys()) if (!here.has(path)) this.#files.delete(path);
    await mapLimited(found, readAtOnce, (uri) => this.#read(uri));
  }

  #isDue(uri: vscode.Uri): void {
    this.#due.set(uri.path, uri);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#working = this.#working.then(() => this.#readDue());
    }, settleMs);
  }

  async #readDue(): Promise<void> {
    const due = [...this.#due.values()];
    this.#due.clear();
    await mapLimited(due, readAtOnce, async (uri) => {
      if (this.#files.has(uri.path) || (await isSearched(uri))) await this.#read(uri);
    });
  }

  async #read(uri: vscode.Uri): Promise<void> {
    try {
      const { size } = await vscode.workspace.fs.stat(uri);
      const text = size > largestBytes ? "" : decodedText(await vscode.workspace.fs.readFile(uri)).text;
      const found = await this.#found(uri, text);
      if (found !== undefined) this.#files.set(uri.path, found);
    } catch (thrown) {
      this.#files.delete(uri.path);
      const isGone = thrown instanceof vscode.FileSystemError && thrown.code === "FileNotFound";
      if (!isGone) this.#log.warn(`${uri.path} was not searched for citations: ${reasonOf(thrown)}`);
    }
  }

  async #found(uri: vscode.Uri, text: string): Promise<readonly FoundMention[] | undefined> {
    if (text.includes("\0")) return [];
    const parts = /\.ipynb$/iu.test(uri.path)
      ? cellsOf(text)
      : [{ kind: kindOfFile(uri), text, cell: undefined }];
    const all: FoundMention[] = [];
    for (const part of parts) {
      const found = await inSlices(scanning(part.text, part.kind), () => this.#own.disposed);
      if (found === undefined) return undefined;
      const lines = found.length === 0 ? [] : part.text.split(/\r\n|\n|\r/u);
      for (const [line, reference] of found)
        all.push({
          uri,
          cell: part.cell,
          line,
          reference,
          key: reference.key && textAt(lines[line] ?? "", reference.key),
        });
    }
    return all;
  }
}

const isOfWorkspace = (uri: vscode.Uri): boolean =>
  uri.scheme === "untitled" || vscode.workspace.getWorkspaceFolder(uri) !== undefined;

/** Whether a file that came is none of those that are kept out of searches. */
async function isSearched(uri: vscode.Uri): Promise<boolean> {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  if (folder === undefined) return false;
  const path = uri.path
    .slice(folder.uri.path.length)
    .replace(/^\//u, "")
    .replace(/[[\]{}*?]/gu, "?");
  const found = await findWorkspaceFiles(path, 2);
  return found.some((each) => each.path === uri.path);
}

/**
 * The bibliographies of the workspace: every `.bib`, read when first needed, and again when it changes on disk or in an
 * editor. Files are only read here.
 */
import * as vscode from "vscode";
import { Disposables } from "../../base/disposables.ts";
import { Emitter, type Event } from "../../base/emitter.ts";
import { mapLimited } from "../../base/limited.ts";
import type { Log } from "../../base/ports.ts";
import { reasonOf } from "../../base/result.ts";
import { Bibliography } from "../../citations/bibliography.ts";
import type { PaperFinder } from "../../citations/mentions.ts";
import { summarised } from "../../citations/bibSummary.ts";
import { decodedText } from "../workspace/decodedText.ts";
import { followFiles } from "../workspace/followFiles.ts";
import { findWorkspaceFiles } from "../workspace/workspaceSearch.ts";
import { inSlices } from "../../base/slices.ts";

const mostFiles = 500;
const largestBytes = 200_000_000;
const readAtOnce = 4;
const settleMs = 250;

export class BibFiles implements vscode.Disposable {
  readonly bibliography = new Bibliography();
  readonly #log: Log;
  readonly #own = new Disposables();
  readonly #changes: Emitter<void>;
  /** Counts the readings of each file: an older one that ends later is dropped. */
  readonly #readings = new Map<string, number>();
  readonly #due = new Map<string, vscode.Uri>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** One reading of what is due after another, so that whoever waits for the last has waited for all. */
  #working: Promise<void> = Promise.resolve();
  #reading: Promise<void> | undefined;

  constructor(log: Log) {
    this.#log = log;
    this.#changes = this.#own.add(
      new Emitter((failure) => log.error(`Following bibliographies failed: ${reasonOf(failure)}`)),
    );
    this.#own.add({ dispose: () => clearTimeout(this.#timer) });
  }

  /** Entries came, went, or were changed. */
  get onDidChange(): Event<void> {
    return this.#changes.event;
  }

  /** Finds and reads the files if that was not done yet. */
  ready(): Promise<void> {
    this.#reading ??= this.#start().catch((thrown: unknown) => {
      this.#reading = undefined; // the next one to ask tries again
      this.#log.error(`Bibliographies were not read: ${reasonOf(thrown)}`);
    });
    return this.#reading;
  }

  over(library: PaperFinder): PaperFinder {
    return this.bibliography.over(library);
  }

  /** Reads what was changed and not read yet, so that answers are about the text as it is. */
  async upToDate(): Promise<Bibliography> {
    await this.ready();
    this.#working = this.#working.then(() => this.#readDue());
    await this.#working;
    return this.bibliography;
  }

  dispose(): void {
    this.#own.dispose();
  }

  async #start(): Promise<void> {
    const isDue = (uri: vscode.Uri): void => this.#isDue(uri);
    this.#own.add(followFiles("**/*.bib", isBibliography, isDue));
    const ofDocument = ({ uri }: vscode.TextDocument): void => {
      if (isBibliography(uri) && vscode.workspace.getWorkspaceFolder(uri) !== undefined) isDue(uri);
    };
    this.#own.add(vscode.workspace.onDidChangeTextDocument(({ document }) => ofDocument(document)));
    this.#own.add(vscode.workspace.onDidCloseTextDocument(ofDocument)); // what was not saved is gone
    this.#own.add(vscode.workspace.onDidChangeWorkspaceFolders(() => void this.#findAll()));
    await this.#findAll();
  }

  async #findAll(): Promise<void> {
    const found = await findWorkspaceFiles("**/*.bib", mostFiles);
    const here = new Set(found.map((uri) => uri.toString()));
    for (const file of this.bibliography.files) if (!here.has(file)) this.bibliography.delete(file);
    await mapLimited(found, readAtOnce, (uri) => this.#read(uri));
    this.#changes.fire();
  }

  #isDue(uri: vscode.Uri): void {
    this.#due.set(uri.toString(), uri);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#working = this.#working.then(() => this.#readDue());
    }, settleMs);
  }

  async #readDue(): Promise<void> {
    const due = [...this.#due.values()];
    if (due.length === 0) return;
    this.#due.clear();
    await mapLimited(due, readAtOnce, (uri) => this.#read(uri));
    this.#changes.fire();
  }

  async #read(uri: vscode.Uri): Promise<void> {
    const file = uri.toString();
    const reading = (this.#readings.get(file) ?? 0) + 1;
    this.#readings.set(file, reading);
    const isStale = (): boolean => this.#own.disposed || this.#readings.get(file) !== reading;
    try {
      const text = await textOf(uri);
      const summary = text === undefined ? undefined : await inSlices(summarised(file, text), isStale);
      if (isStale()) return;
      if (summary === undefined) this.bibliography.delete(file);
      else this.bibliography.set(file, summary);
    } catch (thrown) {
      this.#log.warn(`${uri.path} was not read: ${reasonOf(thrown)}`);
    }
  }
}

const isBibliography = ({ path }: vscode.Uri): boolean => /\.bib$/iu.test(path);

/** As it stands in an editor, else on disk. `undefined` when it is gone. */
async function textOf(uri: vscode.Uri): Promise<string | undefined> {
  const open = vscode.workspace.textDocuments.find(
    (document) => !document.isClosed && document.uri.toString() === uri.toString(),
  );
  // Of an older encoding an editor may show signs that stand for what it could not read.
  if (open !== undefined && (open.isDirty || !open.getText().includes("\uFFFD"))) return open.getText();
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > largestBytes) throw new Error("it is larger than 200 MB");
    return decodedText(await vscode.workspace.fs.readFile(uri)).text;
  } catch (thrown) {
    if (thrown instanceof vscode.FileSystemError && thrown.code === "FileNotFound") return undefined;
    throw thrown;
  }
}

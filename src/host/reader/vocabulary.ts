/** What marks mean and what notes are called in this workspace: names given to colours, and the tags in use. */
import * as vscode from "vscode";
import { Disposables } from "../../base/disposables.ts";
import { Emitter } from "../../base/emitter.ts";
import type { Log } from "../../base/ports.ts";
import { reasonOf } from "../../base/result.ts";
import type { Library } from "../../library/library.ts";
import type { Notes } from "../../notes/notes.ts";
import { mostTags, type Vocabulary } from "../../domain/vocabulary.ts";
import { affects, colorMeanings } from "../workspace/configuration.ts";
import { settings } from "../workspace/names.ts";

const settleMs = 300;

export class VocabularySource implements vscode.Disposable {
  readonly #library: Library;
  readonly #notes: Notes;
  readonly #own = new Disposables();
  readonly #changes: Emitter<Vocabulary>;
  #known = "";
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(library: Library, notes: Notes, log: Log) {
    this.#library = library;
    this.#notes = notes;
    this.#changes = this.#own.add(
      new Emitter((failure) => log.error(`A listener to the vocabulary failed: ${reasonOf(failure)}`)),
    );
    const later = (): void => this.#checkLater();
    this.#own.add(library.onDidChange(later));
    this.#own.add(notes.onDidChange(later));
    this.#own.add(
      vscode.workspace.onDidChangeConfiguration((event) => affects(event, settings.colorMeanings) && later()),
    );
    this.#own.add({ dispose: () => clearTimeout(this.#timer) });
  }

  get onDidChange(): Emitter<Vocabulary>["event"] {
    return this.#changes.event;
  }

  async now(): Promise<Vocabulary> {
    const papers = await this.#library.papers();
    await this.#notes.ready();
    const uses = new Map(this.#notes.tags);
    for (const { tags: own } of papers) for (const tag of own) uses.set(tag, (uses.get(tag) ?? 0) + 1);
    const tags = [...uses].sort(([a, of], [b, than]) => than - of || a.localeCompare(b)).map(([tag]) => tag);
    const vocabulary = { meanings: colorMeanings(), tags: tags.slice(0, mostTags) };
    this.#known = JSON.stringify(vocabulary);
    return vocabulary;
  }

  dispose(): void {
    this.#own.dispose();
  }

  /** Notes come in bursts. */
  #checkLater(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#check(), settleMs);
  }

  async #check(): Promise<void> {
    const before = this.#known;
    const vocabulary = await this.now();
    if (this.#known !== before) this.#changes.fire(vocabulary);
  }
}

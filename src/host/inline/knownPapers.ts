/**
 * The papers and notes that inline notes speak of: read when the first document needs them, kept in step with the stores.
 * Notes are placed in their abstracts once, and again only when they or the paper change.
 */
import type * as vscode from "vscode";
import { Disposables } from "../../base/disposables.ts";
import { Emitter, type Event } from "../../base/emitter.ts";
import type { Log } from "../../base/ports.ts";
import { reasonOf } from "../../base/result.ts";
import type { Note } from "../../domain/note.ts";
import type { Paper } from "../../domain/paper.ts";
import type { PaperId } from "../../domain/paperId.ts";
import type { Library } from "../../library/library.ts";
import type { PaperFinder } from "../../citations/mentions.ts";
import { PaperLookup } from "../../library/paperLookup.ts";
import { renderPaper, type Rendition } from "../../library/rendition.ts";
import type { Notes } from "../../notes/notes.ts";
import { paperIdOf } from "../workspace/paperUri.ts";
import { DocumentScans } from "./documentScans.ts";

export interface RenderedPaper {
  readonly paper: Paper;
  readonly rendition: Rendition;
}

/** What names mean in the workspace, where its bibliographies know more than the library. */
export interface Meaning {
  ready(): Promise<void>;
  over(library: PaperFinder): PaperFinder;
}

/** Large bibliographies are not waited for; what they change is told. */
const patienceMs = 1_500;

export class KnownPapers implements vscode.Disposable {
  /** What the open documents name. */
  readonly scans: DocumentScans;
  readonly #library: Library;
  readonly #notes: Notes;
  readonly #meaning: Meaning;
  readonly #own = new Disposables();
  readonly #opened: Emitter<void>;
  readonly #notesOf = new Map<PaperId, readonly Note[]>();
  readonly #renditions = new WeakMap<Paper, Rendition>();
  #reading: Promise<PaperFinder> | undefined;
  #lookup: PaperLookup | undefined;

  constructor(library: Library, notes: Notes, meaning: Meaning, log: Log) {
    this.#library = library;
    this.#notes = notes;
    this.#meaning = meaning;
    this.scans = this.#own.add(new DocumentScans());
    this.#opened = this.#own.add(
      new Emitter((failure) => log.error(`A listener to opened notes failed: ${reasonOf(failure)}`)),
    );
    this.#own.add(
      library.onDidChange((change) => {
        this.#lookup?.update(change);
        for (const { id } of change.changed) this.#notesOf.delete(id);
        for (const id of change.removed) this.#notesOf.delete(id);
      }),
    );
    this.#own.add(notes.onDidChange(({ paper }) => void this.#notesOf.delete(paper)));
  }

  /** Fires when notes were read that somebody has asked for. */
  get onDidOpen(): Event<void> {
    return this.#opened.event;
  }

  /** Reads the library and counts the notes if that was not done yet. Everything else here needs it done. */
  ready(): Promise<PaperFinder> {
    this.#reading ??= this.#read().catch((thrown: unknown) => {
      this.#reading = undefined; // the next one to ask tries again
      throw thrown;
    });
    return this.#reading;
  }

  paper(id: PaperId): Paper | undefined {
    return this.#library.get(id);
  }

  /** Reads the notes of a paper. */
  open({ id }: Paper): Promise<void> {
    return this.#notes.open(id);
  }

  /** None until they are open; asking opens them. */
  notesOf(paper: Paper): readonly Note[] {
    const known = this.#notesOf.get(paper.id);
    if (known !== undefined) return known;
    if (!this.#notes.isOpen(paper.id)) {
      if (this.#notes.count(paper.id) > 0) void this.#notes.open(paper.id).then(() => this.#opened.fire());
      return [];
    }
    const notes = this.#notes.of(paper);
    this.#notesOf.set(paper.id, notes);
    return notes;
  }

  rendition(paper: Paper): Rendition {
    const known = this.#renditions.get(paper);
    if (known !== undefined) return known;
    const rendition = renderPaper(paper);
    this.#renditions.set(paper, rendition);
    return rendition;
  }

  /** The paper a document shows as text; `undefined` too while the document is behind the paper. */
  renderedIn(document: vscode.TextDocument): RenderedPaper | undefined {
    const id = paperIdOf(document.uri);
    const paper = id === undefined ? undefined : this.paper(id);
    if (paper === undefined) return undefined;
    const rendition = this.rendition(paper);
    return document.getText() === rendition.text ? { paper, rendition } : undefined;
  }

  dispose(): void {
    this.#own.dispose();
  }

  async #read(): Promise<PaperFinder> {
    const late = new Promise<void>((resolve) => setTimeout(resolve, patienceMs));
    const meaning = Promise.race([this.#meaning.ready(), late]);
    const [papers] = await Promise.all([this.#library.papers(), this.#notes.ready(), meaning]);
    this.#lookup = new PaperLookup(papers);
    this.#notesOf.clear();
    return this.#meaning.over(this.#lookup);
  }
}

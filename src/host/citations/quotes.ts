/** Passages of papers on their way into texts: inserted at the cursor, or remembered when they are copied. */
import * as vscode from "vscode";
import type { Note } from "../../domain/note.ts";
import type { Paper } from "../../domain/paper.ts";
import type { PaperId } from "../../domain/paperId.ts";
import { quotedNote, type QuotedPassage } from "../../domain/quotedPassage.ts";
import { oneLine } from "../../library/markdownText.ts";
import type { Library } from "../../library/library.ts";
import type { Notes } from "../../notes/notes.ts";
import type { RecentEditors } from "../workspace/recentEditors.ts";
import type { EntryPorts } from "./addEntry.ts";
import { insertQuote, type Quoted } from "./insertQuote.ts";

export interface QuotePorts extends EntryPorts {
  readonly library: Library;
  readonly notes: Notes;
  readonly recent: RecentEditors;
  /** The link that opens a passage again. */
  readonly addressOf: (paper: Paper, passage: QuotedPassage) => string;
}

export class Quotes {
  readonly #ports: QuotePorts;
  #copied: { readonly paper: PaperId; readonly passage: QuotedPassage } | undefined;

  constructor(ports: QuotePorts) {
    this.#ports = ports;
  }

  /** Puts a passage where the cursor was last. Answers the file. */
  async insert(paper: PaperId, passage: QuotedPassage): Promise<string> {
    const [place] = this.#ports.recent.places;
    if (place === undefined)
      throw new Error("Open the file that you write in: the quote is put at its cursor");
    await insertQuote(await this.quoted(paper, passage), place, this.#ports);
    return vscode.workspace.asRelativePath(place.document.uri);
  }

  async quoted(id: PaperId, passage: QuotedPassage): Promise<Quoted> {
    await this.#ports.library.load();
    const paper = this.#ports.library.get(id);
    if (paper === undefined) throw new Error("This paper is not in the library");
    const { words, page } = passage;
    return { paper, words, page, address: this.#ports.addressOf(paper, passage) };
  }

  /** @throws when there is no such note */
  async ofNote(id: PaperId, note: string): Promise<QuotedPassage> {
    await this.#ports.notes.open(id);
    const paper = this.#ports.library.get(id);
    const isMeant = (each: Note): boolean =>
      each.id === note || each.replies.some((reply) => reply.id === note);
    const found = paper && this.#ports.notes.of(paper).find(isMeant);
    if (found === undefined) throw new Error("This note is no longer there");
    return quotedNote(found);
  }

  remember(paper: PaperId, passage: QuotedPassage): void {
    this.#copied = { paper, passage };
  }

  /** The passage that was copied last, if that is what a text is. */
  async copiedAs(text: string): Promise<Quoted | undefined> {
    const copied = this.#copied;
    if (copied === undefined || text.length > 2 * copied.passage.words.length + 100) return undefined;
    return oneLine(text) === oneLine(copied.passage.words)
      ? this.quoted(copied.paper, copied.passage)
      : undefined;
  }
}

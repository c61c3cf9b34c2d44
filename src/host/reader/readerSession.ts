/** One open reader: a channel to its page, and the facts of its paper told as they change. */
import * as vscode from "vscode";
import { Disposables } from "../../base/disposables.ts";
import type { Log } from "../../base/ports.ts";
import { textAt, type Span } from "../../base/span.ts";
import type { Note } from "../../domain/note.ts";
import type { Paper } from "../../domain/paper.ts";
import type { PaperId } from "../../domain/paperId.ts";
import { inAbstract } from "../../domain/renditions.ts";
import type { Library } from "../../library/library.ts";
import { quotedNote } from "../../domain/quotedPassage.ts";
import { editing, noEdit } from "../../library/bulkEdit.ts";
import { linkOf } from "../../library/citation.ts";
import { bibtexOf } from "../../references/formats/bibEntry.ts";
import type { Notes } from "../../notes/notes.ts";
import { openChannel, type Ask, type Channel, type Handlers } from "../../protocol/channel.ts";
import { readerAsks, readerTells, type ReaderAction, type ReaderPlace } from "../../protocol/reader.ts";
import { commands } from "../workspace/names.ts";
import type { PassageActions } from "./passageActions.ts";
import type { VocabularySource } from "./vocabulary.ts";
import { openWebLink } from "../workspace/webLinks.ts";
import { wireTo } from "../workspace/webviewWire.ts";
import { tabTitle } from "./tabTitle.ts";
import type { ViewMemory } from "./viewMemory.ts";

export interface ReaderPorts {
  readonly library: Library;
  readonly notes: Notes;
  readonly views: ViewMemory;
  readonly vocabulary: VocabularySource;
  readonly passages: PassageActions;
  readonly log: Log;
}

export class ReaderSession implements vscode.Disposable {
  readonly paper: PaperId;
  readonly panel: vscode.WebviewPanel;
  readonly #ports: ReaderPorts;
  readonly #own = new Disposables();
  readonly #page: Channel<typeof readerTells>;
  #place: ReaderPlace | undefined;
  /** False until the page has asked for its snapshot, and again while it is hidden: it is thrown away then. */
  #listening = false;

  constructor(paper: PaperId, panel: vscode.WebviewPanel, ports: ReaderPorts) {
    this.paper = paper;
    this.panel = panel;
    this.#ports = ports;
    const { library, notes, vocabulary, log } = ports;
    this.#page = openChannel(wireTo(panel.webview), readerAsks, this.#handlers(), readerTells, (why) =>
      log.warn(`Reader of ${paper}: ${why}`),
    );
    this.#own.add({ dispose: () => this.#page.close() });
    this.#own.add(
      library.onDidChange(({ added, changed, removed }) => {
        const now = [...added, ...changed].find(({ id }) => id === paper);
        if (now !== undefined) this.#paperChanged(now);
        if (removed.includes(paper))
          this.#tell("trouble", { why: "This paper was removed from the library." });
      }),
    );
    this.#own.add(
      notes.onDidChange((change) => {
        if (change.paper === paper) this.#tellNotes();
      }),
    );
    this.#own.add(vocabulary.onDidChange((now) => this.#tell("vocabularyChanged", now)));
    this.#own.add(notes.onDidChangeTrouble((why) => this.#tellTrouble(why)));
    this.#own.add(
      panel.onDidChangeViewState(() => {
        if (!panel.visible) this.#listening = false;
      }),
    );
  }

  /** Takes the page to a note or a quote: at once, or when it comes to life. */
  goTo(place: ReaderPlace): void {
    this.#place = place;
    if (!this.#listening) return;
    this.#place = undefined;
    this.#tell("goTo", place);
  }

  perform(action: ReaderAction): void {
    this.#tell("perform", { action });
  }

  dispose(): void {
    this.#own.dispose();
  }

  #handlers(): Handlers<typeof readerAsks> {
    const { library, notes, views, vocabulary, passages } = this.#ports;
    const paper = this.paper;
    return {
      open: async () => {
        const found = await this.#current();
        await notes.open(paper);
        this.#listening = true;
        const place = this.#place;
        this.#place = undefined;
        if (notes.trouble !== undefined) setTimeout(() => this.#tellTrouble(notes.trouble), 0);
        return {
          paper: found,
          notes: this.#notesOf(found),
          writable: library.shelfOf(paper) === undefined ? { why: "Open a folder to keep notes in." } : true,
          view: views.get(paper),
          place,
          vocabulary: await vocabulary.now(),
        };
      },
      move: async ({ id, passage }) => {
        const place = { paper, passage: await this.#passageOf(passage) };
        await notes.move(paper, new Map([[id, place]]));
      },
      linkToCode: async ({ passage, note }) => {
        const end = { passage: passage && (await this.#passageOf(passage)) };
        passages.link(() => Promise.resolve(paper), note === undefined ? end : { note });
      },
      insertQuote: async ({ passage, note }) => {
        if (passage !== undefined) return passages.quote(paper, { words: passage.exact });
        const quoted = notes.withProposals(await this.#current()).find(({ id }) => id === note);
        if (quoted === undefined) throw new Error("This note is no longer there");
        return passages.quote(paper, quotedNote(quoted));
      },
      copied: ({ words }) => passages.copied(paper, { words }),
      openLines: async ({ id, at }) =>
        void (await vscode.commands.executeCommand(commands.openLink, paper, id, at)),
      annotate: async ({ passage, style, color, comment }) => {
        const at = passage === undefined ? undefined : await this.#passageOf(passage);
        return (await notes.add({ paper, passage: at, style, color, comment })).id;
      },
      edit: async ({ id, ...edit }) => void (await notes.edit(paper, id, edit)),
      reply: async ({ to, comment }) => (await notes.reply(paper, to, comment)).id,
      accept: ({ id }) => notes.accept(paper, new Map([[id, undefined]])),
      dismiss: ({ id }) => notes.dismiss(paper, [id]),
      remove: ({ id }) => notes.remove(paper, id),
      settle: ({ id, field, take }) => notes.settle(paper, id, field, take),
      showHistory: async ({ id }) =>
        void (await vscode.commands.executeCommand(commands.noteHistory, paper, id)),
      undo: async () => sentence("Undone", await notes.undo()),
      redo: async () => sentence("Redone", await notes.redo()),
      setStage: async ({ stage }) => {
        const today = new Date().toISOString().slice(0, 10);
        await library.change(paper, editing(await library.papers(), [paper], { ...noEdit, stage }, today));
      },
      setTags: async ({ tags }) =>
        void (await library.change(paper, (now) => ({
          ...now,
          tags: [...new Set(tags.map((tag) => tag.trim()).filter(Boolean))],
        }))),
      copy: async ({ what }) => vscode.env.clipboard.writeText(copied(await this.#current(), what)),
      showPdf: async () => void (await vscode.commands.executeCommand(commands.switchRendition)),
      downloadPdf: async () => void (await vscode.commands.executeCommand(commands.downloadPdf, paper)),
      openLink: ({ url }) => openWebLink(url),
      keepView: (view) => views.keep(paper, view),
    };
  }

  async #current(): Promise<Paper> {
    await this.#ports.library.load();
    const paper = this.#ports.library.get(this.paper);
    if (paper === undefined) throw new Error("This paper is not in the library");
    return paper;
  }

  async #passageOf({ span, exact }: { readonly span: Span; readonly exact: string }) {
    const { abstract } = await this.#current();
    if (textAt(abstract, span) !== exact)
      throw new Error("The abstract has changed meanwhile: select the passage again");
    return { text: abstract, span };
  }

  #paperChanged(paper: Paper): void {
    this.panel.title = tabTitle(paper);
    this.#tell("paperChanged", paper);
    this.#tellNotes(); // their places depend on the abstract
  }

  #tellNotes(): void {
    const paper = this.#ports.library.get(this.paper);
    if (paper !== undefined) this.#tell("notesChanged", this.#notesOf(paper));
  }

  /** Those on the pages of its PDF alone are shown there. */
  #notesOf(paper: Paper): Note[] {
    return this.#ports.notes.withProposals(paper).flatMap((note) => inAbstract(note) ?? []);
  }

  #tellTrouble(why: string | undefined): void {
    this.#tell("trouble", {
      why: why === undefined ? undefined : `Not saved yet: ${why}. It is tried again.`,
    });
  }

  /** A page that is not there gets nothing: it asks for a whole snapshot when it comes back. */
  #tell<K extends keyof typeof readerTells>(call: K, what: Ask<typeof readerTells, K>): void {
    if (!this.#listening) return;
    this.#page.ask(call, what).catch((thrown: unknown) => {
      this.#ports.log.info(`Reader of ${this.paper} did not take "${call}": ${String(thrown)}`);
    });
  }
}

const sentence = (did: string, what: string | undefined): string | undefined =>
  what === undefined ? undefined : `${did}: ${what}`;

function copied(paper: Paper, what: "title" | "link" | "bibtex"): string {
  if (what === "title") return paper.title;
  if (what === "bibtex") return bibtexOf(paper);
  const link = linkOf(paper);
  if (link === undefined) throw new Error("No link is known for this paper");
  return link;
}

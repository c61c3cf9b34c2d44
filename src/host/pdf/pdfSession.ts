/** One open PDF: a channel to its page, which hears when the file changes. */
import * as vscode from "vscode";
import { Disposables } from "../../base/disposables.ts";
import type { Log } from "../../base/ports.ts";
import { reasonOf } from "../../base/result.ts";
import type { PaperId } from "../../domain/paperId.ts";
import type { PaperTexts } from "../../library/paperTexts.ts";
import { openChannel, type Ask, type Channel, type Handlers } from "../../protocol/channel.ts";
import { pdfAsks, pdfTells, type PdfAction, type PdfGoal, type PdfStanding } from "../../protocol/pdf.ts";
import type { ReaderAction } from "../../protocol/reader.ts";
import { openWebLink } from "../workspace/webLinks.ts";
import { commands, pdfEditor } from "../workspace/names.ts";
import type { PassageActions } from "../reader/passageActions.ts";
import type { VocabularySource } from "../reader/vocabulary.ts";
import type { LostPdfs } from "./lostPdfs.ts";
import { wireTo } from "../workspace/webviewWire.ts";
import type { PdfMemory } from "./pdfMemory.ts";
import { PaperOffer, type PaperOfferPorts } from "./paperOffer.ts";
import type { PdfIdentity } from "./paperPdfs.ts";
import { PdfNotes, type PdfNotesPorts } from "./pdfNotes.ts";
import { PageTextTaker } from "./pageTextTaker.ts";
import { ReferenceShelf } from "./referenceShelf.ts";
import type { ReadingProgress } from "./readingProgress.ts";
import type { TextReading } from "./textReading.ts";
import { watchFile } from "./watchFile.ts";

export interface PdfSessionPorts extends PdfNotesPorts, PaperOfferPorts {
  readonly memory: PdfMemory;
  readonly vocabulary: VocabularySource;
  readonly lost: LostPdfs;
  readonly texts: PaperTexts;
  readonly textReading: TextReading;
  readonly passages: PassageActions;
  readonly progress: ReadingProgress;
  readonly log: Log;
}

export class PdfSession implements vscode.Disposable {
  readonly #ports: PdfSessionPorts;
  readonly #file: vscode.Uri;
  readonly #panel: vscode.WebviewPanel;
  readonly #memory: PdfMemory;
  readonly #log: Log;
  readonly #library: PdfNotesPorts["library"];
  readonly #stored: PdfNotesPorts["notes"];
  readonly #notes: PdfNotes;
  readonly #vocabulary: VocabularySource;
  readonly #references: ReferenceShelf;
  readonly #offer: PaperOffer;
  readonly #text: PageTextTaker;
  readonly #own = new Disposables();
  readonly #page: Channel<typeof pdfTells>;
  /** False until the page has asked what to open, and again while it is hidden: it is thrown away then. */
  #listening = false;
  #goal: PdfGoal | undefined;

  constructor(file: vscode.Uri, panel: vscode.WebviewPanel, ports: PdfSessionPorts) {
    const { memory, log, library, notes, vocabulary } = ports;
    this.#ports = ports;
    this.#file = file;
    this.#panel = panel;
    this.#memory = memory;
    this.#log = log;
    this.#library = library;
    this.#stored = notes;
    this.#vocabulary = vocabulary;
    this.#notes = new PdfNotes(ports, file, panel.webview);
    this.#references = new ReferenceShelf(library, notes);
    this.#offer = new PaperOffer(ports, file);
    this.#text = new PageTextTaker(ports.texts);
    this.#page = openChannel(wireTo(panel.webview), pdfAsks, this.#handlers(), pdfTells, (why) =>
      log.warn(`A PDF's page: ${why}`),
    );
    this.#own.add({ dispose: () => this.#page.close() });
    this.#own.add(watchFile(file, () => void this.#tellFile()));
    const tellStanding = (): void => void this.#tellStanding();
    this.#own.add(
      notes.onDidChange(({ paper }) => {
        if (paper === this.#notes.paper) tellStanding();
      }),
    );
    this.#own.add(
      library.onDidChange(({ added, changed, removed }) => {
        const ids = [...[...added, ...changed].map(({ id }) => id), ...removed];
        if (this.#notes.paper === undefined) void this.#findPaper();
        else if (ids.includes(this.#notes.paper)) tellStanding();
      }),
    );
    this.#own.add(vocabulary.onDidChange((now) => this.#tell("vocabularyChanged", now)));
    this.#own.add(notes.onDidChangeTrouble((why) => this.#tellTrouble(why)));
    this.#own.add(
      panel.onDidChangeViewState(() => {
        if (panel.visible) return;
        this.#listening = false;
        this.#left();
      }),
    );
  }

  perform(action: PdfAction | ReaderAction): void {
    this.#tell("perform", { action });
  }

  get file(): vscode.Uri {
    return this.#file;
  }

  get panel(): vscode.WebviewPanel {
    return this.#panel;
  }

  /** Takes the page to a note, a page or a quote: at once, or when it comes to life. */
  goTo(goal: PdfGoal): void {
    if (this.#listening) this.#tell("goTo", goal);
    else this.#goal = goal;
  }

  dispose(): void {
    this.#left();
    this.#own.dispose();
  }

  #handlers(): Handlers<typeof pdfAsks> {
    const file = this.#file;
    const memory = this.#memory;
    const notes = this.#notes;
    const stored = this.#stored;
    const references = this.#references;
    return {
      open: async () => {
        const bytes = await this.#size();
        await this.#library.load();
        await notes.find();
        const standing = await this.#standing();
        if (bytes === undefined && notes.paper !== undefined) void this.#lookForFile(notes.paper);
        this.#listening = true;
        const goal = this.#goal;
        this.#goal = undefined;
        if (stored.trouble !== undefined) setTimeout(() => this.#tellTrouble(stored.trouble), 0);
        return {
          file: {
            url: this.#panel.webview.asWebviewUri(file).toString(),
            name: file.path.slice(file.path.lastIndexOf("/") + 1),
            bytes,
          },
          view: memory.view(file),
          tones: memory.tones,
          password: memory.password(file),
          standing,
          goal,
          vocabulary: await this.#vocabulary.now(),
        };
      },
      identify: async (identity) => {
        const known = await notes.identify(identity);
        if (notes.paper === undefined) void this.#lookForPaper(identity);
        else void this.#recognise(notes.paper);
        return known;
      },
      acceptOffer: () => this.#offer.accept(),
      declineOffer: async () => {
        await this.#offer.decline();
        await this.#tellStanding();
      },
      annotate: async (asked) => {
        const before = notes.paper;
        await notes.annotate(asked);
        if (before === undefined && notes.paper !== undefined) void this.#recognise(notes.paper);
      },
      linkToCode: ({ part, note }) =>
        this.#ports.passages.link(() => notes.home(), note === undefined ? { part } : { note }),
      insertQuote: ({ words, note }) => {
        const quoted = note === undefined ? undefined : notes.quoted(note);
        const { exact = "", page } = words ?? {};
        return this.#ports.passages.quote(notes.known(), quoted ?? { words: exact, page });
      },
      openLines: async ({ id, at }) =>
        void (await vscode.commands.executeCommand(commands.openLink, notes.known(), id, at)),
      move: (asked) => notes.move(asked),
      edit: async ({ id, ...edit }) => void (await stored.edit(notes.known(), id, edit)),
      editAll: async ({ edits }) =>
        void (await stored.editAll(notes.known(), new Map(edits.map(({ id, ...edit }) => [id, edit])))),
      removeAll: ({ ids }) => stored.removeAll(notes.known(), ids),
      reply: async ({ to, comment }) => (await stored.reply(notes.known(), to, comment)).id,
      accept: (asked) => notes.accept(asked),
      dismiss: ({ id }) => stored.dismiss(notes.known(), [id]),
      remove: ({ id }) => stored.remove(notes.known(), id),
      settle: ({ id, field, take }) => stored.settle(notes.known(), id, field, take),
      showHistory: async ({ id }) =>
        void (await vscode.commands.executeCommand(commands.noteHistory, notes.known(), id)),
      undo: async () => sentence("Undone", await stored.undo()),
      redo: async () => sentence("Redone", await stored.redo()),
      showAbstract: async () => void (await vscode.commands.executeCommand(commands.switchRendition)),
      copy: async (asked) => {
        await notes.copy(asked);
        const { text, page, cite } = asked;
        if (notes.paper !== undefined && page !== undefined && !cite)
          this.#ports.passages.copied(notes.paper, { words: text, page });
      },
      keepText: (part) => this.#text.take(part),
      lookUp: (cited) => references.lookUp(cited),
      openPaper: (paper) => references.open(paper),
      importReference: (cited) => references.add(cited),
      keepView: (view) => {
        if (notes.paper !== undefined && view.pages !== undefined)
          this.#ports.progress.saw(notes.paper, view.place.page, view.pages);
        return memory.keepView(file, view);
      },
      keepTones: (tones) => memory.keepTones(tones),
      keepPassword: ({ password }) => memory.keepPassword(file, password),
      openLink: ({ url }) => openWebLink(url),
      openOtherwise: async () =>
        void (await vscode.commands.executeCommand("workbench.action.reopenWithEditor")),
      report: ({ why }) => this.#log.warn(`A PDF's page: ${why}`),
    };
  }

  #left(): void {
    if (this.#notes.paper !== undefined) void this.#ports.progress.left(this.#notes.paper);
  }

  async #tellStanding(): Promise<void> {
    this.#tell("standingChanged", await this.#standing());
  }

  async #standing(): Promise<PdfStanding> {
    const standing = await this.#notes.standing();
    const offered = standing.paper === undefined ? this.#offer.paper : undefined;
    return offered === undefined ? standing : { ...standing, offer: { title: offered.title } };
  }

  /** The library has changed: perhaps the file has a paper now. */
  async #findPaper(): Promise<void> {
    await this.#notes.find();
    if (this.#notes.paper !== undefined) await this.#tellStanding();
  }

  /** The file was moved or deleted since its tab was opened. */
  async #lookForFile(id: PaperId): Promise<void> {
    const { lost } = this.#ports;
    const paper = this.#library.get(id);
    const file = paper && (await lost.find(paper));
    if (file !== undefined) {
      await vscode.commands.executeCommand("vscode.openWith", file, pdfEditor, this.#panel.viewColumn);
      this.#panel.dispose();
    } else if (paper !== undefined) await lost.tell(paper);
  }

  async #recognise(paper: PaperId): Promise<void> {
    try {
      await this.#ports.attachments.recognise(paper, this.#file);
      await this.#wantText(paper);
    } catch (thrown) {
      this.#log.warn(`A PDF will not be found when it is moved: ${reasonOf(thrown)}`);
    }
  }

  /** Where there is no thread to read it on, the page reads it, which has the document open. */
  async #wantText(paper: PaperId): Promise<void> {
    const { textReading } = this.#ports;
    if (textReading.hasThread) return textReading.read(paper);
    const known = this.#library.get(paper);
    if (known !== undefined && (await this.#text.isWanted(known))) this.#tell("readText", undefined);
  }

  async #lookForPaper(identity: PdfIdentity): Promise<void> {
    try {
      if (await this.#offer.look(identity)) await this.#tellStanding();
    } catch (thrown) {
      this.#log.warn(`Whose paper a PDF is could not be looked up: ${reasonOf(thrown)}`);
    }
  }

  #tellTrouble(why: string | undefined): void {
    this.#tell("trouble", {
      why: why === undefined ? undefined : `Not saved yet: ${why}. It is tried again.`,
    });
  }

  async #tellFile(): Promise<void> {
    this.#tell("fileChanged", { bytes: await this.#size() });
  }

  /** `undefined` for a file that is not there. */
  async #size(): Promise<number | undefined> {
    try {
      return (await vscode.workspace.fs.stat(this.#file)).size;
    } catch {
      return undefined; // the page finds out why when it reads the file
    }
  }

  /** A page that is not there gets nothing: it reads the file anew when it comes back. */
  #tell<K extends keyof typeof pdfTells>(call: K, what: Ask<typeof pdfTells, K>): void {
    if (!this.#listening) return;
    this.#page.ask(call, what).catch((thrown: unknown) => {
      this.#log.info(`A PDF's page did not take "${call}": ${String(thrown)}`);
    });
  }
}

const sentence = (did: string, what: string | undefined): string | undefined =>
  what === undefined ? undefined : `${did}: ${what}`;

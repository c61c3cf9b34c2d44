/**
 * The notes of a PDF: the state that the cards are drawn from, and the wishes that change it. Passages are counted in the
 * letters of the whole document, so that a PDF is to the notes what an abstract is.
 */
import type { Span } from "../../src/base/span.ts";
import type { AnnotationId, Color, MarkStyle } from "../../src/domain/annotation.ts";
import type { Note } from "../../src/domain/note.ts";
import type { Paper } from "../../src/domain/paper.ts";
import type { PaperId } from "../../src/domain/paperId.ts";
import { pageOfOffset, type Region } from "../../src/domain/region.ts";
import type { Channel } from "../../src/protocol/channel.ts";
import type { pdfAsks, PdfOpening, PdfStanding, PdfView } from "../../src/protocol/pdf.ts";
import type { Actions } from "../state/actions.ts";
import { restored, unsentOf } from "../state/drafts.ts";
import { sayNewProposals } from "../state/proposals.ts";
import { sayNewConflicts } from "../state/settling.ts";
import { firstState, Reader, type ReaderState, type Words } from "../state/reader.ts";
import type { PageTexts } from "./engine/pageTexts.ts";
import type { PDFDocumentProxy } from "./engine/pdfDocument.ts";
import { FileNotes } from "./fileNotes.ts";
import { Placer, type Search } from "./placer.ts";
import type { PendingMark } from "./state/tools.ts";
import { quoteOfRange, rangeOfSpan, regionOfRange, wordsOfRange, type TextsAt } from "./text/ranges.ts";

export interface AnnotationsPorts {
  readonly host: Channel<typeof pdfAsks>;
  readonly texts: () => PageTexts | undefined;
  readonly fingerprint: () => string;
  readonly changed: (state: ReaderState) => void;
  /** What was stored is no longer pending, or something now is. */
  readonly pendingChanged: () => void;
}

/** A mark that is no passage of words. */
export interface FreeMark {
  readonly region: Region;
  readonly style: MarkStyle;
  readonly color: Color;
  /** A PNG in base64. */
  readonly picture?: string | undefined;
}

export class Annotations {
  readonly reader: Reader;
  readonly #ports: AnnotationsPorts;
  #notes: readonly Note[];
  /** Those that the file itself holds. */
  #inFile: readonly Note[] = [];
  #fileNotes: FileNotes | undefined;
  #onAbstract: readonly Note[];
  #placer: Placer | undefined;
  #search: AbortController | undefined;
  readonly #pending = new Map<AnnotationId, PendingMark>();

  constructor(ports: AnnotationsPorts, { file, standing, view, vocabulary }: PdfOpening) {
    this.#ports = ports;
    const { notes, writable } = standing;
    this.#notes = notes;
    this.#onAbstract = standing.onAbstract ?? [];
    const words: Words = {
      length: Number.MAX_SAFE_INTEGER,
      at: (span) => {
        const range = rangeOfSpan(span, this.#textsAt);
        return range === undefined ? "" : wordsOfRange(range, this.#textsAt);
      },
    };
    const state = firstState(
      paperOf(standing, file.name),
      notes,
      writable,
      restored(view?.unsent ?? [], notes),
      vocabulary,
    );
    this.reader = new Reader(this.#actions(), { ...state, words }, ports.changed);
  }

  get pending(): Iterable<PendingMark> {
    return this.#pending.values();
  }

  isPending(id: AnnotationId): boolean {
    return this.#pending.has(id);
  }

  get unsent(): PdfView["unsent"] {
    const unsent = unsentOf(this.reader.state.drafts);
    return unsent.length === 0 ? undefined : unsent.map((each) => ({ ...each }));
  }

  standingChanged(standing: PdfStanding): void {
    const { notes, writable } = standing;
    const { paper } = this.reader.state;
    const next = standing.paper === undefined ? paper : paperOf(standing, paper.title);
    this.#notes = notes;
    sayNewConflicts(this.reader, notes);
    sayNewProposals(this.reader, notes);
    this.#onAbstract = standing.onAbstract ?? [];
    this.reader.update({ notes: this.#placedNotes(), writable, paper: next });
    void this.find();
  }

  /** Another document is shown: places are looked for in it, and what others have marked in it. */
  documentChanged(document: PDFDocumentProxy, texts: PageTexts): void {
    this.#search?.abort();
    this.#placer = new Placer(texts, document.fingerprints[0] ?? "");
    this.#fileNotes?.end();
    this.#inFile = [];
    this.#fileNotes = new FileNotes(document, texts, (found) => {
      this.#inFile = found;
      this.reader.update({ notes: this.#placedNotes() });
    });
    this.reader.update({ notes: this.#placedNotes() });
    void this.find();
  }

  /** The first page is there: what nobody waits for may begin. */
  lookIntoFile(): void {
    void this.#fileNotes?.lookThrough();
  }

  /** Absent until there is a document. */
  get placer(): Placer | undefined {
    return this.#placer;
  }

  /** The notes as they are stored, wherever they lie here. */
  get stored(): { readonly onPages: readonly Note[]; readonly onAbstract: readonly Note[] } {
    return { onPages: this.#notes, onAbstract: this.#onAbstract };
  }

  /** Notes lie from now on where they were found. */
  async accept(ids: readonly AnnotationId[]): Promise<void> {
    const notes = [...this.#notes, ...this.#onAbstract].filter(({ id }) => ids.includes(id));
    const places = notes.flatMap((note) => {
      const fate = this.#placer?.fate(note);
      if (fate?.region === undefined) return [];
      const { region, quote } = fate;
      return [{ id: note.id, region, ...(quote === undefined ? {} : { quote }) }];
    });
    if (places.length === 0) throw new Error("its place is still looked for");
    await this.#ports.host.ask("move", { places });
  }

  /** Looks for the notes on the abstract as well as for those on the pages. */
  async findAll(search: Search): Promise<void> {
    this.#search?.abort(); // one at a time reads the pages
    await this.#placer?.find([...this.#notes, ...this.#onAbstract], {
      ...search,
      found: () => {
        this.reader.update({ notes: this.#placedNotes() });
        search.found();
      },
    });
  }

  /** Whether the marks of a page that was drawn are on their words. */
  async verify(page: number): Promise<void> {
    void this.#fileNotes?.look(page);
    const placer = this.#placer;
    if (placer === undefined || !(await placer.verify(this.#notes, page)) || placer !== this.#placer) return;
    this.reader.update({ notes: this.#placedNotes() });
    void this.find();
  }

  #placedNotes(): readonly Note[] {
    const placer = this.#placer;
    if (placer === undefined) return this.#notes;
    return [...this.#notes.map((note) => placer.now(note)), ...this.#inFile];
  }

  /** Looks for those whose place is not known yet. */
  async find(): Promise<void> {
    const placer = this.#placer;
    if (placer === undefined || !this.#notes.some((note) => placer.isToBeFound(note))) return;
    this.#search?.abort();
    const { signal } = (this.#search = new AbortController());
    await placer.find(this.#notes, {
      signal,
      found: () => {
        if (!signal.aborted) this.reader.update({ notes: this.#placedNotes() });
      },
    });
  }

  /** Draws at once; answers when it is stored. */
  async mark({ region, style, color, picture }: FreeMark): Promise<AnnotationId> {
    return await this.#store({ region, style, color }, { ...(picture === undefined ? {} : { picture }) });
  }

  readonly #textsAt: TextsAt = (page) => this.#ports.texts()?.at(page);

  #actions(): Actions {
    const { host } = this.#ports;
    const elsewhere = (): Promise<never> => Promise.reject(new Error("this is done beside the abstract"));
    return {
      annotate: async ({ passage, style, color, comment }) => {
        const words = comment === undefined ? {} : { comment };
        if (passage === undefined) {
          const id = newId();
          await host.ask("annotate", { id, style, color, ...words });
          return id;
        }
        const { region, quote } = await this.#placed(passage.span);
        return await this.#store({ region, style, color }, { quote, ...words });
      },
      edit: (change) => host.ask("edit", change),
      move: async (id, { span }) => {
        const { region, quote } = await this.#placed(span);
        await host.ask("move", { places: [{ id, region, quote }] });
      },
      linkToCode: async ({ passage, note }) => {
        const part = passage === undefined ? {} : { part: await this.#placed(passage.span) };
        return host.ask("linkToCode", { ...part, ...(note === undefined ? {} : { note }) });
      },
      openLines: (id, at) => host.ask("openLines", { id, at }),
      insertQuote: ({ passage, note }) => {
        const words =
          passage === undefined
            ? {}
            : { words: { exact: passage.exact, page: pageOfOffset(passage.span.start).page } };
        return host.ask("insertQuote", { ...words, ...(note === undefined ? {} : { note }) });
      },
      confirm: ({ id }) => this.accept([id]),
      reply: (to, comment) => host.ask("reply", { to, comment }),
      remove: (id) => host.ask("remove", { id }),
      accept: (id) => host.ask("accept", { id, ...this.#foundPlace(id) }),
      dismiss: (id) => host.ask("dismiss", { id }),
      settle: (choice) => host.ask("settle", choice),
      showHistory: (id) => host.ask("showHistory", { id }),
      undo: () => host.ask("undo", undefined),
      redo: () => host.ask("redo", undefined),
      openLink: (url) => host.ask("openLink", { url }),
      setStage: elsewhere,
      setTags: elsewhere,
      copy: elsewhere,
      copied: elsewhere,
      keepView: elsewhere,
      showPdf: elsewhere,
      downloadPdf: elsewhere,
    };
  }

  /** Where it was found on these pages, and what stands there. */
  #foundPlace(id: AnnotationId) {
    const note = this.#notes.find((each) => each.id === id);
    const fate = note === undefined ? undefined : this.#placer?.fate(note);
    if (fate?.region === undefined || fate.state !== "anchored") return {};
    return { region: fate.region, ...(fate.quote === undefined ? {} : { quote: fate.quote }) };
  }

  async #placed(span: Span) {
    const texts = this.#ports.texts();
    const [first, last] = [pageOfOffset(span.start).page, pageOfOffset(span.end).page];
    for (let page = first; page <= last; page++) await texts?.read(page);
    const range = rangeOfSpan(span, this.#textsAt);
    const region =
      range === undefined ? undefined : regionOfRange(range, this.#textsAt, this.#ports.fingerprint());
    if (range === undefined || region === undefined)
      throw new Error("the words are not on these pages any more: select them again");
    return { region, quote: quoteOfRange(range, this.#textsAt) };
  }

  async #store(
    mark: Omit<PendingMark, "id">,
    more: {
      readonly quote?: ReturnType<typeof quoteOfRange>;
      readonly comment?: string;
      readonly picture?: string;
    },
  ): Promise<AnnotationId> {
    const id = newId();
    this.#pending.set(id, { id, ...mark });
    this.#ports.pendingChanged();
    try {
      await this.#ports.host.ask("annotate", { id, ...mark, ...more });
      return id;
    } finally {
      this.#pending.delete(id);
      this.#ports.pendingChanged();
    }
  }
}

const newId = (): AnnotationId => `urn:uuid:${crypto.randomUUID()}` as AnnotationId;

/** The cards know a paper; of one that is in no library the name of the file is known. */
const paperOf = ({ paper }: PdfStanding, name: string): Paper => ({
  id: (paper?.id ?? "pdf") as PaperId,
  title: paper?.title ?? name,
  abstract: "",
  authors: [],
  identifiers: [],
  resources: [],
  pdfs: [],
  tags: [],
  reading: "unread",
  sources: [],
  added: "",
});

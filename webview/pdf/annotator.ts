/** Annotating: joins selection, tools, marks and the list of notes, and does what keys and buttons ask of them. */
import { html, nothing, type TemplateResult } from "lit";
import type { Channel } from "../../src/protocol/channel.ts";
import type { Vocabulary } from "../../src/domain/vocabulary.ts";
import type { pdfAsks, PdfGoal, PdfOpening, PdfStanding } from "../../src/protocol/pdf.ts";
import { refused } from "../state/marking.ts";
import { cycle, goTo } from "../state/moving.ts";
import type { ReaderState } from "../state/reader.ts";
import { rewrite } from "../state/writing.ts";
import { notice } from "../ui/banner.ts";
import { attachBar } from "../ui/toolbar.ts";
import { AnnotationCommands } from "./annotationCommands.ts";
import { Annotations } from "./annotations.ts";
import { PageTexts } from "./engine/pageTexts.ts";
import { CarryOver } from "./carryOver.ts";
import type { DrawnPage, Pages } from "./engine/pages.ts";
import type { PDFDocumentProxy } from "./engine/pdfDocument.ts";
import { Sheets, type PagePoint } from "./engine/sheets.ts";
import { snapshot } from "./engine/snapshot.ts";
import { notesAt } from "./markHits.ts";
import { NoteGuide } from "./noteGuide.ts";
import { NotesList } from "./notesList.ts";
import { PageMarks } from "./pageMarks.ts";
import { listenToPointer } from "./pagePointer.ts";
import { SelectedWords } from "./selectedWords.ts";
import { PdfSelection } from "./selection.ts";
import { placeSelectionToolbar } from "./selectionToolbar.ts";
import { SelectionWalk } from "./selectionWalk.ts";
import type { Tool } from "./state/tools.ts";
import { isOnText } from "./text/places.ts";
import { Tools } from "./tools.ts";
import { selectionBar } from "./ui/selectionBar.ts";

export interface AnnotatorPorts {
  readonly root: HTMLElement;
  readonly pages: Pages;
  readonly host: Channel<typeof pdfAsks>;
  readonly tool: () => Tool;
  readonly setTool: (tool: Tool) => void;
  readonly page: () => number;
  readonly labels: () => readonly string[] | undefined;
  readonly openNotes: () => void;
  /** The PDF is known by what it calls itself. */
  readonly standingChanged: (standing: PdfStanding) => void;
  readonly say: (said: string) => void;
  /** Something that is drawn around the pages has changed. */
  readonly changed: () => void;
}

export class Annotator {
  readonly #ports: AnnotatorPorts;
  readonly #sheets: Sheets;
  readonly #marks: PageMarks;
  readonly #selection: PdfSelection;
  readonly #words: SelectedWords;
  readonly #walk: SelectionWalk;
  readonly #guide: NoteGuide;
  readonly #tools: Tools;
  readonly #annotations: Annotations;
  readonly #list: NotesList;
  readonly #carryOver: CarryOver;
  readonly commands: AnnotationCommands;
  #document: PDFDocumentProxy | undefined;
  #texts: PageTexts | undefined;
  #hasDrawn = false;
  #hasLookedIntoFile = false;
  #laying = 0;

  constructor(ports: AnnotatorPorts, opening: PdfOpening) {
    this.#ports = ports;
    const { pages, host } = ports;
    this.#sheets = new Sheets(pages, (page) =>
      this.#marks.on(page, this.#tools.wet(page), this.#walk.hasCaret),
    );
    this.#selection = new PdfSelection(this.#sheets, () => this.#texts, {
      changed: () => this.#layLater(),
      settled: (by) => this.#words.settled(by),
    });
    this.#walk = new SelectionWalk({
      selection: this.#selection,
      sheets: this.#sheets,
      pages,
      page: ports.page,
      say: ports.say,
      settled: () => this.#words.settled("key"),
      caretToggled: () => this.#layLater(),
    });
    const fingerprint = (): string => this.#document?.fingerprints[0] ?? "";
    this.#annotations = new Annotations(
      {
        host,
        texts: () => this.#texts,
        fingerprint,
        changed: (state) => this.#stateChanged(state),
        pendingChanged: () => this.#sheets.layAll(),
      },
      opening,
    );
    this.#marks = new PageMarks(
      () => this.#annotations,
      () => this.#selection,
    );
    const { reader } = this.#annotations;
    const { tool, setTool, say, openNotes } = ports;
    const selection = this.#selection;
    this.#words = new SelectedWords({ reader, selection, pages, host, tool, say });
    this.#guide = new NoteGuide({
      root: ports.root,
      pages,
      sheets: this.#sheets,
      notes: () => reader.state.notes,
      openNotes,
    });
    this.commands = new AnnotationCommands({
      reader,
      pages,
      selection,
      words: this.#words,
      walk: this.#walk,
      guide: this.#guide,
      tool,
      setTool,
      openNotes,
    });
    this.#list = new NotesList(reader, host, () => ports.changed());
    this.#carryOver = new CarryOver({
      annotations: this.#annotations,
      guide: () => this.#guide,
      openNotes,
      focusPages: () => pages.focus(),
      changed: () => ports.changed(),
    });
    this.#tools = new Tools({
      texts: () => this.#texts,
      fingerprint,
      color: () => reader.state.color,
      snapshot: (page, rect) =>
        this.#document === undefined
          ? Promise.reject(new Error("no document"))
          : snapshot(this.#document, page, rect),
      store: async (free) =>
        refused(reader) ? undefined : reader.wish("keep the mark", () => this.#annotations.mark(free)),
      write: (id) => rewrite(reader, id),
      changed: () => this.#layLater(),
    });
    listenToPointer({
      element: pages.element,
      sheets: this.#sheets,
      selection: this.#selection,
      tool: ports.tool,
      clicked: (at) => this.#clicked(at),
      hover: (at) => this.#hover(at),
      drawing: (stroke) => this.#tools.follow(ports.tool(), stroke),
      drawn: (stroke) => void this.#tools.use(ports.tool(), stroke),
    });
  }

  get state(): ReaderState {
    return this.#annotations.reader.state;
  }

  get unsent() {
    return this.#annotations.unsent;
  }

  get sheets(): Sheets {
    return this.#sheets;
  }

  get texts(): PageTexts | undefined {
    return this.#texts;
  }

  get selection(): PdfSelection {
    return this.#selection;
  }

  show(document: PDFDocumentProxy): void {
    this.#document = document;
    this.#texts = new PageTexts(document);
    this.#selection.clear();
    this.#sheets.forgetAll();
    this.#annotations.documentChanged(document, this.#texts);
    this.#hasLookedIntoFile = false;
    void this.#identify(document);
  }

  async #identify(document: PDFDocumentProxy): Promise<void> {
    const data: { readonly info?: unknown } | undefined = await document.getMetadata().catch(() => undefined);
    const title = Object(data?.info)["Title"] as unknown;
    const standing = await this.#ports.host.ask("identify", {
      fingerprint: document.fingerprints[0] ?? "",
      ...(typeof title === "string" ? { title: title.slice(0, 1000) } : {}),
    });
    if (standing !== undefined) this.#ports.standingChanged(standing);
  }

  drawn(page: DrawnPage): void {
    this.#sheets.lay(page);
    if (!this.#hasDrawn) setTimeout(() => this.#ports.changed());
    this.#hasDrawn = true;
    // Ready before the mouse is there.
    void this.#texts?.read(page.pageNumber).then(() => {
      void this.#annotations.verify(page.pageNumber);
      if (this.#hasLookedIntoFile) return;
      this.#hasLookedIntoFile = true;
      this.#annotations.lookIntoFile();
    });
  }

  standingChanged(standing: PdfStanding): void {
    this.#annotations.standingChanged(standing);
  }

  vocabularyChanged(vocabulary: Vocabulary): void {
    this.#annotations.reader.update({ vocabulary });
  }

  trouble(why: string | undefined): void {
    this.#annotations.reader.update({ trouble: why });
  }

  goTo(goal: PdfGoal): void {
    if (goal.annotation !== undefined) goTo(this.#annotations.reader, { annotation: goal.annotation });
  }

  /** The list of notes; only its place until a page has been drawn, since that is what one waits for. */
  panel(): TemplateResult {
    const labels = this.#ports.labels();
    if (this.#hasDrawn && this.#carryOver.isOpen) return this.#carryOver.panel(labels);
    return this.#hasDrawn
      ? this.#list.view(labels, this.#carryOver.offer())
      : html`<aside class="notes-panel" aria-label="Notes"></aside>`;
  }

  /** Lists the notes of other versions. */
  carryOver(): true {
    this.#carryOver.open();
    return true;
  }

  /** What lies over the pages: the toolbar of the selection, and what there is to say. */
  overlay(): TemplateResult | typeof nothing {
    const { reader } = this.#annotations;
    const { selection, writable } = reader.state;
    const bar =
      selection === undefined || writable !== true
        ? nothing
        : reader.state.reattaching !== undefined
          ? attachBar(reader)
          : selectionBar(reader.state.vocabulary.meanings, {
              mark: (style, color) => void this.#words.mark(style, color),
              comment: () => void this.commands.perform("comment"),
              copy: () => void this.#words.copy(true),
              link: () => void this.commands.perform("linkToCode"),
              quote: () => void this.commands.perform("insertQuote"),
            });
    return html`${bar}${notice(reader)}`;
  }

  /** Call when what is over the pages has been drawn, or the pages have moved below it. */
  place(): void {
    const { root, pages } = this.#ports;
    placeSelectionToolbar({ root, pages, sheets: this.#sheets, selection: this.#selection });
  }

  get hasCaret(): boolean {
    return this.#walk.hasCaret;
  }

  /** Drawings that wait for more lines are stored. */
  putDownTool(): void {
    void this.#tools.storeInk();
  }

  #clicked(at: PagePoint): void {
    const { reader } = this.#annotations;
    const ids = notesAt(reader.state.notes, at);
    if (ids.length > 0) {
      this.#ports.openNotes();
      cycle(reader, ids);
    } else if (reader.state.active !== undefined || reader.state.selection !== undefined)
      reader.update({ active: undefined, selection: undefined, recoloring: undefined });
  }

  #hover(at: PagePoint | undefined): void {
    const { element } = this.#ports.pages;
    const text = at === undefined ? undefined : this.#texts?.at(at.page);
    const isMark = at !== undefined && notesAt(this.state.notes, at).length > 0;
    const over = isMark ? "mark" : at && text && isOnText(text, at.x, at.y) ? "text" : "";
    if (element.dataset["over"] !== over) element.dataset["over"] = over;
  }

  #stateChanged(state: ReaderState): void {
    this.#layLater();
    this.#ports.changed();
    this.#guide.follow(state.goal);
  }

  #layLater(): void {
    if (this.#laying !== 0) return;
    this.#laying = requestAnimationFrame(() => {
      this.#laying = 0;
      this.#sheets.layAll();
      this.place();
    });
  }
}

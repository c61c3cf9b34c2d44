/** Annotating: joins selection, tools, marks and the list of notes, and does what keys and buttons ask of them. */
import { html, nothing, svg, type TemplateResult } from "lit";
import type { AnnotationId, WordStyle } from "../../src/domain/annotation.ts";
import type { Span } from "../../src/base/span.ts";
import { pageOfOffset } from "../../src/domain/region.ts";
import type { Channel } from "../../src/protocol/channel.ts";
import type { pdfAsks, PdfGoal, PdfOpening, PdfStanding } from "../../src/protocol/pdf.ts";
import { perform as performCommand, type Command } from "../state/commands.ts";
import { mark, redo, refused, undo } from "../state/marking.ts";
import { attendTo, cycle, goTo } from "../state/moving.ts";
import { placeOf } from "../state/order.ts";
import { activeNote, type Goal, type ReaderState } from "../state/reader.ts";
import { shortened } from "../state/wording.ts";
import { replyTo, rewrite } from "../state/writing.ts";
import { notice } from "../ui/banner.ts";
import { keyIn } from "../ui/keys.ts";
import { noteElementId } from "../ui/note.ts";
import { focusControl } from "../ui/controls.ts";
import { placeToolbar } from "../ui/toolbar.ts";
import { Annotations } from "./annotations.ts";
import { PageTexts } from "./engine/pageTexts.ts";
import type { DrawnPage, Pages } from "./engine/pages.ts";
import type { PDFDocumentProxy } from "./engine/pdfDocument.ts";
import { Sheets, type PagePoint } from "./engine/sheets.ts";
import { snapshot } from "./engine/snapshot.ts";
import { notesAt } from "./markHits.ts";
import { NotesList } from "./notesList.ts";
import { PageMarks } from "./pageMarks.ts";
import { listenToPointer, type Stroke } from "./pagePointer.ts";
import { PdfSelection } from "./selection.ts";
import type { AnnotationKey } from "./state/annotationKeys.ts";
import type { Tool } from "./state/tools.ts";
import { caretRect, columnAt, isOnText, rectsOf } from "./text/places.ts";
import { spanOfRange, wordsOfRange, type TextPoint } from "./text/ranges.ts";
import { paragraphAt, sentenceAt } from "./text/steps.ts";
import type { Rect } from "./text/rects.ts";
import { boxAround, Tools } from "./tools.ts";
import { rubberBand, wetInk } from "./ui/markShapes.ts";
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
  readonly #tools: Tools;
  readonly #annotations: Annotations;
  readonly #list: NotesList;
  #document: PDFDocumentProxy | undefined;
  #texts: PageTexts | undefined;
  #style: WordStyle = "highlight";
  #hasCaret = false;
  #hasDrawn = false;
  #drawing: Stroke | undefined;
  #followed: Goal | undefined;
  #laying = 0;

  constructor(ports: AnnotatorPorts, { file, standing, view }: PdfOpening) {
    this.#ports = ports;
    const { pages, host } = ports;
    this.#sheets = new Sheets(pages, (page) => this.#marks.on(page, this.#wet(page), this.#hasCaret));
    this.#selection = new PdfSelection(this.#sheets, () => this.#texts, {
      changed: () => this.#layLater(),
      settled: () => this.#selected(),
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
      file.name,
      standing,
      view,
    );
    this.#marks = new PageMarks(
      () => this.#annotations,
      () => this.#selection,
    );
    const { reader } = this.#annotations;
    this.#list = new NotesList(reader, host, () => ports.changed());
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
      drawing: (stroke) => {
        this.#drawing = stroke;
        this.#layLater();
      },
      drawn: (stroke) => {
        this.#drawing = undefined;
        void this.#tools.use(ports.tool(), stroke);
      },
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

  get selection(): PdfSelection {
    return this.#selection;
  }

  show(document: PDFDocumentProxy): void {
    this.#document = document;
    this.#texts = new PageTexts(document);
    this.#selection.clear();
    this.#sheets.forgetAll();
    this.#annotations.documentChanged(this.#texts, document.fingerprints[0] ?? "");
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
    void this.#texts?.read(page.pageNumber).then(() => this.#annotations.verify(page.pageNumber));
  }

  standingChanged(standing: PdfStanding): void {
    this.#annotations.standingChanged(standing);
  }

  trouble(why: string | undefined): void {
    this.#annotations.reader.update({ trouble: why });
  }

  goTo(goal: PdfGoal): void {
    if (goal.annotation !== undefined) goTo(this.#annotations.reader, { annotation: goal.annotation });
  }

  /** The list of notes; only its place until a page has been drawn, since that is what one waits for. */
  panel(): TemplateResult {
    return this.#hasDrawn
      ? this.#list.view(this.#ports.labels())
      : html`<aside class="notes-panel" aria-label="Notes"></aside>`;
  }

  /** What lies over the pages: the toolbar of the selection, and what there is to say. */
  overlay(): TemplateResult | typeof nothing {
    const { reader } = this.#annotations;
    const { selection, writable } = reader.state;
    const bar =
      selection === undefined || writable !== true
        ? nothing
        : selectionBar({
            mark: (style, color) => this.#mark(selection, style, color),
            comment: () => performCommand(reader, "comment"),
            copy: () => this.#copy(true),
          });
    return html`${bar}${notice(reader)}`;
  }

  /** Call when what is over the pages has been drawn, or the pages have moved below it. */
  place(): void {
    const bar = this.#ports.root.querySelector<HTMLElement>(".toolbar");
    const frame = bar?.parentElement;
    if (bar === null || frame === null || frame === undefined) return;
    const rects = this.#selectionOnScreen();
    bar.hidden = rects.length === 0;
    placeToolbar(bar, frame, rects);
  }

  /** Takes a command of VS Code or of a key; false when there is nothing for it to do. */
  command(command: Command | "strike" | "copyWithCitation"): boolean {
    const { reader } = this.#annotations;
    const { selection } = reader.state;
    if (command === "copyWithCitation") return this.#copy(true);
    if (command === "strike") {
      if (selection !== undefined) this.#mark(selection, "strike");
      return selection !== undefined;
    }
    const isOfNote = selection === undefined && activeNote(reader.state) === undefined;
    const needsOne = !["commentOnPaper", "nextNote", "previousNote"].includes(command);
    if (isOfNote && needsOne) return false;
    if (command === "commentOnPaper") this.#ports.openNotes();
    const color = /^highlight\.(.*)$/u.exec(command)?.[1];
    if (color !== undefined) this.#style = "highlight";
    if (command === "underline") this.#style = "underline";
    performCommand(reader, command);
    if (selection !== undefined) this.#letGo();
    return true;
  }

  /** The keys that notes have everywhere; answers whether this was one. */
  noteKey(event: KeyboardEvent): boolean {
    const { reader } = this.#annotations;
    const isOnNote = event.target instanceof Element && event.target.matches("[data-note]");
    const key = keyIn(isOnNote ? "note" : "abstract", event);
    const note = activeNote(reader.state);
    switch (key) {
      case undefined:
        return false;
      case "undo":
        void undo(reader);
        return true;
      case "redo":
        void redo(reader);
        return true;
      case "reply":
        if (note !== undefined) replyTo(reader, note);
        return note !== undefined;
      case "showPassage":
        if (note !== undefined) this.#reveal(note.id);
        return note !== undefined;
      case "leave":
        return this.#leave(isOnNote);
      case "comment":
        if (event.key === "Enter" && reader.state.selection === undefined) return false;
        return this.command("comment");
      default:
        return this.command(key);
    }
  }

  key(key: AnnotationKey): boolean {
    switch (key.kind) {
      case "step":
        void this.#step(key);
        return true;
      case "unit":
        void this.#selectUnit(key);
        return true;
      case "tool":
        this.#ports.setTool(key.tool === this.#ports.tool() ? "select" : key.tool);
        return true;
      case "caret":
        return this.#toggleCaret();
      case "strike":
        return this.command("strike");
      case "again": {
        const { selection } = this.state;
        if (selection !== undefined) this.#mark(selection, this.#style);
        return selection !== undefined;
      }
      case "copy":
      case "copyWithCitation":
        return this.#copy(key.kind === "copyWithCitation");
      case "notes":
        this.#ports.openNotes();
        return true;
    }
  }

  get hasCaret(): boolean {
    return this.#hasCaret;
  }

  /** The column of text that is in the middle of the window. */
  async columnInSight(): Promise<{ readonly page: number; readonly rect: Rect } | undefined> {
    const room = this.#ports.pages.element.getBoundingClientRect();
    const at = this.#sheets.pointAt(room.left + room.width / 2, room.top + room.height / 3);
    const text = at === undefined ? undefined : await this.#texts?.read(at.page);
    const rect = text === undefined || at === undefined ? undefined : columnAt(text, at.x, at.y);
    if (rect === undefined || at === undefined) this.#ports.say("There is no column of text here");
    return rect === undefined || at === undefined ? undefined : { page: at.page, rect };
  }

  /** Drawings that wait for more lines are stored. */
  putDownTool(): void {
    void this.#tools.storeInk();
  }

  #mark(span: Span, style: WordStyle, color = this.state.color): void {
    this.#style = style;
    void mark(this.#annotations.reader, span, style, color);
    this.#letGo();
  }

  #letGo(): void {
    this.#selection.clear();
    this.#annotations.reader.update({ selection: undefined });
    this.#ports.pages.focus();
  }

  #selected(): void {
    const { range } = this.#selection;
    const span = range === undefined ? undefined : spanOfRange(range, this.#selection.texts);
    this.#annotations.reader.update({
      selection: span,
      ...(span === undefined ? {} : { active: undefined }),
    });
    if (span !== undefined && this.#ports.tool() === "marker") this.#mark(span, this.#style);
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

  async #step({ stride, by, extend }: Extract<AnnotationKey, { kind: "step" }>): Promise<void> {
    const caret = await this.#selection.step(stride, by, extend, this.#ports.page());
    if (caret === undefined) return this.#ports.say("There is no text to select here");
    this.#scrollTo(caret);
    this.#saySelected();
  }

  /** The next whole sentence or paragraph; with Shift the selection grows by it. */
  async #selectUnit({ unit, by, extend }: Extract<AnnotationKey, { kind: "unit" }>): Promise<void> {
    const { range } = this.#selection;
    const from = range === undefined ? undefined : by === 1 ? range.end : range.start;
    const to = await this.#selection.step(unit, by, extend && range !== undefined, this.#ports.page());
    if (to === undefined) return this.#ports.say("There is no text to select here");
    const text = this.#selection.texts(to.page);
    const around = unit === "sentence" ? sentenceAt : paragraphAt;
    const span =
      text === undefined ? undefined : around(text, by === 1 ? Math.max(0, to.offset - 1) : to.offset);
    if (span !== undefined && !(extend && from !== undefined)) {
      this.#selection.select({
        start: { page: to.page, offset: span.start },
        end: { page: to.page, offset: span.end },
      });
      this.#selected();
    }
    this.#scrollTo(to);
    this.#saySelected();
  }

  #toggleCaret(): boolean {
    this.#hasCaret = !this.#hasCaret;
    if (this.#hasCaret && this.#selection.caret === undefined)
      void this.#step({ kind: "step", stride: "lineEdge", by: -1, extend: false });
    this.#layLater();
    this.#ports.say(this.#hasCaret ? "Caret on: arrow keys move it" : "Caret off: arrow keys scroll");
    return true;
  }

  #saySelected(): void {
    const { range } = this.#selection;
    if (range !== undefined) this.#ports.say(shortened(wordsOfRange(range, this.#selection.texts), 300));
  }

  #scrollTo({ page, offset }: TextPoint): void {
    const text = this.#selection.texts(page);
    const rect = text === undefined ? undefined : caretRect(text, offset);
    if (rect === undefined) return;
    const box = this.#sheets.rectOnScreen(page, rect);
    const { pages } = this.#ports;
    const room = pages.element.getBoundingClientRect();
    if (box === undefined) pages.reveal(page, rect);
    else if (box.top < room.top + 30) pages.element.scrollTop -= room.top + 60 - box.top;
    else if (box.bottom > room.bottom - 30) pages.element.scrollTop += box.bottom - room.bottom + 60;
  }

  #copy(withCitation: boolean): boolean {
    const { range } = this.#selection;
    if (range === undefined) return false;
    const text = wordsOfRange(range, this.#selection.texts);
    void this.#annotations.reader
      .wish("copy", () => this.#ports.host.ask("copy", { text, cite: withCitation }))
      .then(() => this.#ports.say(withCitation ? "Copied with its citation" : "Copied"));
    return true;
  }

  /** Escape: first the toolbar and the selection go, then the tool, then the note in focus. */
  #leave(isOnNote: boolean): boolean {
    const { reader } = this.#annotations;
    const { active, selection } = reader.state;
    if (isOnNote) {
      if (active !== undefined) this.#reveal(active);
      this.#ports.pages.focus();
      return true;
    }
    if (selection !== undefined || this.#selection.range !== undefined) this.#letGo();
    else if (this.#ports.tool() !== "select") this.#ports.setTool("select");
    else if (this.#hasCaret) this.#toggleCaret();
    else if (active !== undefined) attendTo(reader, undefined);
    else return false;
    return true;
  }

  #stateChanged(state: ReaderState): void {
    this.#layLater();
    this.#ports.changed();
    if (state.goal === this.#followed) return;
    this.#followed = state.goal;
    // What is to be shown is drawn first.
    if (state.goal !== undefined)
      requestAnimationFrame(() => state.goal !== undefined && this.#follow(state.goal));
  }

  #follow(goal: Goal): void {
    const { root, pages, openNotes } = this.#ports;
    switch (goal.kind) {
      case "note": {
        openNotes();
        const card = document.getElementById(noteElementId(goal.id));
        card?.focus({ preventScroll: true });
        card?.scrollIntoView({ block: "nearest" });
        if (!this.#isInSight(goal.id)) this.#reveal(goal.id);
        return;
      }
      case "passage":
        return this.#revealSpan(goal.span);
      case "editor": {
        openNotes();
        const editor = root.querySelector<HTMLElement>(".editor");
        editor?.scrollIntoView({ block: "nearest" });
        if (editor !== null) focusControl(editor);
        return;
      }
      case "abstract":
        return pages.focus();
    }
  }

  #isInSight(id: AnnotationId): boolean {
    const part = this.state.notes.find((note) => note.id === id)?.region?.parts[0];
    if (part === undefined) return true;
    const box = this.#sheets.rectOnScreen(part.page, part.rects[0] ?? [0, 0, 0, 0]);
    const room = this.#ports.pages.element.getBoundingClientRect();
    return box !== undefined && box.top >= room.top && box.bottom <= room.bottom;
  }

  #reveal(id: AnnotationId): void {
    const note = this.state.notes.find((each) => each.id === id);
    const part = note?.region?.parts[0];
    if (part?.rects[0] !== undefined) this.#ports.pages.reveal(part.page, part.rects[0]);
    else if (note !== undefined && placeOf(note) !== undefined)
      this.#revealSpan(placeOf(note) ?? { start: 0, end: 0 });
  }

  #revealSpan(span: Span): void {
    const note = this.state.notes.find(
      (each) => placeOf(each)?.start === span.start && placeOf(each)?.end === span.end,
    );
    const part = note?.region?.parts[0];
    const { page } = pageOfOffset(span.start);
    this.#ports.pages.reveal(page, part?.rects[0] ?? [0, 0, 0, 0]);
  }

  #selectionOnScreen(): readonly DOMRect[] {
    const { range } = this.#selection;
    if (range === undefined || this.#selection.isDragging) return [];
    const pages = new Set([range.start.page, range.end.page]);
    const room = this.#ports.pages.element.getBoundingClientRect();
    return [...pages].flatMap((page) =>
      this.#selection.on(page).flatMap((part) =>
        rectsOf(part.page, part.span).flatMap((rect) => {
          const box = this.#sheets.rectOnScreen(page, rect);
          return box !== undefined && box.bottom > room.top && box.top < room.bottom ? [box] : [];
        }),
      ),
    );
  }

  #wet(page: number): TemplateResult | undefined {
    const { color } = this.state;
    const drawing = this.#drawing?.page === page ? this.#drawing : undefined;
    const strokes = [
      ...this.#tools.wet(page),
      ...(drawing !== undefined && this.#ports.tool() === "ink" ? [drawing] : []),
    ];
    const band =
      drawing !== undefined && this.#ports.tool() === "area"
        ? rubberBand(boxAround([...drawing.points.slice(0, 2), ...drawing.points.slice(-2)]))
        : nothing;
    return strokes.length === 0 && band === nothing
      ? undefined
      : svg`${strokes.map(({ points }) => wetInk(points, color))}${band}`;
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

/** Puts the page together: one PDF's state, the parts that draw it, and what people and the host do to it. */
import { render } from "lit";
import { reasonOf } from "../../src/base/result.ts";
import type { Channel } from "../../src/protocol/channel.ts";
import {
  tones,
  type Panel,
  type pdfAsks,
  type PdfGoal,
  type PdfOpening,
  type PdfStanding,
  type PdfView,
} from "../../src/protocol/pdf.ts";
import { ViewKeeper } from "../state/keeper.ts";
import { focusControl, selectField } from "../ui/controls.ts";
import { Annotator } from "./annotator.ts";
import { Cards } from "./cards/cards.ts";
import { DocumentLoader } from "./documentLoader.ts";
import { layFigures, takeFigures } from "./engine/figures.ts";
import { outlineOf } from "./engine/documentOutline.ts";
import type { PDFDocumentProxy } from "./engine/pdfDocument.ts";
import { Pages } from "./engine/pages.ts";
import { Thumbnails } from "./engine/thumbnails.ts";
import { Finder } from "./finder.ts";
import { listenToPage } from "./listenToPage.ts";
import { annotationKeyIn } from "./state/annotationKeys.ts";
import type { PdfKey } from "./state/keys.ts";
import { labelOf, tellingLabels } from "./state/labels.ts";
import { firstState, type PdfState } from "./state/model.ts";
import { closedAtFirst } from "./state/outline.ts";
import { toolNames, type Tool } from "./state/tools.ts";
import { toneInForce, toneNames, type Commands } from "./ui/commands.ts";
import { frame, scrollerFor } from "./ui/frame.ts";

export interface Outfit {
  readonly root: HTMLElement;
  readonly host: Channel<typeof pdfAsks>;
  readonly worker: Promise<Worker>;
  /** Where pdf.js's files lie; ends in a slash. */
  readonly assets: string;
  readonly opening: PdfOpening;
}

export class PdfReader {
  readonly #root: HTMLElement;
  readonly #host: Channel<typeof pdfAsks>;
  readonly #loader: DocumentLoader;
  readonly #pages: Pages;
  readonly #thumbnails: Thumbnails;
  readonly #finder: Finder;
  readonly #keeper: ViewKeeper<PdfView>;
  readonly #stage = document.createElement("div");
  #state: PdfState;
  #document: PDFDocumentProxy | undefined;
  #view: PdfView | undefined;
  #drawing = 0;
  readonly #annotator: Annotator;
  readonly #cards: Cards;
  #goal: PdfGoal | undefined;

  constructor({ root, host, worker, assets, opening }: Outfit) {
    const { file, view, tones: chosen, password, goal, standing } = opening;
    this.#root = root;
    this.#host = host;
    this.#view = view;
    this.#state = {
      ...firstState,
      name: file.name,
      tones: chosen,
      panel: view?.panel,
      isPaper: standing.paper !== undefined,
      isNotesOpen: view?.notes ?? standing.notes.some(({ about }) => about === "pdf"),
      isDarkTheme: isDark(),
      isLackOfTextKnown: view?.lacksText === true,
    };
    this.#loader = new DocumentLoader(file, worker, assets, password, {
      phase: (phase) => this.#update({ phase }),
      unlocked: (given) => void this.#host.ask("keepPassword", { password: given }).catch(() => undefined),
    });
    this.#thumbnails = new Thumbnails((page) => this.#jump(page));
    this.#stage.className = "stage";
    const scroller = scrollerFor(file.name);
    this.#stage.append(scroller);
    this.#goal = goal;
    root.append(this.#stage); // pdf.js measures it
    this.#pages = new Pages(scroller, `${assets}images/`, {
      moved: () => this.#moved(),
      drawn: (page) => {
        if (toneInForce(this.#state) === "dark") layFigures(page);
        else takeFigures(page.element);
        this.#annotator.drawn(page);
        void this.#finder.lookForText();
      },
      found: (found) => this.#update({ found }),
    });
    this.#annotator = new Annotator(
      {
        root,
        pages: this.#pages,
        host,
        tool: () => this.#state.tool,
        setTool: (tool) => this.#useTool(tool),
        page: () => this.#state.page,
        labels: () => this.#state.labels,
        openNotes: () => this.#openNotes(),
        standingChanged: (now) => this.standingChanged(now),
        say: (said) => void this.#say(said),
        changed: () => {
          this.#update({});
          this.#keeper.changed();
        },
      },
      opening,
    );
    const { sheets, selection } = this.#annotator;
    this.#cards = new Cards({
      pages: this.#pages,
      sheets,
      host,
      textAt: selection.texts,
      isLooking: () =>
        this.#state.tool === "select" && selection.range === undefined && !selection.isDragging,
      caret: () => selection.caret,
      say: (said) => void this.#say(said),
    });
    this.#finder = new Finder({
      root,
      pages: this.#pages,
      state: () => this.#state,
      document: () => this.#document,
      update: (change) => this.#update(change),
      drawNow: () => this.#drawNow(),
    });
    this.#keeper = new ViewKeeper(
      (now) => this.#host.ask("keepView", now),
      () => this.#viewNow(),
    );
    this.#draw();
    new ResizeObserver(() => this.#pages.fit()).observe(scroller);
    listenToPage({
      pages: this.#pages,
      annotate: (event) => this.#annotate(event),
      perform: (key) => this.perform(key),
      openLink: (url) => this.#openLink(url),
      leave: () => void this.#keeper.tellNow(),
      themeChanged: () => this.#update({ isDarkTheme: isDark() }),
    });
  }

  /** Reads the file and shows it, or says why it cannot be shown. */
  async open(): Promise<void> {
    const loaded = await this.#loader.load();
    if (!loaded.ok) return this.#failed(loaded.why);
    await this.#show(loaded.value);
    if (document.activeElement === document.body) this.#pages.focus();
  }

  /** What is shown stays until the new file can be. */
  async fileChanged(bytes: number | undefined): Promise<void> {
    if (bytes === undefined) {
      this.#update({ banner: "This file is not there any more. What you see is what it was." });
      return;
    }
    if (this.#document === undefined) return this.open();
    const loaded = await this.#loader.reload(bytes);
    if (loaded === undefined) return; // it changed again meanwhile
    if (!loaded.ok) {
      this.#update({
        banner: `The file has changed and cannot be read: ${loaded.why} You see the one before.`,
      });
      return;
    }
    this.#view = this.#viewNow();
    await this.#show(loaded.value);
    this.#say("The file has changed and was read again");
  }

  standingChanged(standing: PdfStanding): void {
    this.#annotator.standingChanged(standing);
    this.#update({ isPaper: standing.paper !== undefined });
  }

  trouble(why: string | undefined): void {
    this.#annotator.trouble(why);
    this.#update({});
  }

  /** At once, or when there are pages to go to. */
  goTo(goal: PdfGoal): void {
    this.#goal = goal;
    if (this.#document === undefined) return;
    this.#goal = undefined;
    if (goal.annotation !== undefined) return this.#annotator.goTo(goal);
    if (goal.destination !== undefined) return this.#pages.follow(goal.destination);
    if (goal.page !== undefined) this.#jump(Math.min(goal.page, this.#state.pageCount));
    if (goal.quote !== undefined) this.#finder.findQuote(goal.quote);
  }

  /** Answers whether there was anything to do. */
  perform(key: PdfKey): boolean {
    const pages = this.#pages;
    if (this.#document === undefined) return false;
    const { page, pageCount } = this.#state;
    switch (key) {
      case "find":
        return this.#finder.begin();
      case "findNext":
      case "findPrevious":
        return this.#finder.next(key === "findNext" ? 1 : -1);
      case "leave":
        return this.#finder.leave() || (this.#state.isFocused && this.#toggleFocusMode());
      case "goToPage":
        selectField(this.#root.querySelector(".page-field") ?? this.#root);
        return true;
      case "firstPage":
        return this.#jump(1);
      case "lastPage":
        return this.#jump(pageCount);
      case "nextPage":
      case "previousPage":
        pages.turnTo(page + (key === "nextPage" ? 1 : -1));
        return true;
      case "zoomIn":
      case "zoomOut":
        pages.zoomStep(key === "zoomIn" ? 1 : -1);
        return this.#say(`Zoom ${Math.round(pages.standing.scale * 100)} %`);
      case "zoomAuto":
      case "fitWidth":
      case "fitPage":
        pages.zoomTo(key === "zoomAuto" ? "auto" : key === "fitWidth" ? "page-width" : "page-fit");
        return true;
      case "rotate":
      case "rotateBack":
        pages.rotate(key === "rotate" ? 90 : -90);
        return true;
      case "outline":
      case "pages":
        return this.#toggle(key);
      case "back":
        return pages.goBack();
      case "forward":
        return pages.goForward();
      case "tone":
        return this.#nextTone();
      case "fitColumn":
        void this.#annotator
          .columnInSight()
          .then((column) => column && pages.fitTo(column.page, column.rect));
        return true;
      case "twoUp":
        pages.isTwoUp = !pages.isTwoUp;
        this.#keeper.changed();
        return this.#say(pages.isTwoUp ? "Two pages side by side" : "One page below the other");
      case "focusMode":
        return this.#toggleFocusMode();
      case "notes":
        if (!this.#state.isNotesOpen) return this.#openNotes();
        this.#update({ isNotesOpen: false });
        pages.focus();
        return true;
      default:
        return this.#annotator.command(key);
    }
  }

  /** Words first: with some selected, a letter is about them. */
  #annotate(event: KeyboardEvent): boolean {
    if (this.#document === undefined) return false;
    const key = annotationKeyIn(event, this.#annotator.hasCaret);
    if (key?.kind === "notes") return this.perform("notes");
    return (key !== undefined && this.#annotator.key(key)) || this.#annotator.noteKey(event);
  }

  /** Nothing but the pages, until Escape. */
  #toggleFocusMode(): true {
    const isFocused = !this.#state.isFocused;
    this.#update({ isFocused, ...(isFocused ? { panel: undefined, isNotesOpen: false } : {}) });
    this.#drawNow();
    this.#pages.focus();
    return this.#say(isFocused ? "Only the pages; Escape brings the rest back" : "The bar is back");
  }

  #openNotes(): true {
    if (!this.#state.isNotesOpen) this.#update({ isNotesOpen: true });
    this.#drawNow();
    return true;
  }

  #useTool(tool: Tool): void {
    this.#annotator.putDownTool();
    this.#update({ tool });
    this.#say(toolNames[tool]);
    this.#pages.focus();
  }

  readonly #commands: Commands = {
    perform: (key) => void this.perform(key),
    goToPage: (page, typed) => {
      if (page === undefined) return void this.#say(`There is no page "${typed}"`);
      this.#jump(page);
      this.#pages.focus();
    },
    zoomTo: (zoom) => this.#pages.zoomTo(zoom),
    useTool: (tool) => this.#useTool(tool),
    focusPages: () => this.#pages.focus(),
    find: (query) => this.#finder.find(query),
    stepInOutline: ({ focus, closed }) => {
      this.#update({ outlineFocus: focus, closed });
      this.#drawNow();
      this.#root.querySelector<HTMLElement>(`[data-entry="${focus}"]`)?.focus();
    },
    follow: ({ destination, url }) => {
      if (destination !== undefined) this.#pages.follow(destination);
      else if (url !== undefined) this.#openLink(url);
    },
    showAbstract: () =>
      void this.#host.ask("showAbstract", undefined).catch((why: unknown) => this.#say(reasonOf(why))),
    putAwayLackOfText: () => {
      this.#update({ isLackOfTextKnown: true });
      this.#keeper.changed();
      this.#pages.focus();
    },
    tryAgain: () => void this.open(),
    openOtherwise: () => void this.#host.ask("openOtherwise", undefined).catch(() => undefined),
  };

  async #show(next: PDFDocumentProxy): Promise<void> {
    const before = this.#document;
    const labels = await next.getPageLabels().catch(() => null);
    try {
      await this.#pages.show(next, labels, this.#view);
    } catch (failure) {
      return this.#failed(`This PDF is damaged: its first page cannot be read (${reasonOf(failure)}).`);
    }
    this.#document = next;
    this.#annotator.show(next);
    this.#cards.show(next);
    if (before !== undefined) void this.#loader.close(before);
    this.#update({
      phase: { kind: "shown" },
      labels: tellingLabels(labels),
      outline: undefined,
      hasText: undefined,
      banner: undefined,
      ...this.#pages.standing,
    });
    const viewport = (await next.getPage(1)).getViewport({ scale: 1 });
    const names = Array.from({ length: next.numPages }, (_, index) => labelOf(index + 1, this.#state.labels));
    this.#thumbnails.show(next, names, viewport.width / viewport.height);
    this.#drawNow();
    if (this.#state.finding) this.#finder.find(this.#state.query);
    const goal = this.#goal;
    if (goal !== undefined) this.goTo(goal);
    if (this.#state.panel === "outline") await this.#readOutline();
  }

  #failed(why: string): void {
    this.#update({ phase: { kind: "failed", why } });
    void this.#host.ask("report", { why }).catch(() => undefined);
  }

  #moved(): void {
    this.#update(this.#pages.standing);
    this.#annotator.place();
    this.#keeper.changed();
  }

  #viewNow(): PdfView {
    const { zoom, rotation } = this.#pages.standing;
    const { panel, isNotesOpen, isLackOfTextKnown } = this.#state;
    const { unsent } = this.#annotator;
    return {
      place: this.#pages.place,
      zoom,
      rotation,
      notes: isNotesOpen,
      twoUp: this.#pages.isTwoUp,
      ...(panel === undefined ? {} : { panel }),
      ...(isLackOfTextKnown ? { lacksText: true } : {}),
      ...(unsent === undefined ? {} : { unsent }),
    };
  }

  #jump(page: number): boolean {
    this.#pages.jumpTo(page);
    return this.#say(`Page ${labelOf(page, this.#state.labels)} of ${this.#state.pageCount}`);
  }

  #toggle(panel: Panel): boolean {
    const next = this.#state.panel === panel ? undefined : panel;
    this.#update({ panel: next });
    this.#drawNow();
    this.#keeper.changed();
    if (next === "outline") void this.#readOutline().then(() => this.#focusPanel());
    if (next === "pages") this.#focusPanel();
    if (next === undefined) this.#pages.focus();
    return true;
  }

  #focusPanel(): void {
    this.#drawNow();
    this.#thumbnails.mark(this.#state.page, this.#state.panel === "pages");
    this.#root.querySelector<HTMLElement>(".side [tabindex='0']")?.focus();
  }

  async #readOutline(): Promise<void> {
    const pdf = this.#document;
    if (pdf === undefined || this.#state.outline !== undefined) return;
    const outline = await outlineOf(pdf).catch(() => []); // a damaged outline is none
    if (pdf === this.#document) this.#update({ outline, closed: closedAtFirst(outline) });
  }

  #nextTone(): boolean {
    const now = toneInForce(this.#state);
    const next = tones[(tones.indexOf(now) + 1) % tones.length] ?? "printed";
    const chosen = { ...this.#state.tones, [this.#state.isDarkTheme ? "dark" : "light"]: next };
    this.#update({ tones: chosen });
    void this.#host.ask("keepTones", chosen).catch(() => undefined); // it holds for this page at least
    return this.#say(`Pages ${toneNames[next]}`);
  }

  #openLink(url: string): void {
    this.#host.ask("openLink", { url }).catch((why: unknown) => this.#say(reasonOf(why)));
  }

  #say(said: string): true {
    this.#update({ said });
    return true;
  }

  #update(change: Partial<PdfState>): void {
    const before = toneInForce(this.#state);
    this.#state = { ...this.#state, ...change };
    if (toneInForce(this.#state) !== before) this.#pages.layAgain();
    this.#drawing ||= requestAnimationFrame(() => this.#drawNow());
  }

  #drawNow(): void {
    cancelAnimationFrame(this.#drawing);
    this.#drawing = 0;
    this.#draw();
  }

  #draw(): void {
    const state = this.#state;
    const wasAsking = this.#root.querySelector(".password") !== null;
    render(
      frame(
        state,
        {
          stage: this.#stage,
          thumbnails: this.#thumbnails.list,
          cards: this.#cards.element,
          notes: () => this.#annotator.panel(),
          overlay: () => this.#annotator.overlay(),
          trouble: this.#annotator.state.trouble,
        },
        this.#commands,
      ),
      this.#root,
    );
    this.#annotator.place();
    this.#thumbnails.mark(state.page, state.panel === "pages");
    const asking = this.#root.querySelector(".password");
    if (asking !== null && !wasAsking) focusControl(asking);
  }
}

const isDark = (): boolean =>
  document.body.classList.contains("vscode-dark") ||
  (document.body.classList.contains("vscode-high-contrast") &&
    !document.body.classList.contains("vscode-high-contrast-light"));

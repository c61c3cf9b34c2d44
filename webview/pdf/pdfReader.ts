/** Puts the page together: one PDF's state, the parts that draw it, and what people and the host do to it. */
import { render } from "lit";
import { reasonOf } from "../../src/base/result.ts";
import type { Channel } from "../../src/protocol/channel.ts";
import type { Vocabulary } from "../../src/domain/vocabulary.ts";
import {
  type pdfAsks,
  type PdfGoal,
  type PdfOpening,
  type PdfStanding,
  type PdfView,
} from "../../src/protocol/pdf.ts";
import { ViewKeeper } from "../state/keeper.ts";
import { focusControl } from "../ui/controls.ts";
import { Annotator } from "./annotator.ts";
import { Cards } from "./cards/cards.ts";
import { PaperLines } from "./cards/paperLines.ts";
import { DocumentLoader } from "./documentLoader.ts";
import { layFigures, takeFigures } from "./engine/figures.ts";
import type { PDFDocumentProxy } from "./engine/pdfDocument.ts";
import { Pages } from "./engine/pages.ts";
import { Finder } from "./finder.ts";
import { listenToPage } from "./listenToPage.ts";
import { annotationKeyIn } from "./state/annotationKeys.ts";
import { ReadingCommands } from "./readingCommands.ts";
import { SidePanels } from "./sidePanels.ts";
import type { PdfKey } from "./state/keys.ts";
import { labelOf, tellingLabels } from "./state/labels.ts";
import { firstState, type PdfState } from "./state/model.ts";
import { toneInForce, type Commands } from "./ui/commands.ts";
import { frame, scrollerFor } from "./ui/frame.ts";
import { handOverText } from "./wholeText.ts";

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
  readonly #panels: SidePanels;
  readonly #reading: ReadingCommands;
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
      offer: standing.offer?.title,
      isNotesOpen: view?.notes ?? standing.notes.some(({ about }) => about === "pdf"),
      isDarkTheme: isDark(),
      isLackOfTextKnown: view?.lacksText === true,
    };
    this.#loader = new DocumentLoader(file, worker, assets, password, {
      phase: (phase) => this.#update({ phase }),
      unlocked: (given) => void this.#host.ask("keepPassword", { password: given }).catch(() => undefined),
    });
    this.#panels = new SidePanels({
      root,
      state: () => this.#state,
      document: () => this.#document,
      update: (change) => this.#update(change),
      drawNow: () => this.#drawNow(),
      jump: (page) => this.#reading.jump(page),
      focusPages: () => this.#pages.focus(),
    });
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
        setTool: (tool) => this.#reading.useTool(tool),
        page: () => this.#state.page,
        labels: () => this.#state.labels,
        openNotes: () => this.#reading.openNotes(),
        standingChanged: (now) => this.standingChanged(now),
        say: (said) => this.#say(said),
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
      say: (said) => this.#say(said),
    });
    this.#finder = new Finder({
      root,
      pages: this.#pages,
      state: () => this.#state,
      document: () => this.#document,
      update: (change) => this.#update(change),
      drawNow: () => this.#drawNow(),
    });
    this.#reading = new ReadingCommands({
      root,
      pages: this.#pages,
      finder: this.#finder,
      panels: this.#panels,
      annotator: this.#annotator,
      state: () => this.#state,
      update: (change) => this.#update(change),
      drawNow: () => this.#drawNow(),
      say: (said) => this.#say(said),
      changed: () => this.#keeper.changed(),
      // Where it cannot be kept it holds for this page at least.
      keepTones: (chosen) => void host.ask("keepTones", chosen).catch(() => undefined),
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
    this.#update({ isPaper: standing.paper !== undefined, offer: standing.offer?.title });
  }

  vocabularyChanged(vocabulary: Vocabulary): void {
    this.#annotator.vocabularyChanged(vocabulary);
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
    if (goal.page !== undefined) this.#reading.jump(Math.min(goal.page, this.#state.pageCount));
    if (goal.quote !== undefined) this.#finder.findQuote(goal.quote);
  }

  /** The host wants the text to search in. A document that cannot be read through has none. */
  readText(): void {
    const shown = this.#document;
    if (shown === undefined) return;
    handOverText(shown, () => shown === this.#document, this.#host).catch(() => undefined);
  }

  /** Answers whether there was anything to do. */
  perform(key: PdfKey): boolean {
    return this.#document !== undefined && this.#reading.perform(key);
  }

  /** Words first: with some selected, a letter is about them. */
  #annotate(event: KeyboardEvent): boolean {
    if (this.#document === undefined) return false;
    const key = annotationKeyIn(event, this.#annotator.hasCaret);
    if (key?.kind === "notes") return this.perform("notes");
    const { commands } = this.#annotator;
    return (key !== undefined && commands.key(key)) || commands.noteKey(event);
  }

  readonly #commands: Commands = {
    perform: (key) => void this.perform(key),
    goToPage: (page, typed) => {
      if (page === undefined) return this.#say(`There is no page "${typed}"`);
      this.#reading.jump(page);
      this.#pages.focus();
    },
    zoomTo: (zoom) => this.#pages.zoomTo(zoom),
    useTool: (tool) => this.#reading.useTool(tool),
    focusPages: () => this.#pages.focus(),
    find: (query) => this.#finder.find(query),
    stepInOutline: (step) => this.#panels.stepInOutline(step),
    follow: ({ destination, url }) => {
      if (destination !== undefined) this.#pages.follow(destination);
      else if (url !== undefined) this.#openLink(url);
    },
    showAbstract: () =>
      void this.#host.ask("showAbstract", undefined).catch((why: unknown) => this.#say(reasonOf(why))),
    answerOffer: (answer) =>
      void this.#host.ask(answer, undefined).catch((why: unknown) => this.#say(reasonOf(why))),
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
    const lines = new PaperLines(next);
    this.#cards.show(next, lines);
    if (before !== undefined) void this.#loader.close(before);
    this.#update({
      phase: { kind: "shown" },
      labels: tellingLabels(labels),
      outline: undefined,
      outlineSource: undefined,
      hasText: undefined,
      banner: undefined,
      ...this.#pages.standing,
    });
    const names = Array.from({ length: next.numPages }, (_, index) => labelOf(index + 1, this.#state.labels));
    await this.#panels.show(next, names, lines);
    this.#drawNow();
    if (this.#state.finding) this.#finder.find(this.#state.query);
    const goal = this.#goal;
    if (goal !== undefined) this.goTo(goal);
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
      ...(this.#document === undefined ? {} : { pages: this.#document.numPages }),
      zoom,
      rotation,
      notes: isNotesOpen,
      twoUp: this.#pages.isTwoUp,
      ...(panel === undefined ? {} : { panel }),
      ...(isLackOfTextKnown ? { lacksText: true } : {}),
      ...(unsent === undefined ? {} : { unsent }),
    };
  }

  #openLink(url: string): void {
    this.#host.ask("openLink", { url }).catch((why: unknown) => this.#say(reasonOf(why)));
  }

  #say(said: string): void {
    this.#update({ said });
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
          thumbnails: this.#panels.thumbnails,
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
    this.#panels.markPage();
    const asking = this.#root.querySelector(".password");
    if (asking !== null && !wasAsking) focusControl(asking);
  }
}

const isDark = (): boolean =>
  document.body.classList.contains("vscode-dark") ||
  (document.body.classList.contains("vscode-high-contrast") &&
    !document.body.classList.contains("vscode-high-contrast-light"));

/**
 * The pages themselves: pdf.js's viewer with its links and its search, behind the few calls that this reader needs.
 * pdf.js counts, draws, evicts and scrolls; where to go and what to remember is decided by whoever holds this.
 */
import "pdfjs-dist/legacy/build/pdf.mjs"; // the viewer below finds it in the global scope
import { AnnotationMode, type PageViewport } from "pdfjs-dist/legacy/build/pdf.mjs";
import {
  EventBus,
  FindState,
  PDFFindController,
  PDFViewer,
  SpreadMode,
} from "pdfjs-dist/legacy/web/pdf_viewer.mjs";
import {
  rotations,
  type Fit,
  type PdfPlace,
  type PdfView,
  type Rotation,
  type Zoom,
} from "../../../src/protocol/pdf.ts";
import { JumpHistory } from "../state/history.ts";
import type { FindQuery, Found } from "../state/model.ts";
import { clampedScale, nextScale, zoomNamed } from "../state/zoom.ts";
import { Links } from "./links.ts";
import type { PDFDocumentProxy } from "./pdfDocument.ts";

/** A page that has just been drawn; what is laid over it goes into `element`, and must be laid again the next time. */
export interface DrawnPage {
  readonly pageNumber: number;
  readonly element: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  readonly rotation: number;
  readonly viewport: PageViewport;
  /** Corners of its pictures, six numbers each, as parts of the page's width and height. */
  readonly images: ArrayLike<number> | undefined;
}

export interface PagesEvents {
  /** Page, place, zoom or rotation changed. */
  moved(): void;
  drawn(page: DrawnPage): void;
  found(found: Found): void;
}

export interface Standing {
  readonly page: number;
  readonly pageCount: number;
  readonly scale: number;
  readonly zoom: Zoom;
  readonly rotation: Rotation;
  readonly canGoBack: boolean;
  readonly canGoForward: boolean;
}

/** What is used of pdf.js's own, untyped, view of a page. */
interface PageView {
  /** Absent until it is read, and for ever where it cannot be. */
  readonly pdfPage: object | null | undefined;
  readonly div: HTMLElement;
  readonly canvas: HTMLCanvasElement | undefined;
  readonly viewport: PageViewport;
  readonly id: number;
  imageCoordinates: ArrayLike<number> | null;
}

const pixelsAPoint = 96 / 72;
const columnMarginPx = 24;
const redrawDelayMs = 300;
/** Larger than any picture: pdf.js then notes where pictures are, and makes nothing of them. */
const nothingIsLarger = 1e9;

export class Pages {
  readonly element: HTMLDivElement;
  readonly #events: PagesEvents;
  readonly #bus = new EventBus();
  readonly #viewer: PDFViewer;
  readonly #links: Links;
  readonly #history = new JumpHistory<PdfPlace>();
  #document: PDFDocumentProxy | undefined;
  #place: PdfPlace = { page: 1, left: 0, top: 0 };
  /** Turns of the wheel too small to be worth a redraw yet. */
  #zooming = 1;
  #isMoved = false;

  /** The element must be in the page already: pdf.js measures it. */
  constructor(element: HTMLDivElement, images: string, events: PagesEvents) {
    this.element = element;
    this.#events = events;
    this.#links = new Links({ eventBus: this.#bus }, (pageNumber, target) => {
      this.#history.leave(this.#place);
      this.#viewer.scrollPageIntoView({ pageNumber, destArray: [...target], ignoreDestinationZoom: true });
      if (this.element.contains(document.activeElement)) this.focus(); // the link may be taken away with its page
    });
    this.#viewer = new PDFViewer({
      container: element,
      eventBus: this.#bus,
      linkService: this.#links,
      findController: new PDFFindController({ linkService: this.#links, eventBus: this.#bus, delay: 150 }),
      annotationMode: AnnotationMode.ENABLE, // marks that are in the file are shown, and forms cannot be filled
      annotationEditorMode: -1,
      imageResourcesPath: images,
      imagesRightClickMinSize: nothingIsLarger,
      supportsPinchToZoom: false,
    });
    this.#links.setViewer(this.#viewer);
    this.#links.setHistory({
      pushCurrentPosition: () => this.#history.leave(this.#place),
      push: () => undefined,
      pushPage: () => undefined,
      back: () => this.goBack(),
      forward: () => this.goForward(),
    });
    this.#listen();
  }

  /** Puts a document in place of the one before, at the view that is given. */
  async show(document: PDFDocumentProxy, labels: string[] | null, view: PdfView | undefined): Promise<void> {
    const ready = new Promise<void>((resolve) =>
      this.#bus.on("pagesinit", () => resolve(), { once: true, external: true }),
    );
    this.#document = document;
    this.#viewer.setDocument(document);
    this.#links.setDocument(document);
    const pages: Promise<unknown> = this.#viewer.pagesPromise;
    await Promise.race([ready, pages]);
    this.#viewer.setPageLabels(labels);
    this.#history.keepOnly(({ page }) => page <= document.numPages);
    this.#isMoved = false;
    if (view?.rotation) this.#viewer.pagesRotation = view.rotation;
    this.#viewer.currentScaleValue = String(view?.zoom ?? "auto");
    if (view?.twoUp !== undefined) this.isTwoUp = view.twoUp;
    if (view !== undefined) this.#scrollTo(view.place);
    // Pages of other sizes than the first are measured only now, and push the place away.
    void pages.then(
      () =>
        view !== undefined && !this.#isMoved && !this.#viewer.hasEqualPageSizes && this.#scrollTo(view.place),
      () => undefined, // said by whoever awaits `show`
    );
  }

  get standing(): Standing {
    const rotation = this.#viewer.pagesRotation;
    return {
      page: this.#viewer.currentPageNumber,
      pageCount: this.#viewer.pagesCount,
      scale: this.#viewer.currentScale,
      zoom: zoomNamed(this.#viewer.currentScaleValue ?? "auto"),
      rotation: rotations.find((each) => each === rotation) ?? 0,
      canGoBack: this.#history.canGoBack,
      canGoForward: this.#history.canGoForward,
    };
  }

  get place(): PdfPlace {
    return this.#place;
  }

  /** The pages that are drawn, and their measures as they are now. */
  get sheets(): readonly {
    readonly pageNumber: number;
    readonly element: HTMLElement;
    readonly viewport: PageViewport;
  }[] {
    return [...(this.#viewer.getCachedPageViews() as Set<PageView>)].map(({ id, div, viewport }) => ({
      pageNumber: id,
      element: div,
      viewport,
    }));
  }

  /** Takes a part of a page, in its points, to the upper third of the window; a jump unless it is in sight. */
  reveal(page: number, [left, , , top]: readonly [number, number, number, number]): void {
    this.#history.leave(this.#place);
    this.#viewer.scrollPageIntoView({
      pageNumber: Math.min(page, this.#viewer.pagesCount),
      destArray: [null, { name: "XYZ" }, left, top, null],
      ignoreDestinationZoom: true,
      center: "vertical",
    });
    this.#events.moved();
  }

  focus(): void {
    this.element.focus({ preventScroll: true });
  }

  /** A jump, from which one can come back. */
  jumpTo(page: number): void {
    this.#history.leave(this.#place);
    this.turnTo(page);
  }

  /** No jump: the page before, or after. */
  turnTo(page: number): void {
    if (page >= 1 && page <= this.#viewer.pagesCount) this.#viewer.scrollPageIntoView({ pageNumber: page });
    this.#events.moved();
  }

  follow(destination: string | readonly unknown[]): void {
    void this.#links.goToDestination(typeof destination === "string" ? destination : [...destination]);
  }

  goBack(): boolean {
    return this.#goBackTo(this.#history.back(this.#place));
  }

  goForward(): boolean {
    return this.#goBackTo(this.#history.forward(this.#place));
  }

  zoomTo(zoom: Zoom): void {
    this.#viewer.currentScaleValue = String(zoom);
  }

  zoomStep(direction: 1 | -1): void {
    this.#viewer.currentScaleValue = String(nextScale(this.#viewer.currentScale, direction));
  }

  /** @param at stays where it is; counted from the corner of the window */
  zoomBy(factor: number, at: { readonly x: number; readonly y: number }): void {
    const scale = this.#viewer.currentScale;
    this.#zooming *= factor;
    const scaleFactor = clampedScale(scale * this.#zooming) / scale;
    if (Math.abs(scaleFactor - 1) * scale < 0.01) return; // pdf.js rounds to hundredths
    this.#zooming = 1;
    const { left, top } = this.element.getBoundingClientRect();
    this.#viewer.updateScale({
      scaleFactor,
      drawingDelay: redrawDelayMs,
      origin: [at.x - left, at.y - top],
    });
  }

  rotate(by: 90 | -90): void {
    this.#viewer.pagesRotation = (this.#viewer.pagesRotation + by + 360) % 360;
  }

  /** The room changed: what is fitted into it is fitted anew. */
  get isTwoUp(): boolean {
    return this.#viewer.spreadMode !== SpreadMode.NONE;
  }

  /** Pages side by side, the first alone, as in a book. */
  set isTwoUp(wanted: boolean) {
    if (wanted !== this.isTwoUp) this.#viewer.spreadMode = wanted ? SpreadMode.EVEN : SpreadMode.NONE;
  }

  /** A part of the page, in its points, as wide as the window. */
  fitTo(page: number, [left, , right, top]: readonly [number, number, number, number]): void {
    const room = this.element.clientWidth - 2 * columnMarginPx;
    const scale = clampedScale(room / ((right - left) * pixelsAPoint));
    this.#viewer.currentScaleValue = String(scale);
    this.#scrollTo({ page, left: left - columnMarginPx / (scale * pixelsAPoint), top });
  }

  fit(): void {
    const { zoom } = this.standing;
    if (this.#viewer.pagesCount === 0) return;
    if (typeof zoom === "string") this.#viewer.currentScaleValue = zoom satisfies Fit;
    this.#viewer.update();
  }

  find({ text, matchCase, wholeWords, diacritics }: FindQuery, next?: 1 | -1): void {
    this.#bus.dispatch("find", {
      source: this,
      type: next === undefined ? "" : "again",
      query: text,
      caseSensitive: matchCase,
      entireWord: wholeWords,
      matchDiacritics: diacritics,
      highlightAll: true,
      findPrevious: next === -1,
    });
  }

  stopFinding(): void {
    this.#bus.dispatch("findbarclose", { source: this });
  }

  /** Calls `drawn` again for the pages that are drawn now. */
  layAgain(): void {
    for (const view of this.#viewer.getCachedPageViews() as Set<PageView>) this.#drawn(view.id);
  }

  #listen(): void {
    this.#bus.on(
      "updateviewarea",
      ({ location }: { location: { pageNumber: number; left: number; top: number } }) => {
        this.#place = { page: location.pageNumber, left: location.left, top: location.top };
        this.#events.moved();
        this.#lookForDamage();
      },
    );
    for (const name of ["pagechanging", "scalechanging", "rotationchanging"])
      this.#bus.on(name, () => this.#events.moved());
    this.#bus.on(
      "pagerendered",
      ({ pageNumber, isDetailView }: { pageNumber: number; isDetailView?: boolean }) => {
        if (isDetailView !== true) this.#drawn(pageNumber);
      },
    );
    this.#bus.on("updatefindmatchescount", ({ matchesCount }: { matchesCount: Matches }) =>
      this.#events.found({ state: matchesCount.total > 0 ? "found" : "searching", ...matchesCount }),
    );
    this.#bus.on(
      "updatefindcontrolstate",
      ({ state, matchesCount }: { state: number; matchesCount: Matches }) =>
        this.#events.found({ state: foundStates.get(state) ?? "idle", ...matchesCount }),
    );
    this.#bus.on("annotationlayerrendered", ({ pageNumber }: { pageNumber: number }) =>
      nameLinks((this.#viewer.getPageView(pageNumber - 1) as PageView | undefined)?.div),
    );
    for (const touch of ["wheel", "pointerdown", "keydown"])
      this.element.addEventListener(touch, () => (this.#isMoved = true), { passive: true });
  }

  #drawn(pageNumber: number): void {
    const view = this.#viewer.getPageView(pageNumber - 1) as PageView | undefined;
    if (view?.canvas === undefined || view.canvas === null) return;
    this.#events.drawn({
      pageNumber,
      element: view.div,
      canvas: view.canvas,
      rotation: view.viewport.rotation,
      viewport: view.viewport,
      images: view.imageCoordinates ?? undefined,
    });
  }

  /** pdf.js leaves a page white that it cannot read. */
  #lookForDamage(): void {
    const here = this.#viewer.currentPageNumber;
    for (let number = here - 1; number <= here + 2; number++) {
      const view = this.#viewer.getPageView(number - 1) as PageView | undefined;
      if (view === undefined || view.pdfPage) continue;
      this.#document?.getPage(number).catch(() => sayDamaged(view.div));
    }
  }

  #scrollTo({ page, left, top }: PdfPlace): void {
    this.#viewer.scrollPageIntoView({
      pageNumber: Math.min(page, this.#viewer.pagesCount),
      destArray: [null, { name: "XYZ" }, left, top, null],
      allowNegativeOffset: true,
      ignoreDestinationZoom: true,
    });
  }

  #goBackTo(place: PdfPlace | undefined): boolean {
    if (place === undefined) return false;
    this.#scrollTo(place);
    this.#events.moved();
    return true;
  }
}

/** A link over a picture or over nothing has no words of its own. */
function nameLinks(page: HTMLElement | undefined): void {
  for (const link of page?.querySelectorAll(".annotationLayer a") ?? [])
    if (link.textContent === "" && !link.hasAttribute("title") && !link.hasAttribute("aria-label"))
      link.setAttribute("aria-label", "Link within this PDF");
}

function sayDamaged(page: HTMLElement): void {
  if (page.querySelector(":scope > .damaged") !== null) return;
  const sentence = document.createElement("p");
  sentence.className = "damaged";
  sentence.textContent = "This page is damaged and cannot be shown.";
  page.append(sentence);
}

interface Matches {
  readonly current: number;
  readonly total: number;
}

const foundStates = new Map<number, Found["state"]>([
  [FindState.FOUND, "found"],
  [FindState.NOT_FOUND, "none"],
  [FindState.WRAPPED, "wrapped"],
  [FindState.PENDING, "searching"],
]);

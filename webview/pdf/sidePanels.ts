/** The panels at the side of the pages: the outline and the thumbnails, one at a time. */
import type { Panel } from "../../src/protocol/pdf.ts";
import { outlineOf } from "./engine/documentOutline.ts";
import type { PDFDocumentProxy } from "./engine/pdfDocument.ts";
import { Thumbnails } from "./engine/thumbnails.ts";
import type { PdfState } from "./state/model.ts";
import { closedAtFirst, type OutlineStep } from "./state/outline.ts";

export interface PanelPorts {
  readonly root: HTMLElement;
  readonly state: () => PdfState;
  readonly document: () => PDFDocumentProxy | undefined;
  readonly update: (change: Partial<PdfState>) => void;
  readonly drawNow: () => void;
  readonly jump: (page: number) => void;
  readonly focusPages: () => void;
}

export class SidePanels {
  readonly #ports: PanelPorts;
  readonly #thumbnails: Thumbnails;

  constructor(ports: PanelPorts) {
    this.#ports = ports;
    this.#thumbnails = new Thumbnails(ports.jump);
  }

  get thumbnails(): HTMLElement {
    return this.#thumbnails.list;
  }

  /** @param names of the pages, as the document counts them */
  async show(document: PDFDocumentProxy, names: readonly string[]): Promise<void> {
    const { width, height } = (await document.getPage(1)).getViewport({ scale: 1 });
    this.#thumbnails.show(document, [...names], width / height);
    if (this.#ports.state().panel === "outline") void this.#readOutline();
  }

  toggle(panel: Panel): void {
    const { state, update, drawNow, focusPages } = this.#ports;
    const next = state().panel === panel ? undefined : panel;
    update({ panel: next });
    drawNow();
    if (next === undefined) focusPages();
    else if (next === "pages") this.#focus();
    else void this.#readOutline().then(() => this.#focus());
  }

  stepInOutline({ focus, closed }: OutlineStep): void {
    const { root, update, drawNow } = this.#ports;
    update({ outlineFocus: focus, closed });
    drawNow();
    root.querySelector<HTMLElement>(`[data-entry="${focus}"]`)?.focus();
  }

  /** Call when the page that is read may have changed. */
  markPage(): void {
    const { page, panel } = this.#ports.state();
    this.#thumbnails.mark(page, panel === "pages");
  }

  #focus(): void {
    const { root, drawNow } = this.#ports;
    drawNow();
    this.markPage();
    root.querySelector<HTMLElement>(".side [tabindex='0']")?.focus();
  }

  async #readOutline(): Promise<void> {
    const { state, document, update } = this.#ports;
    const pdf = document();
    if (pdf === undefined || state().outline !== undefined) return;
    const outline = await outlineOf(pdf).catch(() => []); // a damaged outline is none
    if (pdf === document()) update({ outline, closed: closedAtFirst(outline) });
  }
}

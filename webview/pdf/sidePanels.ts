/** The panels at the side of the pages: the outline and the thumbnails, one at a time. */
import type { Panel } from "../../src/protocol/pdf.ts";
import type { PaperLines } from "./cards/paperLines.ts";
import { recognised, type Recognised } from "./contents.ts";
import { outlineOf } from "./engine/documentOutline.ts";
import type { PDFDocumentProxy } from "./engine/pdfDocument.ts";
import { Thumbnails } from "./engine/thumbnails.ts";
import type { PdfState } from "./state/model.ts";
import { closedAtFirst, type Outline, type OutlineStep } from "./state/outline.ts";

/** Of longer documents not all pages are looked at, and half a list would mislead. */
const mostPagesRead = 300;
const nothing: Recognised = { headings: [], groups: [] };

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
  #lines: PaperLines | undefined;

  constructor(ports: PanelPorts) {
    this.#ports = ports;
    this.#thumbnails = new Thumbnails(ports.jump);
  }

  get thumbnails(): HTMLElement {
    return this.#thumbnails.list;
  }

  /** @param names of the pages, as the document counts them */
  async show(document: PDFDocumentProxy, names: readonly string[], lines: PaperLines): Promise<void> {
    this.#lines = lines;
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
    else {
      const before = globalThis.document.activeElement;
      // Looking for headings takes a while, and the hand may be elsewhere by then.
      void this.#readOutline().then(() => before === globalThis.document.activeElement && this.#focus());
    }
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
    const [pdf, lines] = [document(), this.#lines];
    if (pdf === undefined || lines === undefined || state().outline !== undefined) return;
    const own = await outlineOf(pdf).catch(() => []); // a damaged outline is none
    if (pdf !== document()) return;
    if (own.length > 0) {
      update({ outline: own, closed: closedAtFirst(own), outlineSource: undefined });
      void this.#addRecognised(pdf, own, lines);
      return;
    }
    update({ outlineSource: "This PDF has no outline. Headings are looked for in its text…" });
    await this.#addRecognised(pdf, own, lines);
  }

  /** Takes a while: what the file itself says is shown before. */
  async #addRecognised(pdf: PDFDocumentProxy, own: Outline, lines: PaperLines): Promise<void> {
    const { state, document, update } = this.#ports;
    const isShort = pdf.numPages <= mostPagesRead;
    const { headings, groups } = isShort ? await recognised(lines).catch(() => nothing) : nothing;
    if (pdf !== document()) return;
    const outline = [...(own.length > 0 ? own : headings), ...groups];
    const before = own.length > 0 ? [...state().closed] : [];
    const added = [...closedAtFirst(outline)].filter((at) => own.length === 0 || at >= own.length);
    const found = headings.length > 0 ? "These headings were recognised in its text." : "";
    update({
      outline,
      closed: new Set([...before, ...added]),
      outlineSource: own.length > 0 ? undefined : `This PDF has no outline. ${found}`.trim(),
    });
  }
}

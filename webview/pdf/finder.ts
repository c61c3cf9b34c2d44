/** Finding: what is sought, and the bar in which one says so. */
import { selectField } from "../ui/controls.ts";
import type { Pages } from "./engine/pages.ts";
import { hasText, type PDFDocumentProxy } from "./engine/pdfDocument.ts";
import type { FindQuery, PdfState } from "./state/model.ts";

/** The part of the page that finding needs. */
export interface Finding {
  readonly root: HTMLElement;
  readonly pages: Pages;
  state(): PdfState;
  document(): PDFDocumentProxy | undefined;
  readonly update: (change: Partial<PdfState>) => void;
  readonly drawNow: () => void;
}

const longestSelection = 200;

export class Finder {
  readonly #page: Finding;
  #lookedInto: PDFDocumentProxy | undefined;

  constructor(page: Finding) {
    this.#page = page;
  }

  /** Opens the bar, with the selected words in it where there are some. */
  begin(): true {
    const { root, update, drawNow } = this.#page;
    const { query, finding } = this.#page.state();
    const selected = getSelection()?.toString().replace(/\s+/gu, " ").trim() ?? "";
    const text = selected !== "" && selected.length < longestSelection ? selected : query.text;
    update({ finding: true });
    drawNow();
    if (text !== "" && (!finding || text !== query.text)) this.find({ ...query, text });
    drawNow();
    selectField(root.querySelector(".find") ?? root);
    return true;
  }

  /** Shows where words stand, as finding them does. */
  findQuote(text: string): void {
    this.#page.update({ finding: true });
    this.#page.drawNow();
    this.find({ ...this.#page.state().query, text: text.slice(0, longestSelection) });
  }

  find(query: FindQuery): void {
    const { pages, update } = this.#page;
    update({ query, found: { state: query.text === "" ? "idle" : "searching", current: 0, total: 0 } });
    pages.find(query);
    void this.lookForText();
  }

  next(direction: 1 | -1): true {
    const { finding, query } = this.#page.state();
    if (!finding) return this.begin();
    this.#page.pages.find(query, direction);
    return true;
  }

  /** Answers whether the bar was open. */
  leave(): boolean {
    const { pages, update } = this.#page;
    if (!this.#page.state().finding) return false;
    pages.stopFinding();
    update({ finding: false });
    pages.focus();
    return true;
  }

  /** In a scan nothing can be selected or found, and it should be said why. Once for each document. */
  async lookForText(): Promise<void> {
    const pdf = this.#page.document();
    if (pdf === undefined || pdf === this.#lookedInto) return;
    this.#lookedInto = pdf;
    const found = await hasText(pdf).catch(() => true);
    if (pdf === this.#page.document()) this.#page.update({ hasText: found });
  }
}

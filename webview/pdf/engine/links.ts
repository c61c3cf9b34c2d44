/** The viewer's links within a document. */
import { PDFLinkService } from "pdfjs-dist/legacy/web/pdf_viewer.mjs";
import { placeOfGoal, type LinkGoal } from "./destinations.ts";
import type { PDFDocumentProxy } from "./pdfDocument.ts";

/** Called for a link that leads somewhere, with the page, from 1, and its target as pdf.js writes it. */
export type Follow = (page: number, target: readonly unknown[]) => void;

/**
 * Goes where a link leads, and no more. pdf.js's own way gives the page the focus once its text is there, which
 * scrolls back to it whoever has read on meanwhile.
 */
export class Links extends PDFLinkService {
  readonly #follow: Follow;
  #document: PDFDocumentProxy | undefined;

  constructor(options: ConstructorParameters<typeof PDFLinkService>[0], follow: Follow) {
    super(options);
    this.#follow = follow;
  }

  override setDocument(document: PDFDocumentProxy): void {
    super.setDocument(document);
    this.#document = document;
  }

  override async goToDestination(goal: LinkGoal): Promise<void> {
    const document = this.#document;
    if (document === undefined) return;
    const target = typeof goal === "string" ? await document.getDestination(goal).catch(() => null) : goal;
    const place = target === null ? undefined : await placeOfGoal(document, target);
    if (target !== null && place !== undefined && document === this.#document)
      this.#follow(place.page, target);
  }
}

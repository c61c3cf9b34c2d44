/** How papers are opened: as they were looked at last, at a note, at words; and which of them is in front. */
import type { AnnotationId } from "../../domain/annotation.ts";
import type { Paper } from "../../domain/paper.ts";
import type { Library } from "../../library/library.ts";
import type { Notes } from "../../notes/notes.ts";
import type { PaperPdfs } from "../pdf/paperPdfs.ts";
import type { PdfEditors } from "../pdf/pdfEditors.ts";
import type { PdfMemory } from "../pdf/pdfMemory.ts";
import type { Renditions } from "../pdf/renditions.ts";
import type { OpenOptions, Readers } from "../reader/readers.ts";

export interface OpenPapersPorts {
  readonly library: Library;
  readonly notes: Notes;
  readonly readers: Readers;
  readonly pdfs: PdfEditors;
  readonly paperPdfs: PaperPdfs;
  readonly pdfMemory: PdfMemory;
  readonly renditions: Renditions;
}

/** The paper in front, by its abstract or by its PDF. */
export type InFront =
  | { readonly paper: Paper; readonly rendition: "abstract" }
  | { readonly paper: Paper; readonly rendition: "pdf"; readonly page: number };

export class OpenPapers {
  readonly #ports: OpenPapersPorts;

  constructor(ports: OpenPapersPorts) {
    this.#ports = ports;
  }

  async inFront(): Promise<InFront | undefined> {
    const { library, readers, pdfs, paperPdfs, pdfMemory } = this.#ports;
    const { activePaper } = readers;
    const { activeFile } = pdfs;
    const abstractOf = activePaper === undefined ? undefined : library.get(activePaper);
    if (abstractOf !== undefined) return { paper: abstractOf, rendition: "abstract" };
    const pdfOf = activeFile === undefined ? undefined : await paperPdfs.paperOf(activeFile);
    if (activeFile === undefined || pdfOf === undefined) return undefined;
    return { paper: pdfOf, rendition: "pdf", page: pdfMemory.view(activeFile)?.place.page ?? 1 };
  }

  /** At a note: in the abstract or on the pages, wherever it is. */
  async atNote(paper: Paper, annotation: AnnotationId): Promise<void> {
    const { notes, renditions, readers } = this.#ports;
    await notes.open(paper.id);
    const note = notes
      .of(paper)
      .find(({ id, replies }) => id === annotation || replies.some((each) => each.id === annotation));
    if (note?.about === "pdf") await renditions.openPdf(paper, { annotation });
    else await readers.open(paper.id, { place: { annotation } });
  }

  /** At words of the abstract, or else of the PDF. */
  async atQuote(paper: Paper, quote: string): Promise<void> {
    const { renditions, readers } = this.#ports;
    const isInPdf = paper.pdfs.length > 0 && !paper.abstract.includes(quote);
    if (isInPdf) await renditions.openPdf(paper, { quote });
    else await readers.open(paper.id, { place: { quote } });
  }

  /** As it was looked at last: its abstract, or its PDF where that can still be opened. */
  async asLast(paper: Paper, options: OpenOptions = {}): Promise<void> {
    const { renditions, readers } = this.#ports;
    if (renditions.lastOf(paper) === "pdf" && options.preview !== true) {
      const isOpen = await renditions.openPdf(paper, undefined, options.column).catch(() => false);
      if (isOpen) return;
    }
    await readers.open(paper.id, options);
  }
}

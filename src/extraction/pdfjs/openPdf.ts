/** Opens a PDF's bytes with pdf.js on the thread that it is called on, which had better be a worker's. */
import "./olderNode.ts"; // before pdf.js, which needs it when it is loaded
import "pdfjs-dist/legacy/build/pdf.worker.mjs"; // pdf.js finds it in the global scope, and starts no worker of its own
import { getDocument, VerbosityLevel, type PDFDocumentProxy } from "pdfjs-dist/legacy/build/pdf.mjs";

export interface OpenPdf {
  readonly source: PDFDocumentProxy;
  /** By which the reader tells documents apart, too. */
  readonly fingerprint: string | undefined;
  readonly close: () => Promise<void>;
}

export interface OpenOptions {
  readonly password?: string;
  /** Where character maps of Asian fonts lie; ends in a slash. Without them such text is left out. */
  readonly cMapUrl?: string;
}

/** The bytes are given away: pdf.js keeps them. */
export async function openPdf(bytes: Uint8Array, { password, cMapUrl }: OpenOptions = {}): Promise<OpenPdf> {
  const task = getDocument({
    data: bytes,
    ...(password === undefined ? {} : { password }),
    ...(cMapUrl === undefined ? {} : { cMapUrl }),
    fontExtraProperties: true, // names of fonts tell headings
    disableFontFace: true,
    useSystemFonts: false,
    enableXfa: false,
    verbosity: VerbosityLevel.ERRORS,
  });
  const source = await task.promise;
  return { source, fingerprint: source.fingerprints[0] ?? undefined, close: () => task.destroy() };
}

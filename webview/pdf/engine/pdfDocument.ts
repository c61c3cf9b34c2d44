/** Opens bytes as a PDF document: asks for passwords, and watches over pdf.js, which may wait for ever. */
import {
  getDocument,
  PasswordResponses,
  PDFWorker,
  VerbosityLevel,
  type PDFDocumentProxy,
} from "pdfjs-dist/legacy/build/pdf.mjs";

export type { PDFDocumentProxy, PDFPageProxy } from "pdfjs-dist/legacy/build/pdf.mjs";

const longestOpeningMs = 60_000;

export interface Opening {
  /** Given away: they are the worker's afterwards. */
  readonly bytes: Uint8Array;
  readonly worker: PDFWorker;
  /** Where character maps, fonts and decoders lie; ends in a slash. */
  readonly assets: string;
  readonly password: string | undefined;
  readonly askPassword: (wasWrong: boolean) => Promise<string>;
}

/** One for the whole life of the page: every document goes through the same worker. */
export const workerOver = (port: Worker): PDFWorker => PDFWorker.create({ port });

export async function openDocument(opening: Opening): Promise<PDFDocumentProxy> {
  const { bytes, worker, assets, password, askPassword } = opening;
  const task = getDocument({
    data: bytes,
    worker,
    ...(password === undefined ? {} : { password }),
    // The worker's own requests hang in a webview; the page makes them for it.
    useWorkerFetch: false,
    cMapUrl: `${assets}cmaps/`,
    standardFontDataUrl: `${assets}standard_fonts/`,
    wasmUrl: `${assets}wasm/`,
    enableXfa: false,
    verbosity: VerbosityLevel.ERRORS,
  });
  return await new Promise<PDFDocumentProxy>((resolve, reject) => {
    let patience: ReturnType<typeof setTimeout> | undefined;
    const wait = (): void => {
      patience = setTimeout(() => {
        reject(new Error("the PDF engine does not answer"));
        void task.destroy();
      }, longestOpeningMs);
    };
    task.onPassword = (answer: (password: string) => void, reason: number): void => {
      clearTimeout(patience); // a person may take as long as they like
      void askPassword(reason === PasswordResponses.INCORRECT_PASSWORD).then((given) => {
        wait();
        answer(given);
      });
    };
    wait();
    task.promise.then(resolve, reject).finally(() => clearTimeout(patience));
  });
}

export const closeDocument = (document: PDFDocumentProxy): Promise<void> => document.loadingTask.destroy();

const pagesLookedAt = 5;

/** Whether there is text to find: a scan has none. Looks at the first pages only. */
export async function hasText(document: PDFDocumentProxy): Promise<boolean> {
  for (let number = 1; number <= Math.min(pagesLookedAt, document.numPages); number++) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent().catch(() => ({ items: [] }));
    if (items.some((item) => "str" in item && item.str.trim() !== "")) return true;
  }
  return false;
}

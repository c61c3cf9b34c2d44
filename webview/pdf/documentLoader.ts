/** Brings the file into pdf.js: reads, opens, asks for the password, and turns failures into sentences. */
import { fail, ok, reasonOf, type Result } from "../../src/base/result.ts";
import type { PdfFile } from "../../src/protocol/pdf.ts";
import { readBytes } from "./engine/bytes.ts";
import { closeDocument, openDocument, workerOver, type PDFDocumentProxy } from "./engine/pdfDocument.ts";
import { endsOf, whyUnreadable, type FileEnds } from "./state/faults.ts";
import type { Phase } from "./state/model.ts";

type Loaded = Result<PDFDocumentProxy>;

export interface LoaderEvents {
  phase(phase: Phase): void;
  unlocked(password: string): void;
}

/** More would take the window down, and no paper has as many: the file says something else than it holds. */
const mostPages = 20_000;

/** Whoever writes the file may not be done yet. */
const retriesMs = [0, 700, 2000];

export class DocumentLoader {
  readonly #file: PdfFile;
  readonly #assets: string;
  readonly #events: LoaderEvents;
  readonly #worker: Promise<ReturnType<typeof workerOver>>;
  #password: string | undefined;
  #reloads = 0;
  #closing: Promise<void> = Promise.resolve();

  constructor(
    file: PdfFile,
    worker: Promise<Worker>,
    assets: string,
    password: string | undefined,
    events: LoaderEvents,
  ) {
    this.#file = file;
    this.#assets = assets;
    this.#password = password;
    this.#events = events;
    this.#worker = worker.then(workerOver);
    this.#worker.catch(() => undefined); // told when a document is opened
  }

  async load(): Promise<Loaded> {
    return await this.#open((read) => this.#events.phase({ kind: "loading", read, bytes: this.#file.bytes }));
  }

  /** `undefined` when another change came meanwhile: it will have its own answer. */
  async reload(bytes: number): Promise<Loaded | undefined> {
    const turn = ++this.#reloads;
    let last: Loaded = fail("it is empty.");
    for (const delayMs of bytes === 0 ? [2000] : retriesMs) {
      await new Promise((resolve) => setTimeout(resolve, delayMs));
      if (turn !== this.#reloads) return undefined;
      last = await this.#open(() => undefined);
      if (turn !== this.#reloads) {
        if (last.ok) await this.close(last.value);
        return undefined;
      }
      if (last.ok) break;
    }
    return last;
  }

  close(document: PDFDocumentProxy): Promise<void> {
    // One at a time: pdf.js does not like a worker to open and close at once.
    this.#closing = this.#closing.then(() => closeDocument(document)).catch(() => undefined);
    return this.#closing;
  }

  async #open(progress: (read: number) => void): Promise<Loaded> {
    progress(0);
    let ends: FileEnds = { size: 0, head: "", tail: "" };
    try {
      const bytes = await readBytes(this.#file.url, progress);
      ends = endsOf(bytes); // the bytes themselves go to the worker
      if (bytes.length === 0) return fail(whyUnreadable(ends, ""));
      let given: string | undefined;
      const document = await openDocument({
        bytes,
        worker: await this.#worker,
        assets: this.#assets,
        password: this.#password,
        askPassword: (wasWrong) =>
          new Promise((resolve) => {
            const answer = (password: string): void => resolve((given = password));
            this.#events.phase({ kind: "password", wasWrong, answer });
          }),
      });
      if (given !== undefined) {
        this.#password = given;
        this.#events.unlocked(given);
      }
      const { numPages } = document;
      if (numPages <= mostPages) return ok(document);
      await this.close(document);
      return fail(
        `This PDF says that it has ${numPages.toLocaleString("en")} pages, which is more than can be shown.`,
      );
    } catch (failure) {
      const isBadPdf = failure instanceof Error && failure.name === "InvalidPDFException";
      return fail(
        isBadPdf
          ? whyUnreadable(ends, reasonOf(failure))
          : `This PDF could not be opened: ${reasonOf(failure)}.`,
      );
    }
  }
}

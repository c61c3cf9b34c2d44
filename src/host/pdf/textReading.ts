/**
 * Sees to it that the texts of papers are in the cache, one after the other. What goes wrong with a file is remembered, so
 * that it is not tried again in every window, and whoever opens the file is told.
 */
import * as vscode from "vscode";
import { Disposables } from "../../base/disposables.ts";
import type { Log } from "../../base/ports.ts";
import { reasonOf } from "../../base/result.ts";
import type { PaperPdf } from "../../domain/paper.ts";
import type { PaperId } from "../../domain/paperId.ts";
import type { PdfText, ReadPdfText } from "../../extraction/summary.ts";
import type { Library } from "../../library/library.ts";
import type { PaperTexts } from "../../library/paperTexts.ts";
import { digestOf } from "./pdfBytes.ts";
import type { PaperPdfs } from "./paperPdfs.ts";

export interface TextReadingPorts {
  readonly library: Library;
  readonly pdfs: PaperPdfs;
  readonly texts: PaperTexts;
  /** Absent where there is no thread to read on: then the page reads what it shows. */
  readonly read: ReadPdfText | undefined;
  readonly log: Log;
}

/** More would have to be held in memory several times at once. */
const largestBytes = 300_000_000;

export class TextReading implements vscode.Disposable {
  readonly #ports: TextReadingPorts;
  readonly #own = new Disposables();
  /** Each file is read once in a window, whatever came of it. */
  readonly #tried = new Set<string>();
  #turn: Promise<void> = Promise.resolve();
  #isOver = false;

  constructor(ports: TextReadingPorts) {
    this.#ports = ports;
    this.#own.add({ dispose: () => (this.#isOver = true) });
  }

  get hasThread(): boolean {
    return this.#ports.read !== undefined;
  }

  /** Reads the text of a paper's PDF, unless that was done. What goes wrong is logged. */
  read(paper: PaperId): Promise<void> {
    const { library, read, log } = this.#ports;
    const known = library.get(paper);
    if (read === undefined || known === undefined || known.pdfs.length === 0) return Promise.resolve();
    this.#turn = this.#turn
      .then(() => (this.#isOver ? undefined : this.#see(paper, read)))
      .catch((thrown: unknown) => log.warn(`The text of ${paper} was not read: ${reasonOf(thrown)}`));
    return this.#turn;
  }

  dispose(): void {
    this.#own.dispose();
  }

  async #see(id: PaperId, read: ReadPdfText): Promise<void> {
    const { library, texts, log } = this.#ports;
    const paper = library.get(id); // as it is by now
    const sha256 = paper === undefined ? undefined : await texts.missing(paper);
    if (paper === undefined || sha256 === undefined || this.#tried.has(sha256)) return;
    const pdf = paper.pdfs.find((each) => each.sha256 === sha256);
    if ((pdf?.bytes ?? 0) > largestBytes) return texts.keepUnreadable(id, sha256, "it is larger than 300 MB");
    const bytes = await this.#bytesOf(id, pdf);
    if (bytes === undefined) return;
    this.#tried.add(sha256);
    let text: PdfText;
    try {
      text = await read(bytes, (done, all) =>
        log.info(`The text of ${id}: ${done} of ${all} pages are read`),
      );
    } catch (thrown) {
      const why = whyUnreadable(reasonOf(thrown));
      log.warn(`The text of ${id} was not read: ${why}`);
      if (!this.#isOver) await texts.keepUnreadable(id, sha256, why);
      return;
    }
    if (this.#isOver) return;
    await texts.keep(id, sha256, text);
    const unread = text.unread === 0 ? "" : `, ${text.unread} could not be`;
    log.info(`The text of ${id}: ${text.pages.length} pages are read${unread}`);
  }

  /** `undefined` where the file is not there, or by now another. */
  async #bytesOf(id: PaperId, pdf: PaperPdf | undefined): Promise<Uint8Array | undefined> {
    const file = pdf === undefined ? undefined : this.#ports.pdfs.uriOf(id, pdf);
    if (file === undefined) return undefined;
    const bytes = await vscode.workspace.fs.readFile(file);
    return digestOf(bytes).sha256 === pdf?.sha256 ? bytes : undefined;
  }
}

/** As pdf.js names it, for a person. */
function whyUnreadable(reason: string): string {
  if (reason.startsWith("PasswordException")) return "it is encrypted and asks for a password";
  if (/^(?:InvalidPDF|Format|MissingPDF|Syntax)\w*/u.test(reason)) return "it is damaged";
  return reason;
}

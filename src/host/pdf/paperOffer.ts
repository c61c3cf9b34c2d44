/** Offers to attach an open PDF to the paper of the library that it seems to be of. Asked once for each file. */
import * as vscode from "vscode";
import type { Paper, PaperDraft } from "../../domain/paper.ts";
import type { PaperId } from "../../domain/paperId.ts";
import type { PdfSummary, ReadPdfBytes } from "../../extraction/summary.ts";
import type { Library } from "../../library/library.ts";
import { newPaper } from "../../library/merge.ts";
import { SamePaper } from "../../library/samePaper.ts";
import type { Attachments } from "./attachments.ts";
import { arxivInName, draftOf } from "./pdfDraft.ts";
import type { PdfIdentity } from "./paperPdfs.ts";

export interface PaperOfferPorts {
  readonly library: Library;
  readonly attachments: Attachments;
  readonly declined: vscode.Memento;
  /** Absent where there is no thread to read on: then only the file's name and its own title tell. */
  readonly read: ReadPdfBytes | undefined;
}

const declinedKey = (file: vscode.Uri): string => `pdf.declined.${file.toString()}`;

export class PaperOffer {
  readonly #ports: PaperOfferPorts;
  readonly #file: vscode.Uri;
  #fingerprint: string | undefined;
  #paper: PaperId | undefined;

  constructor(ports: PaperOfferPorts, file: vscode.Uri) {
    this.#ports = ports;
    this.#file = file;
  }

  /** The paper that stands offered. */
  get paper(): Paper | undefined {
    return this.#paper === undefined ? undefined : this.#ports.library.get(this.#paper);
  }

  /** Finds a paper to offer, and answers whether there is one. */
  async look({ fingerprint, title }: PdfIdentity): Promise<boolean> {
    this.#fingerprint = fingerprint;
    this.#paper = undefined;
    if (!hasFolder() || this.#ports.declined.get(declinedKey(this.#file)) === true) return false;
    const known = new SamePaper(await this.#ports.library.papers());
    const paperOf = (draft: PaperDraft): PaperId | undefined => known.find(newPaper(draft, ""));
    const named = arxivInName(this.#file);
    const byName = { ...draftOf(undefined, this.#file), ...(title && { title }) };
    this.#paper =
      paperOf({ ...byName, identifiers: named === undefined ? [] : [`arxiv:${named}`] }) ??
      paperOf(draftOf(await this.#summary(), this.#file));
    return this.#paper !== undefined;
  }

  /** @throws when the file cannot be attached. */
  async accept(): Promise<void> {
    const paper = this.#paper;
    if (paper === undefined) return;
    await this.#ports.attachments.attachFile(paper, this.#file, this.#fingerprint);
    this.#paper = undefined;
  }

  async decline(): Promise<void> {
    this.#paper = undefined;
    await this.#ports.declined.update(declinedKey(this.#file), true);
  }

  /** A file that cannot be read is offered to none. */
  async #summary(): Promise<PdfSummary | undefined> {
    try {
      const bytes = await vscode.workspace.fs.readFile(this.#file);
      return await this.#ports.read?.(bytes.slice());
    } catch {
      return undefined; // the page says what is wrong with it
    }
  }
}

const hasFolder = (): boolean => (vscode.workspace.workspaceFolders ?? []).length > 0;

/** Which PDF belongs to which paper. A file is known by its place, and by its fingerprint when it was moved. */
import * as vscode from "vscode";
import type { Files } from "../../base/ports.ts";
import type { Paper, PaperPdf } from "../../domain/paper.ts";
import type { PaperId } from "../../domain/paperId.ts";
import type { Library } from "../../library/library.ts";
import { arxivInName, nameOf } from "./pdfDraft.ts";

export interface PdfIdentity {
  readonly fingerprint: string;
  /** As the document's own data say, which are often wrong. */
  readonly title?: string | undefined;
}

/** Where a library is; see `WorkspaceShelves`. */
export interface Homes {
  homeOf(shelf: Files): vscode.Uri | undefined;
}

export class PaperPdfs {
  readonly #library: Library;
  readonly #homes: Homes;

  constructor(library: Library, homes: Homes) {
    this.#library = library;
    this.#homes = homes;
  }

  async paperOf(file: vscode.Uri, fingerprint?: string): Promise<Paper | undefined> {
    const papers = await this.#library.papers();
    const isHere = (paper: Paper): boolean =>
      paper.pdfs.some((pdf) => this.uriOf(paper.id, pdf)?.toString() === file.toString());
    const isKnown = ({ pdfs }: Paper): boolean => pdfs.some((pdf) => pdf.fingerprint === fingerprint);
    return papers.find(isHere) ?? (fingerprint === undefined ? undefined : papers.find(isKnown));
  }

  /** Where a paper's PDF lies; `undefined` for one of which only the fingerprint is known. */
  uriOf(paper: PaperId, { path }: PaperPdf): vscode.Uri | undefined {
    const shelf = this.#library.shelfOf(paper);
    const home = shelf === undefined ? undefined : this.#homes.homeOf(shelf);
    if (home === undefined || path === undefined) return undefined;
    const segments = path.split("/");
    if (segments.some((segment) => ["", ".", ".."].includes(segment))) return undefined; // nothing outside
    return vscode.Uri.joinPath(home, ...segments);
  }

  /**
   * The paper of a PDF, which comes into the library if it was not there.
   * @throws when there is no folder to keep it in.
   */
  async adopt(file: vscode.Uri, identity: PdfIdentity): Promise<Paper> {
    const known =
      (await this.paperOf(file, identity.fingerprint)) ??
      (await this.#namedBy(file)) ??
      (await this.#added(file, identity));
    return this.attach(known.id, file, identity.fingerprint);
  }

  /** Notes where a paper's PDF lies now. */
  async attach(paper: PaperId, file: vscode.Uri, fingerprint: string): Promise<Paper> {
    const path = this.pathOf(paper, file);
    const attached = (now: Paper): Paper => {
      const isSame = (pdf: PaperPdf): boolean =>
        pdf.fingerprint === fingerprint || (path !== undefined && pdf.path === path);
      const before = now.pdfs.find(isSame);
      const after = { ...before, fingerprint, ...(path === undefined ? {} : { path }) };
      if (before?.path === after.path && before?.fingerprint === fingerprint) return now;
      return { ...now, pdfs: [...now.pdfs.filter((pdf) => !isSame(pdf)), after] };
    };
    return this.#library.change(paper, attached, { unasked: true });
  }

  async #namedBy(file: vscode.Uri): Promise<Paper | undefined> {
    const id = arxivInName(file);
    if (id === undefined) return undefined;
    return (await this.#library.papers()).find(({ identifiers }) => identifiers.includes(`arxiv:${id}`));
  }

  async #added(file: vscode.Uri, { title = "" }: PdfIdentity): Promise<Paper> {
    const draft = {
      title: isTelling(title) ? title.trim() : nameOf(file).replace(/\.pdf$/iu, ""),
      abstract: "",
      source: { kind: "pdf" },
    };
    const { added, updated, unchanged, problems } = await this.#library.add([draft]);
    const paper = added[0] ?? updated[0] ?? unchanged[0];
    if (paper === undefined) throw new Error(problems[0]?.why ?? "it could not be put into the library");
    return paper;
  }

  /** A file's path as it is stored; `undefined` for one outside the folder of the library. */
  pathOf(paper: PaperId, file: vscode.Uri): string | undefined {
    const shelf = this.#library.shelfOf(paper);
    const home = shelf === undefined ? undefined : this.#homes.homeOf(shelf);
    const isBelow = home !== undefined && file.toString().startsWith(`${home.toString()}/`);
    return isBelow ? file.path.slice(home.path.length + 1) : undefined;
  }
}

/** Programs write names of files and of themselves where the title should be. */
const isTelling = (title: string): boolean =>
  title.trim().split(/\s+/u).length > 2 && !/\.(?:tex|dvi|docx?|pdf|indd)\b|^microsoft word/iu.test(title);

/** Gives papers their PDFs, and takes them away again. Files of the person are never changed; what is copied replaces nothing. */
import * as vscode from "vscode";
import type { Files } from "../../base/ports.ts";
import { reasonOf } from "../../base/result.ts";
import type { Paper, PaperPdf } from "../../domain/paper.ts";
import type { PaperId } from "../../domain/paperId.ts";
import type { Library } from "../../library/library.ts";
import { digestOf, whyNoPdf } from "./pdfBytes.ts";
import type { PaperPdfs } from "./paperPdfs.ts";

const folder = "pdfs";
const mostCopies = 50;

export class Attachments {
  readonly #library: Library;
  readonly #pdfs: PaperPdfs;
  readonly #uriOf: (shelf: Files, path: string) => vscode.Uri | undefined;

  constructor(
    library: Library,
    pdfs: PaperPdfs,
    uriOf: (shelf: Files, path: string) => vscode.Uri | undefined,
  ) {
    this.#library = library;
    this.#pdfs = pdfs;
    this.#uriOf = uriOf;
  }

  /** A file of the workspace stays where it is; one from elsewhere is copied. @throws when it is no PDF. */
  async attachFile(paper: PaperId, file: vscode.Uri, fingerprint?: string): Promise<vscode.Uri> {
    let bytes: Uint8Array;
    try {
      bytes = await vscode.workspace.fs.readFile(file);
    } catch (thrown) {
      throw new Error(`${nameOf(file)} could not be read: ${reasonOf(thrown)}`, { cause: thrown });
    }
    const why = whyNoPdf(bytes);
    if (why !== undefined) throw new Error(`${nameOf(file)} was not attached: ${why}`);
    const place = this.#pdfs.pathOf(paper, file) === undefined ? await this.#copied(paper, bytes) : file;
    await this.#note(paper, place, bytes, { fingerprint });
    return place;
  }

  /** Writes down by what an attached file is known, where that is not known or the file was written anew since. */
  async recognise(paper: PaperId, file: vscode.Uri): Promise<void> {
    const path = this.#pdfs.pathOf(paper, file);
    const attached = this.#library.get(paper)?.pdfs.find((pdf) => path !== undefined && pdf.path === path);
    if (attached === undefined) return;
    const { size } = await vscode.workspace.fs.stat(file);
    if (attached.sha256 !== undefined && attached.bytes === size) return;
    const digest = digestOf(await vscode.workspace.fs.readFile(file));
    const recognised = (now: Paper): Paper => ({
      ...now,
      pdfs: now.pdfs.map((pdf) => (pdf.path === path ? { ...pdf, ...digest } : pdf)),
    });
    await this.#library.change(paper, recognised, { unasked: true });
  }

  async attachBytes(paper: PaperId, bytes: Uint8Array, url: string): Promise<vscode.Uri> {
    const place = await this.#copied(paper, bytes);
    await this.#note(paper, place, bytes, { url });
    return place;
  }

  /** Answers how to take that back. The files stay where they are. */
  async detach(paper: PaperId): Promise<() => Promise<void>> {
    const before = this.#library.get(paper)?.pdfs ?? [];
    await this.#library.change(paper, (now) => ({ ...now, pdfs: [] }));
    return async () =>
      void (await this.#library.change(paper, (now) => ({ ...now, pdfs: [...before, ...now.pdfs] })));
  }

  /** Files were renamed in the editor: what was attached stays so. */
  async renamed(
    moves: readonly { readonly oldUri: vscode.Uri; readonly newUri: vscode.Uri }[],
  ): Promise<void> {
    for (const paper of await this.#library.papers()) {
      const pdfs = paper.pdfs.map((pdf) => this.#moved(paper, pdf, moves));
      if (pdfs.some((pdf, at) => pdf !== paper.pdfs[at]))
        await this.#library.change(paper.id, (now) => ({ ...now, pdfs }), { unasked: true });
    }
  }

  #moved(
    { id }: Paper,
    pdf: PaperPdf,
    moves: readonly { readonly oldUri: vscode.Uri; readonly newUri: vscode.Uri }[],
  ): PaperPdf {
    const before = this.#pdfs.uriOf(id, pdf)?.path;
    if (before === undefined) return pdf;
    for (const { oldUri, newUri } of moves) {
      const isIt = before === oldUri.path || before.startsWith(`${oldUri.path}/`);
      const path = isIt
        ? this.#pdfs.pathOf(id, newUri.with({ path: newUri.path + before.slice(oldUri.path.length) }))
        : undefined;
      if (path !== undefined) return { ...pdf, path };
    }
    return pdf;
  }

  async #note(
    paper: PaperId,
    place: vscode.Uri,
    bytes: Uint8Array,
    { url, fingerprint }: Pick<PaperPdf, "url" | "fingerprint">,
  ): Promise<void> {
    const path = this.#pdfs.pathOf(paper, place);
    const digest = digestOf(bytes);
    await this.#library.change(paper, (now) => {
      const isIt = (pdf: PaperPdf): boolean => pdf.path === path || pdf.sha256 === digest.sha256;
      const before = now.pdfs.find(isIt);
      const after: PaperPdf = {
        ...before,
        path,
        ...digest,
        ...(url !== undefined && { url }),
        ...(fingerprint !== undefined && { fingerprint }),
      };
      // The newest is the one that is opened.
      return { ...now, pdfs: [after, ...now.pdfs.filter((pdf) => !isIt(pdf))] };
    });
  }

  /** The same bytes are not kept twice, and other bytes are never replaced. */
  async #copied(paper: PaperId, bytes: Uint8Array): Promise<vscode.Uri> {
    const shelf = this.#library.shelfOf(paper);
    for (let copy = 1; copy <= mostCopies && shelf !== undefined; copy++) {
      const uri = this.#uriOf(shelf, `${folder}/${paper}${copy === 1 ? "" : `-${copy}`}.pdf`);
      if (uri === undefined) break;
      const there = await readIfThere(uri);
      if (there === undefined) {
        const part = uri.with({ path: `${uri.path}.part` });
        await vscode.workspace.fs.writeFile(part, bytes);
        await vscode.workspace.fs.rename(part, uri, { overwrite: false });
        return uri;
      }
      if (digestOf(there).sha256 === digestOf(bytes).sha256) return uri;
    }
    throw new Error("There is no place to keep the PDF in: open a folder first");
  }
}

async function readIfThere(uri: vscode.Uri): Promise<Uint8Array | undefined> {
  try {
    return await vscode.workspace.fs.readFile(uri);
  } catch {
    return undefined;
  }
}

const nameOf = (file: vscode.Uri): string => file.path.slice(file.path.lastIndexOf("/") + 1);

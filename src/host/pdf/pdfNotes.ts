/** The notes of one open PDF: what its page is shown of them, and what it wishes. */
import * as vscode from "vscode";
import type { AnnotationId } from "../../domain/annotation.ts";
import type { Note } from "../../domain/note.ts";
import type { Paper } from "../../domain/paper.ts";
import type { PaperId } from "../../domain/paperId.ts";
import { inPdf } from "../../domain/renditions.ts";
import { quotedNote, type QuotedPassage } from "../../domain/quotedPassage.ts";
import type { Files } from "../../base/ports.ts";
import type { Library } from "../../library/library.ts";
import { citationOf } from "../../library/citation.ts";
import type { Notes } from "../../notes/notes.ts";
import type { Ask } from "../../protocol/channel.ts";
import type { pdfAsks, PdfStanding } from "../../protocol/pdf.ts";
import type { PaperPdfs, PdfIdentity } from "./paperPdfs.ts";

export interface PdfNotesPorts {
  readonly library: Library;
  readonly notes: Notes;
  readonly pdfs: PaperPdfs;
  /** Where a file of a library is. */
  readonly uriOf: (shelf: Files, path: string) => vscode.Uri | undefined;
}

const pictures = "pictures";

export class PdfNotes {
  readonly #ports: PdfNotesPorts;
  readonly #file: vscode.Uri;
  readonly #webview: vscode.Webview;
  #paper: PaperId | undefined;
  #identity: PdfIdentity = { fingerprint: "" };

  constructor(ports: PdfNotesPorts, file: vscode.Uri, webview: vscode.Webview) {
    this.#ports = ports;
    this.#file = file;
    this.#webview = webview;
  }

  get paper(): PaperId | undefined {
    return this.#paper;
  }

  /** Learns what the document calls itself, and finds its paper. */
  async identify(identity: PdfIdentity): Promise<PdfStanding> {
    this.#identity = identity;
    const { pdfs } = this.#ports;
    const paper = await pdfs.paperOf(this.#file, identity.fingerprint);
    this.#paper = paper?.id;
    // It may have been moved. If that cannot be written down now, it is found by its fingerprint again.
    if (paper !== undefined)
      await pdfs.attach(paper.id, this.#file, identity.fingerprint).catch(() => undefined);
    return this.standing();
  }

  async find(): Promise<void> {
    this.#paper = (await this.#ports.pdfs.paperOf(this.#file, this.#identity.fingerprint || undefined))?.id;
  }

  async standing(): Promise<PdfStanding> {
    const { library, notes } = this.#ports;
    const paper = this.#paper === undefined ? undefined : library.get(this.#paper);
    if (paper !== undefined) await notes.open(paper.id);
    const hasHome = library.shelfOf(this.#paper ?? ("" as PaperId)) !== undefined;
    return {
      ...(paper === undefined ? {} : { paper: { id: paper.id, title: paper.title } }),
      notes: paper === undefined ? [] : this.#shown(paper),
      ...(paper === undefined ? {} : { onAbstract: this.#onAbstract(paper) }),
      writable: hasHome ? true : { why: "Open a folder to keep notes in." },
    };
  }

  /** A PDF comes into the library with its first note. */
  async annotate(asked: Ask<typeof pdfAsks, "annotate">): Promise<void> {
    const { id, region, quote, picture, ...note } = asked;
    const paper = await this.home();
    const kept = picture === undefined ? undefined : await this.#keepPicture(paper, id, picture);
    const part = region === undefined ? undefined : { region, quote, picture: kept };
    await this.#ports.notes.add({ paper, part, id, ...note });
  }

  /** The paper that notes are about. @throws while there is none. */
  known(): PaperId {
    if (this.#paper === undefined) throw new Error("This PDF is not in the library");
    return this.#paper;
  }

  /** @throws when there is no such note */
  quoted(id: AnnotationId): QuotedPassage {
    const paper = this.#ports.library.get(this.known());
    const note = paper && this.#ports.notes.withProposals(paper).find((each) => each.id === id);
    if (note === undefined) throw new Error("This note is no longer there");
    return quotedNote(note);
  }

  async move({ places }: Ask<typeof pdfAsks, "move">): Promise<void> {
    const paper = this.known();
    const moves = places.map(({ id, ...part }) => [id, { paper, part }] as const);
    await this.#ports.notes.move(paper, new Map(moves));
  }

  async accept({ id, region, quote }: Ask<typeof pdfAsks, "accept">): Promise<void> {
    const paper = this.known();
    const place = region === undefined ? undefined : { paper, part: { region, quote } };
    await this.#ports.notes.accept(paper, new Map([[id, place]]));
  }

  async copy({ text, cite }: Ask<typeof pdfAsks, "copy">): Promise<void> {
    const paper = this.#paper === undefined ? undefined : this.#ports.library.get(this.#paper);
    const source = paper === undefined ? this.#identity.title : citationOf(paper);
    const cited = cite && source !== undefined && source !== "" ? `“${text}” (${source})` : text;
    await vscode.env.clipboard.writeText(cited);
  }

  /** The paper, which the PDF becomes one of the library for. */
  async home(): Promise<PaperId> {
    const { id } = await this.#ports.pdfs.adopt(this.#file, this.#identity);
    this.#paper = id;
    return id;
  }

  /** Those on its pages, and those on the paper. Of a picture the page needs the address. */
  #shown(paper: Paper): Note[] {
    const shelf = this.#ports.library.shelfOf(paper.id);
    return this.#ports.notes
      .withProposals(paper)
      .flatMap((note) => inPdf(note) ?? [])
      .map((note) => {
        if (note.picture === undefined) return note;
        const { picture: path, ...rest } = note;
        const uri = shelf === undefined || !isOurs(path) ? undefined : this.#ports.uriOf(shelf, path);
        return uri === undefined ? rest : { ...rest, picture: this.#webview.asWebviewUri(uri).toString() };
      });
  }

  #onAbstract(paper: Paper): Note[] {
    return this.#ports.notes
      .withProposals(paper)
      .filter((note) => inPdf(note) === undefined && note.quote !== "");
  }

  async #keepPicture(paper: PaperId, id: string, base64: string): Promise<string | undefined> {
    const shelf = this.#ports.library.shelfOf(paper);
    const path = `${pictures}/${paper}/${id.replace(/^urn:uuid:/u, "")}.png`;
    const uri = shelf === undefined ? undefined : this.#ports.uriOf(shelf, path);
    if (uri === undefined) return undefined;
    await vscode.workspace.fs.writeFile(
      uri,
      Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)),
    );
    return path;
  }
}

/** A log may have been written by anyone. */
const isOurs = (path: string): boolean =>
  /^pictures\/[\w.-]+\/[\w-]+\.png$/u.test(path) && !path.includes("..");

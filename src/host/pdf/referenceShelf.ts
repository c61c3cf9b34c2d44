/** What the library has of the papers that a PDF cites. */
import * as vscode from "vscode";
import type { Paper } from "../../domain/paper.ts";
import { paperId } from "../../domain/paperId.ts";
import { citedPaper, identifiersOfCited } from "../../library/citedPaper.ts";
import type { Library } from "../../library/library.ts";
import type { Notes } from "../../notes/notes.ts";
import type { Answer, Ask } from "../../protocol/channel.ts";
import type { KnownPaper, pdfAsks } from "../../protocol/pdf.ts";
import { commands } from "../workspace/names.ts";

/** As long as a title can be where an entry has none that could be told. */
const longestTitle = 200;

export class ReferenceShelf {
  readonly #library: Library;
  readonly #notes: Notes;

  constructor(library: Library, notes: Notes) {
    this.#library = library;
    this.#notes = notes;
  }

  async lookUp(cited: Ask<typeof pdfAsks, "lookUp">): Promise<Answer<typeof pdfAsks, "lookUp">> {
    const paper = citedPaper(await this.#library.papers(), cited);
    return paper === undefined ? {} : { paper: await this.#known(paper) };
  }

  async open({ id }: Ask<typeof pdfAsks, "openPaper">): Promise<void> {
    const known = paperId(id);
    if (known === undefined || this.#library.get(known) === undefined)
      throw new Error("This paper is no longer in the library");
    await vscode.commands.executeCommand(commands.open, known, { preview: false });
  }

  /** @throws when there is no folder to keep it in. */
  async add({ title, ...cited }: Ask<typeof pdfAsks, "importReference">): Promise<KnownPaper> {
    const { added, updated, unchanged, problems } = await this.#library.add([
      {
        title: title ?? cited.text.slice(0, longestTitle),
        abstract: "",
        identifiers: identifiersOfCited(cited),
        source: { kind: "reference" },
      },
    ]);
    const paper = added[0] ?? updated[0] ?? unchanged[0];
    if (paper === undefined) throw new Error(problems[0]?.why ?? "it could not be put into the library");
    return this.#known(paper);
  }

  async #known(paper: Paper): Promise<KnownPaper> {
    await this.#notes.ready();
    const { id, title, abstract } = paper;
    return { id, title, abstract, notes: this.#notes.count(id) };
  }
}

/** A paper and its PDF as two tabs of one place: which was looked at last, and going from one to the other. */
import * as vscode from "vscode";
import type { Paper } from "../../domain/paper.ts";
import type { PdfGoal } from "../../protocol/pdf.ts";
import { paperEditor, pdfEditor } from "../workspace/names.ts";
import { paperIdOf, paperUri } from "../workspace/paperUri.ts";
import type { LostPdfs } from "./lostPdfs.ts";
import type { PaperPdfs } from "./paperPdfs.ts";
import type { PdfEditors } from "./pdfEditors.ts";

export type Rendition = "abstract" | "pdf";

const key = (paper: Paper): string => `rendition.${paper.id}`;

export class Renditions {
  readonly #memory: vscode.Memento;
  readonly #pdfs: PaperPdfs;
  readonly #editors: PdfEditors;
  readonly #lost: LostPdfs;

  constructor(memory: vscode.Memento, pdfs: PaperPdfs, editors: PdfEditors, lost: LostPdfs) {
    this.#memory = memory;
    this.#pdfs = pdfs;
    this.#lost = lost;
    this.#editors = editors;
  }

  lastOf(paper: Paper): Rendition {
    return paper.pdfs.length > 0 && this.#memory.get(key(paper)) === "pdf" ? "pdf" : "abstract";
  }

  async remember(paper: Paper, rendition: Rendition): Promise<void> {
    await this.#memory.update(key(paper), rendition);
  }

  /**
   * Answers whether it could be opened; where the file is gone for good the person is told.
   * @throws when the paper has no PDF.
   */
  async openPdf(paper: Paper, goal?: PdfGoal, column?: vscode.ViewColumn): Promise<boolean> {
    const file = await this.fileOf(paper);
    if (file === undefined) {
      void this.#lost.tell(paper);
      return false;
    }
    await this.#editors.open(file, goal, column);
    await this.remember(paper, "pdf");
    return true;
  }

  /** Puts the PDF in the place of the abstract, or the other way round. */
  async switchTo(rendition: Rendition, paper: Paper): Promise<void> {
    const before = vscode.window.tabGroups.activeTabGroup.activeTab;
    if (rendition === "pdf") {
      if (!(await this.openPdf(paper))) return;
    } else {
      await vscode.commands.executeCommand("vscode.openWith", paperUri(paper), paperEditor);
      await this.remember(paper, "abstract");
    }
    if (before !== undefined && !before.isPinned && (await this.#shows(before, paper)))
      await vscode.window.tabGroups.close(before, true);
  }

  /** Whether a tab is the other one of the two. */
  async #shows({ input, isActive }: vscode.Tab, paper: Paper): Promise<boolean> {
    if (!(input instanceof vscode.TabInputCustom) || isActive) return false;
    if (input.viewType === paperEditor) return paperIdOf(input.uri) === paper.id;
    return input.viewType === pdfEditor && (await this.#pdfs.paperOf(input.uri))?.id === paper.id;
  }

  /** The PDF that is opened first; `undefined` where it is gone for good. @throws when the paper has none. */
  async fileOf(paper: Paper): Promise<vscode.Uri | undefined> {
    const files = paper.pdfs.flatMap((pdf) => this.#pdfs.uriOf(paper.id, pdf) ?? []);
    if (files.length === 0) throw new Error("No PDF is attached to this paper. Attach one, or download it.");
    for (const file of files) if (await isThere(file)) return file;
    return this.#lost.find(paper);
  }
}

async function isThere(file: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(file);
    return true;
  } catch {
    return false;
  }
}

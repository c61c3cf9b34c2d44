/** PDFs that are no longer where they were attached: looked for by their bytes, and else told with ways on. */
import * as vscode from "vscode";
import type { Paper, PaperPdf } from "../../domain/paper.ts";
import { commands } from "../workspace/names.ts";
import type { Attachments } from "./attachments.ts";
import { digestOf } from "./pdfBytes.ts";
import type { PaperPdfs } from "./paperPdfs.ts";

const mostFiles = 5000;

export class LostPdfs {
  readonly #pdfs: PaperPdfs;
  readonly #attachments: Attachments;

  constructor(pdfs: PaperPdfs, attachments: Attachments) {
    this.#pdfs = pdfs;
    this.#attachments = attachments;
  }

  /** Finds a PDF of the paper elsewhere in the workspace, attaches it again and says so. */
  async find(paper: Paper): Promise<vscode.Uri | undefined> {
    const file = await fileWithBytesOf(paper.pdfs);
    if (file === undefined) return undefined;
    await this.#attachments.attachFile(paper.id, file);
    const place = vscode.workspace.asRelativePath(file);
    void vscode.window.showInformationMessage(
      `The PDF of “${shortTitle(paper)}” had been moved. It was found at ${place} and is attached again.`,
    );
    return file;
  }

  /** Says that the PDF is gone, and offers what can be done. */
  async tell(paper: Paper): Promise<void> {
    const [first] = paper.pdfs.flatMap((pdf) => this.#pdfs.uriOf(paper.id, pdf) ?? []);
    const url = paper.pdfs.find((pdf) => pdf.url !== undefined)?.url;
    const [choose, download, remove] = ["Choose File…", "Download Again", "Remove from Paper"];
    const place = first === undefined ? "" : ` (${vscode.workspace.asRelativePath(first)})`;
    const answer = await vscode.window.showWarningMessage(
      `The PDF of “${shortTitle(paper)}” is not there any more${place}, and the workspace has no copy of it.`,
      ...[choose, ...(url === undefined ? [] : [download]), remove],
    );
    if (answer === choose) await vscode.commands.executeCommand(commands.attachPdf, paper.id);
    if (answer === download) await vscode.commands.executeCommand(commands.downloadPdf, paper.id, url);
    if (answer === remove) await vscode.commands.executeCommand(commands.removePdf, paper.id);
  }
}

const shortTitle = ({ title }: Paper): string => title.slice(0, 80);

/** Sizes are compared first: they cost nothing, and hardly two PDFs have the same. */
async function fileWithBytesOf(pdfs: readonly PaperPdf[]): Promise<vscode.Uri | undefined> {
  const sought = pdfs.filter(({ sha256, bytes }) => sha256 !== undefined && bytes !== undefined);
  if (sought.length === 0) return undefined;
  const files = await vscode.workspace.findFiles("**/*.[pP][dD][fF]", "**/{node_modules,.git}/**", mostFiles);
  for (const file of files) {
    const size = await sizeOf(file);
    const alike = sought.filter(({ bytes }) => bytes === size);
    if (alike.length === 0) continue;
    const { sha256 } = digestOf(await vscode.workspace.fs.readFile(file));
    if (alike.some((pdf) => pdf.sha256 === sha256)) return file;
  }
  return undefined;
}

async function sizeOf(file: vscode.Uri): Promise<number | undefined> {
  try {
    return (await vscode.workspace.fs.stat(file)).size;
  } catch {
    return undefined; // it went while the others were looked at
  }
}

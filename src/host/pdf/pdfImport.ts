/** Makes papers of PDFs: each is read, recognised or added, and attached. */
import * as vscode from "vscode";
import { reasonOf } from "../../base/result.ts";
import type { Paper, PaperDraft } from "../../domain/paper.ts";
import type { PdfSummary, ReadPdfBytes } from "../../extraction/summary.ts";
import type { ImportProblem } from "../../library/importers/importer.ts";
import type { AddReport } from "../../library/addDrafts.ts";
import type { PaperId } from "../../domain/paperId.ts";
import type { Library } from "../../library/library.ts";
import { asStored, joined, type PaperChange } from "../../library/paperChanges.ts";
import { paperPath } from "../../library/paperFile.ts";
import type { Attachments } from "./attachments.ts";
import type { PaperPdfs } from "./paperPdfs.ts";
import { digestOf, whyNoPdf } from "./pdfBytes.ts";
import { draftOf, nameOf } from "./pdfDraft.ts";

export interface PdfImportPorts {
  readonly library: Library;
  readonly attachments: Attachments;
  readonly pdfs: PaperPdfs;
  /** Absent where there is no thread to read on: then a paper is called like its file. */
  readonly read: ReadPdfBytes | undefined;
}

export interface PdfImportReport extends AddReport {
  /** For each paper how it was recognised. */
  readonly recognised: readonly string[];
}

const mostFiles = 2000;
const deepest = 8;

export const isPdf = (uri: vscode.Uri): boolean => /\.pdf$/iu.test(uri.path);

/** The PDFs in a folder and below it, those in hidden folders left out; of a file, the file. */
export async function pdfsIn(uri: vscode.Uri, depth = 0): Promise<readonly vscode.Uri[]> {
  if (isPdf(uri)) return [uri];
  const found: vscode.Uri[] = [];
  for (const [name, type] of await vscode.workspace.fs.readDirectory(uri)) {
    const entry = vscode.Uri.joinPath(uri, name);
    const isFolder = (type & vscode.FileType.Directory) !== 0;
    if (isFolder && !name.startsWith(".") && depth < deepest) found.push(...(await pdfsIn(entry, depth + 1)));
    else if (!isFolder && isPdf(entry)) found.push(entry);
    if (found.length > mostFiles) throw new Error(`There are more than ${mostFiles} PDFs in ${uri.path}`);
  }
  return found;
}

export class PdfImport {
  readonly #ports: PdfImportPorts;

  constructor(ports: PdfImportPorts) {
    this.#ports = ports;
  }

  async import(
    source: vscode.Uri,
    signal?: AbortSignal,
    onProgress?: (done: number, all: number) => void,
  ): Promise<PdfImportReport> {
    const files = await pdfsIn(source);
    const seen = { added: [] as Paper[], updated: [] as Paper[], unchanged: [] as Paper[] };
    const problems: ImportProblem[] = [];
    const recognised: string[] = [];
    const changes: PaperChange[] = [];
    let done = 0;
    for (const file of files) {
      if (signal?.aborted === true) break;
      try {
        const { paper, how, what } = await this.#one(file, changes);
        seen[what].push(paper);
        recognised.push(`${nameOf(file)}: ${how}`);
      } catch (thrown) {
        problems.push({ where: nameOf(file), why: reasonOf(thrown) });
      }
      onProgress?.(++done, files.length);
    }
    if (files.length === 0) problems.push({ where: nameOf(source), why: "there is no PDF in it" });
    // Attached files are in the papers too, and go with them.
    const stored = await asStored(joined(changes));
    return { ...seen, problems, recognised, cancelled: done < files.length, changes: stored };
  }

  /** @param changes is told what is done to papers */
  async #one(
    file: vscode.Uri,
    changes: PaperChange[],
  ): Promise<{ paper: Paper; how: string; what: "added" | "updated" | "unchanged" }> {
    const { library, attachments, pdfs } = this.#ports;
    const attached = await pdfs.paperOf(file);
    if (attached !== undefined) return { paper: attached, how: "attached already", what: "unchanged" };
    const bytes = await vscode.workspace.fs.readFile(file);
    const why = whyNoPdf(bytes);
    if (why !== undefined) throw new Error(why);
    const summary = await this.#read(bytes);
    const known = await pdfs.paperOf(file, summary?.fingerprint);
    // Where a PDF has no id, its fingerprint tells the program that made it: the bytes decide.
    const { sha256 } = digestOf(bytes);
    if (known?.pdfs.some((pdf) => pdf.sha256 === sha256) === true) {
      changes.push(...(await this.#asItIs(known.id)));
      await attachments.attachFile(known.id, file);
      return { paper: known, how: "the same PDF as before, somewhere else", what: "unchanged" };
    }
    const draft = draftOf(summary, file);
    const report = await library.add([draft]);
    const [added, updated, unchanged] = [report.added[0], report.updated[0], report.unchanged[0]];
    const paper = added ?? updated ?? unchanged;
    if (paper === undefined)
      throw new Error(report.problems[0]?.why ?? "it could not be put into the library");
    changes.push(...(report.changes.length > 0 ? report.changes : await this.#asItIs(paper.id)));
    await attachments.attachFile(paper.id, file, summary?.fingerprint);
    const what = added === undefined ? "updated" : "added";
    return { paper: library.get(paper.id) ?? paper, how: howOf(draft, summary), what };
  }

  async #asItIs(id: PaperId): Promise<readonly PaperChange[]> {
    const shelf = this.#ports.library.shelfOf(id);
    const before = await shelf?.read(paperPath(id));
    return shelf === undefined ? [] : [{ id, shelf, before, after: before }];
  }

  /** A file that cannot be read inside may still be kept under its name. */
  async #read(bytes: Uint8Array): Promise<PdfSummary | undefined> {
    const { read } = this.#ports;
    try {
      return await read?.(bytes.slice());
    } catch (thrown) {
      const reason = reasonOf(thrown);
      if (reason.startsWith("PasswordException")) return undefined;
      throw new Error(`it cannot be read (${reason})`, { cause: thrown });
    }
  }
}

/** So that a person can see what to believe. */
function howOf({ title }: PaperDraft, summary: PdfSummary | undefined): string {
  const facts = [
    ["title", summary?.title],
    ["authors", summary?.authors],
    ["abstract", summary?.abstract],
    ["arXiv id", summary?.arxiv],
    ["DOI", summary?.doi],
  ] as const;
  const told = facts.flatMap(([name, fact]) => (fact === undefined ? [] : [`${name} from ${fact.source}`]));
  return `“${title}” (${told.length === 0 ? "named like its file: it has no text that can be read" : told.join("; ")})`;
}

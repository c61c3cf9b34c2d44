/** Papers come in: from a file, the clipboard, a drop, the sample, or another extension. */
import * as vscode from "vscode";
import type { Clock } from "../../base/ports.ts";
import { inSlices } from "../../base/slices.ts";
import type { Paper } from "../../domain/paper.ts";
import { nothingAdded, type AddReport } from "../../library/addDrafts.ts";
import type { Library } from "../../library/library.ts";
import { entriesFormat, importText } from "../../sources/recognise.ts";
import { isListOfPapers } from "../../sources/understand.ts";
import { asStored } from "../../library/paperChanges.ts";
import { abortedBy } from "../workspace/aborted.ts";
import { commands } from "../workspace/names.ts";
import { readText } from "../workspace/readText.ts";
import { isPdf, type PdfImport } from "../pdf/pdfImport.ts";
import { inSteps } from "./importProgress.ts";
import { tellReport } from "./importReport.ts";
import type { ImportedFiles } from "./importedFiles.ts";

export interface ImportedReport extends AddReport {
  /** A text that names papers and tells nothing of them. */
  readonly list?: string;
}

const onlyNamed = "it names papers and tells nothing of them: Add Paper… fetches their details";

export class PaperImport {
  readonly #library: Library;
  readonly #clock: Clock;
  readonly #sample: vscode.Uri;

  readonly #pdfs: PdfImport;
  readonly #files: ImportedFiles;
  readonly #onAdded: (papers: readonly Paper[]) => void;

  constructor(
    library: Library,
    clock: Clock,
    extension: vscode.Uri,
    pdfs: PdfImport,
    files: ImportedFiles,
    onAdded: (papers: readonly Paper[]) => void,
  ) {
    this.#onAdded = onAdded;
    this.#pdfs = pdfs;
    this.#files = files;
    this.#library = library;
    this.#clock = clock;
    this.#sample = vscode.Uri.joinPath(extension, "media", "sample", "daily-papers.txt");
  }

  /** Imports and says nothing: for callers that handle the report themselves. */
  async quietly(
    source: vscode.Uri | string,
    signal?: AbortSignal,
    onProgress?: (done: number, all: number) => void,
  ): Promise<ImportedReport> {
    if (typeof source !== "string" && (isPdf(source) || (await isFolder(source))))
      return this.#pdfs.import(source, signal, onProgress);
    const text = typeof source === "string" ? source : await readText(source);
    const steps = importText(text, this.#clock.now().slice(0, 10));
    const imported = await inSlices(steps, () => signal?.aborted === true);
    const { drafts, problems, files = [] } = imported ?? { drafts: [], problems: [] };
    if (
      imported !== undefined &&
      drafts.length === 0 &&
      entriesFormat(text) === undefined &&
      isListOfPapers(text)
    )
      return { ...nothingAdded, problems: [{ where: "the text", why: onlyNamed }], list: text };
    const report = await this.#library.add(drafts, {
      ...(signal === undefined ? {} : { signal }),
      ...(onProgress === undefined ? {} : { onProgress }),
    });
    const unattached = await this.#files.attach(files, source, signal);
    return {
      ...report,
      changes: files.length === 0 ? report.changes : await asStored(report.changes),
      problems: [...problems, ...report.problems, ...unattached],
      cancelled: report.cancelled || imported === undefined,
    };
  }

  /** With a source it asks nothing; without one it asks where the papers are. */
  async ask(source: unknown): Promise<AddReport | undefined> {
    if (source instanceof vscode.Uri || typeof source === "string") return this.#visibly(source);
    const picked = await pickSource();
    if (picked === "clipboard") return this.clipboard();
    if (picked === "sample") return this.sample();
    if (picked === "pdfs") return this.#pdfFiles();
    if (picked !== "file") return undefined;
    const files = await vscode.window.showOpenDialog({
      title: "Import Papers",
      openLabel: "Import",
      canSelectMany: false,
      filters: {
        Papers: ["bib", "bibtex", "biblatex", "ris", "rdf", "json", "txt", "text", "md"],
        "All files": ["*"],
      },
    });
    return files?.[0] === undefined ? undefined : this.#visibly(files[0]);
  }

  async #pdfFiles(): Promise<AddReport | undefined> {
    const [source] =
      (await vscode.window.showOpenDialog({
        title: "Import PDFs",
        openLabel: "Import",
        canSelectFiles: true,
        canSelectFolders: true,
        filters: { PDF: ["pdf"] },
      })) ?? [];
    return source === undefined ? undefined : this.#visibly(source);
  }

  async clipboard(): Promise<AddReport> {
    const text = await vscode.env.clipboard.readText();
    if (text.trim() === "")
      throw new Error(
        "The clipboard holds no text. Copy entries, or the whole Daily Papers page, and try again.",
      );
    return this.#visibly(text);
  }

  sample(): Promise<AddReport> {
    return this.#visibly(this.#sample);
  }

  async #visibly(source: vscode.Uri | string): Promise<AddReport> {
    const report = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: "Importing papers", cancellable: true },
      (progress, token) => {
        const abort = abortedBy(token);
        return this.quietly(source, abort.signal, inSteps(progress));
      },
    );
    // What would be fetched is shown before it is.
    if (report.list !== undefined)
      void vscode.commands.executeCommand(commands.addPaper, { ask: report.list });
    else {
      this.#onAdded(report.added);
      void tellReport(report, (changes) => this.#library.undo(changes)); // the papers are there; reading the report can wait
    }
    return report;
  }
}

async function pickSource(): Promise<"file" | "pdfs" | "clipboard" | "sample" | undefined> {
  const sources = [
    {
      label: "$(file) From a file…",
      detail:
        "BibTeX, RIS, CSL-JSON, Zotero RDF, Better BibTeX JSON of Zotero, or the Daily Papers page saved as text",
      source: "file" as const,
    },
    {
      label: "$(file-pdf) From PDFs…",
      detail: "A PDF, or a folder of them: title, authors and abstract are read out of each",
      source: "pdfs" as const,
    },
    {
      label: "$(clippy) From the clipboard",
      detail: "Any of these formats, or the page's text, selected and copied",
      source: "clipboard" as const,
    },
    {
      label: "$(library) The sample library",
      detail: "57 papers of one day, to look around with",
      source: "sample" as const,
    },
  ];
  const picked = await vscode.window.showQuickPick(sources, {
    title: "Import Papers",
    placeHolder: "Where are the papers?",
  });
  return picked?.source;
}

async function isFolder(uri: vscode.Uri): Promise<boolean> {
  try {
    return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.Directory) !== 0;
  } catch {
    return false; // reading it says why
  }
}

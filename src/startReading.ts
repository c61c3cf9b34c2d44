/** The readers of abstracts and PDFs put together, with what is remembered of a paper's files and texts. */
import * as vscode from "vscode";
import { systemClock } from "./base/clock.ts";
import { Disposables } from "./base/disposables.ts";
import type { Files } from "./base/ports.ts";
import { reasonOf } from "./base/result.ts";
import type { PdfReading } from "./extraction/summary.ts";
import { OpenPapers } from "./host/commands/openPapers.ts";
import type { CommandBody, ShownLog } from "./host/commands/registered.ts";
import { Attachments } from "./host/pdf/attachments.ts";
import { readFullTexts } from "./host/pdf/fullTexts.ts";
import { LostPdfs } from "./host/pdf/lostPdfs.ts";
import { PaperPdfs } from "./host/pdf/paperPdfs.ts";
import { PdfEditors } from "./host/pdf/pdfEditors.ts";
import { PdfImport } from "./host/pdf/pdfImport.ts";
import { PdfMemory } from "./host/pdf/pdfMemory.ts";
import type { Quietness } from "./host/pdf/quietness.ts";
import { ReadingProgress } from "./host/pdf/readingProgress.ts";
import { Renditions } from "./host/pdf/renditions.ts";
import { TextReading } from "./host/pdf/textReading.ts";
import type { PassageActions } from "./host/reader/passageActions.ts";
import { Readers } from "./host/reader/readers.ts";
import { ViewMemory } from "./host/reader/viewMemory.ts";
import { VocabularySource } from "./host/reader/vocabulary.ts";
import type { WorkspaceShelves } from "./host/workspace/workspaceShelves.ts";
import type { Library } from "./library/library.ts";
import type { PaperTexts } from "./library/paperTexts.ts";
import type { Notes } from "./notes/notes.ts";

/** Who stays so long on a page reads it; how far they are is written when they pause. */
const [stayMs, progressMs] = [3_000, 30_000];

export interface ReadingPorts {
  readonly context: Pick<vscode.ExtensionContext, "extensionUri" | "workspaceState" | "globalState">;
  readonly library: Library;
  readonly notes: Notes;
  readonly texts: PaperTexts;
  readonly shelves: WorkspaceShelves;
  readonly passages: PassageActions;
  /** Work in the background waits for it. */
  readonly quiet: Quietness;
  /** Absent where PDFs are read by nobody but their page. */
  readonly pdfs: PdfReading | undefined;
  /** Whether the machine runs on its battery; absent where nothing can tell. */
  readonly isOnBattery: (() => Promise<boolean>) | undefined;
  readonly log: ShownLog;
}

export interface Reading extends vscode.Disposable {
  readonly readers: Readers;
  readonly pdfs: PdfEditors;
  readonly paperPdfs: PaperPdfs;
  readonly pdfImport: PdfImport;
  readonly attachments: Attachments;
  readonly renditions: Renditions;
  readonly open: OpenPapers;
  readonly commands: Readonly<Record<string, CommandBody>>;
}

export function startReading(ports: ReadingPorts): Reading {
  const { context, library, notes, texts, shelves, passages, quiet, isOnBattery, log } = ports;
  const { extensionUri, workspaceState, globalState } = context;
  const { text: readText, paper: read } = ports.pdfs ?? {};
  const own = new Disposables();
  const vocabulary = own.add(new VocabularySource(library, notes, log));
  const views = new ViewMemory(workspaceState);
  const readers = own.add(new Readers(extensionUri, { library, notes, views, vocabulary, passages, log }));
  const pdfMemory = new PdfMemory(workspaceState, globalState);
  const paperPdfs = new PaperPdfs(library, shelves);
  const uriOf = (shelf: Files, path: string): vscode.Uri | undefined => shelves.uriOf(shelf, path);
  const attachments = new Attachments(library, paperPdfs, uriOf);
  const lost = new LostPdfs(paperPdfs, attachments);
  const textReading = own.add(new TextReading({ library, pdfs: paperPdfs, texts, read: readText, log }));
  const fullTexts = own.add(readFullTexts({ library, texts, reading: textReading, quiet, log, isOnBattery }));
  const progress = own.add(
    new ReadingProgress({ library, clock: systemClock, log, stayMs, pauseMs: progressMs }),
  );
  const pdfs = own.add(
    new PdfEditors(extensionUri, {
      ...{ library, notes, texts, vocabulary, passages, uriOf, log },
      ...{ pdfs: paperPdfs, memory: pdfMemory, attachments, lost, read, textReading, progress },
      declined: workspaceState,
    }),
  );
  const renditions = new Renditions(workspaceState, paperPdfs, pdfs, lost);
  own.add(
    vscode.workspace.onDidRenameFiles(({ files }) => {
      attachments
        .renamed(files)
        .catch((why: unknown) => log.error(`A renamed PDF was lost sight of: ${reasonOf(why)}`));
    }),
  );
  return {
    ...{ readers, pdfs, paperPdfs, attachments, renditions },
    pdfImport: new PdfImport({ library, attachments, pdfs: paperPdfs, read }),
    open: new OpenPapers({ library, notes, readers, pdfs, paperPdfs, pdfMemory, renditions }),
    commands: fullTexts.commands,
    dispose: () => own.dispose(),
  };
}

/** Builds the product out of its parts. The two entries differ only in the ports they hand in. */
import * as vscode from "vscode";
import type { MarginaliaApi } from "./api.ts";
import type { Files } from "./base/ports.ts";
import { systemClock } from "./base/clock.ts";
import { Disposables } from "./base/disposables.ts";
import { PaperImport } from "./host/commands/importPapers.ts";
import { noteCommands } from "./host/commands/noteCommands.ts";
import { paperCommands } from "./host/commands/paperCommands.ts";
import { readerCommands } from "./host/commands/readerCommands.ts";
import { pdfCommands } from "./host/commands/pdfCommands.ts";
import { registered } from "./host/commands/registered.ts";
import { showProblems, showTrouble } from "./host/commands/showProblems.ts";
import { showNotesInline } from "./host/inline/showNotesInline.ts";
import { PaperPdfs } from "./host/pdf/paperPdfs.ts";
import { PdfEditors } from "./host/pdf/pdfEditors.ts";
import { PdfMemory } from "./host/pdf/pdfMemory.ts";
import { Readers } from "./host/reader/readers.ts";
import { ViewMemory } from "./host/reader/viewMemory.ts";
import { LibrarySearch } from "./host/search/librarySearch.ts";
import { pickPaper } from "./host/search/searchPicker.ts";
import { showPapers } from "./host/tree/showPapers.ts";
import { Authorship } from "./host/workspace/authorship.ts";
import { commands } from "./host/workspace/names.ts";
import type { AppendText } from "./host/workspace/workspaceFiles.ts";
import { WorkspaceShelves } from "./host/workspace/workspaceShelves.ts";
import { Library } from "./library/library.ts";
import { marginaliaApi } from "./marginaliaApi.ts";
import { Notes } from "./notes/notes.ts";
import { remoteIndex, type WorkerHandle } from "./search/indexProtocol.ts";

export interface Platform {
  /** Appends to a file on disk; absent where files are only reached through the editor. */
  readonly appendText?: AppendText;
  readonly systemUser: string;
  startSearchWorker(extension: vscode.Uri): WorkerHandle;
}

export function startMarginalia(context: vscode.ExtensionContext, platform: Platform): MarginaliaApi {
  const own = new Disposables();
  context.subscriptions.push(own);

  const log = own.add(vscode.window.createOutputChannel("Marginalia", { log: true }));
  const shelves = own.add(new WorkspaceShelves(platform.appendText, log));
  const authorship = own.add(new Authorship(platform.systemUser));
  const library = own.add(new Library(shelves, systemClock, log));
  const notes = own.add(
    new Notes({
      shelves,
      shelfOf: (paper) => library.shelfOf(paper),
      author: () => authorship.person(),
      clock: systemClock,
      log,
    }),
  );
  const search = own.add(
    new LibrarySearch(library, () => remoteIndex(platform.startSearchWorker(context.extensionUri)), log),
  );
  const views = new ViewMemory(context.workspaceState);
  const readers = own.add(new Readers(context.extensionUri, { library, notes, views, log }));
  const pdfMemory = new PdfMemory(context.workspaceState, context.globalState);
  const paperPdfs = new PaperPdfs(library, shelves);
  const uriOf = (shelf: Files, path: string): vscode.Uri | undefined => shelves.uriOf(shelf, path);
  const pdfs = own.add(
    new PdfEditors(context.extensionUri, { library, notes, pdfs: paperPdfs, memory: pdfMemory, uriOf, log }),
  );
  const imports = new PaperImport(library, systemClock, context.extensionUri);

  const inline = own.add(showNotesInline(library, notes, log));
  own.add(showPapers(library, notes, context.workspaceState));
  own.add(showProblems(library, notes, (shelf, path) => shelves.uriOf(shelf, path)));
  own.add(showTrouble(notes, log));
  own.add(
    registered(
      {
        [commands.importPapers]: (source) => imports.ask(source),
        [commands.importClipboard]: () => imports.clipboard(),
        [commands.importSample]: () => imports.sample(),
        [commands.search]: (query) =>
          typeof query === "string" ? search.search(query, 50) : pickPaper(library, search),
        ...paperCommands({
          library,
          open: (paper, options) => readers.open(paper.id, options),
          active: () => readers.activePaper,
        }),
        ...noteCommands({
          library,
          notes,
          openAt: (paper, annotation) => readers.open(paper.id, { place: { annotation } }),
        }),
        ...inline.commands,
        ...readerCommands((action) => readers.perform(action) || pdfs.perform(action)),
        ...pdfCommands((action) => pdfs.perform(action)),
      },
      log,
    ),
  );
  return marginaliaApi({ library, notes, search, imports, readers });
}

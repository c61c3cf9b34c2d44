/** Builds the product out of its parts. The two entries differ only in the ports they hand in. */
import * as vscode from "vscode";
import { checkCommand } from "./host/check/checkCommand.ts";
import { compactCommand } from "./host/check/compactCommand.ts";
import { ReportPage } from "./host/check/reportPage.ts";
import { attachCommands } from "./host/commands/attachCommands.ts";
import type { Note } from "./domain/note.ts";
import type { Paper } from "./domain/paper.ts";
import type { MarginaliaApi } from "./api.ts";
import type { Files } from "./base/ports.ts";
import { systemClock } from "./base/clock.ts";
import { Disposables } from "./base/disposables.ts";
import { BibFiles } from "./host/citations/bibFiles.ts";
import { provideCitations } from "./host/citations/citations.ts";
import { Quotes } from "./host/citations/quotes.ts";
import { KnownPapers } from "./host/inline/knownPapers.ts";
import { AddPaper } from "./host/commands/addPaper.ts";
import { ImportedFiles } from "./host/commands/importedFiles.ts";
import { PaperImport } from "./host/commands/importPapers.ts";
import { noteCommands } from "./host/commands/noteCommands.ts";
import { paperCommands, papersChosen } from "./host/commands/paperCommands.ts";
import { addressOf, addressOfNote, addressOfPassage, followPaperLinks } from "./host/commands/paperLinks.ts";
import { readerCommands } from "./host/commands/readerCommands.ts";
import { pdfCommands } from "./host/commands/pdfCommands.ts";
import { updatePapers } from "./host/commands/updatePapers.ts";
import { shelfCommands } from "./host/commands/shelfCommands.ts";
import { registered, telling } from "./host/commands/registered.ts";
import { tellStar } from "./host/commands/starContext.ts";
import { showProblems, showTrouble } from "./host/commands/showProblems.ts";
import { duplicateCommands } from "./host/duplicates/duplicateCommands.ts";
import { Duplicates } from "./host/duplicates/duplicates.ts";
import type { LargeFiles } from "./host/exchange/archiveFiles.ts";
import { startFeeds } from "./host/today/startFeeds.ts";
import { FileLinks } from "./host/fileLinks/fileLinks.ts";
import { linkCommands } from "./host/fileLinks/linkCommands.ts";
import { MakeLink } from "./host/fileLinks/makeLink.ts";
import { showNotesInline } from "./host/inline/showNotesInline.ts";
import { provideHighlightLenses } from "./host/literature/highlightLens.ts";
import { literatureCommands } from "./host/literature/literatureCommands.ts";
import type { MakeCopy } from "./pdfCopy/makeCopy.ts";
import type { PdfReading } from "./extraction/summary.ts";
import { Quietness } from "./host/pdf/quietness.ts";
import type { PassageActions } from "./host/reader/passageActions.ts";
import { LibrarySearch } from "./librarySearch/librarySearch.ts";
import { CacheFile } from "./host/workspace/cacheFile.ts";
import { searchCommands } from "./host/search/view/savedSearchCommands.ts";
import { SearchView } from "./host/search/view/searchView.ts";
import { findCommands } from "./host/search/findCommands.ts";
import { similarToNote } from "./host/search/similarPapers.ts";
import { showPapers } from "./host/tree/showPapers.ts";
import { RecentEditors } from "./host/workspace/recentEditors.ts";
import { Authorship } from "./host/workspace/authorship.ts";
import { commands } from "./host/workspace/names.ts";
import type { AppendText } from "./host/workspace/workspaceFiles.ts";
import { UnsavedNotes } from "./host/workspace/unsavedNotes.ts";
import { WorkspaceShelves } from "./host/workspace/workspaceShelves.ts";
import { FormerIds } from "./library/formerIds.ts";
import { Library } from "./library/library.ts";
import { SavedSearches } from "./library/savedSearches.ts";
import { TagColors } from "./library/tagColors.ts";
import { PaperTexts } from "./library/paperTexts.ts";
import { marginaliaApi } from "./marginaliaApi.ts";
import { startAgents } from "./startAgents.ts";
import { startExchange } from "./startExchange.ts";
import { startReading } from "./startReading.ts";
import { Notes } from "./notes/notes.ts";
import { Courier } from "./sources/net/courier.ts";
import { HttpCache } from "./sources/net/httpCache.ts";
import { realTimer } from "./sources/net/pace.ts";
import { remoteIndex, type WorkerHandle } from "./search/indexProtocol.ts";

/** Counts of notes are kept for the next window when the person pauses. */
const countsSettleMs = 3_000;
/** Work in the background waits for a pause, and until a new window has had the time to start. */
const [pauseMs, startMs] = [2_000, 10_000];

export interface Platform {
  /** Appends to a file on disk; absent where files are only reached through the editor. */
  readonly appendText?: AppendText;
  /** Reads and writes files on disk piece by piece; absent where files are only reached through the editor. */
  readonly largeFiles?: LargeFiles;
  readonly systemUser: string;
  /** Whether requests may say who sends them; browsers say so themselves. */
  readonly namesItself?: boolean;
  startSearchWorker(extension: vscode.Uri): WorkerHandle;
  /** Reads PDFs on a thread of its own; absent where there is none. */
  pdfThread?(extension: vscode.Uri): PdfReading;
  /** Makes annotated copies of PDFs on a thread of its own; absent where there is none. */
  pdfCopyThread?(extension: vscode.Uri): MakeCopy;
  /** The program that runs scripts beside the editor; absent where there is none. */
  readonly node?: string;
  /** Whether the machine runs on its battery; absent where nothing can tell. */
  isOnBattery?(): Promise<boolean>;
}

const userAgentOf = ({ extension }: vscode.ExtensionContext): string => {
  const { version } = extension.packageJSON as { readonly version: string };
  return `Marginalia/${version} (extension of Visual Studio Code)`;
};

export function startMarginalia(context: vscode.ExtensionContext, platform: Platform): MarginaliaApi {
  const own = new Disposables();
  context.subscriptions.push(own);

  const log = own.add(vscode.window.createOutputChannel("Marginalia", { log: true }));
  const shelves = own.add(new WorkspaceShelves(platform.appendText, log));
  const authorship = own.add(new Authorship(platform.systemUser));
  const library = own.add(new Library(shelves, systemClock, log));
  const folders = own.add(new FormerIds(library, log));
  const notes = own.add(
    new Notes({
      shelves,
      shelfOf: (paper) => library.shelfOf(paper),
      author: () => authorship.person(),
      clock: systemClock,
      log,
      folders,
      keepCountsAfterMs: countsSettleMs,
      recovery: new UnsavedNotes(context.workspaceState),
    }),
  );
  const texts = own.add(new PaperTexts(library, log));
  const quiet = new Quietness(pauseMs, startMs);
  const search = own.add(
    new LibrarySearch({
      library,
      notes,
      texts,
      startIndex: () => remoteIndex(platform.startSearchWorker(context.extensionUri)),
      clock: systemClock,
      store: new CacheFile(shelves, "search-index.bin"),
      onAsk: () => quiet.touch(),
      log,
    }),
  );
  const passages: PassageActions = {
    link: (paper, from) => telling(makeLink.fromReader(paper, from), log),
    quote: (paper, quoted) => quotes.insert(paper, quoted),
    copied: (paper, quoted) => quotes.remember(paper, quoted),
  };
  const reading = own.add(
    startReading({
      ...{ context, library, notes, texts, shelves, passages, quiet, log },
      pdfs: platform.pdfThread?.(context.extensionUri),
      isOnBattery: platform.isOnBattery?.bind(platform),
    }),
  );
  const { readers, pdfs, paperPdfs, pdfImport, attachments, renditions, open } = reading;
  const uriOf = (shelf: Files, path: string): vscode.Uri | undefined => shelves.uriOf(shelf, path);
  const openAt = open.atNote.bind(open);
  const inFront = open.inFront.bind(open);
  const active = async (): Promise<string | undefined> => (await inFront())?.paper.id;
  const duplicates = new Duplicates({ library, notes, log });
  const importedFiles = new ImportedFiles({ library, attachments, clock: systemClock });
  const imports = new PaperImport(
    ...([library, systemClock, context.extensionUri, pdfImport, importedFiles] as const),
    (added) => void duplicates.settle(added),
  );
  const courier = new Courier({
    fetch: (url, init) => fetch(url, init),
    cache: new HttpCache(() => shelves.list()[0]),
    timer: realTimer,
    userAgent: platform.namesItself === true ? userAgentOf(context) : undefined,
  });
  const feeds = own.add(
    startFeeds({
      ...{ library, notes, shelves, courier, authorship, clock: systemClock, log },
      extension: context.extensionUri,
      memory: context.workspaceState,
      addressOf: (paper) => addressOf({ paper }),
    }),
  );
  own.add(
    followPaperLinks({
      ...{ library, openAt, log },
      openQuote: open.atQuote.bind(open),
      showListed: (paper) => feeds.showListed(paper),
    }),
  );
  const today = (): string => systemClock.now().slice(0, 10);
  const addPaper = new AddPaper({
    ...{ library, courier, imports, today },
    onAdded: (added) => void duplicates.settle(added),
  });

  const bibs = own.add(new BibFiles(log));
  const known = own.add(new KnownPapers(library, notes, bibs, log));
  const chosen = papersChosen({ library, active });
  const recent = own.add(new RecentEditors());
  const links = own.add(
    new FileLinks({
      library,
      notes,
      notesOf: (paper) => known.notesOf(paper),
      homeOf: (paper) => {
        const shelf = library.shelfOf(paper);
        return shelf && shelves.homeOf(shelf);
      },
      log,
    }),
  );
  const quotes = new Quotes({ library, notes, known, bibs, recent, addressOf: addressOfPassage });
  const makeLink = new MakeLink({ library, notes, links, search, recent });
  const inline = own.add(
    showNotesInline({ library, notes, known, links, onDidChangeMeaning: bibs.onDidChange, log }),
  );
  const literature = {
    ...{ library, notes, known },
    addressOf: (paper: Paper, { id }: Note) => addressOfNote(paper, id),
    textOf: (paper: Paper) => texts.of(paper),
    uriOf: ({ id }: Paper, path: string) => {
      const shelf = library.shelfOf(id);
      return shelf && uriOf(shelf, path);
    },
  };
  own.add(provideHighlightLenses(literature, notes.onDidChange));
  const citations = own.add(provideCitations({ library, known, bibs, search, quotes, chosen, log }));
  const exchange = own.add(
    startExchange({
      ...{ library, notes, shelves, chosen, renditions, paperPdfs, clock: systemClock, log },
      memory: context.globalState,
      makeCopy: platform.pdfCopyThread?.(context.extensionUri),
      disk: platform.largeFiles,
    }),
  );
  const saved = own.add(new SavedSearches(shelves, log));
  const looks = own.add(new TagColors(shelves, log));
  const searchView = own.add(
    new SearchView(context.extensionUri, { library, notes, search, memory: context.workspaceState, log }),
  );
  const papersView = own.add(
    showPapers({
      ...{ library, notes, texts, saved, looks, uriOf, log, clock: systemClock },
      memory: context.workspaceState,
      matching: (query, signal) => search.matching(query, signal),
      count: async (query) => (await search.survey(query, "count")).count,
    }),
  );
  own.add(tellStar(library, (file) => paperPdfs.paperOf(file)));
  const desk = { library, notes, texts, search, proposals: notes, linkTo: addressOfPassage };
  own.add(startAgents({ extension: context.extension, desk, shelves, node: platform.node }));
  own.add(showProblems({ library, notes, saved, looks }, uriOf));
  own.add(showTrouble(notes, log));
  const reports = own.add(new ReportPage());
  void notes.recover();
  own.add(
    registered(
      {
        [commands.importPapers]: (source) => imports.ask(source),
        [commands.importClipboard]: () => imports.clipboard(),
        [commands.importSample]: () => imports.sample(),
        [commands.addPaper]: (given) => addPaper.add(given),
        [commands.addPdf]: (source) => {
          const file = source instanceof vscode.Uri ? source : pdfs.activeFile;
          if (file === undefined) throw new Error("Open a PDF first");
          return imports.ask(file);
        },
        ...findCommands({ library, search, chosen }),
        ...papersView.commands,
        ...feeds.commands,
        ...duplicateCommands({ library, duplicates, chosen }),
        [commands.updatePapers]: updatePapers({ library, courier, clock: systemClock, chosen }),
        ...shelfCommands({
          ...{ library, clock: systemClock, looks, chosen },
          collectionRenamed: (from, to) => exchange.collectionRenamed(from, to),
        }),
        ...searchCommands(searchView, saved),
        ...paperCommands({
          library,
          open: (paper, { quote, ...options } = {}) =>
            quote === undefined
              ? open.asLast(paper, options)
              : readers.open(paper.id, { ...options, place: { quote } }),
          active,
        }),
        ...noteCommands({
          library,
          notes,
          openAt,
          showSimilar: (words, { id }) => similarToNote(search, words, id),
          inFront: async () => {
            const front = await inFront();
            return front === undefined ? [] : [front.paper];
          },
        }),
        ...attachCommands({
          chosen,
          attachments,
          renditions,
          inFront,
        }),
        ...exchange.commands,
        ...reading.commands,
        ...inline.commands,
        ...linkCommands({ library, notes, links, search, recent, make: makeLink }),
        [commands.checkLibrary]: checkCommand({ shelves, clock: systemClock, page: reports }),
        [commands.compactNotes]: compactCommand({ shelves, notes, clock: systemClock }),
        ...citations.commands,
        ...literatureCommands(literature, chosen),
        ...readerCommands((action) => readers.perform(action) || pdfs.perform(action)),
        ...pdfCommands((action) => pdfs.perform(action)),
      },
      log,
    ),
  );
  return marginaliaApi({ library, notes, search, imports, readers, renditions, openAt });
}

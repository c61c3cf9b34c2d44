/** What goes out of the library and comes back, put together: references and bibliographies, annotations, copies, the whole. */
import type * as vscode from "vscode";
import { Disposables } from "./base/disposables.ts";
import type { Clock } from "./base/ports.ts";
import type { Paper } from "./domain/paper.ts";
import { FollowedBibliographies } from "./host/citations/followBibliographies.ts";
import type { CommandBody, ShownLog } from "./host/commands/registered.ts";
import type { LargeFiles } from "./host/exchange/archiveFiles.ts";
import { exportLibraryCommands } from "./host/exchange/exportLibrary.ts";
import { importLibraryCommands } from "./host/exchange/importLibrary.ts";
import type { PaperPdfs } from "./host/pdf/paperPdfs.ts";
import type { Renditions } from "./host/pdf/renditions.ts";
import { exportPdfCommands } from "./host/pdfCopy/exportPdf.ts";
import { copyAsCommands } from "./host/references/copyAs.ts";
import { exportBibliographyCommands } from "./host/references/exportBibliography.ts";
import { keepBibliographyCommands } from "./host/references/keepBibliography.ts";
import { KeptBibliographies } from "./host/references/keptBibliographies.ts";
import { exportAnnotationsCommands } from "./host/webAnnotations/exportAnnotations.ts";
import { importAnnotationsCommands } from "./host/webAnnotations/importAnnotations.ts";
import type { WorkspaceShelves } from "./host/workspace/workspaceShelves.ts";
import { bibliographiesFormat } from "./library/bibliographiesFile.ts";
import type { Library } from "./library/library.ts";
import { ListStore } from "./library/listStore.ts";
import type { Notes } from "./notes/notes.ts";
import type { MakeCopy } from "./pdfCopy/makeCopy.ts";

export interface ExchangePorts {
  readonly library: Library;
  readonly notes: Notes;
  readonly shelves: WorkspaceShelves;
  /** The papers that a command was called for. */
  readonly chosen: (args: readonly unknown[]) => Promise<readonly Paper[]>;
  readonly renditions: Renditions;
  readonly paperPdfs: PaperPdfs;
  /** Absent where no copies of PDFs are made. */
  readonly makeCopy: MakeCopy | undefined;
  /** Absent where files are only reached through the editor. */
  readonly disk: LargeFiles | undefined;
  readonly memory: vscode.Memento;
  readonly clock: Clock;
  readonly log: ShownLog;
}

export interface Exchange extends vscode.Disposable {
  readonly commands: Readonly<Record<string, CommandBody>>;
  /** Files go with their collection. */
  collectionRenamed(from: string, to: string): Promise<void>;
}

export function startExchange(ports: ExchangePorts): Exchange {
  const { library, notes, shelves, chosen, renditions, paperPdfs, makeCopy, disk, memory, clock, log } =
    ports;
  const own = new Disposables();
  const store = own.add(new ListStore(bibliographiesFormat, shelves, log));
  const uriOf = paperPdfs.uriOf.bind(paperPdfs);
  const homeOf = shelves.homeOf.bind(shelves);
  const followed = own.add(new FollowedBibliographies({ library, shelves, store, homeOf, log }));
  const kept = own.add(new KeptBibliographies({ library, shelves, store, log }));
  return {
    commands: {
      ...copyAsCommands({ chosen, memory }),
      ...exportBibliographyCommands(library, uriOf),
      ...keepBibliographyCommands(library, kept),
      ...followed.commands,
      ...exportAnnotationsCommands({ library, notes, clock, uriOf }),
      ...importAnnotationsCommands({ library, notes, clock, log }),
      ...exportLibraryCommands({ library, shelves, clock, disk }),
      ...importLibraryCommands({ shelves, clock, disk }),
      ...exportPdfCommands({
        ...{ chosen, notes, makeCopy },
        fileOf: (paper) => renditions.fileOf(paper),
        filesOf: ({ id, pdfs }) => pdfs.flatMap((pdf) => uriOf(id, pdf) ?? []),
      }),
    },
    collectionRenamed: (from, to) => kept.renamed(from, to),
    dispose: () => own.dispose(),
  };
}

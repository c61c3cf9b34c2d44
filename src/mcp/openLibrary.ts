/** Libraries on the disk, opened for agents. Nothing is read before it is asked for. */
import { existsSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import type { Desk } from "../agents/tool.ts";
import { systemClock } from "../base/clock.ts";
import { Disposables, type Disposable } from "../base/disposables.ts";
import { Emitter } from "../base/emitter.ts";
import type { Log } from "../base/ports.ts";
import type { Shelves } from "../base/shelves.ts";
import { FormerIds } from "../library/formerIds.ts";
import { Library } from "../library/library.ts";
import { addressOfPassage } from "../library/paperLink.ts";
import { PaperTexts } from "../library/paperTexts.ts";
import { LibrarySearch } from "../librarySearch/librarySearch.ts";
import { Notes } from "../notes/notes.ts";
import { LibraryFolder } from "../node/libraryFolder.ts";
import { searchThread } from "../node/searchThread.ts";
import { remoteIndex } from "../search/indexProtocol.ts";
import type { Options } from "./options.ts";

const folderName = ".marginalia";

export interface OpenLibrary extends Disposable {
  readonly desk: Desk;
  /** Hears what others write from now on. */
  follow(): Promise<void>;
}

/**
 * @param searchFile the bundle that the search runs in
 * @throws when a folder is no library, with its name
 */
export function openLibrary(
  { libraries, allowProposals, scheme }: Options,
  searchFile: string,
  log: Log,
): OpenLibrary {
  const own = new Disposables();
  const folders = libraries.map((given) => own.add(new LibraryFolder(libraryAt(given), allowProposals, log)));
  const changes = own.add(new Emitter<void>(() => undefined));
  const shelves: Shelves = { list: () => folders, onDidChange: changes.event };
  const library = own.add(new Library(shelves, systemClock, log));
  const texts = own.add(new PaperTexts(library, log));
  const notes = own.add(
    new Notes({
      shelves,
      shelfOf: (paper) => library.shelfOf(paper),
      author: () => Promise.reject(new Error("Agents write no notes of the user's")),
      clock: systemClock,
      log,
      folders: own.add(new FormerIds(library, log)),
    }),
  );
  const search = own.add(
    new LibrarySearch({
      ...{ library, notes, texts, clock: systemClock, log },
      startIndex: () => remoteIndex(searchThread(searchFile)),
      // What the editor has stored is taken up; it alone stores it.
      store: {
        read: () => folders[0]?.readBytes("cache/search-index.bin") ?? Promise.resolve(undefined),
        write: () => Promise.resolve(),
      },
    }),
  );
  return {
    desk: {
      ...{ library, notes, texts, search },
      ...(allowProposals ? { proposals: notes } : {}),
      linkTo: (paper, passage) => addressOfPassage(scheme, paper, passage),
    },
    follow: async () => {
      for (const folder of folders) await folder.follow();
    },
    dispose: () => own.dispose(),
  };
}

function libraryAt(given: string): string {
  const folder = resolve(given);
  if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new Error(`"${given}" is not a folder`);
  if (basename(folder) === folderName) return folder;
  const inside = join(folder, folderName);
  if (existsSync(inside)) return inside;
  throw new Error(
    `"${given}" holds no library: there is no ${folderName} folder in it. Add a paper in the editor first.`,
  );
}

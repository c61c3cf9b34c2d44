/** One window on a folder, with everything of the product between the files and the answers of the search. */
import { join } from "node:path";
import { LibrarySearch } from "../../src/librarySearch/librarySearch.ts";
import { Library } from "../../src/library/library.ts";
import { PaperTexts } from "../../src/library/paperTexts.ts";
import { DiskFiles } from "../fakes/diskFiles.ts";
import { DiskStore } from "../fakes/diskStore.ts";
import { ManualClock } from "../fakes/manualClock.ts";
import { MemoryShelves } from "../fakes/memoryShelves.ts";
import { searchThread } from "../fakes/searchThread.ts";
import { SilentLog } from "../fakes/silentLog.ts";

/** Of a query that many papers answer. */
const mostAnswers = 20_000;

export class SearchWindow {
  readonly files: DiskFiles;
  readonly store: DiskStore;
  readonly log = new SilentLog();
  readonly library: Library;
  readonly texts: PaperTexts;
  readonly search: LibrarySearch;

  /** @param quietMs after which the index is stored. */
  constructor(folder: string, quietMs = 1) {
    const clock = new ManualClock();
    this.files = new DiskFiles(join(folder, ".marginalia"));
    this.store = new DiskStore(join(folder, ".marginalia/cache/search-index.bin"));
    this.library = new Library(new MemoryShelves(this.files), clock, this.log);
    this.texts = new PaperTexts(this.library, this.log);
    this.search = new LibrarySearch({
      ...{ library: this.library, texts: this.texts, clock, log: this.log, store: this.store },
      startIndex: searchThread,
      quietMs,
    });
  }

  async count(query: string): Promise<number> {
    return (await this.search.search(query, mostAnswers)).length;
  }

  async untilStored(writes = 1): Promise<void> {
    while (this.store.writes < writes) await new Promise((resolve) => setTimeout(resolve, 2));
  }

  close(): void {
    this.search.dispose();
    this.library.dispose();
  }
}

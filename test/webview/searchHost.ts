/**
 * Stands in for VS Code and the host before the page of the Search view starts. Behind the real channel stand the real
 * answers: a library in memory and the real index, in this very thread.
 */
import type { Paper } from "../../src/domain/paper.ts";
import { answersFrom } from "../../src/host/search/view/answers.ts";
import { LibrarySearch } from "../../src/librarySearch/librarySearch.ts";
import { Library } from "../../src/library/library.ts";
import { paperPath, writePaperFile } from "../../src/library/paperFile.ts";
import { openChannel, type Ask, type Handlers } from "../../src/protocol/channel.ts";
import { searchAsks, searchTells, type SearchViewState } from "../../src/protocol/search.ts";
import { remoteIndex } from "../../src/search/indexProtocol.ts";
import { ManualClock } from "../fakes/manualClock.ts";
import { MemoryFiles } from "../fakes/memoryFiles.ts";
import { MemoryShelves } from "../fakes/memoryShelves.ts";
import { SilentLog } from "../fakes/silentLog.ts";
import { WorkerLine } from "../fakes/workerLine.ts";
import type { Theme } from "./fixture.ts";
import { lineToPage, watched, wear, wearFromTheStart, type Asked } from "./standIn.ts";

export interface SearchFixture {
  readonly theme: Theme;
  readonly papers: readonly Paper[];
  readonly view?: SearchViewState;
  readonly hasFolder?: boolean;
  /** Why the search fails. */
  readonly searchFails?: string;
}

type Asks = typeof searchAsks;

export class SearchHost {
  readonly asked: Asked[] = [];
  readonly refused: string[] = [];
  readonly violations: string[] = [];
  fails: string | undefined;
  readonly #line = lineToPage();
  readonly receive = this.#line.receive;
  readonly wear = wear;
  readonly #channel;
  readonly #library: Promise<Library>;

  constructor({ papers, view = { query: "", scrollTop: 0 }, hasFolder = true, searchFails }: SearchFixture) {
    this.fails = searchFails;
    const files = new MemoryFiles();
    const log = new SilentLog();
    const clock = new ManualClock();
    const library = new Library(new MemoryShelves(files), clock, log);
    this.#library = Promise.all(
      papers.map((each) => files.write(paperPath(each.id), writePaperFile(each))),
    ).then(() => library);
    const search = new LibrarySearch({
      library,
      startIndex: () => remoteIndex(new WorkerLine()),
      clock,
      log,
    });
    const answers = answersFrom({
      library,
      search,
      language: "en",
      onComplete: () => void this.tell("changed", undefined),
    });
    let kept = JSON.parse(sessionStorage.getItem("view") ?? JSON.stringify(view)) as SearchViewState;
    const handlers: Handlers<Asks> = {
      ...answers,
      open: () => ({ view: kept, hasFolder, hasPapers: papers.length > 0 }),
      search: async (ask) => {
        await this.#library;
        if (this.fails !== undefined) throw new Error(this.fails);
        return answers.search(ask);
      },
      openPaper: () => undefined,
      toggleStar: async ({ id }) => {
        await library.change(id, (paper) => ({ ...paper, starred: paper.starred !== true }));
        await this.tell("changed", undefined);
      },
      addToCollection: () => undefined,
      begin: () => undefined,
      keepView: (state) => {
        kept = state;
        sessionStorage.setItem("view", JSON.stringify(state));
      },
    };
    this.#channel = openChannel(
      this.#line.wire,
      searchAsks,
      watched<Asks>(handlers, this.asked),
      searchTells,
      (why) => this.refused.push(why),
    );
  }

  tell<K extends keyof typeof searchTells>(call: K, what: Ask<typeof searchTells, K>): Promise<unknown> {
    return this.#channel.ask(call, what);
  }
}

declare global {
  interface Window {
    searchFixture?: SearchFixture;
    searchHost: SearchHost;
  }
}

/** The worker of the tests waits as Node does. */
Object.assign(globalThis, { setImmediate: (work: () => void) => setTimeout(work) });

const fixture = window.searchFixture;
if (fixture !== undefined) {
  const host = new SearchHost(fixture);
  window.searchHost = host;
  window.acquireVsCodeApi = () => ({ postMessage: (message) => host.receive(message) });
  document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
    host.violations.push(`${violatedDirective} ${blockedURI}`),
  );
  wearFromTheStart(fixture.theme);
}

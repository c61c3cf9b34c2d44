/** Keeps an index in step with the library. Nothing is started, read or indexed before the first search. */
import { Disposables } from "../../base/disposables.ts";
import type { Log } from "../../base/ports.ts";
import { reasonOf } from "../../base/result.ts";
import type { Paper } from "../../domain/paper.ts";
import type { Library, LibraryChange } from "../../library/library.ts";
import type { IndexedPaper, SearchIndex } from "../../search/searchPort.ts";

export interface FoundPaper {
  readonly paper: Paper;
  readonly score: number;
  readonly snippet: string;
}

const papersAtOnce = 500;

export class LibrarySearch {
  readonly #library: Library;
  readonly #startIndex: () => SearchIndex;
  readonly #log: Log;
  readonly #own = new Disposables();
  #index: Promise<SearchIndex> | undefined;

  constructor(library: Library, startIndex: () => SearchIndex, log: Log) {
    this.#library = library;
    this.#startIndex = startIndex;
    this.#log = log;
    this.#own.add(library.onDidChange((change) => this.#follow(change)));
  }

  /** The best papers for a query, best first. @throws when the index cannot be built or asked. */
  async search(query: string, limit: number): Promise<readonly FoundPaper[]> {
    const index = await this.#ready();
    try {
      const hits = await index.search(query, limit);
      return hits.flatMap(({ id, score, snippet }) => {
        const paper = this.#library.get(id); // one that was removed meanwhile is not shown
        return paper === undefined ? [] : [{ paper, score, snippet }];
      });
    } catch (thrown) {
      this.#forget(index);
      throw thrown;
    }
  }

  /** Starts the index, so that the first letter typed is answered at once. */
  warm(): void {
    this.#ready().catch((thrown: unknown) =>
      this.#log.error(`The search index did not start: ${reasonOf(thrown)}`),
    );
  }

  dispose(): void {
    this.#own.dispose();
    void this.#index?.then((index) => index.dispose());
  }

  #ready(): Promise<SearchIndex> {
    this.#index ??= this.#build().catch((thrown: unknown) => {
      this.#index = undefined; // the next search tries again
      throw thrown;
    });
    return this.#index;
  }

  async #build(): Promise<SearchIndex> {
    const papers = await this.#library.papers();
    const index = this.#startIndex();
    for (let start = 0; start < papers.length; start += papersAtOnce)
      await index.put(papers.slice(start, start + papersAtOnce).map(indexed));
    return index;
  }

  #follow({ added, changed, removed }: LibraryChange): void {
    void this.#index?.then(
      async (index) => {
        try {
          if (removed.length > 0) await index.remove(removed);
          const papers = [...added, ...changed];
          if (papers.length > 0) await index.put(papers.map(indexed));
        } catch (thrown) {
          this.#log.error(`The search index fell behind and is built anew: ${reasonOf(thrown)}`);
          this.#forget(index);
        }
      },
      () => undefined,
    ); // a build that failed was reported to whoever searched
  }

  #forget(index: SearchIndex): void {
    this.#index = undefined;
    index.dispose();
  }
}

const indexed = ({ id, title, abstract }: Paper): IndexedPaper => ({ id, title, abstract });

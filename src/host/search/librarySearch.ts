/** Keeps an index in step with the library and its notes. Nothing is started, read or indexed before the first search. */
import { Disposables } from "../../base/disposables.ts";
import type { Clock, Log } from "../../base/ports.ts";
import { reasonOf } from "../../base/result.ts";
import type { Span } from "../../base/span.ts";
import type { Paper } from "../../domain/paper.ts";
import type { PaperId } from "../../domain/paperId.ts";
import type { Library, LibraryChange } from "../../library/library.ts";
import type { Notes } from "../../notes/notes.ts";
import { requiringEveryWord } from "../../search/query/everyWord.ts";
import { parseQuery } from "../../search/query/parseQuery.ts";
import type { QueryProblem } from "../../search/query/tree.ts";
import type { Answer, Hit, SearchIndex, Survey, SurveyWish } from "../../search/searchPort.ts";
import { snippetOf } from "../../search/snippet.ts";
import { dayOf, indexedNotes } from "./indexedPaper.ts";
import { IndexKeeper, type IndexStore } from "./indexKeeper.ts";
import { NamedPapers } from "./namedPapers.ts";

export interface FoundPaper {
  readonly paper: Paper;
  readonly score: number;
  readonly snippet: string;
  /** Where the words that were found stand in the snippet. */
  readonly found: readonly Span[];
  readonly fields: Hit["fields"];
  /** The note that fits best, where the words are in no other part of the paper. */
  readonly note?: string;
}

export interface Found {
  readonly papers: readonly FoundPaper[];
  readonly corrections: Answer["corrections"];
  readonly problems: readonly QueryProblem[];
  /** False while papers are still being indexed. */
  readonly isComplete: boolean;
}

export interface SearchParts {
  readonly library: Library;
  readonly notes?: Notes;
  readonly startIndex: () => SearchIndex;
  readonly clock: Clock;
  /** Where the index is kept between sessions, if anywhere. */
  readonly store?: IndexStore;
  readonly log: Log;
}

export class LibrarySearch {
  readonly #parts: SearchParts;
  readonly #own = new Disposables();
  readonly #named: NamedPapers;
  #keeper: IndexKeeper | undefined;

  constructor(parts: SearchParts) {
    this.#parts = parts;
    this.#named = this.#own.add(new NamedPapers(parts.library));
    this.#own.add(parts.library.onDidChange((change) => this.#follow(change)));
    if (parts.notes !== undefined)
      this.#own.add(parts.notes.onDidChange(({ paper }) => this.#keeper?.putNotes(paper)));
  }

  /** The best of all papers, best first. @throws when the index cannot be built or asked. */
  async search(query: string, limit: number): Promise<readonly FoundPaper[]> {
    await this.whenComplete();
    return (await this.ask(query, limit)).papers;
  }

  /** The best of those that are indexed by now. @throws when the index cannot be built or asked. */
  async ask(text: string, limit: number, signal?: AbortSignal): Promise<Found> {
    const query = parseQuery(text, dayOf(this.#parts.clock.now()));
    const named = await this.#named.find(text);
    const answer = await this.#asked(async (keeper) =>
      (await keeper.whenUsable()).search(query, limit, signal),
    );
    const papers = this.#papersIn(answer, query.terms);
    const first = named === undefined ? [] : [foundByName(named, papers)];
    return {
      papers: [...first, ...papers.filter(({ paper }) => paper.id !== named?.id)].slice(0, limit),
      corrections: answer.corrections,
      problems: query.problems,
      isComplete: this.#keeper?.isComplete === true,
    };
  }

  /**
   * All that a query finds among the papers that are indexed by now.
   * @param every whether a paper must have every word, and not just any.
   */
  survey(
    text: string,
    wish: SurveyWish,
    { signal, every = false }: { readonly signal?: AbortSignal; readonly every?: boolean } = {},
  ): Promise<Survey> {
    const query = parseQuery(text, dayOf(this.#parts.clock.now()));
    return this.#asked(async (keeper) =>
      (await keeper.whenUsable()).survey(every ? requiringEveryWord(query) : query, wish, signal),
    );
  }

  /** The papers that have all that a query says, and what of it could not be understood. */
  async matching(
    text: string,
    signal: AbortSignal,
  ): Promise<{ readonly ids: readonly PaperId[]; readonly problems: readonly string[] }> {
    await this.whenComplete();
    const { problems } = parseQuery(text, dayOf(this.#parts.clock.now()));
    const { ids = [] } = await this.survey(text, "ids", { signal, every: true });
    return { ids, problems: problems.map(({ why }) => why) };
  }

  /** Papers about the same as a paper, or as some text. */
  async similar(
    to: { readonly id: PaperId } | { readonly text: string },
    limit: number,
  ): Promise<readonly FoundPaper[]> {
    const answer = await this.#asked(async (keeper) => {
      await keeper.whenComplete();
      return (await keeper.whenUsable()).similar(to, limit);
    });
    return this.#papersIn(answer, []);
  }

  /** Once all papers are indexed. @throws when they cannot be. */
  whenComplete(): Promise<void> {
    return this.#asked((keeper) => keeper.whenComplete());
  }

  /** Starts the index, so that the first letter typed is answered at once. */
  warm(): void {
    this.whenComplete().catch((thrown: unknown) =>
      this.#parts.log.error(`The search index did not start: ${reasonOf(thrown)}`),
    );
  }

  dispose(): void {
    this.#own.dispose();
    this.#keeper?.dispose();
    this.#keeper = undefined;
  }

  /** Asks the index, and forgets one that fails: the next search builds another. */
  async #asked<T>(ask: (keeper: IndexKeeper) => Promise<T>): Promise<T> {
    if (this.#own.disposed) throw new Error("The search was closed");
    const keeper = (this.#keeper ??= new IndexKeeper(this.#parts));
    try {
      return await ask(keeper);
    } catch (thrown) {
      this.#forget(keeper);
      throw thrown;
    }
  }

  #follow(change: LibraryChange): void {
    const keeper = this.#keeper;
    keeper?.follow(change).catch((thrown: unknown) => {
      this.#parts.log.error(`The search index fell behind and is built anew: ${reasonOf(thrown)}`);
      this.#forget(keeper);
    });
  }

  #forget(keeper: IndexKeeper): void {
    if (this.#keeper === keeper) this.#keeper = undefined;
    keeper.dispose();
  }

  #papersIn({ hits }: Answer, asked: readonly string[]): readonly FoundPaper[] {
    return hits.flatMap((hit) => {
      const paper = this.#parts.library.get(hit.id); // one that was removed meanwhile is not shown
      return paper === undefined ? [] : [this.#foundPaper(paper, hit, asked)];
    });
  }

  #foundPaper(paper: Paper, { score, words, fields, passage }: Hit, asked: readonly string[]): FoundPaper {
    const isOfNote = passage?.kind === "note" && fields[0] === "note";
    const note = isOfNote ? this.#noteText(paper.id, passage.key) : undefined;
    const snippet = snippetOf(
      note ?? paper.abstract,
      [...words, ...(note === undefined ? [] : asked)],
      asked,
    );
    return {
      paper,
      score,
      snippet: snippet.text,
      found: snippet.found,
      fields,
      ...(isOfNote ? { note: passage.key } : {}),
    };
  }

  #noteText(paper: PaperId, key: string): string | undefined {
    const annotations = this.#parts.notes?.annotations(paper) ?? [];
    return indexedNotes(paper, annotations).find((each) => each.key === key)?.text;
  }
}

/** What a pasted address or identifier names comes first, whatever its words are. */
function foundByName(paper: Paper, papers: readonly FoundPaper[]): FoundPaper {
  const score = Math.max(1, ...papers.map((each) => each.score));
  const { text, found } = snippetOf(paper.abstract, []);
  return { paper, score, snippet: text, found, fields: ["name"] };
}

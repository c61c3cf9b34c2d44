/** Keeps an index in step with the library and its notes. Nothing is started, read or indexed before the first search. */
import { Breather } from "../base/breath.ts";
import { Disposables } from "../base/disposables.ts";
import type { Clock, Log } from "../base/ports.ts";
import { reasonOf } from "../base/result.ts";
import type { Paper } from "../domain/paper.ts";
import type { PaperId } from "../domain/paperId.ts";
import type { Library, LibraryChange } from "../library/library.ts";
import type { PaperTexts } from "../library/paperTexts.ts";
import type { Notes } from "../notes/notes.ts";
import { AskedWords } from "../search/askedWords.ts";
import { requiringEveryWord } from "../search/query/everyWord.ts";
import { parseQuery } from "../search/query/parseQuery.ts";
import type { QueryProblem } from "../search/query/tree.ts";
import type { Answer, Hit, SearchIndex, Survey, SurveyWish } from "../search/searchPort.ts";
import { snippetOf } from "../search/snippet.ts";
import { kindAskedFor, placeInAbstract, placeInPassage, type Asked, type FoundPlace } from "./foundPlace.ts";
import { dayOf, indexedNotes } from "./indexedPaper.ts";
import { IndexKeeper, type IndexStore } from "./indexKeeper.ts";
import { NamedPapers } from "./namedPapers.ts";
import { PageTexts } from "./pageTexts.ts";

export interface FoundPaper extends FoundPlace {
  readonly paper: Paper;
  readonly score: number;
  readonly fields: Hit["fields"];
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
  /** What stands on the pages of PDFs. */
  readonly texts?: Pick<PaperTexts, "of" | "versionOf" | "onDidKeep">;
  readonly startIndex: () => SearchIndex;
  readonly clock: Clock;
  /** Where the index is kept between sessions, if anywhere. */
  readonly store?: IndexStore;
  /** How long nothing has to change before the index is stored. */
  readonly quietMs?: number;
  /** Called with every question: what can wait should, then. */
  readonly onAsk?: () => void;
  readonly log: Log;
}

export class LibrarySearch {
  readonly #parts: SearchParts;
  readonly #own = new Disposables();
  readonly #named: NamedPapers;
  readonly #pages: PageTexts | undefined;
  #keeper: IndexKeeper | undefined;

  constructor(parts: SearchParts) {
    this.#parts = parts;
    this.#named = this.#own.add(new NamedPapers(parts.library));
    this.#own.add(parts.library.onDidChange((change) => this.#follow(change)));
    if (parts.notes !== undefined)
      this.#own.add(parts.notes.onDidChange(({ paper }) => this.#keeper?.putNotes(paper)));
    this.#pages = parts.texts && new PageTexts(parts.texts);
    if (parts.texts !== undefined)
      this.#own.add(
        parts.texts.onDidKeep((paper) => {
          this.#pages?.forget(paper);
          this.#keeper?.putPages(paper);
        }),
      );
  }

  /** The best of all papers, best first. @throws when the index cannot be built or asked. */
  async search(query: string, limit: number): Promise<readonly FoundPaper[]> {
    await this.whenComplete();
    return (await this.ask(query, limit)).papers;
  }

  /** The best of those that are indexed by now. @throws when the index cannot be built or asked. */
  async ask(text: string, limit: number, signal?: AbortSignal): Promise<Found> {
    this.#parts.onAsk?.();
    const query = parseQuery(text, dayOf(this.#parts.clock.now()));
    const named = await this.#named.find(text);
    const answer = await this.#asked(async (keeper) =>
      (await keeper.whenUsable()).search(query, limit, signal),
    );
    const { terms, isGrowing } = query;
    const words = new AskedWords(termsFor(terms, answer), isGrowing);
    const papers = await this.#papersIn(answer, { terms, words, kind: kindAskedFor(query) }, signal);
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
      await keeper.whenPapersAreThere();
      return (await keeper.whenUsable()).similar(to, limit);
    });
    return this.#papersIn(answer, { terms: [], words: new AskedWords([], false), kind: undefined });
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

  /** Nothing once the question was called off. */
  async #papersIn({ hits }: Answer, asked: Asked, signal?: AbortSignal): Promise<readonly FoundPaper[]> {
    const shown = hits.flatMap((hit) => {
      const paper = this.#parts.library.get(hit.id); // one that was removed meanwhile is not shown
      return paper === undefined ? [] : [{ hit, paper, text: this.#passageText(paper, hit, asked) }];
    });
    const found: FoundPaper[] = [];
    const breather = new Breather(); // pages are long, and there are some
    for (const { hit, paper, text } of shown) {
      const place = placeInPassage(hit, await text, asked) ?? placeInAbstract(paper, hit, asked);
      found.push({ paper, score: hit.score, fields: hit.fields, ...place });
      await breather.pause();
      if (signal?.aborted === true) return [];
    }
    return found;
  }

  /** `undefined` for a passage that can say no more than the paper. */
  async #passageText(paper: Paper, { passage, words }: Hit, asked: Asked): Promise<string | undefined> {
    if (passage === undefined) return undefined;
    if (passage.kind !== asked.kind && asked.words.countIn(words) === asked.words.count) return undefined;
    if (passage.kind === "page") return this.#pages?.page(paper, Number(passage.key));
    const annotations = this.#parts.notes?.annotations(paper.id) ?? [];
    return indexedNotes(paper.id, annotations).find(({ key }) => key === passage.key)?.text;
  }
}

/** What was searched for: the terms of the query, with what was looked for in place of some. */
const termsFor = (terms: readonly string[], { corrections }: Answer): readonly string[] =>
  terms.map((term) => corrections.find(({ typed }) => typed === term)?.searched ?? term);

/** What a pasted address or identifier names comes first, whatever its words are. */
function foundByName(paper: Paper, papers: readonly FoundPaper[]): FoundPaper {
  const score = Math.max(1, ...papers.map((each) => each.score));
  const { text, found } = snippetOf(paper.abstract, []);
  return { paper, score, snippet: text, found, fields: ["name"] };
}

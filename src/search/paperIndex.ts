/**
 * The index over titles and abstracts. The only file that knows MiniSearch.
 *
 * Ranking: titles weigh double; the last word matches as a prefix while it is typed; a word that no paper has is
 * corrected to the likest that there is, and only such a word, because fuzziness on every word measurably ranks worse.
 */
import MiniSearch, { type SearchResult } from "minisearch";
import SearchableMap from "minisearch/SearchableMap";
import type { PaperId } from "../domain/paperId.ts";
import type { Hit, IndexedPaper } from "./searchPort.ts";
import { linesOf, snippetOf, type Lines } from "./snippet.ts";
import { fold, isStopWord, singular, termOf, wordsIn } from "./terms.ts";

interface Kept {
  readonly paper: IndexedPaper;
  readonly lines: Lines;
}

const titleWeight = 2;
/** Share of a word's letters that may be wrong. */
const tolerance = 0.25;
const mostWrong = 4;
const shortestCorrected = 4;
/** Looking for likenesses takes memory with the square of the length. */
const longestCorrected = 40;

export class PaperIndex {
  readonly #kept = new Map<PaperId, Kept>();
  /** Terms ever indexed. A removed paper's words stay: at worst one of them is not corrected. */
  readonly #vocabulary = new SearchableMap<true>();
  readonly #index = new MiniSearch<IndexedPaper>({
    fields: ["title", "abstract"],
    storeFields: [],
    tokenize: wordsIn,
    processTerm: (word) => {
      const term = termOf(word);
      if (term !== null) this.#vocabulary.set(term, true);
      return term;
    },
  });

  get size(): number {
    return this.#kept.size;
  }

  put(papers: readonly IndexedPaper[]): void {
    for (const paper of papers) {
      const lines = linesOf(paper.abstract);
      this.remove([paper.id]);
      this.#index.add(paper);
      this.#kept.set(paper.id, { paper, lines });
    }
  }

  /**
   * Takes papers out word by word. Merely discarding them makes MiniSearch sweep up later, on its own time, and its sweeping
   * fails when papers are added meanwhile (7.2.0), which would end the worker.
   */
  remove(ids: readonly PaperId[]): void {
    for (const id of ids) {
      const kept = this.#kept.get(id);
      if (kept !== undefined) this.#index.remove(kept.paper);
      this.#kept.delete(id);
    }
  }

  search(query: string, limit: number): readonly Hit[] {
    return this.#rank(query)
      .slice(0, limit)
      .map((result) => this.#hit(result));
  }

  #rank(query: string): SearchResult[] {
    const ends = /[\p{L}\p{N}\p{M}]$/u.test(query);
    return this.#index.search(query, {
      boost: { title: titleWeight },
      processTerm: queryTerm(query, ends),
      prefix: (_term, index, terms) => ends && index === terms.length - 1,
      fuzzy: (term, index, terms) =>
        this.#isUnknown(term, ends && index === terms.length - 1) && this.#distanceToClosest(term),
    });
  }

  #isUnknown(term: string, isPrefix: boolean): boolean {
    if (isStopWord(term) || this.#vocabulary.has(term)) return false;
    return !isPrefix || this.#vocabulary.atPrefix(term).size === 0;
  }

  /** How many letters lie between a word and the likest of those that papers have. Only those stand in for it. */
  #distanceToClosest(term: string): number | false {
    if (term.length < shortestCorrected || term.length > longestCorrected) return false;
    const most = Math.min(mostWrong, Math.round(term.length * tolerance));
    for (let distance = 1; distance <= most; distance++)
      if (this.#vocabulary.fuzzyGet(term, distance).size > 0) return distance;
    return false;
  }

  #hit({ id, score, match, terms }: SearchResult): Hit {
    const lines = this.#kept.get(id as PaperId)?.lines;
    const inAbstract = terms.filter((term) => match[term]?.includes("abstract"));
    return {
      id: id as PaperId,
      score,
      fields: terms.some((term) => match[term]?.includes("title")) ? ["title"] : ["abstract"],
      snippet: lines === undefined ? "" : snippetOf(lines, inAbstract),
    };
  }
}

/** Stop words are dropped, but not the word being typed: "the" may become "theory". */
function queryTerm(query: string, ends: boolean): (word: string) => string | null {
  const last = ends ? wordsIn(query).at(-1) : undefined;
  return (word) => {
    const folded = fold(word);
    if (word === last) return isStopWord(folded) ? folded : singular(folded);
    return isStopWord(folded) ? null : singular(folded);
  };
}

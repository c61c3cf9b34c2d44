/**
 * The index over titles and abstracts. The only file that knows MiniSearch.
 *
 * Ranking: titles weigh double; the last word matches as a prefix while it is typed; a word that no paper has is corrected
 * by likeness, and only such a word, because fuzziness on every word measurably ranks worse.
 */
import MiniSearch, { type SearchResult } from "minisearch";
import SearchableMap from "minisearch/SearchableMap";
import type { PaperId } from "../domain/paperId.ts";
import type { Hit, IndexedPaper } from "./searchPort.ts";
import { snippetOf } from "./snippet.ts";
import { fold, isStopWord, singular, termOf, wordsIn } from "./terms.ts";

interface Kept {
  readonly abstract: string;
  readonly folded: string;
}

const titleWeight = 2;
/** Share of a word's letters that may be wrong. */
const tolerance = 0.25;
const shortestCorrected = 4;

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
      if (this.#index.has(paper.id)) this.#index.replace(paper);
      else this.#index.add(paper);
      this.#kept.set(paper.id, { abstract: paper.abstract, folded: foldInPlace(paper.abstract) });
    }
  }

  remove(ids: readonly PaperId[]): void {
    for (const id of ids) {
      if (this.#index.has(id)) this.#index.discard(id);
      this.#kept.delete(id);
    }
  }

  search(query: string, limit: number): readonly Hit[] {
    return this.#rank(query)
      .slice(0, limit)
      .map((result) => this.#hit(result));
  }

  #rank(query: string): SearchResult[] {
    const ends = /[\p{L}\p{N}]$/u.test(query);
    return this.#index.search(query, {
      boost: { title: titleWeight },
      processTerm: queryTerm(query, ends),
      prefix: (_term, index, terms) => ends && index === terms.length - 1,
      fuzzy: (term, index, terms) =>
        this.#isUnknown(term, ends && index === terms.length - 1) ? tolerance : false,
    });
  }

  #isUnknown(term: string, isPrefix: boolean): boolean {
    if (term.length < shortestCorrected || this.#vocabulary.has(term)) return false;
    return !isPrefix || this.#vocabulary.atPrefix(term).size === 0;
  }

  #hit({ id, score, match, terms }: SearchResult): Hit {
    const { abstract, folded } = this.#kept.get(id as PaperId) ?? { abstract: "", folded: "" };
    const inAbstract = terms.filter((term) => match[term]?.includes("abstract"));
    return {
      id: id as PaperId,
      score,
      fields: terms.some((term) => match[term]?.includes("title")) ? ["title"] : ["abstract"],
      snippet: snippetOf(abstract, folded, inAbstract),
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

/** Folds case and accents letter by letter, so that offsets stay those of the text. */
const foldInPlace = (text: string): string =>
  isAscii(text) ? text.toLowerCase() : Array.from(text, foldLetter).join("");

const isAscii = (text: string): boolean => !/[^\p{ASCII}]/u.test(text);

function foldLetter(letter: string): string {
  const folded = fold(letter);
  return folded.length === letter.length ? folded : letter;
}

/** The engine: papers, their pages and the notes on them, in one ranked answer. */
import type { PaperId } from "../../domain/paperId.ts";
import type { Query } from "../query/tree.ts";
import {
  nothingFound,
  type Answer,
  type Hit,
  type IndexedPaper,
  type IndexedPassage,
  type PaperStamp,
  type PassageKind,
  type SimilarTo,
  type Survey,
  type SurveyWish,
} from "../searchPort.ts";
import { termsOf } from "../terms.ts";
import type { Mask } from "./conditions.ts";
import { paperMask, type PaperMask } from "./paperFilter.ts";
import { correctionsOf, hitsOf } from "./paperHits.ts";
import { keyOf, paperOfKey, paperText, passageOfKey, passageText } from "./paperTexts.ts";
import { indexedTerms, tellingTerms } from "./telling.ts";
import { Tally } from "./tally.ts";
import { TextIndex } from "./textIndex.ts";
import { newerFirst, type Candidate } from "./topTexts.ts";
import { wholeAnswer } from "./wholeAnswer.ts";
import { WordSearch, type WordQuery } from "./wordSearch.ts";

/** So many passages are looked at for each paper that may be answered. */
const passagesAPaper = 4;
/** So many are ranked however few are asked for: a note or a page may lift a paper that its own words leave far behind. */
const leastRanked = 50;
/** More than passages add to a score. */
const farApart = 1000;
/** So many texts are counted before others are heard. */
const surveyedAtOnce = 512;

export class PaperSearch {
  readonly papers: TextIndex;
  readonly passages: TextIndex;
  readonly #byWords: WordSearch;
  readonly #inPassages: WordSearch;
  /** The keys of a paper's passages; only of papers that have some. */
  readonly #passagesOf = new Map<PaperId, Set<string>>();

  constructor(papers = new TextIndex(), passages = new TextIndex()) {
    this.papers = papers;
    this.passages = passages;
    // A word that one of the two has is no mistake, and is not corrected for the other.
    this.#byWords = new WordSearch(papers, passages.lexicon);
    this.#inPassages = new WordSearch(passages, papers.lexicon);
    for (const key of passages.keys()) this.#keysOfPassages(paperOfKey(key)).add(key);
  }

  put(papers: readonly IndexedPaper[]): void {
    this.papers.put(papers.map(paperText));
  }

  remove(ids: readonly PaperId[]): void {
    this.papers.remove(ids);
    for (const id of ids) this.#removePassages(id, () => true);
  }

  putPassages(papers: readonly PaperId[], kind: PassageKind, passages: readonly IndexedPassage[]): void {
    for (const id of papers) this.#removePassages(id, (key) => passageOfKey(key).kind === kind);
    const texts = passages.map(passageText);
    this.passages.put(texts);
    for (const { key } of texts) this.#keysOfPassages(paperOfKey(key)).add(key);
  }

  search(query: Query, limit: number): Answer {
    if (limit <= 0) return nothingFound;
    const { terms, isGrowing, conditions } = query;
    if (query.order === "newest") return this.#byDate(query, limit);
    const mask = paperMask(conditions, this.papers, this.passages);
    const depth = Math.max(limit, leastRanked);
    const ranked = this.#byWords.search({ terms, isGrowing }, depth, (segment) => mask?.(segment));
    // Nothing that ranks, or words that say nothing in quotes.
    if (ranked.wanted.length === 0) return mask === undefined ? nothingFound : this.#newest(mask, limit);
    const passages = this.#passagesFor({ terms, isGrowing }, depth, mask);
    const hits = hitsOf(ranked, passages, this.papers.lexicon, limit);
    return { hits, corrections: correctionsOf(ranked, hits) };
  }

  /** All that a query finds. Yields now and then, so that it can be called off. */
  *survey(query: Query, wish: SurveyWish): Generator<void, Survey> {
    const mask = this.#whole(query);
    const ids: PaperId[] = [];
    const tally = new Tally(this.papers.lexicon);
    let count = 0;
    for (const segment of mask === undefined ? [] : this.papers.segments) {
      const is = mask?.(segment);
      for (let text = 0; text < segment.size; text++) {
        if (text % surveyedAtOnce === 0) yield;
        if (is?.[text] !== 1 || segment.live[text] !== 1) continue;
        count++;
        if (wish === "ids") ids.push(paperOfKey(keyOf(segment, text)));
        else if (wish === "facets") tally.count(segment, text);
      }
    }
    if (wish === "count") return { count };
    return wish === "ids" ? { count, ids } : { count, facets: tally.facets() };
  }

  similar(to: SimilarTo, limit: number): Answer {
    const self = "id" in to ? to.id : undefined;
    const terms = "id" in to ? indexedTerms(to.id, this.papers) : termsOf(to.text);
    const telling = { terms: tellingTerms(terms, this.papers), isGrowing: false };
    const ranked = this.#byWords.search(telling, limit + 1, () => undefined);
    const candidates = ranked.candidates.filter(({ segment, text }) => keyOf(segment, text) !== self);
    return { hits: hitsOf({ ...ranked, candidates }, [], this.papers.lexicon, limit), corrections: [] };
  }

  /** Which of these are not indexed as they are now. */
  outdated(papers: readonly PaperStamp[]): readonly PaperId[] {
    const isKnown = ({ id, stamp }: PaperStamp): boolean => {
      const place = this.papers.place(id);
      return place !== undefined && place.segment.parts.stamps[place.text] === stamp;
    };
    return papers.filter((paper) => !isKnown(paper)).map(({ id }) => id);
  }

  keepOnly(ids: readonly PaperId[]): void {
    const kept = new Set<string>(ids);
    this.papers.remove([...this.papers.keys()].filter((key) => !kept.has(key)));
    for (const id of [...this.#passagesOf.keys()]) if (!kept.has(id)) this.#removePassages(id, () => true);
  }

  /** Which of these papers have no passages of this kind, or others than those that are known by this stamp. */
  outdatedPassages(kind: PassageKind, papers: readonly PaperStamp[]): readonly PaperId[] {
    const isKnown = ({ id, stamp }: PaperStamp): boolean => {
      const key = [...(this.#passagesOf.get(id) ?? [])].find((each) => passageOfKey(each).kind === kind);
      const place = key === undefined ? undefined : this.passages.place(key);
      return place !== undefined && place.segment.parts.stamps[place.text] === stamp;
    };
    return papers.filter((paper) => !isKnown(paper)).map(({ id }) => id);
  }

  /** Does a slice of putting segments together. @returns false when nothing is left to do. */
  tidy(): boolean {
    return this.papers.tidy() || this.passages.tidy();
  }

  #removePassages(paper: PaperId, is: (key: string) => boolean): void {
    const keys = this.#passagesOf.get(paper);
    if (keys === undefined) return;
    const gone = [...keys].filter(is);
    this.passages.remove(gone);
    for (const key of gone) keys.delete(key);
    if (keys.size === 0) this.#passagesOf.delete(paper);
  }

  #keysOfPassages(paper: PaperId): Set<string> {
    const keys = this.#passagesOf.get(paper) ?? new Set();
    this.#passagesOf.set(paper, keys);
    return keys;
  }

  /** Without words all papers are found, unless words were asked for that say nothing. */
  #whole({ terms, isGrowing, conditions }: Query): PaperMask | undefined {
    const mask = paperMask(conditions, this.papers, this.passages);
    const ofPapers = this.#byWords.askedFor({ terms, isGrowing }).wanted;
    if (terms.length > 0 && ofPapers.length === 0 && mask === undefined) return undefined;
    const ofPassages = this.#inPassages.askedFor({ terms, isGrowing }).wanted;
    return wholeAnswer({ ofPapers, ofPassages }, mask, this.passages);
  }

  /** The newest of all that a query finds. */
  #byDate(query: Query, limit: number): Answer {
    const mask = this.#whole(query);
    if (mask === undefined) return nothingFound;
    const newest = this.#newestTexts(mask, limit);
    const words = { terms: query.terms, isGrowing: query.isGrowing };
    const passages = this.#passagesFor(words, newest.length, (segment) => {
      const shown: Mask = new Uint8Array(segment.size);
      for (const each of newest) if (each.segment === segment) shown[each.text] = 1;
      return shown;
    });
    // A score that no passage can outweigh keeps their order.
    const candidates = newest.map((each, at) => ({ ...each, score: (newest.length - at) * farApart }));
    const ranked = { candidates, ...this.#byWords.askedFor(words) };
    const hits = hitsOf(ranked, passages, this.papers.lexicon, limit);
    return { hits, corrections: correctionsOf(ranked, hits) };
  }

  #newestTexts(mask: PaperMask, limit: number): readonly Candidate[] {
    return this.papers.segments
      .flatMap((segment) =>
        Array.from(mask(segment).entries())
          .filter(([text, is]) => is === 1 && segment.live[text] === 1)
          .map(([text]) => ({ segment, text, score: 0 })),
      )
      .sort(newerFirst)
      .slice(0, limit);
  }

  #newest(mask: PaperMask, limit: number): Answer {
    const hits = this.#newestTexts(mask, limit).map(({ segment, text }): Hit => ({
      id: paperOfKey(keyOf(segment, text)),
      score: 0,
      fields: [],
      words: [],
    }));
    return { hits, corrections: [] };
  }

  /** The best passages of papers that may be answered. */
  #passagesFor(words: WordQuery, limit: number, mask: PaperMask | undefined): readonly Candidate[] {
    if (this.passages.size === 0) return [];
    const may = ({ segment, text }: Candidate): boolean => {
      const place = this.papers.place(paperOfKey(keyOf(segment, text)));
      return place !== undefined && (mask === undefined || mask(place.segment)[place.text] === 1);
    };
    return this.#inPassages.search(words, limit * passagesAPaper, () => undefined).candidates.filter(may);
  }
}

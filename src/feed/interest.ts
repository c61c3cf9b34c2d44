/**
 * Which papers are near what a reader has read, starred and highlighted: cosine of tf-idf vectors (Salton and Buckley, 1988) of
 * titles, abstracts and highlighted words, to the nearest of their papers. It needs no network and no model, and says why.
 */
import type { PaperId } from "../domain/paperId.ts";
import { porterStem } from "../search/stem.ts";
import { isStopWord, termsOf } from "../search/terms.ts";

/** What ties a reader to a paper, the strongest first. */
export const bonds = ["starred", "highlighted", "read", "kept"] as const;
export type Bond = (typeof bonds)[number];

const strength: Readonly<Record<Bond, number>> = { starred: 1, highlighted: 1, read: 0.8, kept: 0.6 };

export interface TextToRank {
  readonly title: string;
  readonly abstract: string;
  /** Which of the reader's papers it is itself: it is not near itself. */
  readonly self?: PaperId | undefined;
}

export interface LikedPaper extends Omit<TextToRank, "self"> {
  readonly id: PaperId;
  readonly bond: Bond;
  /** The words of its highlights, which say best what mattered in it. */
  readonly highlights?: readonly string[] | undefined;
}

export interface Reason {
  readonly paper: PaperId;
  readonly title: string;
  readonly bond: Bond;
  /** Words that both speak of, as they stand in the text that was ranked. */
  readonly words: readonly string[];
}

export interface Ranking {
  /** 0 for a text that has nothing to do with what the reader knows; comparable within one ranking. */
  readonly score: number;
  /** Absent where the nearest paper is not near. */
  readonly reason?: Reason | undefined;
}

const titleWeight = 2;
/** Neighbours after the first count less: one close paper says more than many distant ones. */
const neighbourWeights = [1, 0.3, 0.15];
/** Below it papers share little more than the language of their field. */
const nearEnough = 0.1;
const mostWords = 4;

type Counts = ReadonlyMap<string, number>;

export class Interest {
  readonly #liked: readonly LikedPaper[];
  readonly #counts: readonly Counts[];

  /** @param liked none twice */
  constructor(liked: readonly LikedPaper[]) {
    this.#liked = liked;
    this.#counts = liked.map(({ title, abstract, highlights = [] }) =>
      countsOf(title, [abstract, ...highlights].join("\n")),
    );
  }

  /** A ranking for each text, in the order they were given. */
  rank(texts: readonly TextToRank[]): readonly Ranking[] {
    const counts = texts.map(({ title, abstract }) => countsOf(title, abstract));
    const idf = inverseFrequencies([...this.#counts, ...counts]);
    const postings = this.#postings(idf);
    return texts.map((text, index) =>
      this.#rankOne(text, weighted(counts[index] ?? new Map(), idf), postings),
    );
  }

  #postings(idf: Counts): ReadonlyMap<string, readonly Posting[]> {
    const postings = new Map<string, Posting[]>();
    for (const [at, counts] of this.#counts.entries())
      for (const [term, weight] of weighted(counts, idf)) {
        const list = postings.get(term);
        if (list === undefined) postings.set(term, [{ at, weight }]);
        else list.push({ at, weight });
      }
    return postings;
  }

  #rankOne(text: TextToRank, vector: Counts, postings: ReadonlyMap<string, readonly Posting[]>): Ranking {
    const likeness = new Float64Array(this.#liked.length);
    for (const [term, weight] of vector)
      for (const posting of postings.get(term) ?? [])
        likeness[posting.at] = (likeness[posting.at] ?? 0) + weight * posting.weight;
    const itself = this.#liked.findIndex(({ id }) => id === text.self);
    if (itself !== -1) likeness[itself] = 0;
    const strengthened = [...likeness]
      .map((value, at) => ({ at, value: value * strength[this.#liked[at]?.bond ?? "kept"] }))
      .sort((a, b) => b.value - a.value)
      .slice(0, neighbourWeights.length);
    const score = strengthened.reduce(
      (sum, { value }, place) => sum + value * (neighbourWeights[place] ?? 0),
      0,
    );
    const nearest = strengthened[0];
    const paper = nearest === undefined ? undefined : this.#liked[nearest.at];
    if (nearest === undefined || paper === undefined || (likeness[nearest.at] ?? 0) < nearEnough)
      return { score };
    const shared = [...vector]
      .map(([term, weight]) => ({ term, value: weight * weightIn(postings.get(term), nearest.at) }))
      .filter(({ value }) => value > 0)
      .sort((a, b) => b.value - a.value)
      .slice(0, mostWords)
      .map(({ term }) => term);
    const words = wordsFor(shared, text);
    return { score, reason: { paper: paper.id, title: paper.title, bond: paper.bond, words } };
  }
}

interface Posting {
  readonly at: number;
  readonly weight: number;
}

const weightIn = (postings: readonly Posting[] | undefined, paper: number): number =>
  postings?.find(({ at }) => at === paper)?.weight ?? 0;

const stems = new Map<string, string>();
/** Papers of one field share their words: each is stemmed once. */
function stemOf(term: string): string {
  let stem = stems.get(term);
  if (stem === undefined) {
    if (stems.size > 50_000) stems.clear();
    stem = porterStem(term);
    stems.set(term, stem);
  }
  return stem;
}

function countsOf(title: string, text: string): Counts {
  const counts = new Map<string, number>();
  const count = (words: string, by: number): void => {
    for (const term of termsOf(words)) {
      if (isStopWord(term) || /^\d+$/u.test(term)) continue;
      const stem = stemOf(term);
      counts.set(stem, (counts.get(stem) ?? 0) + by);
    }
  };
  count(title, titleWeight);
  count(text, 1);
  return counts;
}

function inverseFrequencies(all: readonly Counts[]): Counts {
  const documents = new Map<string, number>();
  for (const counts of all)
    for (const term of counts.keys()) documents.set(term, (documents.get(term) ?? 0) + 1);
  return new Map([...documents].map(([term, count]) => [term, Math.log((1 + all.length) / (0.5 + count))]));
}

/** (1 + log tf) · idf, of length 1. */
function weighted(counts: Counts, idf: Counts): Counts {
  const weights = new Map<string, number>();
  let sum = 0;
  for (const [term, count] of counts) {
    const weight = (1 + Math.log(count)) * (idf.get(term) ?? 0);
    weights.set(term, weight);
    sum += weight * weight;
  }
  const length = Math.sqrt(sum) || 1;
  for (const [term, weight] of weights) weights.set(term, weight / length);
  return weights;
}

/** The first spelling of each stem in the text. */
function wordsFor(wanted: readonly string[], { title, abstract }: TextToRank): readonly string[] {
  const found = new Map<string, string>();
  for (const term of termsOf(`${title}\n${abstract}`)) {
    const stem = stemOf(term);
    if (wanted.includes(stem) && !found.has(stem)) found.set(stem, term);
  }
  return wanted.flatMap((stem) => found.get(stem) ?? []);
}

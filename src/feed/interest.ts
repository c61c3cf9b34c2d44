/**
 * Which papers are near what a reader has read, starred and highlighted: cosine of tf-idf vectors (Salton and Buckley, 1988) of
 * titles, abstracts and highlighted words, to the nearest of their papers. It needs no network and no model, and says why.
 */
import { Breather } from "../base/breath.ts";
import type { PaperId } from "../domain/paperId.ts";
import {
  inverseFrequencies,
  noCounts,
  Postings,
  Terms,
  weighted,
  type Counts,
  type Weighted,
} from "./vectors.ts";

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

/** Neighbours after the first count less: one close paper says more than many distant ones. */
const neighbourWeights = [1, 0.3, 0.15];
/** Below it papers share little more than the language of their field. */
const nearEnough = 0.1;
const mostWords = 4;

export class Interest {
  readonly #liked: readonly LikedPaper[];
  readonly #terms = new Terms();
  readonly #counts: Counts[] = [];

  private constructor(liked: readonly LikedPaper[]) {
    this.#liked = liked;
  }

  /** Reads the papers in slices: there may be a thousand of them. @param liked none twice */
  static async in(liked: readonly LikedPaper[]): Promise<Interest> {
    const interest = new Interest(liked);
    const breather = new Breather();
    for (const { title, abstract, highlights = [] } of liked) {
      interest.#counts.push(interest.#terms.count(title, [abstract, ...highlights].join("\n")));
      await breather.pause();
    }
    return interest;
  }

  /** A ranking for each text, in the order they were given. */
  rank(texts: readonly TextToRank[]): readonly Ranking[] {
    const counts = texts.map(({ title, abstract }) => this.#terms.count(title, abstract));
    const idf = inverseFrequencies([...this.#counts, ...counts], this.#terms.size);
    const postings = new Postings(
      this.#counts.map((each) => weighted(each, idf)),
      this.#terms.size,
    );
    return texts.map((text, at) => this.#rankOne(text, weighted(counts[at] ?? noCounts, idf), postings));
  }

  #rankOne(text: TextToRank, vector: Weighted, postings: Postings): Ranking {
    const likeness = postings.likeness(vector, this.#liked.length);
    const itself = text.self === undefined ? -1 : this.#liked.findIndex(({ id }) => id === text.self);
    if (itself !== -1) likeness[itself] = 0;
    const nearest = Array.from(likeness, (value, at) => ({
      at,
      value: value * strength[this.#liked[at]?.bond ?? "kept"],
    }))
      .sort((a, b) => b.value - a.value)
      .slice(0, neighbourWeights.length);
    const score = nearest.reduce((sum, { value }, place) => sum + value * (neighbourWeights[place] ?? 0), 0);
    const first = nearest[0]?.at ?? -1;
    const paper = this.#liked[first];
    if (paper === undefined || (likeness[first] ?? 0) < nearEnough) return { score };
    const words = this.#terms.spelling(
      postings.shared(vector, first).slice(0, mostWords),
      `${text.title}\n${text.abstract}`,
    );
    return { score, reason: { paper: paper.id, title: paper.title, bond: paper.bond, words } };
  }
}

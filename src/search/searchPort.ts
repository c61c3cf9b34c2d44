/**
 * What the rest of the program knows of searching: an index off the main thread, behind this port. It is asked with a query's
 * tree, so that another engine, one for the library of a group, say, can answer beside it.
 */
import type { Disposable } from "../base/disposables.ts";
import type { PaperId } from "../domain/paperId.ts";
import type { Query } from "./query/tree.ts";

export interface IndexedPaper {
  readonly id: PaperId;
  readonly title: string;
  readonly abstract: string;
  readonly authors?: readonly string[];
  readonly year?: number | undefined;
  readonly venue?: string | undefined;
  readonly tags?: readonly string[];
  /** Words by which it may be named besides: citation keys, say. */
  readonly names?: readonly string[];
  /** What is so of it, such as "is:unread" or "has:pdf". */
  readonly marks?: readonly string[];
  /** When it was added, in days since 1970. */
  readonly day?: number | undefined;
  /** Changes with what is said here. */
  readonly stamp?: number;
}

/** A page of a paper, or a note on it. */
export interface IndexedPassage {
  readonly key: string;
  readonly paper: PaperId;
  readonly kind: PassageKind;
  readonly text: string;
  /** Of all passages of its kind that are told of its paper: changes with what is said in them. */
  readonly stamp?: number;
}

export type PassageKind = "page" | "note";

export interface Hit {
  readonly id: PaperId;
  readonly score: number;
  /** Where words of the query were found, the most telling place first. */
  readonly fields: readonly HitField[];
  /** The words that were found, as the index has them: folded, and of the text's own form. */
  readonly words: readonly string[];
  /** The page or note that fits best, where one does. */
  readonly passage?: { readonly key: string; readonly kind: PassageKind };
}

export type HitField = "title" | "abstract" | "author" | "venue" | "tag" | "name" | "page" | "note";

export interface Answer {
  readonly hits: readonly Hit[];
  /** Words that no paper has, and what was looked for instead. */
  readonly corrections: readonly { readonly typed: string; readonly searched: string }[];
}

export interface SearchIndex extends Disposable {
  put(papers: readonly IndexedPaper[]): Promise<void>;
  remove(ids: readonly PaperId[]): Promise<void>;
  /** All passages of these papers of one kind, in place of those there were. */
  putPassages(
    papers: readonly PaperId[],
    kind: PassageKind,
    passages: readonly IndexedPassage[],
  ): Promise<void>;
  /** Once the signal has come nothing is looked for, and the answer is empty. */
  search(query: Query, limit: number, signal?: AbortSignal): Promise<Answer>;
  /** All that a query finds: how many they are, which, and what they have in common. Called off, it counts nothing. */
  survey(query: Query, wish: SurveyWish, signal?: AbortSignal): Promise<Survey>;
  /** Papers with the words that tell this one apart, itself left out. */
  similar(to: SimilarTo, limit: number): Promise<Answer>;
  /** Takes up what was stored. @returns why it could not, and then the index is as it was. */
  restore(stored: Uint8Array<ArrayBuffer>): Promise<string | undefined>;
  /** Which of these papers are not indexed as they are now. */
  outdated(papers: readonly PaperStamp[]): Promise<readonly PaperId[]>;
  /** The same of what was told by `putPassages`: which papers have none of this kind, or others. */
  outdatedPassages(kind: PassageKind, papers: readonly PaperStamp[]): Promise<readonly PaperId[]>;
  /** Forgets every paper but these. */
  keepOnly(ids: readonly PaperId[]): Promise<void>;
  /** All of it as bytes, to be taken up by `restore`. */
  store(): Promise<Uint8Array<ArrayBuffer>>;
}

export const facetFields = ["year", "venue", "tag", "author", "is", "in"] as const;
export type FacetField = (typeof facetFields)[number];

export interface FacetCount {
  /** Its words as the index has them: folded, with a space between. */
  readonly value: string;
  /** How many of the papers have it. */
  readonly count: number;
  /** One of them. */
  readonly paper: PaperId;
}

export type Facets = Readonly<Record<FacetField, readonly FacetCount[]>>;

export type SurveyWish = "count" | "ids" | "facets";

export interface Survey {
  readonly count: number;
  /** Where they were wished for. */
  readonly ids?: readonly PaperId[];
  readonly facets?: Facets;
}

export type SimilarTo = { readonly id: PaperId } | { readonly text: string };

export interface PaperStamp {
  readonly id: PaperId;
  readonly stamp: number;
}

export const nothingFound: Answer = { hits: [], corrections: [] };
export const nothingSurveyed: Survey = { count: 0 };

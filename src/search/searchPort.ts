/** What the rest of the program knows of searching: an index off the main thread, behind this port. */
import type { Disposable } from "../base/disposables.ts";
import type { PaperId } from "../domain/paperId.ts";

export interface IndexedPaper {
  readonly id: PaperId;
  readonly title: string;
  readonly abstract: string;
}

export interface Hit {
  readonly id: PaperId;
  readonly score: number;
  /** Where the query was found first of all. */
  readonly fields: readonly ("title" | "abstract")[];
  /** A line of the abstract that shows why. */
  readonly snippet: string;
}

export interface SearchIndex extends Disposable {
  put(papers: readonly IndexedPaper[]): Promise<void>;
  remove(ids: readonly PaperId[]): Promise<void>;
  search(query: string, limit: number): Promise<readonly Hit[]>;
}

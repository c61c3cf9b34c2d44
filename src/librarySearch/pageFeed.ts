/**
 * Tells the index what stands on the pages of PDFs, one paper after the other in the order in which they were wanted, and
 * always behind what is told of papers and notes: a text may be long.
 */
import type { Disposable } from "../base/disposables.ts";
import type { Log } from "../base/ports.ts";
import { reasonOf } from "../base/result.ts";
import type { Paper } from "../domain/paper.ts";
import type { PaperId } from "../domain/paperId.ts";
import type { PaperText } from "../domain/paperText.ts";
import type { SearchIndex } from "../search/searchPort.ts";
import { indexedPages, stampOf } from "./indexedPaper.ts";

/** The part of `PaperTexts` that is needed. */
export interface TextsOfPapers {
  of(paper: Paper): Promise<PaperText | undefined>;
  /** Changes with what `of` answers. */
  versionOf(paper: Paper): Promise<string>;
}

export interface PageFeedParts {
  /** The paper as it is by now. */
  readonly paper: (id: PaperId) => Paper | undefined;
  readonly texts: TextsOfPapers;
  readonly index: SearchIndex;
  /** Runs work when nothing else is told to the index. */
  readonly inTurn: (work: () => Promise<void>) => Promise<void>;
  /** The index has changed. */
  readonly told: () => void;
  readonly log: Log;
}

export class PageFeed implements Disposable {
  readonly #parts: PageFeedParts;
  readonly #waiting = new Set<PaperId>();
  /** The PDFs whose text was looked for last; a paper may change without them. */
  readonly #lookedFor = new Map<PaperId, string>();
  #feeding: Promise<void> | undefined;
  #failure: Error | undefined;
  #isOver = false;

  constructor(parts: PageFeedParts) {
    this.#parts = parts;
  }

  get isDone(): boolean {
    return this.#feeding === undefined;
  }

  /** When no text waits any more. @throws when the index takes none. */
  async whenDone(): Promise<void> {
    while (this.#feeding !== undefined) await this.#feeding;
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** Papers that are new, or may have other PDFs than before. */
  follow(papers: readonly Paper[]): void {
    for (const paper of papers)
      if (pdfsOf(paper) !== (this.#lookedFor.get(paper.id) ?? "")) this.#want(paper.id);
  }

  /** There is another text of this paper than before. */
  again(paper: PaperId): void {
    this.#want(paper);
  }

  forget(papers: readonly PaperId[]): void {
    for (const id of papers) {
      this.#waiting.delete(id);
      this.#lookedFor.delete(id);
    }
  }

  dispose(): void {
    this.#isOver = true;
  }

  #want(id: PaperId): void {
    this.#waiting.add(id);
    this.#feeding ??= this.#feed();
  }

  async #feed(): Promise<void> {
    const { inTurn, log } = this.#parts;
    try {
      for (const id of this.#waiting) {
        if (this.#isOver) break;
        await inTurn(() => this.#tell(id));
      }
    } catch (thrown) {
      this.#isOver = true;
      this.#failure = new Error(`Pages of papers could not be indexed: ${reasonOf(thrown)}`);
      log.error(this.#failure.message);
    }
    this.#feeding = undefined;
  }

  async #tell(id: PaperId): Promise<void> {
    const paper = this.#parts.paper(id);
    if (!this.#waiting.delete(id) || paper === undefined || this.#isOver) return;
    const { index, texts, told } = this.#parts;
    const isFirst = !this.#lookedFor.has(id);
    this.#lookedFor.set(id, pdfsOf(paper));
    const stamp = stampOf(await texts.versionOf(paper));
    // A stored index may know them already.
    if (isFirst && (await index.outdatedPassages("page", [{ id, stamp }])).length === 0) return;
    const text = await this.#textOf(paper);
    await index.putPassages([id], "page", text === undefined ? [] : indexedPages(id, text, stamp));
    told();
  }

  async #textOf(paper: Paper): Promise<PaperText | undefined> {
    try {
      return await this.#parts.texts.of(paper);
    } catch (thrown) {
      this.#parts.log.warn(`The text of ${paper.id} could not be read: ${reasonOf(thrown)}`);
      return undefined;
    }
  }
}

/** Which PDFs a paper has, by their bytes; empty for none that is known. */
export const pdfsOf = ({ pdfs }: Paper): string =>
  pdfs
    .map(({ sha256 = "" }) => sha256)
    .join(" ")
    .trim();

/**
 * The full texts of papers, `.marginalia/cache/text/<sha256 of the PDF>.json`: what a search over whole papers reads. They
 * may be deleted at any time; a text is made again when its PDF is opened.
 */
import { Emitter, type Event } from "../base/emitter.ts";
import type { Files, Log } from "../base/ports.ts";
import { reasonOf } from "../base/result.ts";
import type { Paper } from "../domain/paper.ts";
import type { PaperId } from "../domain/paperId.ts";
import { readPaperText, writePaperText, type PaperText, type StoredText } from "../domain/paperText.ts";

/** The part of the library that is needed: where a paper is kept. */
export interface PaperShelves {
  shelfOf(paper: PaperId): Files | undefined;
}

export const textPath = (sha256: string): string => `cache/text/${sha256}.json`;

export class PaperTexts {
  readonly #library: PaperShelves;
  readonly #log: Log;
  readonly #kept: Emitter<PaperId>;

  constructor(library: PaperShelves, log: Log) {
    this.#library = library;
    this.#log = log;
    this.#kept = new Emitter((failure) =>
      log.error(`Following the texts of papers failed: ${reasonOf(failure)}`),
    );
  }

  /** The paper whose text there is now. */
  get onDidKeep(): Event<PaperId> {
    return this.#kept.event;
  }

  /** The text of the PDF that is opened first; `undefined` while none was read. */
  async of(paper: Paper): Promise<PaperText | undefined> {
    for (const sha256 of digestsOf(paper)) {
      const stored = await this.#stored(paper.id, sha256);
      if (stored?.kind === "text") return stored.text;
    }
    return undefined;
  }

  /** The PDF whose text is still to be read, by its SHA-256; `undefined` when there is nothing to do. */
  async missing(paper: Paper): Promise<string | undefined> {
    const [first] = digestsOf(paper);
    if (first === undefined || this.#library.shelfOf(paper.id) === undefined) return undefined;
    return (await this.#stored(paper.id, first)) === undefined ? first : undefined;
  }

  async keep(paper: PaperId, sha256: string, text: PaperText): Promise<void> {
    const shelf = this.#library.shelfOf(paper);
    if (shelf === undefined || !isDigest(sha256)) return;
    await shelf.write(textPath(sha256), writePaperText(text));
    this.#kept.fire(paper);
  }

  dispose(): void {
    this.#kept.dispose();
  }

  /** What cannot be understood counts as absent, and is made anew. */
  async #stored(paper: PaperId, sha256: string): Promise<StoredText | undefined> {
    const stored = await this.#library.shelfOf(paper)?.read(textPath(sha256));
    if (stored === undefined) return undefined;
    const read = readPaperText(stored);
    if (read.ok) return read.value;
    this.#log.warn(`The text of ${paper} in the cache is read out of the PDF again: ${read.why}`);
    return undefined;
  }
}

/** A library's files may say anything, and this becomes the name of a file. */
const isDigest = (sha256: string | undefined): sha256 is string => /^[0-9a-f]{64}$/u.test(sha256 ?? "");

const digestsOf = ({ pdfs }: Paper): readonly string[] => pdfs.map(({ sha256 }) => sha256).filter(isDigest);

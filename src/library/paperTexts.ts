/**
 * The full texts of papers, `.marginalia/cache/text/<sha256 of the PDF>.json`: what a search over whole papers reads, or why
 * there is none. They may be deleted at any time; a text is made again when nothing else is to do, or its PDF is opened.
 */
import { Emitter, type Event } from "../base/emitter.ts";
import type { Files, Log } from "../base/ports.ts";
import { reasonOf } from "../base/result.ts";
import type { Paper } from "../domain/paper.ts";
import type { PaperId } from "../domain/paperId.ts";
import {
  hasWords,
  readPaperText,
  writePaperText,
  writeUnreadable,
  type PaperText,
  type StoredText,
} from "../domain/paperText.ts";
import type { NoText } from "./noText.ts";

/** The part of the library that is needed: where a paper is kept. */
export interface PaperShelves {
  shelfOf(paper: PaperId): Files | undefined;
}

const folder = "cache/text";
export const textPath = (sha256: string): string => `${folder}/${sha256}.json`;

export class PaperTexts {
  readonly #library: PaperShelves;
  readonly #log: Log;
  readonly #kept: Emitter<PaperId>;
  readonly #lost: Emitter<PaperId>;

  constructor(library: PaperShelves, log: Log) {
    this.#library = library;
    this.#log = log;
    const onFailure = (failure: unknown): void =>
      log.error(`Following the texts of papers failed: ${reasonOf(failure)}`);
    this.#kept = new Emitter(onFailure);
    this.#lost = new Emitter(onFailure);
  }

  /** The paper whose text there is now. */
  get onDidKeep(): Event<PaperId> {
    return this.#kept.event;
  }

  /** The paper whose text was found damaged, so that it has to be read again. */
  get onDidLose(): Event<PaperId> {
    return this.#lost.event;
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

  /** Another one whenever `of` may answer another text. Told by the facts of files alone. */
  async versionOf({ id, pdfs }: Pick<Paper, "id" | "pdfs">): Promise<string> {
    const shelf = this.#library.shelfOf(id);
    const versions: string[] = [];
    for (const sha256 of digestsOf({ pdfs })) {
      const facts = await shelf?.facts(textPath(sha256));
      versions.push(`${sha256} ${facts === undefined ? "" : `${facts.size} ${facts.mtime}`}`);
    }
    return versions.join("\n");
  }

  /** Those of these papers whose PDF was never read. Told by the names of files alone: what is in them is not looked at. */
  async unread(papers: readonly Paper[]): Promise<readonly Paper[]> {
    const kept = new Map<Files, ReadonlySet<string>>();
    const unread: Paper[] = [];
    for (const paper of papers) {
      const [first] = digestsOf(paper);
      const shelf = this.#library.shelfOf(paper.id);
      if (first === undefined || shelf === undefined) continue;
      const names = kept.get(shelf) ?? new Set((await shelf.list(folder)).map(({ name }) => name));
      kept.set(shelf, names);
      if (!names.has(`${first}.json`)) unread.push(paper);
    }
    return unread;
  }

  /** `undefined` for a paper whose words can be searched, and for one that has no PDF. */
  async whyNone(paper: Paper): Promise<NoText | undefined> {
    const [first] = digestsOf(paper);
    if (paper.pdfs.length === 0) return undefined;
    const stored = first === undefined ? undefined : await this.#stored(paper.id, first);
    if (stored === undefined) return { kind: "not read yet" };
    if (stored.kind === "unreadable") return stored;
    return stored.kind === "text" && !hasWords(stored.text) ? { kind: "no words" } : undefined;
  }

  /** So that it is not tried again. */
  async keepUnreadable(paper: PaperId, sha256: string, why: string): Promise<void> {
    if (isDigest(sha256)) await this.#library.shelfOf(paper)?.write(textPath(sha256), writeUnreadable(why));
  }

  async keep(paper: PaperId, sha256: string, text: PaperText): Promise<void> {
    const shelf = this.#library.shelfOf(paper);
    if (shelf === undefined || !isDigest(sha256)) return;
    await shelf.write(textPath(sha256), writePaperText(text));
    this.#kept.fire(paper);
  }

  dispose(): void {
    this.#kept.dispose();
    this.#lost.dispose();
  }

  /** What cannot be understood counts as absent, and is made anew. */
  async #stored(paper: PaperId, sha256: string): Promise<StoredText | undefined> {
    const stored = await this.#library.shelfOf(paper)?.read(textPath(sha256));
    if (stored === undefined) return undefined;
    const read = readPaperText(stored);
    if (read.ok) return read.value;
    this.#log.warn(`The text of ${paper} in the cache is read out of the PDF again: ${read.why}`);
    this.#lost.fire(paper);
    return undefined;
  }
}

/** A library's files may say anything, and this becomes the name of a file. */
const isDigest = (sha256: string | undefined): sha256 is string => /^[0-9a-f]{64}$/u.test(sha256 ?? "");

const digestsOf = ({ pdfs }: Pick<Paper, "pdfs">): readonly string[] =>
  pdfs.map(({ sha256 }) => sha256).filter(isDigest);

/** Reads papers from the shelves. What is wrong with a file is kept as a problem and never thrown. */
import { mapLimited } from "../base/limited.ts";
import type { Files, Log } from "../base/ports.ts";
import { fail, ok, reasonOf, type Result } from "../base/result.ts";
import type { PaperId } from "../domain/paperId.ts";
import { papersFolder, paperPath, readPaperFile, writePaperFile, type StoredPaper } from "./paperFile.ts";

export interface Placed extends StoredPaper {
  readonly shelf: Files;
}

export type Placement = ReadonlyMap<PaperId, Placed>;

/** A file that could not be read, or only with its merge conflict; it is left as it is. */
export interface LibraryProblem {
  readonly shelf: Files;
  readonly path: string;
  readonly why: string;
}

const filesAtOnce = 16;

export class PaperReader {
  readonly #log: Log;
  readonly #problems = new Map<string, LibraryProblem>();

  constructor(log: Log) {
    this.#log = log;
  }

  get problems(): readonly LibraryProblem[] {
    return [...this.#problems.values()];
  }

  /** Every paper of the shelves. What cannot be read now stays as it was before. */
  async all(shelves: readonly Files[], before: Placement): Promise<Map<PaperId, Placed>> {
    this.#problems.clear();
    const placesOf = new Map<string, Files[]>();
    for (const shelf of shelves)
      for (const path of await this.#list(shelf, before))
        placesOf.set(path, [...(placesOf.get(path) ?? []), shelf]);
    const found = await mapLimited([...placesOf], filesAtOnce, ([path, places]) =>
      this.first(places, path, before),
    );
    return new Map(found.flatMap((placed) => (placed === undefined ? [] : [[placed.paper.id, placed]])));
  }

  /** The paper of a path on the first of the shelves that has it; the very same object when nothing changed. */
  async first(shelves: readonly Files[], path: string, before: Placement): Promise<Placed | undefined> {
    const old = before.get(idIn(path));
    for (const shelf of shelves) {
      const read = await this.#read(shelf, path);
      // A file that cannot be understood keeps its paper as last seen: half-written files heal by themselves.
      if (read === "unreadable" && old?.shelf === shelf) return old;
      if (read === "unreadable" || read === undefined) continue;
      return old !== undefined && isSame(old, read) ? old : read;
    }
    return undefined;
  }

  async #list(shelf: Files, before: Placement): Promise<readonly string[]> {
    try {
      const entries = await shelf.list(papersFolder);
      return entries
        .filter(({ kind, name }) => kind === "file" && name.endsWith(".json"))
        .map(({ name }) => `${papersFolder}/${name}`);
    } catch (thrown) {
      this.#note(shelf, papersFolder, reasonOf(thrown));
      return [...before.values()]
        .filter((placed) => placed.shelf === shelf)
        .map(({ paper }) => paperPath(paper.id));
    }
  }

  async #read(shelf: Files, path: string): Promise<Placed | "unreadable" | undefined> {
    this.#problems.delete(keyOf(shelf, path));
    try {
      const text = await shelf.read(path);
      if (text === undefined) return undefined;
      const stored = understand(path, text);
      if (!stored.ok) return this.#note(shelf, path, stored.why);
      if (stored.value.conflict !== undefined) this.#note(shelf, path, stored.value.conflict);
      return { ...stored.value, shelf };
    } catch (thrown) {
      return this.#note(shelf, path, reasonOf(thrown));
    }
  }

  #note(shelf: Files, path: string, why: string): "unreadable" {
    this.#problems.set(keyOf(shelf, path), { shelf, path, why });
    this.#log.warn(`${path}: ${why}`);
    return "unreadable";
  }
}

/** The paper as it stands in its file at this moment. @throws when the file cannot be read or understood. */
export async function readNow(
  shelf: Files,
  id: PaperId,
): Promise<(Placed & { readonly text: string }) | undefined> {
  const path = paperPath(id);
  const text = await shelf.read(path);
  if (text === undefined) return undefined;
  const stored = understand(path, text);
  if (!stored.ok) throw new Error(`${path} is left as it is: ${stored.why}`);
  return { ...stored.value, shelf, text };
}

function understand(path: string, text: string): Result<StoredPaper> {
  const stored = readPaperFile(text);
  if (!stored.ok) return stored;
  return paperPath(stored.value.paper.id) === path
    ? ok(stored.value)
    : fail("its id is not the name of its file");
}

const keyOf = (shelf: Files, path: string): string => `${shelf.name}/${path}`;

export const idIn = (path: string): PaperId =>
  path.slice(papersFolder.length + 1, -".json".length) as PaperId;

export const sameContent = (a: StoredPaper, b: StoredPaper): boolean =>
  a === b || writePaperFile(a.paper, a.raw) === writePaperFile(b.paper, b.raw);

const isSame = (a: Placed, b: Placed): boolean =>
  a.shelf === b.shelf && a.writable === b.writable && sameContent(a, b);

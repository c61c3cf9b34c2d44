/** Papers that were removed, `.marginalia/trash/<id>.json`, as their files were. Git leaves them out. */
import type { Files } from "../base/ports.ts";
import type { Shelves } from "../base/shelves.ts";
import { paperId, type PaperId } from "../domain/paperId.ts";
import { readPaperFile } from "./paperFile.ts";

const folder = "trash";
const ignore = { path: `${folder}/.gitignore`, text: "*\n" };
const pathOf = (id: PaperId): string => `${folder}/${id}.json`;

export interface ThrownPaper {
  readonly id: PaperId;
  readonly shelf: Files;
  readonly title: string;
  /** In milliseconds. */
  readonly when: number;
}

export class Trash {
  readonly #shelves: Shelves;

  constructor(shelves: Shelves) {
    this.#shelves = shelves;
  }

  /** The last one first. */
  async list(): Promise<readonly ThrownPaper[]> {
    const all: ThrownPaper[] = [];
    for (const shelf of this.#shelves.list())
      for (const { name } of await shelf.list(folder)) {
        const id = paperId(name.replace(/\.json$/u, ""));
        if (id === undefined || !name.endsWith(".json")) continue;
        const [text, facts] = [await shelf.read(pathOf(id)), await shelf.facts(pathOf(id))];
        const stored = text === undefined ? undefined : readPaperFile(text);
        all.push({
          id,
          shelf,
          title: stored?.ok === true ? stored.value.paper.title : id,
          when: facts?.mtime ?? 0,
        });
      }
    return all.sort((a, b) => b.when - a.when);
  }

  async put(shelf: Files, id: PaperId, text: string): Promise<void> {
    if ((await shelf.read(ignore.path)) === undefined) await shelf.write(ignore.path, ignore.text);
    await shelf.write(pathOf(id), text);
  }

  read({ shelf, id }: Pick<ThrownPaper, "shelf" | "id">): Promise<string | undefined> {
    return shelf.read(pathOf(id));
  }

  forget({ shelf, id }: Pick<ThrownPaper, "shelf" | "id">): Promise<void> {
    return shelf.remove(pathOf(id));
  }

  async empty(): Promise<void> {
    for (const thrown of await this.list()) await this.forget(thrown);
  }
}

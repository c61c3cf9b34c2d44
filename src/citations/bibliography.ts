/** All entries of the workspace's bibliographies, by key and by paper. */
import type { PaperId } from "../domain/paperId.ts";
import type { PaperName } from "../library/paperLookup.ts";
import type { BibSummary, CitedEntry, FileProblem } from "./bibSummary.ts";
import type { PaperFinder } from "./mentions.ts";

export interface Twins {
  readonly entry: CitedEntry;
  readonly other: CitedEntry;
  readonly same: "key" | "paper";
}

export class Bibliography {
  readonly #files = new Map<string, BibSummary>();
  #byKey: Map<string, CitedEntry[]> | undefined;

  set(file: string, summary: BibSummary): void {
    this.#files.set(file, summary);
    this.#byKey = undefined;
  }

  delete(file: string): void {
    this.#files.delete(file);
    this.#byKey = undefined;
  }

  get files(): readonly string[] {
    return [...this.#files.keys()];
  }

  in(file: string): readonly CitedEntry[] {
    return this.#files.get(file)?.entries ?? [];
  }

  problemsIn(file: string): readonly FileProblem[] {
    return this.#files.get(file)?.problems ?? [];
  }

  named(key: string): readonly CitedEntry[] {
    return this.#keys().get(key) ?? [];
  }

  keys(): Iterable<string> {
    return this.#keys().keys();
  }

  *entries(): Iterable<CitedEntry> {
    for (const { entries } of this.#files.values()) yield* entries;
  }

  /** Papers by their names, where a key means what the bibliographies say, and else what the library says. */
  over(papers: PaperFinder): PaperFinder {
    return {
      find: (names) => {
        const [first] = names;
        const described = first?.startsWith("key:") === true ? this.#described(first.slice(4)) : [];
        if (described.length === 0) return papers.find(names);
        // An entry says which paper it means; that the library would give another the same key says nothing.
        return firstOf(described, ({ names: own }) => papers.find(own));
      },
    };
  }

  /** Entries with a key or a paper that an entry above them, or in another file, has too. */
  twins(): readonly Twins[] {
    const twins: Twins[] = [];
    const byKey = new Map<string, CitedEntry>();
    const byName = new Map<PaperName, CitedEntry>();
    for (const entry of this.entries()) {
      const sameKey = byKey.get(entry.key);
      const samePaper = firstOf(entry.names, (name) => byName.get(name));
      if (sameKey !== undefined) twins.push({ entry, other: sameKey, same: "key" });
      else if (samePaper !== undefined && !differ(entry, samePaper))
        twins.push({ entry, other: samePaper, same: "paper" });
      if (sameKey === undefined) byKey.set(entry.key, entry);
      for (const name of entry.names) if (!byName.has(name)) byName.set(name, entry);
    }
    return twins;
  }

  /** Which entry stands for which paper of the library: the first of each. */
  byPaper(papers: PaperFinder): ReadonlyMap<PaperId, CitedEntry> {
    const found = new Map<PaperId, CitedEntry>();
    for (const entry of this.entries()) {
      const paper = papers.find(entry.names);
      if (paper !== undefined && !found.has(paper)) found.set(paper, entry);
    }
    return found;
  }

  #described(key: string): readonly CitedEntry[] {
    return this.named(key).filter(({ names }) => names.length > 0);
  }

  #keys(): Map<string, CitedEntry[]> {
    if (this.#byKey !== undefined) return this.#byKey;
    const byKey = new Map<string, CitedEntry[]>();
    for (const entry of this.entries()) {
      const known = byKey.get(entry.key);
      if (known === undefined) byKey.set(entry.key, [entry]);
      else known.push(entry);
    }
    this.#byKey = byKey;
    return byKey;
  }
}

/** One title with two DOIs or two arXiv ids is two papers: "Editorial", "Proceedings of …". */
const differ = ({ facts: a }: CitedEntry, { facts: b }: CitedEntry): boolean =>
  (a.doi !== undefined && b.doi !== undefined && a.doi.toLowerCase() !== b.doi.toLowerCase()) ||
  (a.arxiv !== undefined && b.arxiv !== undefined && a.arxiv !== b.arxiv);

function firstOf<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

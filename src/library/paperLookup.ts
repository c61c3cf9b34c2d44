/** Finds papers by any of their names, as texts spell them. Kept in step with the library. */
import { canonicalIdentifier, canonicalUrl } from "./canonical.ts";
import type { Paper } from "../domain/paper.ts";
import { normaliseTitle, type PaperId } from "../domain/paperId.ts";
import { derivedKey, givenKey } from "./citation.ts";
import type { LibraryChange } from "./library.ts";
import { namesInUrl, type SiteName } from "./paperSites.ts";

/** "arxiv:2407.12345", "doi:10.1/x", "key:dai2022one", "title:one model", "url:openreview.net/forum?id=x", "acl:p18-1001". */
export type PaperName = `${"arxiv" | "doi" | "key" | "title" | "url"}:${string}` | SiteName;

export class PaperLookup {
  readonly #named = new Names();
  /** Keys made up by us. Two papers may come to the same one, and then it names neither. */
  readonly #derived = new Names();

  constructor(papers: Iterable<Paper>) {
    for (const paper of papers) this.#add(paper);
  }

  update({ added, changed, removed }: LibraryChange): void {
    for (const id of [...removed, ...[...added, ...changed].map((paper) => paper.id)]) {
      this.#named.remove(id);
      this.#derived.remove(id);
    }
    for (const paper of [...added, ...changed]) this.#add(paper);
  }

  /** The paper that the first of these names belongs to that belongs to one. */
  find(names: readonly PaperName[]): PaperId | undefined {
    for (const name of names) {
      const [paper] = this.#named.claimants(name);
      if (paper !== undefined) return paper;
      const [derived, ...others] = this.#derived.claimants(name);
      if (derived !== undefined && others.length === 0) return derived;
    }
    return undefined;
  }

  #add(paper: Paper): void {
    this.#named.add(paper.id, namesOf(paper));
    if (givenKey(paper) === undefined) this.#derived.add(paper.id, [`key:${derivedKey(paper)}`]);
  }
}

function namesOf(paper: Paper): readonly string[] {
  const key = givenKey(paper);
  const pages = paper.resources.filter(({ kind }) => kind === "paper" || kind === "pdf");
  return [
    ...paper.identifiers.map(canonicalIdentifier),
    ...pages.flatMap(({ url }) => [`url:${canonicalUrl(url)}`, ...namesInUrl(url)]),
    ...(key === undefined ? [] : [`key:${key}`]),
    `title:${normaliseTitle(paper.title)}`,
  ];
}

/** Who claims a name, and what a paper has claimed, so that it can be taken back. */
class Names {
  readonly #claimants = new Map<string, Set<PaperId>>();
  readonly #claimed = new Map<PaperId, readonly string[]>();

  claimants(name: string): Iterable<PaperId> {
    return this.#claimants.get(name) ?? [];
  }

  add(paper: PaperId, names: readonly string[]): void {
    this.#claimed.set(paper, names);
    for (const name of names) {
      const claimants = this.#claimants.get(name);
      if (claimants === undefined) this.#claimants.set(name, new Set([paper]));
      else claimants.add(paper);
    }
  }

  remove(paper: PaperId): void {
    for (const name of this.#claimed.get(paper) ?? []) {
      const claimants = this.#claimants.get(name);
      claimants?.delete(paper);
      if (claimants?.size === 0) this.#claimants.delete(name);
    }
    this.#claimed.delete(paper);
  }
}

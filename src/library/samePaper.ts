/** Tells whether an incoming paper is one that is already there, by any of its names. */
import type { Paper } from "../domain/paper.ts";
import { normaliseTitle, type PaperId } from "../domain/paperId.ts";
import { canonicalIdentifier } from "./canonical.ts";

export class SamePaper {
  readonly #named = new Map<string, Paper>();

  constructor(papers: Iterable<Paper>) {
    for (const paper of papers) this.learn(paper);
  }

  learn(paper: Paper): void {
    for (const name of [...identifiersOf(paper), ...titleOf(paper), paper.id]) this.#named.set(name, paper);
  }

  find(paper: Paper): PaperId | undefined {
    const named = [paper.id, ...identifiersOf(paper)].map((name) => this.#named.get(name)).find(Boolean);
    if (named !== undefined) return named.id;
    const titled = titleOf(paper).map((title) => this.#named.get(title))[0];
    return titled === undefined || areTwo(paper, titled) ? undefined : titled.id;
  }
}

const identifiersOf = ({ identifiers }: Paper): readonly string[] => identifiers.map(canonicalIdentifier);

const titleOf = ({ title }: Paper): readonly string[] => {
  const name = normaliseTitle(title);
  return name === "" ? [] : [`title:${name}`];
};

/** Two arXiv ids are two papers, even under one title: "Editorial". A preprint and its DOI are one. */
function areTwo(a: Paper, b: Paper): boolean {
  const arxivOf = (paper: Paper): string | undefined =>
    identifiersOf(paper).find((name) => name.startsWith("arxiv:"));
  const [idA, idB] = [arxivOf(a), arxivOf(b)];
  return idA !== undefined && idB !== undefined && idA !== idB;
}

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
    const ids = [paper.id, ...(paper.formerly ?? [])];
    for (const name of [...identifiersOf(paper), ...titleOf(paper), ...ids]) this.#named.set(name, paper);
  }

  find(paper: Paper): PaperId | undefined {
    const named = [paper.id, ...identifiersOf(paper)].map((name) => this.#named.get(name)).find(Boolean);
    if (named !== undefined) return named.id;
    const titled = titleOf(paper).map((title) => this.#named.get(title))[0];
    return titled === undefined || areTwo(paper, titled) ? undefined : titled.id;
  }
}

/** Pairs of papers that an import would take for one: the first of each is the one to keep. */
export function duplicatesIn(papers: readonly Paper[]): readonly (readonly [Paper, Paper])[] {
  const known = new SamePaper([]);
  const byId = new Map(papers.map((paper) => [paper.id, paper]));
  return [...papers].sort(keepsFirst).flatMap((paper) => {
    const same = byId.get(known.find(paper) ?? paper.id);
    known.learn(same === undefined || same === paper ? paper : { ...paper, id: same.id });
    return same === undefined || same === paper ? [] : [[same, paper] as const];
  });
}

/** An id that a source has given goes before one made of the title; then the paper that came first. */
function keepsFirst(a: Paper, b: Paper): number {
  const rank = ({ id }: Paper): number => ["arxiv", "doi", "title"].indexOf(id.split("-")[0] ?? "");
  return rank(a) - rank(b) || (a.added < b.added ? -1 : 1);
}

const identifiersOf = ({ identifiers }: Paper): readonly string[] => identifiers.map(canonicalIdentifier);

const titleOf = ({ title }: Paper): readonly string[] => {
  const name = normaliseTitle(title);
  return name === "" ? [] : [`title:${name}`];
};

/**
 * Two arXiv ids are two papers, even under one title: "Editorial". A preprint and its DOI are one. Two DOIs may be one paper
 * that came out twice, unless nobody wrote both.
 */
function areTwo(a: Paper, b: Paper): boolean {
  return haveTwoIds(a, b) || (haveTwoDois(a, b) && !shareAuthor(a, b));
}

const haveTwoDois = (a: Paper, b: Paper): boolean => {
  const [inA, inB] = [a, b].map((paper) => identifiersOf(paper).filter((name) => name.startsWith("doi:")));
  return inA?.length !== 0 && inB?.length !== 0;
};

/** Sources shorten given names, so the family's is enough; where nobody is named, nobody is another. */
function shareAuthor(a: Paper, b: Paper): boolean {
  const [inA, inB] = [a, b].map(
    ({ authors }) => new Set(authors.map((name) => normaliseTitle(name).split(" ").at(-1) ?? "")),
  );
  if (inA === undefined || inB === undefined || inA.size === 0 || inB.size === 0) return true;
  return [...inA].some((name) => inB.has(name));
}

function haveTwoIds(a: Paper, b: Paper): boolean {
  const arxivOf = (paper: Paper): string | undefined =>
    identifiersOf(paper).find((name) => name.startsWith("arxiv:"));
  const [idA, idB] = [arxivOf(a), arxivOf(b)];
  return idA !== undefined && idB !== undefined && idA !== idB;
}

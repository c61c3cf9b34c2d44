/** Finds the paper of the library that an entry of a bibliography names. */
import type { Paper } from "../domain/paper.ts";
import { normaliseTitle } from "../domain/paperId.ts";
import { canonicalIdentifier } from "./canonical.ts";

/** An entry of a bibliography, and the names that were found in it. */
export interface Cited {
  readonly text: string;
  readonly arxiv?: string | undefined;
  readonly doi?: string | undefined;
}

/** Shorter titles stand in many texts that are about something else. */
const fewestWords = 4;

export const identifiersOfCited = ({ arxiv, doi }: Cited): readonly string[] => [
  ...(arxiv === undefined ? [] : [`arxiv:${arxiv}`]),
  ...(doi === undefined ? [] : [`doi:${doi}`]),
];

export function citedPaper(papers: readonly Paper[], cited: Cited): Paper | undefined {
  const names = new Set(identifiersOfCited(cited).map(canonicalIdentifier));
  const named = papers.find(({ identifiers }) =>
    identifiers.some((identifier) => names.has(canonicalIdentifier(identifier))),
  );
  return named ?? titled(papers, cited.text);
}

/** The longest title: another paper's may begin with it. */
function titled(papers: readonly Paper[], text: string): Paper | undefined {
  const words = ` ${normaliseTitle(text)} `;
  const found = papers
    .map((paper) => ({ paper, title: normaliseTitle(paper.title) }))
    .filter(({ title }) => title.split(" ").length >= fewestWords && words.includes(` ${title} `));
  return found.sort((a, b) => b.title.length - a.title.length)[0]?.paper;
}

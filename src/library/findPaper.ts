import type { Paper } from "../domain/paper.ts";
import { normaliseTitle } from "../domain/paperId.ts";

/** By id, identifier, or title. */
export function findPaper(papers: readonly Paper[], name: string): Paper | undefined {
  const title = normaliseTitle(name);
  return (
    papers.find(({ id, identifiers }) => id === name || identifiers.includes(name)) ??
    papers.find((paper) => title !== "" && normaliseTitle(paper.title) === title)
  );
}

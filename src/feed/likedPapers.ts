/** What a library says of its reader's interests. */
import type { Paper } from "../domain/paper.ts";
import type { Bond, LikedPaper } from "./interest.ts";

/** The strongest tie; `undefined` for a paper that is only there. */
export function bondWith(paper: Paper, notes: number): Bond | undefined {
  if (paper.starred === true) return "starred";
  if (notes > 0) return "highlighted";
  if (paper.reading !== "unread") return "read";
  return paper.tags.length + (paper.collections?.length ?? 0) > 0 ? "kept" : undefined;
}

/** More would make a ranking slow, and its reasons arbitrary. */
export const mostLiked = 1_500;

/** The papers that a reader has ties to, the newest where there are too many. */
export function likedPapers(
  papers: readonly Paper[],
  notesOn: (paper: Paper) => number,
  highlightsOf: (paper: Paper) => readonly string[],
): readonly LikedPaper[] {
  return papers
    .flatMap((paper) => {
      const bond = bondWith(paper, notesOn(paper));
      return bond === undefined ? [] : [{ paper, bond }];
    })
    .sort((a, b) => (a.paper.added < b.paper.added ? 1 : -1))
    .slice(0, mostLiked)
    .map(({ paper, bond }) => ({
      ...{ id: paper.id, title: paper.title, abstract: paper.abstract, bond },
      highlights: highlightsOf(paper),
    }));
}

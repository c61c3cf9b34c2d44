/** How far a paper's PDF was read. */
import type { Paper, Progress } from "../domain/paper.ts";
import { stageOf } from "../domain/stage.ts";
import { marked } from "./stages.ts";

/** Who has come to this page does not only look what the paper is. */
const pastTheFirst = 3;

/**
 * The paper as it is when a page was looked at: the furthest counts. One that was to be read, or not looked at yet, is being
 * read once its first pages are behind; what a person has read, skipped or put away stays so.
 * @param today YYYY-MM-DD
 */
export function progressed(paper: Paper, { page, pages }: Progress, today: string): Paper {
  const before = paper.progress;
  if (before !== undefined && before.page >= page && before.pages === pages) return paper;
  const furthest = Math.min(pages, before?.pages === pages ? Math.max(before.page, page) : page);
  const stage = stageOf(paper);
  const begins = page >= Math.min(pastTheFirst, pages) && (stage === "unread" || stage === "toRead");
  const read = begins ? marked(paper, "reading", today) : paper;
  return { ...read, progress: { page: furthest, pages } };
}

/** Tags of one or several papers, chosen among those in use or typed anew. */
import type { Paper } from "../../domain/paper.ts";
import type { Library } from "../../library/library.ts";
import { pickNames } from "./pickNames.ts";

/** @param given tags to set without asking, when another extension or a test calls. */
export async function editTags(library: Library, papers: readonly Paper[], given: unknown): Promise<void> {
  if (papers.length === 0) return;
  const tags = Array.isArray(given)
    ? given.filter((tag) => typeof tag === "string")
    : await askTags(library, papers);
  if (tags === undefined) return;
  const wanted = [...new Set(tags.map((tag) => tag.trim()).filter(Boolean))];
  for (const { id } of papers) await library.change(id, (paper) => ({ ...paper, tags: wanted }));
}

async function askTags(library: Library, papers: readonly Paper[]): Promise<readonly string[] | undefined> {
  const known = [...new Set((await library.papers()).flatMap(({ tags }) => tags))].sort((a, b) =>
    a.localeCompare(b),
  );
  return pickNames({
    title: papers.length === 1 ? "Tags" : `Tags of ${papers.length} papers`,
    placeholder: "Choose tags, or type a new one",
    known,
    chosen: [...new Set(papers.flatMap(({ tags }) => tags))],
  });
}

/** Tags of one or several papers, chosen among those in use or typed anew. */
import type { Paper } from "../../domain/paper.ts";
import type { Library } from "../../library/library.ts";
import { changePapers } from "../workspace/changePapers.ts";
import { pickNames } from "./pickNames.ts";

/** @param given tags to set without asking, when another extension or a test calls. */
export async function editTags(library: Library, papers: readonly Paper[], given: unknown): Promise<void> {
  if (papers.length === 0) return;
  const tags = Array.isArray(given)
    ? given.filter((tag) => typeof tag === "string")
    : await askTags(library, papers);
  if (tags === undefined) return;
  const wanted = [...new Set(tags.map((tag) => tag.trim()).filter(Boolean))];
  // Of several papers, only what is ticked or unticked changes.
  const shared = sharedTags(papers);
  const [into, outOf] = [
    wanted.filter((tag) => !shared.includes(tag)),
    shared.filter((tag) => !wanted.includes(tag)),
  ];
  await changePapers(library, papers, {
    done: "Changed the tags of",
    edit: (paper) =>
      papers.length === 1 || Array.isArray(given)
        ? { ...paper, tags: wanted }
        : { ...paper, tags: [...new Set([...paper.tags.filter((tag) => !outOf.includes(tag)), ...into])] },
  });
}

const sharedTags = (papers: readonly Paper[]): readonly string[] =>
  (papers[0]?.tags ?? []).filter((tag) => papers.every(({ tags }) => tags.includes(tag)));

async function askTags(library: Library, papers: readonly Paper[]): Promise<readonly string[] | undefined> {
  const known = [...new Set((await library.papers()).flatMap(({ tags }) => tags))].sort((a, b) =>
    a.localeCompare(b),
  );
  return pickNames({
    title: papers.length === 1 ? "Tags" : `Tags of ${papers.length} papers`,
    placeholder: "Choose tags, or type a new one",
    known,
    chosen: sharedTags(papers),
  });
}

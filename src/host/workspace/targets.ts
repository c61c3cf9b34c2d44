/** What commands are called with: an id, any identifier, a node of the tree, or several of them. */
import type { Paper } from "../../domain/paper.ts";
import { findPaper } from "../../library/findPaper.ts";

/** The papers that a command was called with; none when it was called from the palette. */
export function targetsIn(papers: readonly Paper[], target: unknown, selection?: unknown): readonly Paper[] {
  const targets: unknown[] = Array.isArray(selection) && selection.length > 0 ? selection : [target].flat();
  const found = targets.flatMap((each) => paperNamed(papers, each) ?? []);
  return [...new Set(found)];
}

function paperNamed(papers: readonly Paper[], target: unknown): Paper | undefined {
  const name = typeof target === "object" && target !== null && "paper" in target ? target.paper : target;
  return typeof name === "string" && name !== "" ? findPaper(papers, name) : undefined;
}

/** The note of a node of the tree. */
export function noteIn(target: unknown): string | undefined {
  if (typeof target !== "object" || target === null || !("note" in target)) return undefined;
  const { note } = target;
  return typeof note === "object" && note !== null && "id" in note && typeof note.id === "string"
    ? note.id
    : undefined;
}

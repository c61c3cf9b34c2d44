/** What commands are called with: an id, any identifier, a node of the tree, or several of them. */
import type { Paper } from "../../domain/paper.ts";
import { findPaper } from "../../library/findPaper.ts";
import { isWithin } from "../../library/renaming.ts";

/** The papers that a command was called with, also by a node of a collection; none when it was called from the palette. */
export function targetsIn(papers: readonly Paper[], target: unknown, selection?: unknown): readonly Paper[] {
  const collection = isGroup(target) ? target.group : undefined;
  if (collection !== undefined)
    return papers.filter(({ collections = [] }) => collections.some((each) => isWithin(each, collection)));
  const targets: unknown[] = Array.isArray(selection) && selection.length > 0 ? selection : [target].flat();
  const found = targets.flatMap((each) => paperNamed(papers, each) ?? []);
  return [...new Set(found)];
}

/** The collection or tag that a command was called with: its name, or its node in the tree. */
export const groupIn = (target: unknown): string | undefined =>
  isGroup(target) ? target.group : typeof target === "string" ? target : undefined;

const isGroup = (target: unknown): target is { readonly group: string } =>
  typeof target === "object" &&
  target !== null &&
  "kind" in target &&
  target.kind === "group" &&
  "group" in target &&
  typeof target.group === "string";

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

/** Puts papers into collections and takes them out: of several papers, only what is ticked or unticked changes. */
import * as vscode from "vscode";
import type { Paper } from "../../domain/paper.ts";
import { collectionName, collectionsOf, movedTo } from "../../library/collections.ts";
import type { Library } from "../../library/library.ts";
import { pickNames } from "./pickNames.ts";

/** @param given collections that the papers are to be in, without asking, when another extension or a test calls. */
export async function editCollections(
  library: Library,
  papers: readonly Paper[],
  given: unknown,
): Promise<void> {
  if (papers.length === 0) return;
  const shared = (papers[0]?.collections ?? []).filter((name) =>
    papers.every(({ collections = [] }) => collections.includes(name)),
  );
  const names = Array.isArray(given)
    ? given.filter((name) => typeof name === "string")
    : await ask(library, papers, shared);
  if (names === undefined) return;
  const wanted = [...new Set(names.map(collectionName).filter((name) => name !== ""))];
  const into = wanted.filter((name) => !shared.includes(name));
  const outOf = shared.filter((name) => !wanted.includes(name));
  if (into.length + outOf.length === 0) return;
  for (const { id } of papers) await library.change(id, (paper) => movedTo(paper, into, outOf));
  void offerUndo(library, papers, into, outOf);
}

async function ask(
  library: Library,
  papers: readonly Paper[],
  shared: readonly string[],
): Promise<readonly string[] | undefined> {
  return pickNames({
    title: papers.length === 1 ? "Collections" : `Collections of ${papers.length} papers`,
    placeholder: "Choose collections, or type a new one; a slash puts one into another",
    known: collectionsOf(await library.papers()),
    chosen: shared,
  });
}

async function offerUndo(
  library: Library,
  papers: readonly Paper[],
  into: readonly string[],
  outOf: readonly string[],
): Promise<void> {
  const undo = "Undo";
  const named = (names: readonly string[]): string => names.map((name) => `“${name}”`).join(", ");
  const what = papers.length === 1 ? `“${papers[0]?.title.slice(0, 60) ?? ""}”` : `${papers.length} papers`;
  const done = [
    ...(into.length > 0 ? [`put into ${named(into)}`] : []),
    ...(outOf.length > 0 ? [`taken out of ${named(outOf)}`] : []),
  ].join(" and ");
  const answer = await vscode.window.showInformationMessage(`${what}: ${done}.`, undo);
  if (answer !== undo) return;
  for (const { id, collections = [] } of papers)
    await library.change(id, (now) =>
      movedTo(
        now,
        outOf,
        into.filter((name) => !collections.includes(name)),
      ),
    );
}

import * as vscode from "vscode";
import { counted } from "../../base/counted.ts";
import type { Paper } from "../../domain/paper.ts";
import { collectionsOf } from "../../library/collections.ts";
import { isWithin } from "../../library/renaming.ts";

/** All papers or those of a collection; `undefined` where the person picks none. Without collections nobody is asked. */
export async function pickPapers(
  all: readonly Paper[],
  title: string,
): Promise<readonly Paper[] | undefined> {
  const inCollection = (name: string): readonly Paper[] =>
    all.filter(({ collections = [] }) => collections.some((each) => isWithin(each, name)));
  const row = (label: string, papers: readonly Paper[], icon: string) => ({
    label: `$(${icon}) ${label}`,
    description: counted(papers.length, "paper"),
    papers,
  });
  const items = [
    row("All papers", all, "library"),
    ...collectionsOf(all).map((name) => row(name, inCollection(name), "folder")),
  ];
  if (items.length === 1) return all;
  return (await vscode.window.showQuickPick(items, { title }))?.papers;
}

import * as vscode from "vscode";
import { counted } from "../../base/counted.ts";
import type { Paper } from "../../domain/paper.ts";
import { collectionsOf } from "../../library/collections.ts";
import { isWithin } from "../../library/renaming.ts";

export interface PickedShelf {
  readonly papers: readonly Paper[];
  /** `undefined` for all papers. */
  readonly collection: string | undefined;
}

/** All papers or those of a collection; `undefined` where the person picks none. Without collections nobody is asked. */
export async function pickShelf(all: readonly Paper[], title: string): Promise<PickedShelf | undefined> {
  const inCollection = (name: string): readonly Paper[] =>
    all.filter(({ collections = [] }) => collections.some((each) => isWithin(each, name)));
  const row = (label: string, icon: string, papers: readonly Paper[], collection?: string) => ({
    label: `$(${icon}) ${label}`,
    description: counted(papers.length, "paper"),
    shelf: { papers, collection },
  });
  const items = [
    row("All papers", "library", all),
    ...collectionsOf(all).map((name) => row(name, "folder", inCollection(name), name)),
  ];
  if (items.length === 1) return { papers: all, collection: undefined };
  return (await vscode.window.showQuickPick(items, { title }))?.shelf;
}

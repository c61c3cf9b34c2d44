/** Tags and collections as such: renamed, or taken away from all papers, in one step that can be undone. */
import * as vscode from "vscode";
import type { Paper } from "../../domain/paper.ts";
import { collectionName, collectionsOf } from "../../library/collections.ts";
import type { Library } from "../../library/library.ts";
import { isWithin, withCollectionRenamed, withTagRenamed } from "../../library/renaming.ts";
import { changePapers } from "../workspace/changePapers.ts";
import { commands } from "../workspace/names.ts";
import type { CommandBody } from "./registered.ts";

interface NameKind {
  /** "tag", as a person reads it. */
  readonly noun: string;
  readonly used: (papers: readonly Paper[]) => readonly string[];
  readonly has: (paper: Paper, name: string) => boolean;
  readonly tidy: (typed: string) => string;
  readonly renamed: (paper: Paper, from: string, to?: string) => Paper;
}

const tag: NameKind = {
  noun: "tag",
  used: (papers) => [...new Set(papers.flatMap(({ tags }) => tags))].sort((a, b) => a.localeCompare(b)),
  has: ({ tags }, name) => tags.includes(name),
  tidy: (typed) => typed.trim(),
  renamed: withTagRenamed,
};

const collection: NameKind = {
  noun: "collection",
  used: collectionsOf,
  has: ({ collections = [] }, name) => collections.some((each) => isWithin(each, name)),
  tidy: collectionName,
  renamed: withCollectionRenamed,
};

export const namesCommands = (library: Library): Record<string, CommandBody> => ({
  [commands.renameTag]: (...args) => rename(library, tag, args),
  [commands.removeTag]: (...args) => remove(library, tag, args),
  [commands.renameCollection]: (...args) => rename(library, collection, args),
  [commands.removeCollection]: (...args) => remove(library, collection, args),
});

/** With a name, or a group of the tree, and the new name behind it, nothing is asked. */
async function rename(library: Library, kind: NameKind, args: readonly unknown[]): Promise<void> {
  const papers = await library.papers();
  const from = await nameFor(papers, kind, args[0], "rename");
  if (from === undefined) return;
  const given = args.slice(1).find((arg) => typeof arg === "string");
  const typed = given ?? (await askName(kind, from, kind.used(papers)));
  if (typed === undefined) return;
  const to = kind.tidy(String(typed));
  if (to === "") throw new Error(`“${String(typed)}” is no name of a ${kind.noun}: type one with letters`);
  await changePapers(
    library,
    papers.filter((paper) => kind.has(paper, from)),
    {
      done: `Renamed the ${kind.noun} “${from}” to “${to}” in`,
      edit: (paper) => kind.renamed(paper, from, to),
      tells: true,
    },
  );
}

async function remove(library: Library, kind: NameKind, args: readonly unknown[]): Promise<void> {
  const papers = await library.papers();
  const name = await nameFor(papers, kind, args[0], "remove");
  if (name === undefined) return;
  await changePapers(
    library,
    papers.filter((paper) => kind.has(paper, name)),
    {
      done: `Removed the ${kind.noun} “${name}” from`,
      edit: (paper) => kind.renamed(paper, name),
      tells: true,
    },
  );
}

/** @throws when no paper has the name that was given. */
async function nameFor(
  papers: readonly Paper[],
  kind: NameKind,
  target: unknown,
  what: string,
): Promise<string | undefined> {
  const used = kind.used(papers);
  const given = typeof target === "object" && target !== null && "group" in target ? target.group : target;
  if (typeof given === "string") {
    if (!used.includes(given)) throw new Error(`No paper has the ${kind.noun} “${given}”`);
    return given;
  }
  if (used.length === 0) throw new Error(`No paper has a ${kind.noun} yet`);
  return vscode.window.showQuickPick([...used], { placeHolder: `Which ${kind.noun} to ${what}?` });
}

const askName = (
  { noun, tidy }: NameKind,
  from: string,
  used: readonly string[],
): Thenable<string | undefined> =>
  vscode.window.showInputBox({
    title: `Rename the ${noun} “${from}”`,
    value: from,
    validateInput: (typed) => {
      const to = tidy(typed);
      if (to === "") return `Type a name for the ${noun}`;
      return to !== from && used.includes(to)
        ? {
            message: `“${to}” is there already: both become one`,
            severity: vscode.InputBoxValidationSeverity.Info,
          }
        : undefined;
    },
  });

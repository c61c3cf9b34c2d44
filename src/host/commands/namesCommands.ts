/** Tags and collections as such: renamed, or taken away from all papers, in one step that can be undone. */
import * as vscode from "vscode";
import { colors, type Color } from "../../domain/annotation.ts";
import type { Paper } from "../../domain/paper.ts";
import { collectionName, collectionsOf } from "../../library/collections.ts";
import type { Library } from "../../library/library.ts";
import { isWithin, withCollectionRenamed, withTagRenamed } from "../../library/renaming.ts";
import type { TagColors } from "../../library/tagColors.ts";
import { changePapers } from "../workspace/changePapers.ts";
import { colorId, commands } from "../workspace/names.ts";
import { groupIn } from "../workspace/targets.ts";
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

/** @param collectionRenamed is told when one has another name */
export const namesCommands = (
  library: Library,
  looks: TagColors,
  collectionRenamed: (from: string, to: string) => Promise<void>,
): Record<string, CommandBody> => ({
  [commands.colorTag]: (...args) => colorTag(library, looks, args),
  [commands.renameTag]: async (...args) => {
    const renamed = await rename(library, tag, args);
    if (renamed === undefined) return;
    const colors = await looks.load();
    const color = colors.get(renamed.from);
    // The old name keeps its colour: an undo brings it back.
    if (color !== undefined && !colors.has(renamed.to)) await looks.set(renamed.to, color);
  },
  [commands.removeTag]: (...args) => remove(library, tag, args),
  [commands.renameCollection]: async (...args) => {
    const renamed = await rename(library, collection, args);
    if (renamed !== undefined) await collectionRenamed(renamed.from, renamed.to);
  },
  [commands.removeCollection]: (...args) => remove(library, collection, args),
});

/** With a name, or a group of the tree, and the new name behind it, nothing is asked. */
async function rename(
  library: Library,
  kind: NameKind,
  args: readonly unknown[],
): Promise<{ readonly from: string; readonly to: string } | undefined> {
  const papers = await library.papers();
  const from = await nameFor(papers, kind, args[0], "rename");
  if (from === undefined) return undefined;
  const given = args.slice(1).find((arg) => typeof arg === "string");
  const typed = given ?? (await askName(kind, from, kind.used(papers)));
  if (typed === undefined) return undefined;
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
  return { from, to };
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

/** With a tag and a colour, or "none", nothing is asked. */
async function colorTag(library: Library, looks: TagColors, args: readonly unknown[]): Promise<void> {
  const name = await nameFor(await library.papers(), tag, args[0], "colour");
  if (name === undefined) return;
  const before = (await looks.load()).get(name);
  const given = args.slice(1).find((arg) => typeof arg === "string");
  const wanted = given === undefined ? await askColor(name, before) : colorIn(given);
  if (wanted === undefined || wanted === (before ?? none)) return;
  await looks.set(name, wanted === none ? undefined : wanted);
  const undo = "Undo";
  void vscode.window
    .showInformationMessage(
      wanted === none ? `“${name}” has no colour now.` : `“${name}” is ${wanted} now.`,
      undo,
    )
    .then((answer) => (answer === undo ? looks.set(name, before) : undefined));
}

const none = "none";
const choices = [...colors, none] as const;
type Choice = (typeof choices)[number];

function colorIn(given: unknown): Choice {
  const color = choices.find((each) => each === given);
  if (color === undefined) throw new Error(`“${String(given)}” is no colour: take ${choices.join(", ")}`);
  return color;
}

async function askColor(name: string, before: Color | undefined): Promise<Choice | undefined> {
  const items = choices.map((color) => ({
    label: color === none ? "No colour" : `${color.charAt(0).toUpperCase()}${color.slice(1)}`,
    description: color === (before ?? none) ? "as it is" : "",
    iconPath:
      color === none
        ? new vscode.ThemeIcon("circle-slash")
        : new vscode.ThemeIcon("tag", new vscode.ThemeColor(colorId(color))),
    color,
  }));
  const picked = await vscode.window.showQuickPick(items, { placeHolder: `Colour of the tag “${name}”` });
  return picked?.color;
}

/** @throws when no paper has the name that was given. */
async function nameFor(
  papers: readonly Paper[],
  kind: NameKind,
  target: unknown,
  what: string,
): Promise<string | undefined> {
  const used = kind.used(papers);
  const given = groupIn(target);
  if (given !== undefined) {
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

/** Commands on papers that are there twice, or that were taken for one. Called with arguments they ask nothing. */
import * as vscode from "vscode";
import type { Paper } from "../../domain/paper.ts";
import { paperId, type PaperId } from "../../domain/paperId.ts";
import type { Library } from "../../library/library.ts";
import { clip } from "../../library/markdownText.ts";
import type { CommandBody } from "../commands/registered.ts";
import { offerUndo } from "../workspace/offerUndo.ts";
import { commands } from "../workspace/names.ts";
import type { Duplicates } from "./duplicates.ts";

export interface DuplicateCommandPorts {
  readonly library: Library;
  readonly duplicates: Duplicates;
  readonly chosen: (args: readonly unknown[]) => Promise<readonly Paper[]>;
}

export function duplicateCommands(ports: DuplicateCommandPorts): Record<string, CommandBody> {
  const { library, duplicates, chosen } = ports;
  return {
    [commands.findDuplicates]: () => duplicates.find(),
    /** With a list of papers it merges them; else it asks for the second one. */
    [commands.mergePapers]: async (...args) => {
      const papers = await chosen(Array.isArray(args[0]) ? [args[0][0], args[0]] : args);
      const [first] = papers;
      if (Array.isArray(args[0]) || papers.length !== 1 || first === undefined)
        return duplicates.merge(papers);
      const other = await pickOther(await library.papers(), first);
      return other === undefined ? undefined : duplicates.merge([first, other]);
    },
    /** With the names that are to go it asks nothing. @returns the id of the new paper */
    [commands.splitPaper]: async (target, _selection, names) => {
      const [paper] = await chosen([target]);
      if (paper === undefined) return undefined;
      const given = namesIn(names) ?? (await pickNames(paper));
      if (given === undefined) return undefined;
      const title = names === undefined ? await askTitle(paper) : paper.title;
      if (title === undefined) return undefined;
      const [fresh, ...rest] = await library.split(paper.id, { ...partOf(paper, given), title });
      const changes = [...(fresh === undefined ? [] : [fresh]), ...rest];
      void offerUndo("The paper is two papers now.", () => library.undo(changes));
      return fresh?.id;
    },
  };
}

async function pickOther(papers: readonly Paper[], first: Paper): Promise<Paper | undefined> {
  const items = papers
    .filter((paper) => paper !== first)
    .map((paper) => ({ label: clip(paper.title, 200), description: paper.identifiers[0] ?? "", paper }));
  return (
    await vscode.window.showQuickPick(items, {
      title: `Merge “${clip(first.title, 60)}”`,
      placeHolder: "With which paper?",
      matchOnDescription: true,
    })
  )?.paper;
}

const namesIn = (raw: unknown): readonly string[] | undefined =>
  Array.isArray(raw) && raw.every((name): name is string => typeof name === "string") ? raw : undefined;

const partOf = (
  paper: Paper,
  names: readonly string[],
): { readonly identifiers: readonly string[]; readonly formerly: readonly PaperId[] } => ({
  identifiers: paper.identifiers.filter((name) => names.includes(name)),
  formerly: (paper.formerly ?? []).filter((id) => names.includes(id) && paperId(id) !== undefined),
});

async function pickNames(paper: Paper): Promise<readonly string[] | undefined> {
  const former = (paper.formerly ?? []).map((id) => ({
    label: id,
    description: "a paper that was merged into this one, with its notes",
  }));
  const items = [...former, ...paper.identifiers.map((label) => ({ label, description: "" }))];
  if (items.length === 0) throw new Error("This paper has no names that it could be parted by");
  const picked = await vscode.window.showQuickPick(items, {
    title: `Split “${clip(paper.title, 60)}”`,
    placeHolder: "What belongs to the other paper?",
    canPickMany: true,
  });
  return picked === undefined || picked.length === 0 ? undefined : picked.map(({ label }) => label);
}

const askTitle = (paper: Paper): Thenable<string | undefined> =>
  vscode.window.showInputBox({
    title: "Split Paper",
    prompt: "The title of the new paper",
    value: paper.title,
    validateInput: (typed) => (typed.trim() === "" ? "A paper has a title" : undefined),
  });

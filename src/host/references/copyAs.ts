/** *Copy As…*: a paper, or several, as a reference, a citation or an entry, each shown before it is taken. */
import * as vscode from "vscode";
import type { Paper } from "../../domain/paper.ts";
import { copies, type Copy } from "../../references/copies.ts";
import type { CommandBody } from "../commands/registered.ts";
import { commands } from "../workspace/names.ts";

export interface CopyPorts {
  /** The papers that a command was called for. */
  readonly chosen: (args: readonly unknown[]) => Promise<readonly Paper[]>;
  /** Keeps which was taken last, so that it comes first. */
  readonly memory: vscode.Memento;
}

const lastKey = "references.lastCopy";
const longestPreview = 200;

/** Called with the id of a way to copy behind the papers, it asks for none: keys can be bound to it. */
export const copyAsCommands = ({ chosen, memory }: CopyPorts): Record<string, CommandBody> => ({
  [commands.copyAs]: async (...args) => {
    const papers = await chosen(args);
    if (papers.length === 0) return undefined;
    const given = copies.find(({ id }) => id === args[2]);
    const copy = given ?? (await pickCopy(papers, memory.get(lastKey)));
    if (copy === undefined) return undefined;
    const text = copy.text(papers);
    await vscode.env.clipboard.writeText(text);
    vscode.window.setStatusBarMessage(`Copied: ${copy.label}`, 3000);
    if (given === undefined) await memory.update(lastKey, copy.id);
    return text;
  },
});

const groups: Readonly<Record<Copy["group"], string>> = {
  Reference: "References",
  Citation: "Citations",
  Entry: "Entries of a bibliography",
};

async function pickCopy(papers: readonly Paper[], last: unknown): Promise<Copy | undefined> {
  const row = (copy: Copy) => ({
    label: copy.label,
    detail: copy.text(papers.slice(0, 1)).replace(/\s+/gu, " ").slice(0, longestPreview),
    copy,
  });
  const before = copies.find(({ id }) => id === last);
  const items = [
    ...(before === undefined ? [] : [headed("Taken last"), row(before)]),
    ...(["Reference", "Citation", "Entry"] as const).flatMap((group) => [
      headed(groups[group]),
      ...copies.filter((copy) => copy.group === group && copy !== before).map(row),
    ]),
  ];
  const picked = await vscode.window.showQuickPick<vscode.QuickPickItem & { readonly copy?: Copy }>(items, {
    title: papers.length === 1 ? "Copy As" : `Copy ${papers.length} Papers As`,
    placeHolder: "A style, a citation or an entry",
    matchOnDetail: true,
  });
  return picked?.copy;
}

const headed = (label: string): vscode.QuickPickItem => ({
  label,
  kind: vscode.QuickPickItemKind.Separator,
});

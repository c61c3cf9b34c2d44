/** The papers view in the side bar, with the commands that belong to it alone. */
import * as vscode from "vscode";
import { Disposables } from "../../base/disposables.ts";
import { paperId, type PaperId } from "../../domain/paperId.ts";
import type { Library } from "../../library/library.ts";
import { groupings, type Grouping } from "../../library/outline.ts";
import type { PaperTexts } from "../../library/paperTexts.ts";
import type { Notes } from "../../notes/notes.ts";
import { commands, contextKeys, papersView } from "../workspace/names.ts";
import { PaperDragAndDrop } from "./dragAndDrop.ts";
import type { MoreNode } from "./nodes.ts";
import { NoteBadges } from "./noteBadges.ts";
import { PaperTree } from "./paperTree.ts";

const groupingKey = "tree.grouping";
const groupingCommands: Readonly<Record<Grouping, string>> = {
  date: commands.groupByDate,
  tag: commands.groupByTag,
  reading: commands.groupByReading,
};

export function showPapers(
  library: Library,
  notes: Notes,
  texts: PaperTexts,
  memory: vscode.Memento,
): vscode.Disposable {
  const own = new Disposables();
  const remembered = memory.get<string>(groupingKey);
  const tree = own.add(
    new PaperTree(library, notes, texts, groupings.find((by) => by === remembered) ?? "date"),
  );
  own.add(new NoteBadges(library, notes));
  const view = own.add(
    vscode.window.createTreeView(papersView, {
      treeDataProvider: tree,
      dragAndDropController: new PaperDragAndDrop(library),
      canSelectMany: true,
      showCollapseAll: true,
    }),
  );
  const tellGrouping = (): void =>
    void vscode.commands.executeCommand("setContext", contextKeys.groupBy, tree.grouping);
  tellGrouping();

  for (const by of groupings)
    own.add(
      vscode.commands.registerCommand(groupingCommands[by], async () => {
        tree.groupBy(by);
        tellGrouping();
        await memory.update(groupingKey, by);
      }),
    );
  own.add(vscode.commands.registerCommand(commands.refresh, () => tree.refresh()));
  own.add(vscode.commands.registerCommand(commands.showMore, (node: MoreNode) => tree.showMore(node.group)));
  own.add(
    vscode.commands.registerCommand(commands.revealNotes, async (target: unknown) => {
      const node = await tree.nodeOf(paperOf(target));
      if (node !== undefined) await view.reveal(node, { select: true, focus: true, expand: true });
    }),
  );
  return own;
}

/** A paper's id, given as such or by a node of the tree. */
function paperOf(target: unknown): PaperId {
  const id = typeof target === "object" && target !== null && "paper" in target ? target.paper : target;
  const paper = typeof id === "string" ? paperId(id) : undefined;
  if (paper === undefined) throw new Error("Say which paper: its id, or a paper of the tree");
  return paper;
}

/** The papers view in the side bar, with the commands that belong to it alone. */
import * as vscode from "vscode";
import { Disposables, type Disposable } from "../../base/disposables.ts";
import type { Clock } from "../../base/ports.ts";
import { paperId, type PaperId } from "../../domain/paperId.ts";
import type { Library } from "../../library/library.ts";
import { groupings, type Grouping } from "../../library/outline.ts";
import { sorts } from "../../library/sorting.ts";
import type { PaperTexts } from "../../library/paperTexts.ts";
import type { TagColors } from "../../library/tagColors.ts";
import type { Notes } from "../../notes/notes.ts";
import { commands, contextKeys, papersView } from "../workspace/names.ts";
import { PaperDragAndDrop } from "./dragAndDrop.ts";
import { askFilter } from "./askFilter.ts";
import { askSort, sortIn } from "./askSort.ts";
import type { MoreNode, Node } from "./nodes.ts";
import { NoteBadges } from "./noteBadges.ts";
import { PaperTree } from "./paperTree.ts";
import { SavedSearchNodes, type SavedSearchPorts } from "./savedSearchNodes.ts";
import { SmartCollections } from "./smartCollections.ts";
import { TreeFilter, type TreeFilterPorts } from "./treeFilter.ts";

const groupingKey = "tree.grouping";
const sortKey = "tree.sort";
const filterKey = "tree.filter";
const groupingCommands: Readonly<Record<Grouping, string>> = {
  date: commands.groupByDate,
  tag: commands.groupByTag,
  reading: commands.groupByReading,
  collection: commands.groupByCollection,
};

export interface PapersViewPorts extends TreeFilterPorts, SavedSearchPorts {
  readonly library: Library;
  readonly notes: Notes;
  readonly texts: Pick<PaperTexts, "whyNone">;
  readonly memory: vscode.Memento;
  readonly clock: Clock;
  readonly looks: TagColors;
}

export interface PapersView extends vscode.Disposable {
  /** To be registered where commands meet the person. */
  readonly commands: Readonly<Record<string, (...args: readonly unknown[]) => unknown>>;
}

export function showPapers(ports: PapersViewPorts): PapersView {
  const { library, notes, texts, memory, clock, looks } = ports;
  const own = new Disposables();
  const remembered = memory.get<string>(groupingKey);
  const filter = own.add(new TreeFilter(ports));
  const saved = own.add(new SavedSearchNodes(ports));
  const grouping = groupings.find((by) => by === remembered) ?? "date";
  const smart = own.add(new SmartCollections(ports));
  const rememberedSort = memory.get<unknown>(sortKey);
  const sort = sorts.find((each) => each === rememberedSort) ?? "feed";
  const tree = own.add(new PaperTree({ library, notes, texts, saved, filter, grouping, sort, looks, smart }));
  own.add(new NoteBadges(library, notes));
  const view = own.add(
    vscode.window.createTreeView(papersView, {
      treeDataProvider: tree,
      dragAndDropController: new PaperDragAndDrop(library, clock, () => tree.grouping),
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
      let node = await tree.nodeOf(paperOf(target));
      if (node === undefined && filter.shown !== undefined) {
        await filter.apply(""); // what is filtered out cannot be shown
        node = await tree.nodeOf(paperOf(target));
      }
      if (node !== undefined) await view.reveal(node, { select: true, focus: true, expand: true });
    }),
  );
  own.add(showFilter(filter, view, library, memory));
  return {
    commands: {
      [commands.filter]: async (query) => {
        if (typeof query !== "string") return askFilter(filter);
        await filter.apply(query);
        return [...(filter.shown ?? [])];
      },
      [commands.sort]: async (wanted) => {
        const by = wanted === undefined ? await askSort(tree.sort) : sortIn(wanted);
        if (by === undefined) return;
        tree.sortBy(by);
        await memory.update(sortKey, by);
      },
      [commands.clearFilter]: () => filter.apply(""),
    },
    dispose: () => own.dispose(),
  };
}

/** Says what the papers are filtered by, and filters them so again in the next window. */
function showFilter(
  filter: TreeFilter,
  view: vscode.TreeView<Node>,
  library: Library,
  memory: vscode.Memento,
): Disposable {
  const show = async (): Promise<void> => {
    const { query, shown, problems } = filter;
    await memory.update(filterKey, query);
    await vscode.commands.executeCommand("setContext", contextKeys.filtered, query !== "");
    view.description = query;
    if (shown === undefined) return void (view.message = "");
    const all = (await library.papers()).length;
    const found =
      shown.size === 0 ? `No paper matches “${query}”` : `${shown.size} of ${all} papers match “${query}”`;
    view.message = [found, ...problems].join(" · ");
  };
  const kept = memory.get<unknown>(filterKey);
  const own = new Disposables();
  own.add(filter.onDidChange(() => void show()));
  const restored = own.add(new Disposables());
  const restore = (): void => {
    if (!view.visible) return;
    restored.dispose(); // once, and not before someone looks: it starts the search
    if (typeof kept === "string" && kept !== "" && filter.query === "")
      void filter.apply(kept).catch(() => undefined); // all are shown then
  };
  restored.add(view.onDidChangeVisibility(restore));
  restore();
  return own;
}

/** A paper's id, given as such or by a node of the tree. */
function paperOf(target: unknown): PaperId {
  const id = typeof target === "object" && target !== null && "paper" in target ? target.paper : target;
  const paper = typeof id === "string" ? paperId(id) : undefined;
  if (paper === undefined) throw new Error("Say which paper: its id, or a paper of the tree");
  return paper;
}

/** The papers view: saved searches, groups, papers, and the notes of each paper. Draws again only what an event names. */
import * as vscode from "vscode";
import { Disposables } from "../../base/disposables.ts";
import type { PaperId } from "../../domain/paperId.ts";
import type { Library } from "../../library/library.ts";
import { outline, outlineDifference, type Group, type Grouping } from "../../library/outline.ts";
import type { PaperTexts } from "../../library/paperTexts.ts";
import { smartGroups } from "../../library/smartGroups.ts";
import { comparing, type Sort } from "../../library/sorting.ts";
import type { Notes } from "../../notes/notes.ts";
import type { TagColors } from "../../library/tagColors.ts";
import { contextKeys } from "../workspace/names.ts";
import { isSaved, type GroupNode, type Node, type PaperNode } from "./nodes.ts";
import type { SavedSearchNodes } from "./savedSearchNodes.ts";
import type { SmartCollections } from "./smartCollections.ts";
import type { TreeFilter } from "./treeFilter.ts";
import { groupItem, moreItem, noteItem, paperItem, paperTooltip } from "./treeItems.ts";

/** VS Code asks for every child of an open group, so long ones are drawn a page at a time. */
const pageSize = 200;

export interface PaperTreeParts {
  readonly library: Library;
  readonly notes: Notes;
  readonly texts: Pick<PaperTexts, "whyNone">;
  readonly saved: SavedSearchNodes;
  readonly filter: TreeFilter;
  readonly grouping: Grouping;
  readonly sort: Sort;
  readonly looks: TagColors;
  readonly smart: SmartCollections;
}

export class PaperTree implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  readonly #library: Library;
  readonly #notes: Notes;
  readonly #saved: SavedSearchNodes;
  readonly #filter: TreeFilter;
  readonly #texts: Pick<PaperTexts, "whyNone">;
  readonly #own = new Disposables();
  readonly #changes = this.#own.add(new vscode.EventEmitter<Node | Node[] | undefined>());
  readonly onDidChangeTreeData = this.#changes.event;
  /** The nodes handed out, so that an event can name them. */
  readonly #groupNodes = new Map<string, GroupNode>();
  readonly #paperNodes = new Map<string, PaperNode>();
  readonly #pages = new Map<string, number>();
  #grouping: Grouping;
  #sort: Sort;
  readonly #looks: TagColors;
  readonly #smart: SmartCollections;
  #outline: readonly Group[] | undefined;

  constructor({ library, notes, texts, saved, filter, grouping, sort, looks, smart }: PaperTreeParts) {
    this.#library = library;
    this.#notes = notes;
    this.#texts = texts;
    this.#saved = saved;
    this.#filter = filter;
    this.#grouping = grouping;
    this.#sort = sort;
    this.#looks = looks;
    this.#smart = smart;
    this.#own.add(looks.onDidChange(() => void looks.load().then(() => this.refresh())));
    this.#own.add(smart.onDidChange(() => void this.#update()));
    this.#own.add(filter.onDidChange(() => void this.#update()));
    this.#own.add(saved.onDidChange((nodes) => this.#changes.fire(nodes === "all" ? undefined : nodes)));
    this.#own.add(library.onDidChange(() => void this.#update()));
    this.#own.add(
      notes.onDidChange(({ paper }) => {
        this.#refreshPaper(paper);
        if (this.#sort === "notes") void this.#update();
      }),
    );
  }

  get grouping(): Grouping {
    return this.#grouping;
  }

  get sort(): Sort {
    return this.#sort;
  }

  sortBy(sort: Sort): void {
    this.#sort = sort;
    this.refresh();
  }

  groupBy(grouping: Grouping): void {
    this.#grouping = grouping;
    this.#outline = undefined;
    this.#pages.clear();
    this.#changes.fire(undefined);
  }

  showMore(group: string): void {
    this.#pages.set(group, (this.#pages.get(group) ?? 1) + 1);
    this.#changes.fire(this.#groupNodes.get(group));
  }

  /** Reads the files anew in the eyes of the person: everything is asked for again. */
  refresh(): void {
    this.#outline = undefined;
    this.#changes.fire(undefined);
  }

  /** The first node of a paper, to be revealed. */
  async nodeOf(paper: PaperId): Promise<PaperNode | undefined> {
    const group = (await this.#groups()).find(({ papers }) => papers.some(({ id }) => id === paper));
    if (group === undefined) return undefined;
    const at = group.papers.findIndex(({ id }) => id === paper);
    const pages = Math.ceil((at + 1) / pageSize);
    if (pages > (this.#pages.get(group.key) ?? 1)) {
      this.#pages.set(group.key, pages);
      this.#changes.fire(this.#groupNode(group.key));
    }
    return this.#paperNode(group.key, paper);
  }

  async getChildren(parent?: Node): Promise<Node[]> {
    if (parent !== undefined && isSaved(parent)) return [...(await this.#saved.children(parent))];
    const groups = await this.#groups();
    if (parent === undefined) return [...(await this.#above()), ...this.#groupsIn(groups, undefined)];
    if (parent.kind === "group")
      return [...this.#groupsIn(groups, parent.group), ...this.#papersIn(groups, parent.group)];
    const paper = parent.kind === "paper" ? this.#library.get(parent.paper) : undefined;
    if (paper === undefined || parent.kind !== "paper") return [];
    await this.#notes.open(paper.id);
    return this.#notes
      .withProposals(paper)
      .map((note) => ({ kind: "note", group: parent.group, paper: paper.id, note }));
  }

  getTreeItem(node: Node): vscode.TreeItem {
    if (isSaved(node)) return this.#saved.item(node);
    if (node.kind === "note") return noteItem(node);
    const groups = this.#outline ?? [];
    const index = groups.findIndex(({ key }) => key === node.group);
    const group = groups[index] ?? { key: node.group, label: node.group, papers: [] };
    if (node.kind === "group") return groupItem(group, index, this.#grouping, (tag) => this.#looks.of(tag));
    if (node.kind === "more") return moreItem(node, group.papers.length - this.#shown(node.group));
    const paper = this.#library.get(node.paper);
    return paper === undefined
      ? new vscode.TreeItem("Removed")
      : paperItem(node, paper, this.#notes.counts(node.paper));
  }

  async resolveTreeItem(item: vscode.TreeItem, node: Node): Promise<vscode.TreeItem> {
    const paper = node.kind === "paper" ? this.#library.get(node.paper) : undefined;
    if (paper !== undefined) item.tooltip = paperTooltip(paper, await this.#texts.whyNone(paper));
    return item;
  }

  getParent(node: Node): Node | undefined {
    if (isSaved(node)) return this.#saved.parentOf(node);
    if (node.kind === "group") {
      const parent = this.#outline?.find(({ key }) => key === node.group)?.parent;
      return parent === undefined ? undefined : this.#groupNode(parent);
    }
    return node.kind === "note" ? this.#paperNode(node.group, node.paper) : this.#groupNode(node.group);
  }

  dispose(): void {
    this.#own.dispose();
  }

  async #groups(): Promise<readonly Group[]> {
    if (this.#outline !== undefined) return this.#outline;
    const [papers] = await Promise.all([this.#library.papers(), this.#notes.ready(), this.#looks.load()]);
    const { shown } = this.#filter;
    const some = shown === undefined ? papers : papers.filter(({ id }) => shown.has(id));
    const order = comparing(this.#sort, (id) => this.#notes.counts(id).newest);
    const groups = outline(some, this.#grouping, vscode.env.language, order);
    this.#outline =
      this.#grouping === "collection"
        ? [...smartGroups(await this.#smart.found(), some, order), ...groups]
        : groups;
    void vscode.commands.executeCommand("setContext", contextKeys.empty, papers.length === 0);
    void vscode.commands.executeCommand("setContext", contextKeys.ready, true);
    return this.#outline;
  }

  async #update(): Promise<void> {
    const before = this.#outline;
    if (before === undefined) return; // nothing is drawn yet
    this.#outline = undefined;
    const difference = outlineDifference(before, await this.#groups());
    if (difference === "all") return this.#changes.fire(undefined);
    const nodes = [
      ...difference.groups.map((key) => this.#groupNode(key)),
      ...difference.papers.map(({ group, id }) => this.#paperNode(group, id)),
    ];
    if (nodes.length > 0) this.#changes.fire(nodes);
  }

  #refreshPaper(paper: PaperId): void {
    const nodes = (this.#outline ?? [])
      .filter(({ papers }) => papers.some(({ id }) => id === paper))
      .map(({ key }) => this.#paperNode(key, paper));
    if (nodes.length > 0) this.#changes.fire(nodes);
  }

  /** An empty library shows its welcome, and nothing else. */
  async #above(): Promise<readonly Node[]> {
    return (await this.#library.papers()).length === 0 ? [] : this.#saved.roots();
  }

  #groupsIn(groups: readonly Group[], outer: string | undefined): Node[] {
    return groups.filter(({ parent }) => parent === outer).map(({ key }) => this.#groupNode(key));
  }

  #papersIn(groups: readonly Group[], key: string): Node[] {
    const papers = groups.find((group) => group.key === key)?.papers ?? [];
    const shown = papers.slice(0, this.#shown(key)).map(({ id }): Node => this.#paperNode(key, id));
    return shown.length < papers.length ? [...shown, { kind: "more", group: key }] : shown;
  }

  #shown(group: string): number {
    return (this.#pages.get(group) ?? 1) * pageSize;
  }

  #groupNode(group: string): GroupNode {
    return kept(this.#groupNodes, group, () => ({ kind: "group", group }));
  }

  #paperNode(group: string, paper: PaperId): PaperNode {
    return kept(this.#paperNodes, `${group}\n${paper}`, () => ({ kind: "paper", group, paper }));
  }
}

function kept<T>(map: Map<string, T>, key: string, make: () => T): T {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

/** Saved searches at the top of the papers view, with how many papers each finds now. Counted only while they are shown. */
import * as vscode from "vscode";
import { Disposables } from "../../base/disposables.ts";
import type { Files } from "../../base/ports.ts";
import type { Library } from "../../library/library.ts";
import type { PlacedSearch, SavedSearches } from "../../library/savedSearches.ts";
import { commands } from "../workspace/names.ts";
import type { SavedNode, SearchNode } from "./nodes.ts";

export interface SavedSearchPorts {
  readonly library: Library;
  readonly saved: SavedSearches;
  /** How many papers a query finds. */
  readonly count: (query: string) => Promise<number>;
  readonly uriOf: (shelf: Files, path: string) => vscode.Uri | undefined;
}

/** Changes come in swarms. */
const settleMs = 500;

export class SavedSearchNodes implements vscode.Disposable {
  readonly #ports: SavedSearchPorts;
  readonly #own = new Disposables();
  readonly #changes = this.#own.add(new vscode.EventEmitter<SavedNode[] | "all">());
  readonly onDidChange = this.#changes.event;
  readonly #root: SavedNode = { kind: "searches" };
  #nodes: readonly SearchNode[] = [];
  readonly #counts = new Map<string, number>();
  #counting = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(ports: SavedSearchPorts) {
    this.#ports = ports;
    this.#own.add(ports.saved.onDidChange(() => this.#changes.fire("all")));
    this.#own.add(
      ports.library.onDidChange(() => {
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => void this.#countAll(), settleMs);
      }),
    );
    this.#own.add({ dispose: () => clearTimeout(this.#timer) });
  }

  /** What stands above the papers: nothing where no search is saved. */
  async roots(): Promise<readonly SavedNode[]> {
    const { saved } = this.#ports;
    return (await saved.list()).length + saved.problems.length === 0 ? [] : [this.#root];
  }

  async children(parent: SavedNode): Promise<readonly SavedNode[]> {
    if (parent.kind !== "searches") return [];
    const { saved } = this.#ports;
    this.#nodes = (await saved.list()).map((search) => ({ kind: "search", search }));
    void this.#countAll();
    return [...saved.problems.map((fault) => ({ kind: "fault", fault }) as const), ...this.#nodes];
  }

  parentOf(node: SavedNode): SavedNode | undefined {
    return node.kind === "searches" ? undefined : this.#root;
  }

  item(node: SavedNode): vscode.TreeItem {
    switch (node.kind) {
      case "searches":
        return rootItem();
      case "search":
        return searchItem(node.search, this.#counts.get(node.search.query));
      case "fault": {
        const { shelf, path, why } = node.fault;
        const item = new vscode.TreeItem(path);
        item.id = `fault/${shelf.name}/${path}`;
        item.contextValue = "fault";
        item.description = why;
        item.tooltip = `${why}. It is left as it is: open it to mend it.`;
        item.iconPath = new vscode.ThemeIcon("warning", new vscode.ThemeColor("list.warningForeground"));
        const uri = this.#ports.uriOf(shelf, path);
        if (uri !== undefined) item.command = { command: "vscode.open", title: "Open", arguments: [uri] };
        return item;
      }
    }
  }

  dispose(): void {
    this.#own.dispose();
  }

  /** One after another; a newer round ends an older one. */
  async #countAll(): Promise<void> {
    const round = ++this.#counting;
    for (const node of this.#nodes) {
      const { query } = node.search;
      const count = await this.#ports.count(query).catch(() => undefined); // the search says why when it is used
      if (round !== this.#counting || this.#own.disposed) return;
      if (count === undefined || count === this.#counts.get(query)) continue;
      this.#counts.set(query, count);
      this.#changes.fire([node]);
    }
  }
}

function rootItem(): vscode.TreeItem {
  const item = new vscode.TreeItem("Saved Searches", vscode.TreeItemCollapsibleState.Collapsed);
  item.id = "searches";
  item.contextValue = "searches";
  item.iconPath = new vscode.ThemeIcon("search");
  return item;
}

function searchItem(
  { name, query, shelf, collection }: PlacedSearch,
  count: number | undefined,
): vscode.TreeItem {
  const item = new vscode.TreeItem(name);
  item.id = `search/${shelf}/${name}`;
  item.contextValue = collection === true ? "search.collection" : "search";
  if (count !== undefined) item.description = String(count);
  item.tooltip = query;
  item.iconPath = new vscode.ThemeIcon("search");
  item.command = { command: commands.showSearch, title: "Open", arguments: [query] };
  const papers = count === undefined ? "" : `, ${count} ${count === 1 ? "paper" : "papers"}`;
  item.accessibilityInformation = { label: `Saved search ${name}${papers}, ${query}` };
  return item;
}

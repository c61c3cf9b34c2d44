/**
 * The Sources view: what the workspace is subscribed to, and the sites that were asked for papers: when they last answered, what
 * failed, and when it is tried again.
 */
import * as vscode from "vscode";
import { Disposables } from "../../base/disposables.ts";
import { nextTryOf } from "../../feed/feedState.ts";
import { hostOf, subscriptionName } from "../../feed/subscription.ts";
import { contextKeys, sourcesView } from "../workspace/names.ts";
import type { AskedSite, AskedSites } from "../../sources/net/askedSites.ts";
import type { Feeds, PlacedSubscription } from "../../feed/feeds.ts";

/** What a row of the view stands for; commands are called with it. */
export interface SourceNode {
  readonly source: PlacedSubscription;
}

type Node = SourceNode | { readonly site: AskedSite };

const icons: Readonly<Record<PlacedSubscription["subscription"]["kind"], string>> = {
  "daily-papers": "calendar",
  "trending-papers": "flame",
  "arxiv-category": "list-unordered",
  "arxiv-search": "search",
  "arxiv-author": "person",
  rss: "rss",
};

const times = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

export class SourcesView implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  readonly #feeds: Feeds;
  readonly #sites: AskedSites;
  readonly #own = new Disposables();
  readonly #changes = this.#own.add(new vscode.EventEmitter<void>());
  readonly onDidChangeTreeData = this.#changes.event;
  readonly #view: vscode.TreeView<Node>;

  constructor(feeds: Feeds, sites: AskedSites) {
    this.#feeds = feeds;
    this.#sites = sites;
    this.#own.add(sites.onDidChange(() => this.#changes.fire()));
    this.#own.add(feeds.onDidChange(() => this.#changes.fire()));
    this.#view = this.#own.add(vscode.window.createTreeView(sourcesView, { treeDataProvider: this }));
  }

  /** A quiet sign on Marginalia's icon. */
  set badge(count: number) {
    this.#view.badge = count === 0 ? undefined : { value: count, tooltip: `${count} new papers in Today` };
  }

  async getChildren(parent?: Node): Promise<Node[]> {
    if (parent !== undefined) return [];
    const sources = await this.#feeds.list();
    const [problem] = this.#feeds.problems;
    this.#view.message = problem === undefined ? "" : `subscriptions.json: ${problem.why}`;
    void vscode.commands.executeCommand("setContext", contextKeys.subscribed, sources.length > 0);
    const subscribed = new Set(sources.map(({ subscription }) => hostOf(subscription)));
    const sites = this.#sites.list().filter(({ host }) => !subscribed.has(host));
    return [...sources.map((source) => ({ source })), ...sites.map((site) => ({ site }))];
  }

  getTreeItem(node: Node): vscode.TreeItem {
    return "site" in node ? siteItem(node.site) : this.#sourceItem(node.source);
  }

  #sourceItem(source: PlacedSubscription): vscode.TreeItem {
    const { id, subscription, state } = source;
    const item = new vscode.TreeItem(subscriptionName(subscription));
    const failed = state.failures > 0;
    item.id = id;
    item.contextValue = failed ? "failedSource" : "source";
    item.description = this.#feeds.isAsking(id) ? "asking…" : describe(source);
    item.tooltip = tooltip(source);
    item.iconPath = this.#feeds.isAsking(id)
      ? new vscode.ThemeIcon("loading~spin")
      : failed
        ? new vscode.ThemeIcon("warning", new vscode.ThemeColor("list.warningForeground"))
        : new vscode.ThemeIcon(icons[subscription.kind]);
    item.accessibilityInformation = { label: `${subscriptionName(subscription)}, ${describe(source)}` };
    return item;
  }

  dispose(): void {
    this.#own.dispose();
  }
}

/** A site that is asked when papers are looked up; nothing asks it by itself. */
function siteItem({ host, lastSuccess, lastError, quietUntil }: AskedSite): vscode.TreeItem {
  const item = new vscode.TreeItem(host);
  const time = (when: number): string => times.format(new Date(when));
  item.id = `site ${host}`;
  item.contextValue = "site";
  item.description =
    lastError === undefined
      ? time(lastSuccess ?? 0)
      : quietUntil === undefined
        ? "failed"
        : `failed; may be asked again ${time(quietUntil)}`;
  item.iconPath =
    lastError === undefined
      ? new vscode.ThemeIcon("globe")
      : new vscode.ThemeIcon("warning", new vscode.ThemeColor("list.warningForeground"));
  item.tooltip = [
    `${host}, asked for papers that you looked up`,
    `Last success in this window: ${lastSuccess === undefined ? "none" : time(lastSuccess)}`,
    ...(lastError === undefined ? [] : [`Last error, ${time(lastError.when)}: ${lastError.why}`]),
  ].join("\n");
  item.accessibilityInformation = { label: `${host}, ${item.description}` };
  return item;
}

function describe({ state }: PlacedSubscription): string {
  if (state.failures > 0) {
    const next = nextTryOf(state);
    return next === undefined ? "failed" : `failed; next try ${times.format(next)}`;
  }
  return state.lastSuccess === undefined ? "not asked yet" : times.format(new Date(state.lastSuccess));
}

/** Plain text: what a site says of its failure is somebody else's. */
function tooltip({ subscription, state }: PlacedSubscription): string {
  const next = nextTryOf(state);
  const time = (when: string): string => times.format(new Date(when));
  return [
    `${subscriptionName(subscription)} (${hostOf(subscription)})`,
    `Last success: ${state.lastSuccess === undefined ? "none yet" : time(state.lastSuccess)}`,
    ...(state.lastError === undefined
      ? []
      : [`Last error, ${time(state.lastError.when)}: ${state.lastError.why}`]),
    ...(next === undefined
      ? []
      : [`Next try: ${times.format(next)}, where refreshing in the background is on`]),
  ].join("\n");
}

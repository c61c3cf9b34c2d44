/** The panel of Today: one for a window, which comes back with it. */
import * as v from "valibot";
import * as vscode from "vscode";
import { Disposables } from "../../base/disposables.ts";
import type { Log } from "../../base/ports.ts";
import { reasonOf } from "../../base/result.ts";
import type { PaperId } from "../../domain/paperId.ts";
import { openChannel, type Ask, type Channel } from "../../protocol/channel.ts";
import { todayAsks, todayTells, type TodayView } from "../../protocol/today.ts";
import { todayPanel } from "../workspace/names.ts";
import { pageRoot, strictPage } from "../workspace/strictPage.ts";
import { wireTo } from "../workspace/webviewWire.ts";
import { todayAnswers, type TodayPorts } from "./todayAnswers.ts";

export interface TodayPanelPorts extends TodayPorts {
  readonly memory: vscode.Memento;
  readonly log: Log;
  /** The person has turned to Today: what is new is being looked at. */
  readonly onShow: () => void;
}

export interface PlaceInFeed {
  readonly date?: string | undefined;
  readonly paper?: PaperId | undefined;
}

const memoryKey = "today.view";
const usualView: TodayView = { order: "forYou", filter: "new" };
/** Changes come in swarms. */
const settleMs = 300;

export class TodayPanel implements vscode.WebviewPanelSerializer, vscode.Disposable {
  readonly #extension: vscode.Uri;
  readonly #ports: TodayPanelPorts;
  readonly #own = new Disposables();
  #panel: vscode.WebviewPanel | undefined;
  #page: Channel<typeof todayTells> | undefined;
  /** False until the page has asked where to begin, and again while it is hidden: it is thrown away then. */
  #isListening = false;
  /** Where the page is to begin, once it is there. */
  #place: PlaceInFeed = {};
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(extension: vscode.Uri, ports: TodayPanelPorts) {
    this.#extension = extension;
    this.#ports = ports;
    this.#own.add(vscode.window.registerWebviewPanelSerializer(todayPanel, this));
    const changed = (): void => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.#tell("changed", undefined), settleMs);
    };
    this.#own.add(ports.listing.onDidChange(changed));
    this.#own.add(ports.feeds.onDidChange(changed));
    this.#own.add({ dispose: () => clearTimeout(this.#timer) });
    this.#own.add({ dispose: () => this.#panel?.dispose() });
  }

  async show(place: PlaceInFeed = {}): Promise<void> {
    this.#ports.onShow();
    if (this.#panel === undefined) {
      this.#place = place;
      this.#take(vscode.window.createWebviewPanel(todayPanel, "Today", vscode.ViewColumn.Active, {}));
      return;
    }
    const wasListening = this.#isListening && this.#panel.visible;
    if (!wasListening) this.#place = place;
    this.#panel.reveal();
    if (wasListening && (place.date !== undefined || place.paper !== undefined))
      await this.#tell("show", place);
  }

  deserializeWebviewPanel(panel: vscode.WebviewPanel): Promise<void> {
    this.#panel?.dispose();
    this.#take(panel);
    return Promise.resolve();
  }

  dispose(): void {
    this.#own.dispose();
  }

  #take(panel: vscode.WebviewPanel): void {
    const own = new Disposables();
    this.#panel = panel;
    panel.iconPath = {
      light: vscode.Uri.joinPath(this.#extension, "media", "today-light.svg"),
      dark: vscode.Uri.joinPath(this.#extension, "media", "today-dark.svg"),
    };
    panel.webview.options = {
      enableScripts: true,
      enableForms: false,
      enableCommandUris: false,
      localResourceRoots: [pageRoot(this.#extension)],
    };
    const { memory, log } = this.#ports;
    const page = openChannel(
      wireTo(panel.webview),
      todayAsks,
      {
        ...todayAnswers(this.#ports),
        open: () => {
          const place = this.#place;
          this.#place = {};
          this.#isListening = true;
          const kept = v.safeParse(todayAsks.keepView.ask, memory.get(memoryKey));
          return { view: kept.success ? kept.output : usualView, ...place };
        },
        keepView: (view) => void memory.update(memoryKey, view),
      },
      todayTells,
      (why) => log.warn(`Today: ${why}`),
    );
    this.#page = page;
    own.add({ dispose: () => page.close() });
    own.add(
      panel.onDidChangeViewState(() => {
        if (!panel.visible) this.#isListening = false;
        else this.#ports.onShow();
      }),
    );
    panel.onDidDispose(() => {
      if (this.#panel === panel) [this.#panel, this.#page, this.#isListening] = [undefined, undefined, false];
      own.dispose();
    });
    panel.webview.html = strictPage(panel.webview, this.#extension, "today");
  }

  async #tell<K extends keyof typeof todayTells>(call: K, what: Ask<typeof todayTells, K>): Promise<void> {
    if (!this.#isListening) return;
    try {
      await this.#page?.ask(call, what);
    } catch (thrown) {
      this.#ports.log.info(`Today did not take "${call}": ${reasonOf(thrown)}`);
    }
  }
}

/** Asks feeds at the time that the user set, marks what is new on the icon, and says so once a day at most. */
import * as vscode from "vscode";
import { counted } from "../../base/counted.ts";
import { Disposables } from "../../base/disposables.ts";
import type { Log } from "../../base/ports.ts";
import { reasonOf } from "../../base/result.ts";
import type { DayListing } from "../../feed/dayListing.ts";
import { isDue, refreshAtOf } from "../../feed/feedState.ts";
import { notifiesOfFeeds, refreshFeedsAt } from "../workspace/configuration.ts";
import { commands, settings } from "../workspace/names.ts";
import type { Feeds } from "../../feed/feeds.ts";
import type { SourcesView } from "./sourcesView.ts";

export interface BackgroundPorts {
  readonly feeds: Feeds;
  readonly listing: DayListing;
  readonly view: SourcesView;
  readonly memory: vscode.Memento;
  /** YYYY-MM-DD. */
  readonly today: () => string;
  /** After feeds were asked in the background. */
  readonly onRefreshed: () => Promise<void>;
  readonly log: Log;
}

/** Short looks instead of one long timer: they outlive sleep and clocks that are set. */
const lookMs = 60_000;
/** A new window has other things to do first; and windows opened together do not all ask at once. */
const firstLookMs = 15_000;
const badgeSettleMs = 1_000;
const daysCounted = 7;
const [notifiedKey, shownKey] = ["feeds.notified", "feeds.shown"];
const noPapers: readonly string[] = [];

export class Background implements vscode.Disposable {
  readonly #ports: BackgroundPorts;
  readonly #own = new Disposables();
  readonly #stop = new AbortController();
  #isFirst = true;
  #isBusy = false;
  #timer: ReturnType<typeof setTimeout>;
  #badgeTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(ports: BackgroundPorts) {
    this.#ports = ports;
    this.#timer = setTimeout(() => this.#look(), firstLookMs * (1 + Math.random()));
    this.#own.add({
      dispose: () => {
        this.#stop.abort();
        clearTimeout(this.#timer);
        clearTimeout(this.#badgeTimer);
      },
    });
    this.#own.add(ports.listing.onDidChange(() => this.#countSoon()));
    this.#own.add(ports.feeds.onDidChange(() => this.#countSoon()));
    this.#countSoon();
  }

  /** The person looks at Today: only what comes after this is new. */
  async shown(): Promise<void> {
    const { listing, memory, today, view } = this.#ports;
    view.badge = 0;
    await memory.update(shownKey, [...(await listing.newPapers(today(), daysCounted))]);
  }

  dispose(): void {
    this.#own.dispose();
  }

  #look(): void {
    this.#timer = setTimeout(() => this.#look(), lookMs);
    if (this.#isBusy) return;
    this.#isBusy = true;
    this.#refreshDue()
      .catch((thrown: unknown) => {
        if (!this.#stop.signal.aborted) this.#ports.log.warn(`Feeds could not be asked: ${reasonOf(thrown)}`);
      })
      .finally(() => (this.#isBusy = false));
  }

  async #refreshDue(): Promise<void> {
    const { feeds, onRefreshed } = this.#ports;
    const at = refreshAtOf(refreshFeedsAt());
    const isFirst = this.#isFirst;
    this.#isFirst = false;
    if (at === "off") return;
    const due = (await feeds.list()).filter(({ state }) => isDue(state, at, new Date(), isFirst));
    if (due.length === 0) return;
    const done = await feeds.refresh(
      due.map(({ subscription }) => subscription),
      this.#stop.signal,
    );
    await onRefreshed();
    const fresh = done.reduce((sum, { found }) => sum + (found.ok ? found.value : 0), 0);
    if (fresh > 0) await this.#notify(fresh);
  }

  async #notify(fresh: number): Promise<void> {
    const { memory, today } = this.#ports;
    if (!notifiesOfFeeds() || memory.get<string>(notifiedKey) === today()) return;
    await memory.update(notifiedKey, today());
    const [open, never] = ["Open Today", "Don't Tell Me"];
    const answer = await vscode.window.showInformationMessage(
      `${counted(fresh, "new paper")} in your feeds.`,
      open,
      never,
    );
    if (answer === open) await vscode.commands.executeCommand(commands.openToday);
    if (answer === never)
      await vscode.workspace
        .getConfiguration(settings.section)
        .update(settings.notifyOfFeeds, false, vscode.ConfigurationTarget.Global);
  }

  #countSoon(): void {
    clearTimeout(this.#badgeTimer);
    this.#badgeTimer = setTimeout(() => void this.#count(), badgeSettleMs);
  }

  async #count(): Promise<void> {
    const { feeds, listing, view, memory, today, log } = this.#ports;
    try {
      const isSubscribed = (await feeds.list()).length > 0;
      const shown = new Set(memory.get(shownKey, noPapers));
      const papers = isSubscribed ? [...(await listing.newPapers(today(), daysCounted))] : [];
      view.badge = papers.filter((paper) => !shown.has(paper)).length;
    } catch (thrown) {
      log.warn(`New papers could not be counted: ${reasonOf(thrown)}`);
    }
  }
}

/** The subscriptions of the workspace: what they are, how they fare, and how they are asked. Every request starts here. */
import { counted } from "../base/counted.ts";
import { Disposables, type Disposable } from "../base/disposables.ts";
import { Emitter } from "../base/emitter.ts";
import type { Clock, Log } from "../base/ports.ts";
import { reasonOf } from "../base/result.ts";
import type { Shelves } from "../base/shelves.ts";
import { dayAfter } from "./days.ts";
import { FetchedDays } from "./fetchedDays.ts";
import type { FeedState } from "./feedState.ts";
import { FeedRefresh, type Refreshed } from "./refresh.ts";
import {
  hostOf,
  subscriptionId,
  subscriptionName,
  subscriptionsFormat,
  type Subscription,
} from "./subscription.ts";
import { ListStore } from "../library/listStore.ts";
import type { Courier } from "../sources/net/courier.ts";

export interface FeedsPorts {
  readonly shelves: Shelves;
  readonly courier: Pick<Courier, "get">;
  readonly clock: Clock;
  readonly log: Log;
}

export interface PlacedSubscription {
  readonly id: string;
  readonly subscription: Subscription;
  /** The name of the shelf it is kept on. */
  readonly shelf: string;
  readonly state: FeedState;
}

const dailyPapers: Subscription = { kind: "daily-papers" };

export class Feeds implements Disposable {
  readonly days: FetchedDays;
  readonly #own = new Disposables();
  readonly #changes: Emitter<void>;
  readonly #store: ListStore<Subscription>;
  readonly #refresh: FeedRefresh;
  readonly #asking = new Set<string>();

  constructor(ports: FeedsPorts) {
    const { shelves, log } = ports;
    this.#changes = this.#own.add(
      new Emitter((failure) => log.error(`A listener to subscriptions failed: ${reasonOf(failure)}`)),
    );
    this.days = this.#own.add(new FetchedDays(shelves, log));
    this.#store = this.#own.add(new ListStore(subscriptionsFormat, shelves, log));
    this.#own.add(this.#store.onDidChange(() => this.#changes.fire()));
    this.#refresh = new FeedRefresh({ ...ports, days: this.days });
  }

  /** Fires when subscriptions, or how they fare, have changed. */
  get onDidChange(): Emitter<void>["event"] {
    return this.#changes.event;
  }

  get problems(): ListStore<Subscription>["problems"] {
    return this.#store.problems;
  }

  async list(): Promise<readonly PlacedSubscription[]> {
    const known = new Map<string, PlacedSubscription>();
    for (const { item, shelf } of await this.#store.list()) {
      const id = subscriptionId(item);
      if (!known.has(id))
        known.set(id, { id, subscription: item, shelf, state: await this.#refresh.stateOf(item) });
    }
    return [...known.values()];
  }

  isAsking(id: string): boolean {
    return this.#asking.has(id);
  }

  async isDaily(): Promise<boolean> {
    return (await this.list()).some(({ subscription }) => subscription.kind === "daily-papers");
  }

  /** Whether the list of Daily Papers of a day is known to its end. */
  async hasWhole(day: string): Promise<boolean> {
    const file = await this.days.read(subscriptionId(dailyPapers), day);
    return file !== undefined && file.fetched.slice(0, 10) >= dayAfter(day);
  }

  /** @returns false where it was there already */
  async add(subscription: Subscription): Promise<boolean> {
    const id = subscriptionId(subscription);
    if ((await this.list()).some((each) => each.id === id)) return false;
    await this.#store.change(undefined, (all) => [...all, subscription]);
    return true;
  }

  /** What was fetched stays. */
  async remove({ id, shelf }: PlacedSubscription): Promise<void> {
    await this.#store.change(shelf, (all) => all.filter((each) => subscriptionId(each) !== id));
  }

  /** @throws only when the signal is aborted */
  async refresh(
    subscriptions: readonly Subscription[],
    signal: AbortSignal,
    onNext: (subscription: Subscription) => void = () => undefined,
  ): Promise<readonly Refreshed[]> {
    try {
      return await this.#refresh.refresh(subscriptions, signal, (next) => {
        this.#asking.clear();
        this.#asking.add(subscriptionId(next));
        this.#changes.fire();
        onNext(next);
      });
    } finally {
      this.#asking.clear();
      this.#changes.fire();
    }
  }

  /** Asks for one day's list of Daily Papers. @returns in words what came of it */
  async fetchDay(day: string): Promise<string> {
    const found = await this.#refresh.fetchDay(dailyPapers, day, new AbortController().signal);
    if (!found.ok) throw new Error(found.why);
    const file = await this.days.read(subscriptionId(dailyPapers), day);
    const listed = file?.listed.length ?? 0;
    return listed === 0
      ? `${hostOf(dailyPapers)} lists no papers of this day`
      : `${counted(listed, "paper")} fetched`;
  }

  dispose(): void {
    this.#own.dispose();
  }
}

/** What a refresh came to, in a sentence; and what failed. */
export function refreshWords(all: readonly Refreshed[]): {
  readonly words: string;
  readonly failed: readonly string[];
} {
  const fresh = all.reduce((sum, { found }) => sum + (found.ok ? found.value : 0), 0);
  const failed = all.flatMap(({ subscription, found }) =>
    found.ok ? [] : [`${subscriptionName(subscription)}: ${found.why}`],
  );
  return { words: fresh === 0 ? "No new papers" : counted(fresh, "new paper"), failed };
}

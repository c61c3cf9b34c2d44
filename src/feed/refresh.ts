/** Asks the sources of subscriptions, and keeps what they list and how it went. One that fails keeps no other from being asked. */
import type { Clock, Files, Log } from "../base/ports.ts";
import { fail, ok, reasonOf, type Result } from "../base/result.ts";
import type { Shelves } from "../base/shelves.ts";
import type { Courier } from "../sources/net/courier.ts";
import { dayAfter, daysUpTo } from "./days.ts";
import { feedFolder, type FetchedDays } from "./fetchedDays.ts";
import { readFeedState, writeFeedState, type FeedState } from "./feedState.ts";
import { requestsFor } from "./sources/feedSource.ts";
import type { FeedRequest } from "./sources/listed.ts";
import { subscriptionId, subscriptionName, type Subscription } from "./subscription.ts";

/** Lists of days gone by are fetched this far back, so that a week is whole after a holiday. */
const daysBack = 7;

export interface Refreshed {
  readonly subscription: Subscription;
  /** How many papers are new, or why it failed. */
  readonly found: Result<number>;
}

export interface RefreshPorts {
  readonly courier: Pick<Courier, "get">;
  readonly days: FetchedDays;
  readonly shelves: Shelves;
  readonly clock: Clock;
  readonly log: Log;
}

export class FeedRefresh {
  readonly #ports: RefreshPorts;
  /** One after another: two of them would ask the same. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(ports: RefreshPorts) {
    this.#ports = ports;
  }

  async stateOf(subscription: Subscription): Promise<FeedState> {
    return readFeedState(await this.#shelf?.read(statePath(subscription)).catch(() => undefined));
  }

  /** @throws only when the signal is aborted */
  refresh(
    subscriptions: readonly Subscription[],
    signal: AbortSignal,
    onNext?: (subscription: Subscription) => void,
  ): Promise<readonly Refreshed[]> {
    return this.#inTurn(async () => {
      const done: Refreshed[] = [];
      for (const subscription of subscriptions) {
        signal.throwIfAborted();
        onNext?.(subscription);
        done.push({ subscription, found: await this.#refreshOne(subscription, signal) });
      }
      return done;
    });
  }

  /** Fetches the list of one day, of a subscription that has lists of days. @throws only when the signal is aborted */
  fetchDay(subscription: Subscription, day: string, signal: AbortSignal): Promise<Result<number>> {
    return this.#inTurn(() => this.#ask(subscription, requestsFor(subscription, day, [day]), signal));
  }

  async #refreshOne(subscription: Subscription, signal: AbortSignal): Promise<Result<number>> {
    const { clock, days, log } = this.#ports;
    const now = clock.now();
    const before = await this.stateOf(subscription);
    await this.#keepState(subscription, { ...before, lastTry: now });
    const today = now.slice(0, 10);
    const requests = requestsFor(subscription, today, await this.#missing(subscription, today));
    const found = await this.#ask(subscription, requests, signal);
    if (found.ok) {
      await this.#keepState(subscription, { lastTry: now, lastSuccess: clock.now(), failures: 0 });
      await days.prune(subscriptionId(subscription), today).catch(() => undefined); // tried again the next time
    } else {
      log.warn(`${subscriptionId(subscription)}: ${found.why}`);
      await this.#keepState(subscription, {
        ...before,
        lastTry: now,
        lastError: { when: clock.now(), why: found.why },
        failures: before.failures + 1,
      });
    }
    return found;
  }

  /** A day that the site does not know of yet is passed over; a site that does not answer is not asked for the next day. */
  async #ask(
    subscription: Subscription,
    requests: readonly FeedRequest[],
    signal: AbortSignal,
  ): Promise<Result<number>> {
    let fresh = 0;
    let refusal: string | undefined;
    let isAnswered = requests.length === 0;
    for (const request of requests) {
      const found = await this.#askOnce(subscription, request, signal);
      if (!found.ok && found.why.isOver) return fail(found.why.why);
      if (found.ok) [isAnswered, fresh] = [true, fresh + found.value];
      else refusal ??= found.why.why;
    }
    return isAnswered ? ok(fresh) : fail(refusal ?? "");
  }

  async #askOnce(
    subscription: Subscription,
    { wish, read, day }: FeedRequest,
    signal: AbortSignal,
  ): Promise<Result<number, { readonly why: string; readonly isOver: boolean }>> {
    const { courier, days, clock } = this.#ports;
    const id = subscriptionId(subscription);
    const site = new URL(wish.url).hostname;
    const answer = await courier.get(wish, signal);
    if (!answer.ok) {
      const { why, missing, down } = answer.why;
      return fail({ why: `${site} ${missing ? "has no such feed" : why}`, isOver: down });
    }
    const listed = read(answer.value);
    if (!listed.ok) return fail({ why: `${site} ${listed.why}`, isOver: false });
    const file = { fetched: clock.now(), listed: listed.value };
    try {
      return ok(await (day === undefined ? days.add(id, file) : days.keepDay(id, day, file)));
    } catch (thrown) {
      const why = `what ${subscriptionName(subscription)} listed could not be kept: ${reasonOf(thrown)}`;
      return fail({ why, isOver: true });
    }
  }

  /** Days whose list may have grown since it was fetched: a list is whole when its day is over. */
  async #missing(subscription: Subscription, today: string): Promise<readonly string[]> {
    const missing: string[] = [];
    for (const day of daysUpTo(today, daysBack)) {
      const file = await this.#ports.days.read(subscriptionId(subscription), day);
      if (file === undefined || file.fetched.slice(0, 10) < dayAfter(day)) missing.push(day);
    }
    return missing;
  }

  get #shelf(): Files | undefined {
    return this.#ports.shelves.list()[0];
  }

  async #keepState(subscription: Subscription, state: FeedState): Promise<void> {
    try {
      await this.#shelf?.write(statePath(subscription), writeFeedState(state));
    } catch (thrown) {
      this.#ports.log.warn(`${statePath(subscription)}: ${reasonOf(thrown)}`); // a full disk must not end the refresh
    }
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work, work);
    this.#turn = done.catch(() => undefined); // whoever asked hears of it
    return done;
  }
}

const statePath = (subscription: Subscription): string =>
  `${feedFolder}/${subscriptionId(subscription)}/state.json`;

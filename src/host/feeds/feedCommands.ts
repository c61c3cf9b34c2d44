/** What can be done with subscriptions, from the palette, the Sources view, Today, or another extension. */
import * as vscode from "vscode";
import type { Log } from "../../base/ports.ts";
import {
  faultOf,
  hostOf,
  readSubscription,
  subscriptionName,
  type Subscription,
} from "../../feed/subscription.ts";
import { abortedBy } from "../workspace/aborted.ts";
import { offerUndo } from "../workspace/offerUndo.ts";
import { refreshFeedsAt } from "../workspace/configuration.ts";
import { commands, settings, sourcesView } from "../workspace/names.ts";
import { refreshWords, type Feeds, type PlacedSubscription } from "../../feed/feeds.ts";
import { askSubscription } from "./subscribe.ts";

type Bodies = Readonly<Record<string, (...args: readonly unknown[]) => unknown>>;

export interface FeedCommandPorts {
  readonly feeds: Feeds;
  readonly memory: vscode.Memento;
  readonly log: Log;
}

const askedKey = "feeds.askedWhen";

export function feedCommands(ports: FeedCommandPorts): Bodies {
  const { feeds } = ports;
  return {
    /** Called with a subscription it asks nothing. @returns how many papers are new, or the reason there are none */
    [commands.subscribe]: async (given) => {
      if (vscode.workspace.workspaceFolders === undefined)
        throw new Error("Open a folder first: subscriptions are kept in it");
      const subscription = given === undefined ? await askSubscription() : given;
      if (subscription === undefined) return undefined;
      return subscribe(ports, checked(subscription), given === undefined);
    },
    [commands.unsubscribe]: async (target) => {
      const source = await chosen(feeds, target, "Unsubscribe");
      if (source === undefined) return;
      await feeds.remove(source);
      void offerUndo(`Unsubscribed from ${subscriptionName(source.subscription)}.`, async () => {
        await feeds.add(source.subscription);
      });
    },
    /** All of them, or those it is called with. */
    [commands.refreshFeeds]: async (target) => {
      const sources = target === undefined ? await feeds.list() : [await chosen(feeds, target, "Refresh")];
      const subscriptions = sources.flatMap((source) => source?.subscription ?? []);
      if (subscriptions.length === 0) throw new Error("Subscribe to something first");
      return refresh(feeds, subscriptions);
    },
    [commands.copyFeedError]: async (target) => {
      const why = (await chosen(feeds, target, "Copy Error"))?.state.lastError?.why;
      if (why === undefined) throw new Error("This source has not failed");
      await vscode.env.clipboard.writeText(why);
      vscode.window.setStatusBarMessage("Copied: error", 3000);
      return why;
    },
  };
}

function checked(raw: unknown): Subscription {
  const subscription = readSubscription(raw);
  if (subscription === undefined) throw new Error(`This is no subscription: ${faultOf(raw) ?? ""}`);
  return subscription;
}

async function subscribe(
  { feeds, memory }: FeedCommandPorts,
  subscription: Subscription,
  asks: boolean,
): Promise<string> {
  const isNew = await feeds.add(subscription);
  const words = await refresh(feeds, [subscription], asks);
  if (!asks) return words;
  const name = subscriptionName(subscription);
  const [open, schedule] = ["Open Today", "Refresh Every Day…"];
  const isAsked = refreshFeedsAt() !== "off" || memory.get(askedKey) === true;
  void vscode.window
    .showInformationMessage(
      isNew ? `Subscribed to ${name}. ${words}.` : `${name} was subscribed already. ${words}.`,
      open,
      ...(isAsked ? [] : [schedule]),
    )
    .then(async (answer) => {
      if (answer === open) await vscode.commands.executeCommand(commands.openToday);
      if (answer !== schedule) return;
      await memory.update(askedKey, true);
      await askSchedule();
    });
  return words;
}

/** Off until the person says a time: nothing is asked in the background before. */
async function askSchedule(): Promise<void> {
  const at = await vscode.window.showInputBox({
    title: "Refresh Feeds",
    prompt:
      "At what time of the day? While VS Code is closed nothing is asked; it is made up for afterwards.",
    value: "08:00",
    validateInput: (typed) =>
      /^(?:[01]?\d|2[0-3]):[0-5]\d$/u.test(typed.trim()) ? undefined : "Give a time such as 08:00",
  });
  if (at === undefined) return;
  await vscode.workspace
    .getConfiguration(settings.section)
    .update(settings.refreshFeedsAt, at.trim(), vscode.ConfigurationTarget.Global);
}

/** @returns in words what came of it */
async function refresh(feeds: Feeds, subscriptions: readonly Subscription[], tells = true): Promise<string> {
  const result = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: "Refreshing feeds", cancellable: true },
    async (progress, token) => {
      const stop = abortedBy(token);
      try {
        const done = await feeds.refresh(subscriptions, stop.signal, (next) =>
          progress.report({
            message: `${subscriptionName(next)}: asking ${hostOf(next)}`,
            increment: 100 / subscriptions.length,
          }),
        );
        return refreshWords(done);
      } catch (thrown) {
        if (stop.signal.aborted) return { words: "Cancelled; what was fetched until then stays", failed: [] };
        throw thrown;
      }
    },
  );
  const [first, ...others] = result.failed;
  if (first !== undefined) {
    const show = "Show Sources";
    const more = others.length === 0 ? "" : ` (and ${others.length} more)`;
    void vscode.window.showWarningMessage(`${first}${more}`, show).then((answer) => {
      if (answer === show) void vscode.commands.executeCommand(`${sourcesView}.focus`);
    });
  } else if (tells) vscode.window.setStatusBarMessage(result.words, 4000);
  return [result.words, ...result.failed].join("; ");
}

/** A source that a command was called with: a node of the view, or an id. Else one that the person picks. */
async function chosen(feeds: Feeds, target: unknown, title: string): Promise<PlacedSubscription | undefined> {
  const sources = await feeds.list();
  const given = idIn(target);
  if (given !== undefined) {
    const found = sources.find(({ id }) => id === given);
    if (found === undefined) throw new Error(`Nothing is subscribed as "${given.slice(0, 80)}"`);
    return found;
  }
  if (sources.length === 0) throw new Error("Nothing is subscribed yet");
  const items = sources.map((source) => ({
    label: subscriptionName(source.subscription),
    description: hostOf(source.subscription),
    source,
  }));
  return (await vscode.window.showQuickPick(items, { title, placeHolder: "Which source?" }))?.source;
}

function idIn(target: unknown): string | undefined {
  if (typeof target === "string") return target;
  const source =
    typeof target === "object" && target !== null && "source" in target ? target.source : undefined;
  return typeof source === "object" && source !== null && "id" in source && typeof source.id === "string"
    ? source.id
    : undefined;
}

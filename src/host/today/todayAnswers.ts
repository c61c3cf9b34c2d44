/** What the page of Today asks, answered from the day's listing and the library. */
import type { PaperId } from "../../domain/paperId.ts";
import { dayAfter } from "../../feed/days.ts";
import type { DayListing, ListedPaper } from "../../feed/dayListing.ts";
import { inOrder } from "../../feed/rankedEntry.ts";
import type { SeenPapers } from "../../feed/seenPapers.ts";
import { subscriptionName } from "../../feed/subscription.ts";
import type { Library } from "../../library/library.ts";
import type { Handlers } from "../../protocol/channel.ts";
import type { TodayDay, todayAsks } from "../../protocol/today.ts";
import type { Feeds } from "../../feed/feeds.ts";
import { commands, sourcesView } from "../workspace/names.ts";
import { rowOf } from "./rows.ts";

export interface TodayPorts {
  readonly library: Library;
  readonly feeds: Feeds;
  readonly listing: DayListing;
  readonly seen: SeenPapers;
  /** YYYY-MM-DD. */
  readonly today: () => string;
  readonly hasFolder: () => boolean;
  readonly run: (command: string, ...args: readonly unknown[]) => Promise<void>;
  readonly openLink: (url: string) => Promise<void>;
}

/** More are not read in a day, and no message is to be larger; the best stay. */
const mostRows = 800;

export type TodayAnswers = Omit<Handlers<typeof todayAsks>, "open" | "keepView">;

export function todayAnswers(ports: TodayPorts): TodayAnswers {
  const { library, listing, seen, feeds, run } = ports;
  /** How to take back what was added from the page, while the window is open. */
  const added = new Map<PaperId, () => Promise<void>>();
  const listed = async (date: string, id: PaperId): Promise<ListedPaper> => {
    const found = (await listing.day(date)).find(({ entry }) => entry.id === id);
    if (found === undefined) throw new Error("This paper is no longer in the list of the day");
    return found;
  };
  const save = async (date: string, id: PaperId): Promise<PaperId> => {
    const { entry, paper } = await listed(date, id);
    if (paper !== undefined) return paper.id;
    const report = await library.add([entry.draft]);
    const [problem] = report.problems;
    if (problem !== undefined) throw new Error(problem.why);
    const [fresh] = report.added;
    if (fresh !== undefined) added.set(id, async () => void (await library.remove([fresh.id])));
    const saved = fresh ?? report.updated[0] ?? report.unchanged[0];
    if (saved === undefined) throw new Error("The paper could not be added");
    return saved.id;
  };
  return {
    day: ({ date }) => dayOf(ports, date),
    mark: ({ papers, did }) => seen.mark(papers, did),
    save: async ({ id, date }) => void (await save(date, id)),
    unsave: async ({ id }) => {
      const undo = added.get(id);
      if (undo === undefined) throw new Error("It was in the library before: remove it there");
      added.delete(id);
      await undo();
    },
    openPaper: async ({ id, date, toSide }) => {
      const paper = await save(date, id);
      await run(toSide ? commands.openToSide : commands.open, paper, { preview: false });
    },
    openLink: async ({ id, date, at }) => {
      const link = (await listed(date, id)).entry.draft.resources?.[at];
      if (link === undefined) throw new Error("This link is no longer there");
      await ports.openLink(link.url);
    },
    fetchDay: ({ date }) => feeds.fetchDay(date),
    begin: ({ by }) => {
      const command = {
        folder: "vscode.openFolder",
        subscribe: commands.subscribe,
        import: commands.importPapers,
        refresh: commands.refreshFeeds,
        sources: `${sourcesView}.focus`,
      }[by];
      return run(command);
    },
  };
}

async function dayOf(
  { feeds, listing, today, hasFolder }: TodayPorts,
  wanted: string | undefined,
): Promise<TodayDay> {
  const now = today();
  const days = await listing.days();
  const date = wanted ?? days.find((day) => day <= now) ?? now;
  const subscriptions = await feeds.list();
  const names = new Map(subscriptions.map(({ id, subscription }) => [id, subscriptionName(subscription)]));
  const listed = inOrder(await listing.day(date), "forYou").slice(0, mostRows);
  const sources = new Set(listed.flatMap(({ entry }) => entry.from));
  return {
    date,
    isToday: date === now,
    older: days.find((day) => day < date) ?? dayAfter(date, -1),
    newer: days.findLast((day) => day > date) ?? (date < now ? dayAfter(date) : undefined),
    // Where all come from one source, it need not be said of each.
    rows: listed.map((each) => rowOf(each, (id) => (sources.size > 1 ? names.get(id) : undefined))),
    mayFetch: date <= now && !(await feeds.hasWhole(date)),
    hasSubscriptions: subscriptions.length > 0,
    hasFolder: hasFolder(),
    troubles: subscriptions.flatMap(({ subscription, state }) =>
      state.failures === 0 || state.lastError === undefined
        ? []
        : [`${subscriptionName(subscription)}: ${state.lastError.why}`],
    ),
  };
}

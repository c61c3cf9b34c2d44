/** Everything that was fetched for subscriptions, day by day, in the cache of the first library. */
import { Disposables } from "../base/disposables.ts";
import { Emitter } from "../base/emitter.ts";
import type { Files, Log } from "../base/ports.ts";
import { reasonOf } from "../base/result.ts";
import type { Shelves } from "../base/shelves.ts";
import type { PaperId } from "../domain/paperId.ts";
import { entryOf, readDayFile, writeDayFile, type DayFile } from "./dayFile.ts";
import { dayAfter, isDay } from "./days.ts";
import type { FeedEntry, FetchedFeed } from "./feed.ts";
import type { Listed } from "./sources/listed.ts";

export const feedFolder = "cache/feed";
/** More than a year: a page of the calendar back is always there. */
const keptDays = 400;
const nameOf = ({ draft }: Listed): PaperId => entryOf({ draft, date: "" }, "").id;

export class FetchedDays implements FetchedFeed {
  readonly #shelves: Shelves;
  readonly #own = new Disposables();
  readonly #changes: Emitter<void>;
  #watch: { dispose(): void } | undefined;

  constructor(shelves: Shelves, log: Log) {
    this.#shelves = shelves;
    this.#changes = this.#own.add(
      new Emitter((failure) => log.error(`A listener to feeds failed: ${reasonOf(failure)}`)),
    );
    this.#own.add(shelves.onDidChange(() => this.#follow()));
    this.#own.add({ dispose: () => this.#watch?.dispose() });
    this.#follow();
  }

  get onDidChange(): FetchedFeed["onDidChange"] {
    return this.#changes.event;
  }

  async days(): Promise<readonly string[]> {
    const days = new Set<string>();
    for (const subscription of await this.#subscriptions())
      for (const day of await this.daysOf(subscription)) days.add(day);
    return [...days].sort().reverse();
  }

  /** Days for which one subscription has a file, newest first. */
  async daysOf(subscription: string): Promise<readonly string[]> {
    const entries = (await this.#shelf?.list(`${feedFolder}/${subscription}`)) ?? [];
    return entries
      .map(({ name }) => name.replace(/\.json$/u, ""))
      .filter(isDay)
      .sort()
      .reverse();
  }

  async day(date: string): Promise<readonly FeedEntry[]> {
    const entries = new Map<PaperId, FeedEntry>();
    for (const subscription of await this.#subscriptions())
      for (const listed of (await this.read(subscription, date))?.listed ?? []) {
        const entry = entryOf(listed, subscription);
        const known = entries.get(entry.id);
        entries.set(entry.id, known === undefined ? entry : together(known, entry));
      }
    return [...entries.values()];
  }

  async read(subscription: string, date: string): Promise<DayFile | undefined> {
    const text = await this.#shelf?.read(pathOf(subscription, date));
    return text === undefined ? undefined : readDayFile(text);
  }

  /** Keeps the whole list of a day. @returns how many papers of it are new. */
  async keepDay(subscription: string, date: string, file: DayFile): Promise<number> {
    const before = await this.read(subscription, date);
    const known = new Set(before?.listed.map(nameOf));
    await this.#write(subscription, date, file);
    return new Set(file.listed.map(nameOf).filter((name) => !known.has(name))).size;
  }

  /** Adds papers to the days they name, unless an earlier day lists them already. @returns how many are new. */
  async add(subscription: string, { fetched, listed }: DayFile): Promise<number> {
    const dates = [...new Set(listed.map(({ date }) => date))].sort();
    const first = dates[0];
    if (first === undefined) return 0;
    const known = new Set<string>();
    const since = (await this.daysOf(subscription)).filter((day) => day >= dayAfter(first, -1));
    for (const day of since)
      for (const each of (await this.read(subscription, day))?.listed ?? []) known.add(keyOf(each));
    let fresh = 0;
    for (const date of dates) {
      const before = (await this.read(subscription, date))?.listed ?? [];
      const more = listed.filter((each) => each.date === date && !known.has(keyOf(each)));
      if (more.length > 0)
        await this.#write(subscription, date, { fetched, listed: [...before, ...uniqueOf(more)] });
      fresh += uniqueOf(more).length;
    }
    return fresh;
  }

  /** Removes days that are long past. */
  async prune(subscription: string, today: string): Promise<void> {
    const last = dayAfter(today, -keptDays);
    for (const day of await this.daysOf(subscription))
      if (day < last) await this.#shelf?.remove(pathOf(subscription, day));
  }

  dispose(): void {
    this.#own.dispose();
  }

  get #shelf(): Files | undefined {
    return this.#shelves.list()[0];
  }

  async #subscriptions(): Promise<readonly string[]> {
    const entries = (await this.#shelf?.list(feedFolder)) ?? [];
    return entries.flatMap(({ kind, name }) => (kind === "folder" ? [name] : [])).sort();
  }

  async #write(subscription: string, date: string, file: DayFile): Promise<void> {
    await this.#shelf?.write(pathOf(subscription, date), writeDayFile(file));
    this.#changes.fire();
  }

  /** Another window fetches into the same folder. */
  #follow(): void {
    this.#watch?.dispose();
    this.#watch = this.#shelf?.onDidChange((paths) => {
      if (paths.some((path) => path.startsWith(`${feedFolder}/`) && !path.endsWith("/state.json")))
        this.#changes.fire();
    });
    this.#changes.fire();
  }
}

const pathOf = (subscription: string, date: string): string => `${feedFolder}/${subscription}/${date}.json`;

/** A new version of a paper is news of its own. */
const keyOf = (listed: Listed): string => `${nameOf(listed)} ${listed.announced === "replace"}`;

const uniqueOf = (listed: readonly Listed[]): readonly Listed[] => [
  ...new Map(listed.map((each) => [keyOf(each), each])).values(),
];

/** The same paper in two lists: what the first does not know, the second adds. */
function together(first: FeedEntry, second: FeedEntry): FeedEntry {
  return {
    ...second,
    ...Object.fromEntries(Object.entries(first).filter(([, value]) => value !== undefined)),
    id: first.id,
    draft: first.draft.abstract === "" && second.draft.abstract !== "" ? second.draft : first.draft,
    date: first.date,
    from: [...first.from, ...second.from],
  };
}

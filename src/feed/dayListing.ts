/** A day as its reader sees it: what feeds and the library list, ranked, with what was done with each paper. */
import type { Clock, Log } from "../base/ports.ts";
import { inSlices } from "../base/slices.ts";
import type { Paper } from "../domain/paper.ts";
import type { PaperId } from "../domain/paperId.ts";
import { canonicalIdentifier } from "../library/canonical.ts";
import type { Library } from "../library/library.ts";
import { PaperLookup, type PaperName } from "../library/paperLookup.ts";
import { Disposables } from "../base/disposables.ts";
import { Emitter } from "../base/emitter.ts";
import { reasonOf } from "../base/result.ts";
import { normaliseTitle } from "../domain/paperId.ts";
import { daysUpTo } from "./days.ts";
import type { FeedEntry, FetchedFeed } from "./feed.ts";
import { Interest } from "./interest.ts";
import { daysOfLibrary, entriesOfLibrary } from "./libraryDays.ts";
import { bondWith, likedPapers } from "./likedPapers.ts";
import { rankEntries, type RankedEntry } from "./rankedEntry.ts";
import type { SeenPapers } from "./seenPapers.ts";

export interface ListedPaper extends RankedEntry {
  readonly did: "new" | "seen" | "skipped";
  /** In the library, under whatever name. */
  readonly paper?: Paper | undefined;
}

export interface DayListingPorts {
  readonly library: Library;
  readonly feed: FetchedFeed;
  readonly seen: SeenPapers;
  readonly notes: NotesOfReader;
  readonly clock: Clock;
  readonly log: Log;
}

/** What the ranking asks of the notes. */
export interface NotesOfReader {
  ready(): Promise<void>;
  count(paper: PaperId): number;
  /** The words that were highlighted in a paper. */
  highlights(paper: Paper): Promise<readonly string[]>;
  readonly onDidChange: (listener: () => void) => { dispose(): void };
}

/** Highlights are read of the papers that were highlighted last; each is a file. */
const mostHighlighted = 200;

export class DayListing {
  readonly #ports: DayListingPorts;
  readonly #own = new Disposables();
  readonly #changes: Emitter<void>;
  #interest: Promise<Interest> | undefined;
  #lookup: Promise<PaperLookup> | undefined;

  constructor(ports: DayListingPorts) {
    this.#ports = ports;
    const { library, feed, seen, notes, log } = ports;
    this.#changes = this.#own.add(
      new Emitter((failure) => log.error(`A listener to the day's papers failed: ${reasonOf(failure)}`)),
    );
    const changed = (): void => this.#changes.fire();
    this.#own.add(feed.onDidChange(changed));
    this.#own.add(seen.onDidChange(changed));
    this.#own.add(
      library.onDidChange((change) => {
        this.#interest = undefined;
        void this.#lookup?.then((lookup) => lookup.update(change));
        changed();
      }),
    );
    this.#own.add(notes.onDidChange(() => (this.#interest = undefined)));
  }

  /** Fires when a listing may have become another. */
  get onDidChange(): Emitter<void>["event"] {
    return this.#changes.event;
  }

  /** Days on which something was listed or asked for, newest first. */
  async days(): Promise<readonly string[]> {
    const { feed, library } = this.#ports;
    const days = new Set([...(await feed.days()), ...daysOfLibrary(await library.papers())]);
    return [...days].sort().reverse();
  }

  /** In the order of the sources. */
  async day(date: string): Promise<readonly ListedPaper[]> {
    return this.#listed(await this.#entries(date));
  }

  /** Each paper once, by its newest listing. */
  async week(last: string): Promise<readonly ListedPaper[]> {
    const entries = new Map<PaperId, FeedEntry>();
    for (const date of daysUpTo(last, 7))
      for (const entry of await this.#entries(date)) if (!entries.has(entry.id)) entries.set(entry.id, entry);
    return this.#listed([...entries.values()]);
  }

  /** Papers of the last days that the reader neither has nor has seen. Ranks nothing. */
  async newPapers(last: string, days: number): Promise<ReadonlySet<PaperId>> {
    const { feed, seen } = this.#ports;
    await seen.load();
    const lookup = await this.#names();
    const fresh = new Set<PaperId>();
    for (const date of daysUpTo(last, days))
      for (const entry of await feed.day(date))
        if (seen.of(entry.id) === undefined && lookup.find(namesOf(entry)) === undefined) fresh.add(entry.id);
    return fresh;
  }

  dispose(): void {
    this.#own.dispose();
  }

  /** What feeds list, and behind it what only the library knows of the day. New versions are news of papers one has. */
  async #entries(date: string): Promise<readonly FeedEntry[]> {
    const { feed, library } = this.#ports;
    const lookup = await this.#names();
    const entries = (await feed.day(date)).filter(
      (entry) => entry.announced !== "replace" || lookup.find(namesOf(entry)) !== undefined,
    );
    const known = new Set(entries.map((entry) => lookup.find(namesOf(entry)) ?? entry.id));
    const more = entriesOfLibrary(await library.papers(), date).filter(({ id }) => !known.has(id));
    return [...entries, ...more];
  }

  async #listed(entries: readonly FeedEntry[]): Promise<readonly ListedPaper[]> {
    const { library, seen, notes } = this.#ports;
    await seen.load();
    const [lookup, interest] = [await this.#names(), await this.#interests()];
    const selfOf = (entry: FeedEntry): PaperId | undefined => lookup.find(namesOf(entry));
    return rankEntries(entries, interest, selfOf).map((ranked) => {
      const id = selfOf(ranked.entry);
      const paper = id === undefined ? undefined : library.get(id);
      // Whoever has read or marked a paper has seen it.
      const isKnown = paper !== undefined && bondWith(paper, notes.count(paper.id)) !== undefined;
      return { ...ranked, did: seen.of(ranked.entry.id) ?? (isKnown ? "seen" : "new"), paper };
    });
  }

  #names(): Promise<PaperLookup> {
    this.#lookup ??= (async () => {
      const lookup = new PaperLookup([]);
      await inSlices(adding(lookup, await this.#ports.library.papers()), () => false);
      return lookup;
    })();
    return this.#lookup;
  }

  #interests(): Promise<Interest> {
    this.#interest ??= this.#readInterests().catch((thrown: unknown) => {
      this.#interest = undefined;
      this.#ports.log.warn(`What the reader is interested in could not be read: ${reasonOf(thrown)}`);
      return Interest.in([]);
    });
    return this.#interest;
  }

  async #readInterests(): Promise<Interest> {
    const { library, notes } = this.#ports;
    const papers = await library.papers();
    await notes.ready();
    const noted = papers.filter(({ id }) => notes.count(id) > 0).slice(-mostHighlighted);
    const words = new Map<PaperId, readonly string[]>();
    for (const paper of noted) words.set(paper.id, await notes.highlights(paper));
    return Interest.in(
      likedPapers(
        papers,
        ({ id }) => notes.count(id),
        ({ id }) => words.get(id) ?? [],
      ),
    );
  }
}

function* adding(lookup: PaperLookup, papers: readonly Paper[]): Generator<undefined, void> {
  for (const paper of papers) {
    lookup.update({ added: [paper], changed: [], removed: [] });
    yield;
  }
}

function namesOf({ draft }: FeedEntry): readonly PaperName[] {
  const named = (draft.identifiers ?? [])
    .map(canonicalIdentifier)
    .filter((name): name is PaperName => /^(?:arxiv|doi|acl):/u.test(name));
  return [...named, `title:${normaliseTitle(draft.title)}`];
}

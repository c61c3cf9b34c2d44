/**
 * Stands in for VS Code and the host before the page of Today starts. Behind the real channel stand the real answers: a library,
 * fetched days and a log of what was seen, in memory. Only the network is made up.
 */
import type { Paper } from "../../src/domain/paper.ts";
import { DayListing } from "../../src/feed/dayListing.ts";
import { writeDayFile } from "../../src/feed/dayFile.ts";
import { Feeds } from "../../src/feed/feeds.ts";
import { SeenPapers } from "../../src/feed/seenPapers.ts";
import type { Listed } from "../../src/feed/sources/listed.ts";
import { writeListFile } from "../../src/library/listFile.ts";
import { subscriptionsFormat } from "../../src/feed/subscription.ts";
import { todayAnswers } from "../../src/host/today/todayAnswers.ts";
import { Library } from "../../src/library/library.ts";
import { paperPath, writePaperFile } from "../../src/library/paperFile.ts";
import { openChannel, type Ask, type Handlers } from "../../src/protocol/channel.ts";
import { todayAsks, todayTells, type TodayView } from "../../src/protocol/today.ts";
import { ManualClock } from "../fakes/manualClock.ts";
import { MemoryFiles } from "../fakes/memoryFiles.ts";
import { MemoryShelves } from "../fakes/memoryShelves.ts";
import { SilentLog } from "../fakes/silentLog.ts";
import type { Theme } from "./fixture.ts";
import { lineToPage, watched, wearFromTheStart, type Asked } from "./standIn.ts";

export interface TodayFixture {
  readonly theme: Theme;
  readonly now: string;
  readonly papers: readonly Paper[];
  /** What Daily Papers list, by day. */
  readonly days: Readonly<Record<string, readonly Listed[]>>;
  readonly isSubscribed: boolean;
  readonly hasFolder: boolean;
  readonly view: TodayView;
  /** What the network answers. */
  readonly answer?: string;
  /** What `.marginalia/cache/feed/daily-papers/state.json` says. */
  readonly state?: string;
}

type Asks = typeof todayAsks;

export class TodayHost {
  readonly asked: Asked[] = [];
  readonly refused: string[] = [];
  readonly violations: string[] = [];
  readonly ran: unknown[][] = [];
  readonly opened: string[] = [];
  readonly #line = lineToPage();
  readonly receive = this.#line.receive;
  readonly library: Library;
  readonly seen: SeenPapers;
  readonly #channel;

  constructor({ now, papers, days, isSubscribed, hasFolder, view, answer, state }: TodayFixture) {
    const files = new MemoryFiles();
    const shelves = new MemoryShelves(files);
    const [log, clock] = [new SilentLog(), new ManualClock(now)];
    const subscriptions = isSubscribed ? [{ kind: "daily-papers" as const }] : [];
    const written = Promise.all([
      ...papers.map((each) => files.write(paperPath(each.id), writePaperFile(each))),
      ...Object.entries(days).map(([day, listed]) =>
        files.write(`cache/feed/daily-papers/${day}.json`, writeDayFile({ fetched: now, listed })),
      ),
      ...(state === undefined ? [] : [files.write("cache/feed/daily-papers/state.json", state)]),
      files.write(
        subscriptionsFormat.path,
        writeListFile({ items: subscriptions, writable: true, others: {} }, subscriptionsFormat),
      ),
    ]);
    this.library = new Library(shelves, clock, log);
    this.seen = new SeenPapers({ shelves, clock, log, fileName: () => Promise.resolve("ann.jsonl") });
    const courier = {
      get: () =>
        Promise.resolve(
          answer === undefined
            ? { ok: false as const, why: { why: "cannot be reached", missing: false, down: true } }
            : { ok: true as const, value: answer },
        ),
    };
    const feeds = new Feeds({ shelves, courier, clock, log });
    const listing = new DayListing({
      ...{ library: this.library, feed: feeds.days, seen: this.seen, clock, log },
      notes: {
        ready: () => Promise.resolve(),
        count: () => 0,
        highlights: () => Promise.resolve([]),
        onDidChange: () => ({ dispose: () => undefined }),
      },
    });
    const answers = todayAnswers({
      ...{ library: this.library, feeds, listing, seen: this.seen },
      today: () => now.slice(0, 10),
      hasFolder: () => hasFolder,
      run: (...command) => Promise.resolve(void this.ran.push(command)),
      openLink: (url) => Promise.resolve(void this.opened.push(url)),
    });
    let kept = JSON.parse(sessionStorage.getItem("view") ?? JSON.stringify(view)) as TodayView;
    const handlers: Handlers<Asks> = {
      ...answers,
      open: async () => {
        await written;
        return { view: kept };
      },
      keepView: (given) => {
        kept = given;
        sessionStorage.setItem("view", JSON.stringify(given));
      },
    };
    this.#channel = openChannel(
      this.#line.wire,
      todayAsks,
      watched<Asks>(handlers, this.asked),
      todayTells,
      (why) => this.refused.push(why),
    );
  }

  tell<K extends keyof typeof todayTells>(call: K, what: Ask<typeof todayTells, K>): Promise<unknown> {
    return this.#channel.ask(call, what);
  }
}

declare global {
  interface Window {
    todayFixture?: TodayFixture;
    todayHost: TodayHost;
  }
}

/** The files of the tests wait as Node does. */
Object.assign(globalThis, { setImmediate: (work: () => void) => setTimeout(work) });

const fixture = window.todayFixture;
if (fixture !== undefined) {
  const host = new TodayHost(fixture);
  window.todayHost = host;
  window.acquireVsCodeApi = () => ({ postMessage: (message) => host.receive(message) });
  document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
    host.violations.push(`${violatedDirective} ${blockedURI}`),
  );
  wearFromTheStart(fixture.theme);
}

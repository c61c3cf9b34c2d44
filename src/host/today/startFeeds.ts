/** Puts feeds together: subscriptions and their view, the Today page, the background, digests. */
import * as vscode from "vscode";
import { Disposables } from "../../base/disposables.ts";
import type { Clock } from "../../base/ports.ts";
import type { Shelves } from "../../base/shelves.ts";
import type { PaperId } from "../../domain/paperId.ts";
import { isDay } from "../../feed/days.ts";
import { DayListing } from "../../feed/dayListing.ts";
import { SeenPapers } from "../../feed/seenPapers.ts";
import type { Library } from "../../library/library.ts";
import { logName } from "../../notes/author.ts";
import type { Notes } from "../../notes/notes.ts";
import type { Courier } from "../../sources/net/courier.ts";
import type { ShownLog } from "../commands/registered.ts";
import { TodayPanel } from "./todayPanel.ts";
import type { Authorship } from "../workspace/authorship.ts";
import { commands } from "../workspace/names.ts";
import { openWebLink } from "../workspace/webLinks.ts";
import { Background } from "../feeds/background.ts";
import { Digests } from "../feeds/digests.ts";
import { feedCommands } from "../feeds/feedCommands.ts";
import { Feeds } from "../../feed/feeds.ts";
import { SourcesView } from "../feeds/sourcesView.ts";

export interface StartFeedsPorts {
  readonly extension: vscode.Uri;
  readonly library: Library;
  readonly notes: Notes;
  readonly shelves: Shelves;
  readonly courier: Courier;
  readonly authorship: Authorship;
  readonly addressOf: (paper: PaperId) => string;
  readonly memory: vscode.Memento;
  readonly clock: Clock;
  readonly log: ShownLog;
}

export interface StartedFeeds extends vscode.Disposable {
  readonly commands: Readonly<Record<string, (...args: readonly unknown[]) => unknown>>;
  /** Shows a paper that a feed lists and the library may not have. @returns false where none lists it */
  showListed(paper: string): Promise<boolean>;
}

/** A link of a digest is followed this far back. */
const daysSearched = 60;

export function startFeeds(ports: StartFeedsPorts): StartedFeeds {
  const { extension, library, notes, shelves, authorship, memory, clock, log } = ports;
  const own = new Disposables();
  const today = (): string => clock.now().slice(0, 10);
  const feeds = own.add(new Feeds(ports));
  const seen = own.add(
    new SeenPapers({
      ...{ shelves, clock, log },
      fileName: async () => logName(await authorship.person()),
    }),
  );
  const listing = own.add(
    new DayListing({
      ...{ library, feed: feeds.days, seen, clock, log },
      notes: {
        ready: () => notes.ready(),
        count: (paper) => notes.count(paper),
        highlights: async (paper) => {
          await notes.open(paper.id);
          return notes
            .of(paper)
            .flatMap(({ quote, comment }) => [quote, comment].filter((words) => words !== ""));
        },
        onDidChange: (listener) => notes.onDidChange(listener),
      },
    }),
  );
  const view = own.add(new SourcesView(feeds, ports.courier.sites));
  const digests = new Digests({ feeds, listing, addressOf: ports.addressOf, today });
  const background = own.add(
    new Background({
      ...{ feeds, listing, view, memory, today, log },
      onRefreshed: () => digests.writeScheduled(),
    }),
  );
  const panel = own.add(
    new TodayPanel(extension, {
      ...{ library, feeds, listing, seen, today, memory, log },
      hasFolder: () => (vscode.workspace.workspaceFolders ?? []).length > 0,
      run: async (command, ...args) => void (await vscode.commands.executeCommand(command, ...args)),
      openLink: openWebLink,
      onShow: () => void background.shown(),
    }),
  );
  return {
    commands: {
      ...feedCommands({ feeds, memory, log }),
      [commands.openToday]: (date) => panel.show(typeof date === "string" && isDay(date) ? { date } : {}),
      [commands.writeDigest]: (span, day) => digests.write(span, day),
    },
    showListed: async (paper) => {
      for (const date of (await feeds.days.days()).slice(0, daysSearched)) {
        const entry = (await feeds.days.day(date)).find(({ id }) => id === paper);
        if (entry === undefined) continue;
        await panel.show({ date, paper: entry.id });
        return true;
      }
      return false;
    },
    dispose: () => own.dispose(),
  };
}

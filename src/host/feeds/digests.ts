/** Digests of a day or a week: as a document that is nowhere yet, or as files in a folder of the workspace. */
import * as vscode from "vscode";
import type { PaperId } from "../../domain/paperId.ts";
import { dayAfter, isDay } from "../../feed/days.ts";
import type { DayListing } from "../../feed/dayListing.ts";
import { digestText, isUntouchedDigest } from "../../feed/digest.ts";
import { inOrder } from "../../feed/rankedEntry.ts";
import { subscriptionName } from "../../feed/subscription.ts";
import { digestFolder } from "../workspace/configuration.ts";
import { settingFolder } from "../workspace/settingFolder.ts";
import type { Feeds } from "../../feed/feeds.ts";

export interface DigestPorts {
  readonly feeds: Feeds;
  readonly listing: DayListing;
  /** Opens a paper in this kind of editor. */
  readonly addressOf: (paper: PaperId) => string;
  /** YYYY-MM-DD. */
  readonly today: () => string;
}

export const digestSpans = ["day", "week"] as const;
export type DigestSpan = (typeof digestSpans)[number];

/** What nobody reads to the end is no digest. */
const mostPapers = 30;

export class Digests {
  readonly #ports: DigestPorts;

  constructor(ports: DigestPorts) {
    this.#ports = ports;
  }

  /** Without arguments it asks. @returns where the digest is */
  async write(givenSpan: unknown, givenDay: unknown): Promise<vscode.Uri | undefined> {
    const span = digestSpans.find((each) => each === givenSpan) ?? (await askSpan());
    if (span === undefined) return undefined;
    const day = typeof givenDay === "string" && isDay(givenDay) ? givenDay : await this.#newestDay();
    const text = await this.#text(span, day);
    const folder = folderNames();
    if (folder.length === 0) {
      const document = await vscode.workspace.openTextDocument({ language: "markdown", content: text });
      await vscode.window.showTextDocument(document, { preview: false });
      return document.uri;
    }
    const uri = fileOf(folder, span, day);
    const isWritten = await writeUnlessTouched(uri, text);
    await vscode.window.showTextDocument(uri, { preview: false });
    if (!isWritten)
      void vscode.window.showInformationMessage(
        "This digest was written into, and is left as it is. Rename it to have a new one.",
      );
    return uri;
  }

  /** Today's, where a folder for digests is set. A file that somebody has written into is never replaced. */
  async writeScheduled(): Promise<void> {
    const folder = folderNames();
    if (folder.length === 0) return;
    const day = this.#ports.today();
    if ((await this.#ports.listing.day(day)).length > 0)
      await writeUnlessTouched(fileOf(folder, "day", day), await this.#text("day", day));
  }

  async #newestDay(): Promise<string> {
    const today = this.#ports.today();
    const day = (await this.#ports.listing.days()).find((each) => each <= today);
    if (day === undefined) throw new Error("Nothing was fetched yet: subscribe to a feed first");
    return day;
  }

  async #text(span: DigestSpan, day: string): Promise<string> {
    const { listing, feeds, addressOf } = this.#ports;
    const listed = (await (span === "day" ? listing.day(day) : listing.week(day))).filter(
      ({ did }) => did !== "skipped",
    );
    const names = new Map(
      (await feeds.list()).map(({ id, subscription }) => [id, subscriptionName(subscription)]),
    );
    return digestText({
      days: span === "day" ? [day] : [dayAfter(day, -6), day],
      entries: inOrder(listed, "forYou").slice(0, mostPapers),
      listed: listed.length,
      addressOf: ({ entry }) => addressOf(entry.id),
      nameOf: (id) => names.get(id) ?? "the library",
    });
  }
}

async function askSpan(): Promise<DigestSpan | undefined> {
  const items = [
    { label: "Day", description: "the newest day that was fetched", span: "day" as const },
    { label: "Week", description: "the seven days up to it", span: "week" as const },
  ];
  return (await vscode.window.showQuickPick(items, { title: "Write Digest", placeHolder: "Of what time?" }))
    ?.span;
}

const folderNames = (): readonly string[] => settingFolder(digestFolder(), "digests");

function fileOf(folder: readonly string[], span: DigestSpan, day: string): vscode.Uri {
  const [first] = vscode.workspace.workspaceFolders ?? [];
  if (first === undefined) throw new Error("Open a folder first: digests are kept in it");
  return vscode.Uri.joinPath(first.uri, ...folder, `${day}${span === "week" ? "-week" : ""}.md`);
}

/** @returns whether it is written */
async function writeUnlessTouched(uri: vscode.Uri, text: string): Promise<boolean> {
  const before = await textIn(uri);
  if (before !== undefined && !isUntouchedDigest(before)) return false;
  if (before !== text) await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return true;
}

async function textIn(uri: vscode.Uri): Promise<string | undefined> {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open !== undefined) return open.getText(); // what is typed and not saved counts as well
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch (thrown) {
    if (thrown instanceof vscode.FileSystemError && thrown.code === "FileNotFound") return undefined;
    throw thrown;
  }
}

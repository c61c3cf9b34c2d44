/** Answers to a query as rows of the Quick Pick. */
import * as vscode from "vscode";
import type { Paper, ReadingState } from "../../domain/paper.ts";
import { dayLabel, inFeedOrder } from "../../library/outline.ts";
import { feedDate } from "../../domain/paper.ts";
import type { LibrarySearch } from "./librarySearch.ts";

export interface PaperItem extends vscode.QuickPickItem {
  readonly paper: Paper;
}

export const openToSide: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon("split-horizontal"),
  tooltip: "Open to the side",
};
export const copyCitation: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon("quote"),
  tooltip: "Copy citation",
};

/** As many as a person looks through. */
export const mostRows = 50;
const longestLabel = 300;
const longestDetail = 180;

export async function itemsFor(query: string, search: LibrarySearch): Promise<readonly PaperItem[]> {
  const found = await search.search(query, mostRows);
  return found.map(({ paper, snippet }) => itemOf(paper, snippet));
}

/** What is shown before anything is typed: what came last, and within it in the order of the feed. */
export const latestItems = (papers: readonly Paper[]): readonly PaperItem[] =>
  [...papers]
    .sort(inFeedOrder)
    .slice(0, mostRows)
    .map((paper) => itemOf(paper, paper.abstract.slice(0, longestDetail)));

const icons: Readonly<Record<ReadingState, string>> = {
  unread: "$(circle-filled)",
  reading: "$(book)",
  read: "$(pass)",
};

function itemOf(paper: Paper, detail: string): PaperItem {
  return {
    paper,
    label: withoutIcons(paper.title.slice(0, longestLabel)),
    description: descriptionOf(paper),
    detail: withoutIcons(detail),
    alwaysShow: true,
    buttons: [openToSide, copyCitation],
  };
}

function descriptionOf(paper: Paper): string {
  const [first, ...others] = paper.authors;
  const date = feedDate(paper);
  const facts = [
    first === undefined ? "" : `${first}${others.length > 0 ? " et al." : ""}`,
    paper.venue,
    paper.year === undefined ? date && dayLabel(date, vscode.env.language) : String(paper.year),
  ];
  return `${icons[paper.reading]} ${withoutIcons(facts.filter(Boolean).join(" · "))}`;
}

/** VS Code draws "$(name)" in labels as an icon; in a paper's text it is text. */
const withoutIcons = (text: string): string => text.replace(/\$\(/gu, "\\$(");

/** Nodes as VS Code draws them. */
import * as vscode from "vscode";
import type { Color } from "../../domain/annotation.ts";
import { isDisputed, pageOfNote, type Note } from "../../domain/note.ts";
import type { NoteCount } from "../../domain/noteCount.ts";
import { feedDate, type Paper } from "../../domain/paper.ts";
import { plainWords } from "../../library/markdownText.ts";
import { noTextInWords, type NoText } from "../../library/noText.ts";
import { isSmart } from "../../library/smartGroups.ts";
import { allIn, dayLabel, unreadIn, type Group, type Grouping } from "../../library/outline.ts";
import { newerVersion } from "../../domain/versions.ts";
import { stageOf, type Stage } from "../../domain/stage.ts";
import { colorId, commands } from "../workspace/names.ts";
import { paperUri } from "../workspace/paperUri.ts";
import type { MoreNode, NoteNode, PaperNode } from "./nodes.ts";

const longestLabel = 300;
const clipped = (text: string, length = longestLabel): string =>
  text.length <= length ? text : `${text.slice(0, length - 1)}…`;

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

export function groupItem(
  group: Group,
  index: number,
  by: Grouping,
  colorOf: (tag: string) => Color | undefined,
): vscode.TreeItem {
  const { key, label } = group;
  const papers = allIn(group);
  const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(label, index === 0 ? Expanded : Collapsed);
  item.id = `group/${key}`;
  const isNamed = (by === "tag" || by === "collection") && key !== "" && !key.startsWith("\0");
  item.contextValue = isNamed ? `group.${by}` : isSmart(key) ? "group.smart" : "group";
  const color = by === "tag" ? colorOf(key) : undefined;
  if (color !== undefined) item.iconPath = new vscode.ThemeIcon("tag", new vscode.ThemeColor(colorId(color)));
  if (isSmart(key)) item.iconPath = new vscode.ThemeIcon("search");
  const unread = unreadIn(papers);
  item.description = by === "reading" ? String(papers.length) : readingOf(papers.length, unread);
  item.accessibilityInformation = {
    label: `${label}, ${counted(papers.length, "paper", "papers")}, ${unread} unread`,
  };
  return item;
}

function readingOf(count: number, unread: number): string {
  if (unread === 0) return String(count);
  return unread === count ? `${count} unread` : `${count} · ${unread} unread`;
}

const stageIcons: Readonly<Record<Stage, vscode.ThemeIcon>> = {
  unread: new vscode.ThemeIcon("circle-filled", new vscode.ThemeColor("charts.blue")),
  toRead: new vscode.ThemeIcon("layers", new vscode.ThemeColor("charts.blue")),
  reading: new vscode.ThemeIcon("book"),
  read: new vscode.ThemeIcon("pass"),
  skipped: new vscode.ThemeIcon("circle-slash"),
  archived: new vscode.ThemeIcon("archive"),
};
const stageNames: Readonly<Record<Stage, string>> = {
  unread: "unread",
  toRead: "to read",
  reading: "reading",
  read: "read",
  skipped: "skipped",
  archived: "archived",
};

export function paperItem(
  { group }: PaperNode,
  paper: Paper,
  { notes: noteCount, proposed, conflicts }: NoteCount,
): vscode.TreeItem {
  const { Collapsed, None } = vscode.TreeItemCollapsibleState;
  const title = clipped(paper.title);
  const item = new vscode.TreeItem(title, noteCount + proposed > 0 ? Collapsed : None);
  item.id = `paper/${group}/${paper.id}`;
  const hasPdf = paper.pdfs.length > 0;
  const star = paper.starred === true ? ".starred" : "";
  const stage = stageOf(paper);
  const queued = paper.queue === undefined ? "" : ".queued";
  const away = stage === "archived" ? ".archived" : "";
  item.contextValue = `paper.${paper.reading}${star}${hasPdf ? ".pdf" : ""}${queued}${away}${proposed > 0 ? ".proposed" : ""}${noteCount > 0 ? ".noted" : ""}`;
  const disputed = conflicts === 0 ? "" : `${conflicts} in conflict`;
  const waiting = proposed === 0 ? "" : `${proposed} proposed`;
  item.description = [star === "" ? "" : "★", progressOf(paper) ?? (hasPdf ? "PDF" : ""), waiting, disputed]
    .filter(Boolean)
    .join(" · ");
  item.iconPath = stageIcons[stage];
  item.resourceUri = paperUri(paper); // what the badge with the number of notes hangs on
  item.command = { command: commands.open, title: "Open", arguments: [paper.id, { preview: true }] };
  const authors =
    paper.authors.length === 0
      ? ""
      : `, ${paper.authors[0] ?? ""}${paper.authors.length > 1 ? " et al." : ""}`;
  const year = paper.year === undefined ? "" : `, ${paper.year}`;
  item.accessibilityInformation = {
    label: `${title}${authors}${year}, ${stageNames[stage]}${star === "" ? "" : ", starred"}${hasPdf ? ", with PDF" : ""}${noteCount > 0 ? `, ${counted(noteCount, "note", "notes")}` : ""}${waiting === "" ? "" : `, ${waiting}`}${disputed === "" ? "" : `, ${disputed}`}`,
  };
  return item;
}

/** "p. 7 of 15", of a paper that was begun and not read to its end. */
function progressOf({ progress, reading }: Paper): string | undefined {
  if (progress === undefined || reading === "read" || progress.page <= 1) return undefined;
  return `p. ${progress.page} of ${progress.pages}`;
}

/** Made only when the pointer rests on the paper. */
export function paperTooltip(paper: Paper, noText: NoText | undefined): vscode.MarkdownString {
  const tooltip = new vscode.MarkdownString();
  const date = feedDate(paper);
  tooltip.appendText(clipped(paper.title, 500));
  const facts = [
    paper.authors.slice(0, 6).join(", "),
    paper.venue,
    date && dayLabel(date),
    paper.tags.map((tag) => `#${tag}`).join(" "),
    paper.collections?.map((name) => `in ${name}`).join(", "),
    newerVersion(paper) === undefined ? "" : `version ${newerVersion(paper)} is out`,
    paper.started === undefined ? "" : `begun ${dayLabel(paper.started)}`,
    progressOf(paper),
    paper.finished === undefined ? "" : `read ${dayLabel(paper.finished)}`,
  ];
  const line = facts.filter(Boolean).join(" · ");
  if (line !== "") tooltip.appendMarkdown("\n\n").appendText(line);
  tooltip.appendMarkdown("\n\n").appendText(clipped(paper.abstract, 600));
  if (noText !== undefined)
    tooltip
      .appendMarkdown("\n\n")
      .appendText(`The search does not find the words of its PDF. ${noTextInWords(noText)}.`);
  return tooltip;
}

/** Of notes on pages without words. */
const pdfNoteNames: Partial<Record<Note["style"], string>> = {
  area: "Area of a page",
  ink: "Drawing on a page",
  point: "Sticky note",
};

export function noteItem({ group, paper, note }: NoteNode): vscode.TreeItem {
  const words = note.comment === "" ? note.quote.replace(/\s+/gu, " ").trim() : plainWords(note.comment);
  const label = clipped(
    words === "" && note.about === "pdf" ? (pdfNoteNames[note.style] ?? "Note on a page") : words,
    120,
  );
  const item = new vscode.TreeItem(label === "" ? "Note on the paper" : label);
  item.id = `note/${group}/${paper}/${note.id}`;
  const isProposal = note.proposed === true;
  item.contextValue = isProposal ? "note.proposed" : "note";
  item.iconPath = noteIcon(note);
  const state = {
    anchored: "",
    uncertain: "moved?",
    unplaced: note.about === "paper" ? "" : "not found in the text",
  }[note.placement.state];
  const disputed = isDisputed(note) ? "in conflict" : "";
  const replies = note.replies.length === 0 ? "" : counted(note.replies.length, "reply", "replies");
  const at = pageOfNote(note);
  const page = at === undefined ? "" : `p. ${at}`;
  const [linked] = note.links ?? note.replies.flatMap((reply) => reply.links ?? []);
  const file = linked === undefined ? "" : linked.path.slice(linked.path.lastIndexOf("/") + 1);
  item.description = [
    isProposal ? "proposed" : "",
    disputed,
    page,
    file,
    state,
    note.comment === "" ? "" : clipped(note.quote, 60),
    replies,
  ]
    .filter(Boolean)
    .join(" · ");
  item.tooltip = new vscode.MarkdownString().appendText(
    [
      note.quote === "" ? note.comment : `“${note.quote}”\n\n${note.comment}`,
      note.byAgent === true ? `${isProposal ? "Proposed" : "Written"} by the agent ${note.author}.` : "",
      disputed === ""
        ? ""
        : "Changed in two places. Every version is kept until you choose: open the note to do so.",
      state === "moved?" ? "The text has changed; this is the likeliest place." : "",
      state === "not found in the text"
        ? "Its words are no longer in the text. The note is kept as it was."
        : "",
    ]
      .filter(Boolean)
      .join("\n\n"),
  );
  item.command = { command: commands.openNote, title: "Open", arguments: [paper, note.id] };
  item.accessibilityInformation = {
    label: `${note.color} ${note.comment === "" ? note.style : "note"}: ${[isProposal ? "proposed" : "", label, state, disputed].filter(Boolean).join(", ")}`,
  };
  return item;
}

function noteIcon(note: Note): vscode.ThemeIcon {
  const { about, color, comment, links, placement, style } = note;
  if (isDisputed(note))
    return new vscode.ThemeIcon("git-compare", new vscode.ThemeColor("list.warningForeground"));
  if (note.proposed === true) return new vscode.ThemeIcon("sparkle", new vscode.ThemeColor(colorId(color)));
  if (placement.state === "uncertain")
    return new vscode.ThemeIcon("question", new vscode.ThemeColor(colorId(color)));
  const shown =
    placement.state === "unplaced" && about === "passage"
      ? "warning"
      : links !== undefined
        ? "link"
        : comment !== ""
          ? "comment"
          : style === "underline"
            ? "text-size"
            : "paintcan";
  return new vscode.ThemeIcon(shown, new vscode.ThemeColor(colorId(color)));
}

export function moreItem(node: MoreNode, hidden: number): vscode.TreeItem {
  const item = new vscode.TreeItem(`Show ${hidden} more…`);
  item.id = `more/${node.group}`;
  item.contextValue = "more";
  item.command = { command: commands.showMore, title: "Show More", arguments: [node] };
  return item;
}

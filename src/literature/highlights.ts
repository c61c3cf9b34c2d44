/** The notes on a paper as Markdown, each with a link to its passage. */
import { pageOfNote, type Note } from "../domain/note.ts";
import { asMarkdown } from "../library/markdownText.ts";
import { plainTag } from "./frontMatter.ts";
import type { NoteGroup } from "./grouping.ts";

export interface HighlightLinks {
  /** The address that opens the note. */
  readonly linkTo: (note: Note) => string;
  /** Where the picture of an area lies, from the file that this is for; `undefined` where there is none. */
  readonly pictureOf: (note: Note) => string | undefined;
}

/** @param level of the groups' headings, from 1 to 6 */
export function highlightsText(groups: readonly NoteGroup[], level: number, links: HighlightLinks): string {
  const notes = groups.flatMap((group) => group.notes);
  if (notes.length === 0) return "There are no highlights yet.\n";
  const isShared = new Set(notes.map(({ author }) => author)).size > 1;
  return groups
    .map(({ heading, notes: of }) => {
      const body = of.map((note) => highlight(note, links, isShared)).join("\n");
      return heading === undefined ? body : `${"#".repeat(level)} ${asMarkdown(heading)}\n\n${body}`;
    })
    .join("\n");
}

/** @param isShared several people have made notes, so that each says whose it is */
function highlight(note: Note, { linkTo, pictureOf }: HighlightLinks, isShared: boolean): string {
  const { quote, comment, replies, tags, author, created } = note;
  const page = pageOfNote(note);
  const picture = pictureOf(note);
  const link = `[${page === undefined ? "" : `p. ${page} `}↗](${linkTo(note)})`;
  const words =
    quote !== ""
      ? `> ${asMarkdown(quote)} ${link}`
      : `${page === undefined ? "On the paper" : "On the page"} ${link}`;
  const said = withoutMarkers(comment.trim());
  const answers = replies.map(({ author: by, comment: answer }) => {
    const lines = withoutMarkers(answer.trim()).split("\n").join("\n  ");
    return `- ${asMarkdown(by)}: ${lines}\n`;
  });
  const named = tags.map(plainTag).filter((tag) => tag !== "");
  return [
    `${words}\n`,
    ...(picture === undefined
      ? []
      : [`![An area${page === undefined ? "" : ` of page ${page}`}](${picture})\n`]),
    ...(said === "" ? [] : [`${said}\n`]),
    ...(named.length === 0 ? [] : [`${named.map((tag) => `#${tag}`).join(" ")}\n`]),
    ...(isShared ? [`*${asMarkdown(author)}, ${created.slice(0, 10)}*\n`] : []),
    ...answers,
  ].join("\n");
}

/** A comment of HTML in what someone wrote must not end the section it stands in. */
const withoutMarkers = (text: string): string => text.replace(/<!--/gu, "&lt;!--");

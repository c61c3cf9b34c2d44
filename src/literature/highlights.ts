/** The notes on a paper as Markdown, each with a link to its passage. */
import type { Note } from "../domain/note.ts";
import { asMarkdown } from "../library/markdownText.ts";

export function highlightsText(notes: readonly Note[], linkTo: (note: Note) => string): string {
  if (notes.length === 0) return "There are no highlights yet.\n";
  return notes.map((note) => highlight(note, linkTo(note))).join("\n");
}

function highlight({ quote, comment, replies }: Note, address: string): string {
  const link = `[↗](${address})`;
  const words = quote === "" ? `On the paper ${link}` : `> ${asMarkdown(quote)} ${link}`;
  const said = withoutMarkers(comment.trim());
  const answers = replies.map(({ author, comment: answer }) => {
    const lines = withoutMarkers(answer.trim()).split("\n").join("\n  ");
    return `- ${asMarkdown(author)}: ${lines}\n`;
  });
  return [`${words}\n`, ...(said === "" ? [] : [`${said}\n`]), ...answers].join("\n");
}

/** A comment of HTML in what someone wrote must not end the section it stands in. */
const withoutMarkers = (text: string): string => text.replace(/<!--/gu, "&lt;!--");

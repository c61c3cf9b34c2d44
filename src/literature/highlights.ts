/** The notes on a paper as Markdown, from a template that the person may change, each with a link to its passage. */
import type { Color, MarkStyle } from "../domain/annotation.ts";
import { pageOfNote, type Note } from "../domain/note.ts";
import { plainTag } from "./frontMatter.ts";
import { filledIn } from "./filledIn.ts";
import { meaningOf, type NoteGroup } from "./grouping.ts";

/** Loops over groups and their notes; the heading of a group stands there only where notes are grouped. */
export const usualHighlightsTemplate = `{{#groups}}
{{#heading}}
{{{hashes}}} {{heading}}

{{/heading}}
{{#notes}}
{{#quote}}> {{quote}} {{/quote}}{{^quote}}{{what}} {{/quote}}[{{#page}}p. {{page}} {{/page}}↗]({{{link}}})

{{#picture}}
![An area{{#page}} of page {{page}}{{/page}}]({{{picture}}})

{{/picture}}
{{#comment}}
{{{comment}}}

{{/comment}}
{{#hashtags}}
{{{hashtags}}}

{{/hashtags}}
{{#isShared}}
*{{author}}, {{date}}*

{{/isShared}}
{{#replies}}
- {{author}}: {{{comment}}}

{{/replies}}
{{/notes}}
{{/groups}}
{{^groups}}
There are no highlights yet.
{{/groups}}
`;

export interface HighlightOptions {
  readonly template: string;
  readonly meanings: Readonly<Record<Color, string>>;
  /** The address that opens the note. */
  readonly linkTo: (note: Note) => string;
  /** Where the picture of an area lies, from the file that this is for; `undefined` where there is none. */
  readonly pictureOf: (note: Note) => string | undefined;
}

/**
 * @param level of the groups' headings, from 1 to 6
 * @throws when the template cannot be read
 */
export function highlightsText(
  groups: readonly NoteGroup[],
  level: number,
  options: HighlightOptions,
): string {
  const notes = groups.flatMap((group) => group.notes);
  const isShared = new Set(notes.map(({ author }) => author)).size > 1;
  const view = {
    // Several people have made notes, so that each says whose it is.
    isShared,
    hashes: "#".repeat(level),
    groups: groups.map(({ heading = "", notes: of }) => ({
      heading,
      notes: of.map((note) => noteView(note, options)),
    })),
  };
  return `${filledIn(options.template, view).trimEnd()}\n`;
}

/** Every name has a value, as one that is missing would be looked for further out. */
function noteView(note: Note, { meanings, linkTo, pictureOf }: HighlightOptions): object {
  const page = pageOfNote(note);
  return {
    quote: note.quote,
    what: page === undefined ? "On the paper" : placeWords(note.style),
    page: page ?? "",
    link: linkTo(note),
    picture: pictureOf(note) ?? "",
    comment: written(note.comment),
    color: note.color,
    meaning: meaningOf(note.color, meanings),
    style: note.style,
    hashtags: note.tags
      .map(plainTag)
      .filter((tag) => tag !== "")
      .map((tag) => `#${tag}`)
      .join(" "),
    tags: note.tags,
    author: note.author,
    date: note.created.slice(0, 10),
    replies: note.replies.map(({ author, comment, created }) => ({
      author,
      comment: written(comment).split("\n").join("\n  "),
      date: created.slice(0, 10),
    })),
  };
}

const placeWords = (style: MarkStyle): string =>
  style === "area" ? "An area of the page" : style === "ink" ? "A drawing on the page" : "On the page";

/** A comment of HTML that is not closed would hide all that comes below it. */
const written = (comment: string): string =>
  comment.replace(/\r\n?/gu, "\n").trim().replace(/<!--/gu, "&lt;!--");

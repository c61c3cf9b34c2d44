/** What inline notes say. Texts of papers and notes are others', so whatever becomes Markdown is escaped. */
import { isDisputed, type Note } from "../../domain/note.ts";
import type { Paper } from "../../domain/paper.ts";
import { asMarkdown, clip, plainWords } from "../../library/markdownText.ts";
import { readableMath } from "../../library/plainTex.ts";
import { sentencesOf } from "../../base/sentences.ts";
import { commands } from "../workspace/names.ts";

const longestBeside = 50;
const longestQuote = 140;
const longestComment = 400;
const longestAbstract = 320;
const mostNotes = 8;
const mostAuthors = 4;

/** The only commands that links in hovers may run. */
export const hoverCommands = [
  commands.open,
  commands.openToSide,
  commands.openNote,
  commands.addNoteHere,
  commands.editLink,
  commands.confirmLink,
  commands.copyNoteLink,
  commands.removeNote,
  commands.markReading,
  commands.importEntries,
  commands.addPaper,
] as const;
type HoverCommand = (typeof hoverCommands)[number];

/** Where a note is to be added from a link: the document and a place on a mention of the paper. */
export interface NotePlace {
  readonly uri: string;
  readonly line: number;
  readonly character: number;
}

/** Beside a line: "2 notes: first words of the first comment…". */
export function besideLine(notes: readonly Note[]): string {
  const words = notes.find(({ comment }) => comment.trim() !== "")?.comment;
  const quote = notes.find(({ quote: words }) => words !== "")?.quote;
  const count = countOf(notes);
  if (words !== undefined) return `${count}: ${commentInWords(words, longestBeside)}`;
  return quote === undefined ? count : `${count}: “${clip(quote, longestBeside)}”`;
}

/** Comments are Markdown with mathematics, which would be shown as its signs here. */
const commentInWords = (comment: string, longest: number): string =>
  clip(plainWords(readableMath(comment.slice(0, longest * 8))), longest);

export const countOf = ({ length }: readonly Note[]): string => (length === 1 ? "1 note" : `${length} notes`);

/** What is told of a paper, whether the library has it or not. */
type Glance = Pick<Paper, "title" | "authors" | "year" | "venue" | "abstract">;

export const paperAtAGlance = (paper: Glance, ...more: readonly string[]): string =>
  blocks(
    `**${asMarkdown(readableMath(paper.title))}**`,
    [...factsOf(paper).map(asMarkdown), ...more].join(" · "),
    asMarkdown(beginningOf(readableMath(paper.abstract.slice(0, longestAbstract * 8)))),
  );

/** A paper, with what was noted about it. */
export function paperHover(paper: Paper, notes: readonly Note[], place: NotePlace): string {
  return blocks(
    paperAtAGlance(paper, `*${paper.reading}*`),
    notes.length === 0 ? "" : blocks("---", `**${countOf(notes)}**`, noteList(paper, notes)),
    "---",
    [
      commandLink("Open", commands.open, paper.id),
      commandLink("Open to Side", commands.openToSide, paper.id),
      commandLink("Add Note", commands.addNoteHere, place),
      ...(paper.reading === "unread" ? [commandLink("Mark as Reading", commands.markReading, paper.id)] : []),
    ].join(" · "),
  );
}

/** An entry whose paper is not in the library. */
export const entryHover = (
  entry: Glance,
  file: string,
  args: readonly [file: string, key: string],
  arxiv: string | undefined,
): string =>
  blocks(
    paperAtAGlance(entry),
    `*${asMarkdown(file)}, not in the library*`,
    "---",
    [
      commandLink("Import", commands.importEntries, ...args),
      ...(arxiv === undefined ? [] : [fromArxiv(arxiv)]),
    ].join(" · "),
  );

/** A paper that is named by its id and is not in the library. */
export const arxivHover = (id: string): string =>
  blocks(`arXiv:${asMarkdown(id)} *is not in the library*`, fromArxiv(id));

const fromArxiv = (id: string): string => commandLink("Import from arXiv", commands.addPaper, `arXiv:${id}`);

/** The notes on a passage. */
export const passageHover = (paper: Paper, notes: readonly Note[]): string => noteList(paper, notes);

function noteList(paper: Paper, notes: readonly Note[]): string {
  const items = notes.slice(0, mostNotes).map((note) => noteItem(paper, note));
  const left = notes.length - mostNotes;
  const more = left > 0 ? [`- ${commandLink(`${left} more…`, commands.open, paper.id)}`] : [];
  return [...items, ...more].join("\n");
}

function noteItem(paper: Paper, note: Note): string {
  const { id, about, quote, comment, author, replies, placement } = note;
  const words = about === "paper" ? "On the paper" : `“${clip(quote, longestQuote)}”`;
  const lost = about === "passage" && placement.state === "unplaced" ? " *(passage not found)*" : "";
  const disputed = isDisputed(note) ? " *(in conflict: open to choose)*" : "";
  const said = [comment, ...replies.map((reply) => `${reply.author}: ${reply.comment}`)];
  const [own = "", ...answers] = said.map((text) => asMarkdown(commentInWords(text, longestComment)));
  const by = author === "" ? "" : ` — ${asMarkdown(clip(author, longestBeside))}`;
  return [
    `- ${commandLink(words, commands.openNote, paper.id, id)}${lost}${disputed}${by}${own === "" ? "" : "  "}`, // two spaces break the line
    ...(own === "" ? [] : [`  ${own}`]),
    ...answers.map((answer) => `  - ${answer}`),
  ].join("\n");
}

function factsOf({ authors, venue = "", year }: Glance): readonly string[] {
  const named = authors.slice(0, mostAuthors).join(", ");
  return [authors.length > mostAuthors ? `${named}, et al.` : named, venue, year?.toString() ?? ""]
    .map((fact) => clip(fact, longestComment))
    .filter((fact) => fact !== "");
}

/** Whole sentences where they fit. */
function beginningOf(abstract: string): string {
  const start = abstract.slice(0, longestAbstract * 4);
  const whole = sentencesOf(start).findLast(({ end }) => end <= longestAbstract);
  return clip(whole === undefined ? start : start.slice(0, whole.end), longestAbstract);
}

export const blocks = (...parts: readonly string[]): string =>
  parts.filter((part) => part !== "").join("\n\n");

export function commandLink(text: string, command: HoverCommand, ...args: readonly unknown[]): string {
  // encodeURIComponent leaves brackets as they are, and one would end the link.
  const query = encodeURIComponent(JSON.stringify(args)).replace(
    /[()'*!~]/gu,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
  return `[${asMarkdown(text)}](command:${command}?${query})`;
}

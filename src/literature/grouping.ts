/** Highlights under headings: by the section that they are in, their colour, or their tags. */
import { colors, type Color } from "../domain/annotation.ts";
import { pageOfNote, type Note } from "../domain/note.ts";
import type { PaperText, TextHeading } from "../domain/paperText.ts";

export const groupings = ["none", "section", "color", "tag"] as const;
export type Grouping = (typeof groupings)[number];

export const groupingNamed = (name: unknown): Grouping =>
  groupings.find((grouping) => grouping === name) ?? "none";

export interface NoteGroup {
  /** Absent where notes are not grouped. */
  readonly heading?: string;
  readonly notes: readonly Note[];
}

export interface GroupingFacts {
  /** What stands on the pages, where it is known. */
  readonly text?: PaperText | undefined;
  /** What the person means by a colour; empty where nothing is said. */
  readonly meanings: Readonly<Record<Color, string>>;
}

/** Every note is in one group, but by tags in one for each that it has. */
export function grouped(notes: readonly Note[], by: Grouping, facts: GroupingFacts): readonly NoteGroup[] {
  if (by === "none") return notes.length === 0 ? [] : [{ notes }];
  if (by === "section") return collected(notes, (note) => [sectionOf(note, facts.text)]);
  if (by === "color") {
    const names = colors.map((color) => meaningOf(color, facts.meanings));
    return inOrder(
      collected(notes, ({ color }) => [meaningOf(color, facts.meanings)]),
      names,
    );
  }
  const tags = [...new Set(notes.flatMap((note) => note.tags))].sort((a, b) => (a < b ? -1 : 1));
  return inOrder(
    collected(notes, (note) => (note.tags.length === 0 ? [untagged] : note.tags)),
    [...tags, untagged],
  );
}

/** What the person means by a colour, else its name. */
export const meaningOf = (color: Color, meanings: GroupingFacts["meanings"]): string =>
  meanings[color] || `${color.charAt(0).toUpperCase()}${color.slice(1)}`;

const untagged = "Without a tag";

/** In the order in which the headings come up. */
function collected(
  notes: readonly Note[],
  headingsOf: (note: Note) => readonly string[],
): readonly NoteGroup[] {
  const groups = new Map<string, Note[]>();
  for (const note of notes)
    for (const heading of new Set(headingsOf(note))) {
      const group = groups.get(heading);
      if (group === undefined) groups.set(heading, [note]);
      else group.push(note);
    }
  return [...groups].map(([heading, of]) => ({ heading, notes: of }));
}

const inOrder = (groups: readonly NoteGroup[], headings: readonly string[]): readonly NoteGroup[] =>
  groups.toSorted((a, b) => headings.indexOf(a.heading ?? "") - headings.indexOf(b.heading ?? ""));

/** The last heading above it; on its own page, the last that stands before its words. */
function sectionOf(note: Note, text: PaperText | undefined): string {
  if (note.about === "paper") return "On the paper";
  if (note.about === "passage") return "Abstract";
  const page = pageOfNote(note) ?? 1;
  const headings = text?.headings ?? [];
  const words = text?.pages.find((each) => each.page === page)?.text ?? "";
  const at = note.quote === "" ? -1 : words.indexOf(note.quote.slice(0, 40));
  const isAbove = (heading: TextHeading): boolean =>
    heading.page < page || (heading.page === page && at !== -1 && isBefore(words, heading, at));
  const above = headings.filter(isAbove).at(-1) ?? headings.find((heading) => heading.page === page);
  if (above === undefined) return `Page ${page}`;
  return above.number === undefined ? above.title : `${above.number} ${above.title}`;
}

function isBefore(words: string, { title }: TextHeading, at: number): boolean {
  const start = words.indexOf(title);
  return start !== -1 && start <= at;
}

/** Which notes the list shows. */
import type { Color, MarkStyle } from "../../../src/domain/annotation.ts";
import type { Note } from "../../../src/domain/note.ts";

export interface NoteFilter {
  /** In the words, the comment, the replies, the tags or the names of those who wrote. */
  readonly text: string;
  /** None stands for all. */
  readonly color: Color | undefined;
  readonly style: MarkStyle | undefined;
  /** Only what the file itself holds, or only what it does not. */
  readonly inFile: boolean | undefined;
}

export const noFilter: NoteFilter = { text: "", color: undefined, style: undefined, inFile: undefined };

export const isFiltering = ({ text, color, style, inFile }: NoteFilter): boolean =>
  text.trim() !== "" || color !== undefined || style !== undefined || inFile !== undefined;

/** Every word must be somewhere; `#tag` means a tag, `@name` an author. */
export function passes(note: Note, { text, color, style, inFile }: NoteFilter): boolean {
  if (inFile !== undefined && (note.inFile === true) !== inFile) return false;
  if (color !== undefined && note.color !== color) return false;
  if (style !== undefined && note.style !== style) return false;
  const words = text.toLowerCase().split(/\s+/u).filter(Boolean);
  const tags = note.tags.map((tag) => tag.toLowerCase());
  const authors = [note, ...note.replies].map(({ author }) => author.toLowerCase());
  const all = [
    note.quote,
    note.comment,
    ...note.replies.map(({ comment }) => comment),
    ...note.tags,
    ...authors,
  ];
  const written = all.join("\n").toLowerCase();
  return words.every((word) => {
    if (word.startsWith("#") && word.length > 1) return tags.some((tag) => tag.includes(word.slice(1)));
    if (word.startsWith("@") && word.length > 1) return authors.some((name) => name.includes(word.slice(1)));
    return written.includes(word);
  });
}

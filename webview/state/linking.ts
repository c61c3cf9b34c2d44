/** Links between passages and lines of files, and quotes put into a text that is being written: VS Code does both. */
import type { AnnotationId } from "../../src/domain/annotation.ts";
import type { PaperEnd } from "./actions.ts";
import { refused } from "./marking.ts";
import { activeNote, type Reader } from "./reader.ts";

/** From the selected words, else from the note in focus, else from the whole paper. */
export async function linkToCode(reader: Reader): Promise<void> {
  if (refused(reader)) return;
  const end = endIn(reader) ?? {};
  await reader.wish("link to code", () => reader.actions.linkToCode(end));
}

export async function insertQuote(reader: Reader): Promise<void> {
  const end = endIn(reader);
  if (end === undefined) return reader.say("Select some words first, or a note");
  const file = await reader.wish("insert the quote", () => reader.actions.insertQuote(end));
  reader.say(`Quoted in ${file}`);
}

export const openLines = (reader: Reader, id: AnnotationId, at: number): Promise<void> =>
  reader.wish("open the linked lines", () => reader.actions.openLines(id, at));

function endIn({ state }: Reader): PaperEnd | undefined {
  const { selection, words } = state;
  if (selection !== undefined) return { passage: { span: selection, exact: words.at(selection) } };
  const note = activeNote(state);
  return note === undefined ? undefined : { note: note.id };
}

/** Giving a note another place: the words that are selected, or those that are selected next. */
import type { AnnotationId } from "../../src/domain/annotation.ts";
import { wordStyles } from "../../src/domain/annotation.ts";
import type { Note } from "../../src/domain/note.ts";
import { refused, undo } from "./marking.ts";
import type { Reader } from "./reader.ts";

/** Areas, sticky notes and drawings lie on no words. */
export const canReattach = ({ about, editable, style }: Note): boolean =>
  about !== "paper" && editable && wordStyles.some((each) => each === style);

export const canConfirm = ({ about, editable, placement }: Note): boolean =>
  about !== "paper" && editable && placement.state === "uncertain";

/** With words selected it is done at once. */
export function reattach(reader: Reader, note: Note): void {
  if (refused(reader)) return;
  if (!canReattach(note)) return reader.say("This note is not about words, so it cannot be given others");
  if (reader.state.selection !== undefined) return void attachTo(reader, note.id);
  reader.update({ reattaching: note.id, active: note.id, goal: { kind: "abstract" } });
  reader.say("Select the words that the note is about. Enter attaches it, Escape leaves it as it was", {
    label: "Cancel",
    take: () => void stopReattaching(reader),
  });
}

/** To the words selected now; answers whether a note waited for them. */
export function attachHere(reader: Reader): boolean {
  const { reattaching, selection } = reader.state;
  if (reattaching === undefined || selection === undefined) return false;
  void attachTo(reader, reattaching);
  return true;
}

/** Answers whether there was anything to stop. */
export function stopReattaching(reader: Reader): boolean {
  if (reader.state.reattaching === undefined) return false;
  reader.update({ reattaching: undefined, notice: { text: "The note stays as it was" } });
  return true;
}

async function attachTo(reader: Reader, id: AnnotationId): Promise<void> {
  const { selection } = reader.state;
  if (selection === undefined) return;
  const passage = { span: selection, exact: reader.state.words.at(selection) };
  reader.update({ reattaching: undefined, selection: undefined });
  await reader.wish("re-attach the note", () => reader.actions.move(id, passage));
  reader.update({ active: id, goal: { kind: "note", id }, notice: undoable(reader, "Note attached here") });
}

/** Where it was found is where it lies from now on. */
export async function confirmPlace(reader: Reader, note: Note): Promise<void> {
  if (refused(reader)) return;
  if (!canConfirm(note)) return reader.say("The place of this note is not in doubt");
  const exact = note.placement.state === "unplaced" ? "" : reader.state.words.at(note.placement.span);
  await reader.wish("confirm the place", () => reader.actions.confirm(note, exact));
  reader.update({ notice: undoable(reader, "Place confirmed") });
}

const undoable = (reader: Reader, text: string) => ({
  text,
  offer: { label: "Undo", take: () => void undo(reader) },
});

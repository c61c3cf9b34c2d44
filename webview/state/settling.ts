/** Deciding between versions of a note that people made apart, and looking at what it was before. */
import { counted } from "../../src/base/counted.ts";
import type { AnnotationId } from "../../src/domain/annotation.ts";
import type { Note, NoteConflict, Reply } from "../../src/domain/note.ts";
import { refused, undo } from "./marking.ts";
import type { Reader } from "./reader.ts";

/** Which of the versions, as they are listed, or the comments of all. */
export type Take = number | "both";

/** Removal is decided first: without it the rest may not matter. */
const order: readonly NoteConflict["field"][] = ["deleted", "comment", "target", "color", "style", "other"];

export const conflictsOf = ({ conflicts = [] }: Reply): readonly NoteConflict[] =>
  conflicts.toSorted((a, b) => order.indexOf(a.field) - order.indexOf(b.field));

/** The note, or the first of its replies, that waits for a decision. */
export const undecided = (note: Note): Reply | undefined =>
  [note, ...note.replies].find((each) => conflictsOf(each).length > 0);

export async function settle(
  reader: Reader,
  note: AnnotationId,
  { id }: Reply,
  { field, name }: NoteConflict,
  take: Take,
): Promise<void> {
  if (refused(reader)) return;
  await reader.wish("settle the conflict", () => reader.actions.settle({ id, field: name, take }));
  const isGone = field === "deleted" && take !== 0;
  reader.update({
    notice: {
      text: isGone
        ? "Note removed"
        : take === "both"
          ? "Kept both"
          : take === 0
            ? "Kept this"
            : "Took the other",
      offer: { label: "Undo", take: () => void undo(reader) },
    },
    goal: isGone && id === note ? { kind: "abstract" } : { kind: "note", id: note },
  });
}

/** Settles what is next in the note: by key or command. */
export function settleNext(reader: Reader, note: Note, take: Take): void {
  const owner = undecided(note);
  const [conflict] = owner === undefined ? [] : conflictsOf(owner);
  if (owner === undefined || conflict === undefined) reader.say("This note is not in conflict");
  else if (take === "both" && conflict.field !== "comment") reader.say("Only of comments both can be kept");
  else void settle(reader, note.id, owner, conflict, take);
}

export const showHistory = (reader: Reader, id: AnnotationId): void =>
  void reader.wish("show the history", () => reader.actions.showHistory(id));

/** Says when notes have come into conflict that were not, since nobody looks at all of them. */
export function sayNewConflicts(reader: Reader, next: readonly Note[]): void {
  const before = new Set(reader.state.notes.filter(undecided).map(({ id }) => id));
  const fresh = next.filter((note) => undecided(note) !== undefined && !before.has(note.id));
  if (fresh.length > 0)
    reader.say(`${counted(fresh.length, "note")} in conflict: every version is kept until you choose`);
}

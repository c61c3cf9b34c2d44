/** What programs propose: accepted or dismissed, one key each, and then the next. */
import { counted } from "../../src/base/counted.ts";
import type { Note } from "../../src/domain/note.ts";
import { refused, undo } from "./marking.ts";
import { inReadingOrder } from "./order.ts";
import type { Reader } from "./reader.ts";

export const isProposal = ({ proposed }: Note): boolean => proposed === true;

export async function decide(reader: Reader, note: Note, how: "accept" | "dismiss"): Promise<void> {
  if (refused(reader)) return;
  if (!isProposal(note)) return reader.say("This note is yours already: nothing is proposed");
  const next = afterDecision(reader.state.notes, note, how);
  await reader.wish(`${how} the proposal`, () => reader.actions[how](note.id));
  reader.update({
    notice: {
      text: how === "accept" ? "Accepted" : "Dismissed",
      offer: { label: "Undo", take: () => void undo(reader) },
    },
    active: next?.id,
    goal: next === undefined ? { kind: "abstract" } : { kind: "note", id: next.id },
  });
}

/** The next proposal, so that one goes through them by one key; without one the note, or its neighbour. */
function afterDecision(notes: readonly Note[], note: Note, how: "accept" | "dismiss"): Note | undefined {
  const ordered = inReadingOrder(notes);
  const at = ordered.findIndex(({ id }) => id === note.id);
  const waiting = [...ordered.slice(at + 1), ...ordered.slice(0, at)].find(isProposal);
  return waiting ?? (how === "accept" ? note : (ordered[at + 1] ?? ordered[at - 1]));
}

/** Says when a program has proposed something while one reads. */
export function sayNewProposals(reader: Reader, next: readonly Note[]): void {
  const before = new Set(reader.state.notes.map(({ id }) => id));
  const fresh = next.filter((note) => isProposal(note) && !before.has(note.id));
  const by = fresh[0]?.author ?? "";
  if (fresh.length > 0)
    reader.say(
      `${by === "" ? "A program" : by} proposes ${counted(fresh.length, "note")}: Y accepts, X dismisses`,
    );
}

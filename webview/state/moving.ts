/** Going from note to passage and back, and to where someone asked us to be. */
import type { Span } from "../../src/base/span.ts";
import type { AnnotationId } from "../../src/domain/annotation.ts";
import { inReadingOrder, neighbour, placeOf } from "./order.ts";
import type { Reader } from "./reader.ts";

/** Makes a note the one in focus without moving anything. */
export function attendTo(reader: Reader, id: AnnotationId | undefined): void {
  if (reader.state.active !== id) reader.update({ active: id, recoloring: undefined });
}

export const goToNote = (reader: Reader, id: AnnotationId): void =>
  reader.update({ active: id, recoloring: undefined, goal: { kind: "note", id } });

/** Shows where a note belongs; says so when that is nowhere. */
export function goToPassage(reader: Reader, id: AnnotationId): void {
  const note = reader.state.notes.find((each) => each.id === id);
  const span = note === undefined ? undefined : placeOf(note);
  if (span !== undefined) reader.update({ active: id, goal: { kind: "passage", span, focus: false } });
  else
    reader.say(
      note?.about === "paper" ? "This note is about the whole paper" : "Its words are not in this text",
    );
}

/** The notes under a click, innermost first: each further click goes to the next of them. */
export function cycle(reader: Reader, ids: readonly AnnotationId[]): void {
  const at = reader.state.active === undefined ? -1 : ids.indexOf(reader.state.active);
  const next = ids[(at + 1) % ids.length];
  if (next !== undefined) goToNote(reader, next);
}

export function step(reader: Reader, by: 1 | -1): void {
  const { notes, active } = reader.state;
  const next = neighbour(notes, active, by);
  if (next !== undefined) goToNote(reader, next.id);
  else if (notes.length === 0) reader.say("There are no notes yet");
  else reader.say(by === 1 ? "This is the last note" : "This is the first note");
}

export function goTo(
  reader: Reader,
  place: { annotation?: AnnotationId | undefined; quote?: string | undefined },
): void {
  const { notes, paper } = reader.state;
  // A reply is shown by the note it answers.
  const note = inReadingOrder(notes).find(
    ({ id, replies }) => id === place.annotation || replies.some((reply) => reply.id === place.annotation),
  );
  if (note !== undefined) return goToNote(reader, note.id);
  const span = place.quote === undefined ? undefined : findWords(paper.abstract, place.quote);
  if (span !== undefined) return reader.update({ goal: { kind: "passage", span, focus: true } });
  if (place.annotation !== undefined || place.quote !== undefined)
    reader.say("That place is not in this text");
}

/** Where words stand in a text, whatever white space and capitals they were quoted with. */
export function findWords(text: string, quote: string): Span | undefined {
  const words = quote.split(/\s+/u).filter((word) => word !== "");
  if (words.length === 0) return undefined;
  const escaped = words.map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`));
  const match = new RegExp(escaped.join(String.raw`\s+`), "iu").exec(text);
  return match === null ? undefined : { start: match.index, end: match.index + match[0].length };
}

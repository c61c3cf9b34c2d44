/** Making, changing and taking away marks. */
import type { Span } from "../../src/base/span.ts";
import type { AnnotationId, Color, WordStyle } from "../../src/domain/annotation.ts";
import type { Note } from "../../src/domain/note.ts";
import { inReadingOrder } from "./order.ts";
import type { Reader } from "./reader.ts";
import { markName } from "./wording.ts";

export const isWritable = (reader: Reader): boolean => reader.state.writable === true;

/** Says why nothing can be changed, where that is so. */
export function refused(reader: Reader): boolean {
  const { writable } = reader.state;
  if (writable !== true) reader.say(`Notes cannot be changed here: ${writable.why}`);
  return writable !== true;
}

export async function mark(reader: Reader, span: Span, style: WordStyle, color: Color): Promise<void> {
  if (refused(reader)) return;
  const exact = reader.state.words.at(span);
  // Let go at once, so that a key pressed twice does not mark twice; trying again needs no selection.
  reader.update({ selection: undefined, active: undefined });
  const made = await reader.wish(verbs[style], () =>
    reader.actions.annotate({ passage: { span, exact }, style, color }),
  );
  reader.update({ color, active: made, notice: { text: `${done[style]} in ${color}` } });
}

const verbs = { highlight: "highlight", underline: "underline", strike: "strike through" } as const;
const done = { highlight: "Highlighted", underline: "Underlined", strike: "Struck through" } as const;

export async function restyle(
  reader: Reader,
  { id, color, style }: Note,
  change: { readonly color?: Color; readonly style?: WordStyle },
): Promise<void> {
  reader.update({ recoloring: undefined });
  const next = { color, style, ...change };
  if (refused(reader) || (next.color === color && next.style === style)) return;
  await reader.wish("change the mark", () => reader.actions.edit({ id, ...change }));
  reader.update({
    color: next.color,
    notice: { text: `Now a ${markName(next.color, next.style).toLowerCase()}` },
  });
}

export async function retag(reader: Reader, id: AnnotationId, tags: readonly string[]): Promise<void> {
  if (refused(reader)) return;
  await reader.wish("change the tags", () => reader.actions.edit({ id, tags: [...tags] }));
  reader.say("Tags changed");
}

/** Removes a note or a reply. What follows it gets the focus, so that a keyboard is not sent back to the top. */
export async function remove(reader: Reader, id: AnnotationId): Promise<void> {
  if (refused(reader)) return;
  const ordered = inReadingOrder(reader.state.notes);
  const index = ordered.findIndex((note) => note.id === id);
  const next = ordered[index + 1] ?? ordered[index - 1];
  await reader.wish("remove the note", () => reader.actions.remove(id));
  const notice = {
    text: index < 0 ? "Reply removed" : "Note removed",
    offer: { label: "Undo", take: () => void undo(reader) },
  };
  if (index < 0) reader.update({ notice });
  else if (next === undefined) reader.update({ notice, active: undefined, goal: { kind: "abstract" } });
  else reader.update({ notice, active: next.id, goal: { kind: "note", id: next.id } });
}

export async function undo(reader: Reader): Promise<void> {
  const done = await reader.wish("undo", () => reader.actions.undo());
  reader.say(done ?? "Nothing to undo");
}

export async function redo(reader: Reader): Promise<void> {
  const done = await reader.wish("redo", () => reader.actions.redo());
  reader.say(done ?? "Nothing to redo");
}

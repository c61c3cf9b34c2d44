/** Hears the keys of the page and does what they say, unless what has the focus has its own use for them. */
import type { AbstractView } from "./abstract/abstractView.ts";
import { noteIdsOf } from "./marks.ts";
import { perform, showPassage } from "./state/commands.ts";
import { redo, undo } from "./state/marking.ts";
import { attendTo, goToNote } from "./state/moving.ts";
import { placeOf } from "./state/order.ts";
import { activeNote, type Reader } from "./state/reader.ts";
import { attachHere, stopReattaching } from "./state/reattaching.ts";
import { replyTo } from "./state/writing.ts";
import { isForControl, isPressable } from "./ui/controls.ts";
import { keyIn, type Key, type Place } from "./ui/keys.ts";

export function listenForKeys(reader: Reader, abstract: AbstractView): void {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || isForControl(event)) return;
    const place = whereIs(event, abstract);
    const key = keyIn(place, event);
    const isPress = (event.key === "Enter" || event.key === " ") && isPressable(event);
    if (key === undefined || isPress) return;
    event.preventDefault();
    abstract.settle();
    if (place === "abstract") attendToCaret(reader, abstract);
    obey(key, place, reader);
  });
}

function whereIs({ target }: Event, abstract: AbstractView): Place {
  if (abstract.hasFocus) return "abstract";
  return target instanceof Element && target.matches("[data-note]") ? "note" : "elsewhere";
}

/** Without selected words, keys in the abstract are about the note under the caret. */
function attendToCaret(reader: Reader, abstract: AbstractView): void {
  if (reader.state.selection !== undefined) return;
  const under = noteIdsOf(abstract.marksAtCaret());
  const { active } = reader.state;
  if (active === undefined || !under.includes(active)) attendTo(reader, under[0]);
}

function obey(key: Key, place: Place, reader: Reader): void {
  const note = activeNote(reader.state);
  switch (key) {
    case "undo":
      return void undo(reader);
    case "redo":
      return void redo(reader);
    case "showPassage":
      return showPassage(reader);
    case "reply":
      return note === undefined ? undefined : replyTo(reader, note);
    case "leave":
      return stopReattaching(reader) ? undefined : leave(place, reader);
    case "comment":
      if (attachHere(reader)) return undefined;
      // Enter on a mark goes to its note, as a click does; with words selected it writes about them.
      if (place === "abstract" && reader.state.selection === undefined && note !== undefined) {
        return goToNote(reader, note.id);
      }
      return perform(reader, key);
    default:
      return perform(reader, key);
  }
}

/** Escape: from the toolbar or a note back to the text, in the text away from the selection. */
function leave(place: Place, reader: Reader): void {
  const note = activeNote(reader.state);
  const span = place === "note" && note !== undefined ? placeOf(note) : undefined;
  reader.update({
    selection: undefined,
    recoloring: undefined,
    active: undefined,
    goal: span === undefined ? { kind: "abstract" } : { kind: "passage", span, focus: true },
  });
}

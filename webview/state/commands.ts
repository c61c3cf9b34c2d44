/** The things a key, a button or a command of VS Code can do with the selection or the note in focus. */
import { colors, type Color } from "../../src/domain/annotation.ts";
import { insertQuote, linkToCode } from "./linking.ts";
import { mark, remove, restyle } from "./marking.ts";
import { goToPassage, step } from "./moving.ts";
import { activeNote, type Reader } from "./reader.ts";
import { decide, isProposal } from "./proposals.ts";
import { canConfirm, confirmPlace, reattach } from "./reattaching.ts";
import { settleNext, showHistory, undecided } from "./settling.ts";
import { rewrite, writeOn, writeOnPaper } from "./writing.ts";

export type Command =
  | `highlight.${Color}`
  | "underline"
  | "comment"
  | "commentOnPaper"
  | "linkToCode"
  | "insertQuote"
  | "editNote"
  | "removeNote"
  | "nextNote"
  | "previousNote"
  | "noteHistory"
  | "keepThis"
  | "takeOther"
  | "keepBoth"
  | "acceptProposal"
  | "dismissProposal"
  | "reattachNote"
  | "confirmPlace";

export function perform(reader: Reader, command: Command): void {
  const { selection, color } = reader.state;
  const note = activeNote(reader.state);
  const wanted = colors.find((name) => command === `highlight.${name}`);
  if (wanted !== undefined) {
    if (selection !== undefined) void mark(reader, selection, "highlight", wanted);
    else if (note !== undefined) void restyle(reader, note, { color: wanted });
    else sayWhatIsMissing(reader);
    return;
  }
  switch (command) {
    case "underline":
      if (selection !== undefined) void mark(reader, selection, "underline", color);
      else if (note !== undefined) {
        void restyle(reader, note, { style: note.style === "underline" ? "highlight" : "underline" });
      } else sayWhatIsMissing(reader);
      return;
    case "comment":
      if (selection !== undefined) writeOn(reader, selection);
      else if (note !== undefined) rewrite(reader, note.id);
      else sayWhatIsMissing(reader);
      return;
    case "commentOnPaper":
      return writeOnPaper(reader);
    case "linkToCode":
      return void linkToCode(reader);
    case "insertQuote":
      return void insertQuote(reader);
    case "editNote":
      return note === undefined ? sayWhatIsMissing(reader) : rewrite(reader, note.id);
    case "removeNote":
      return note === undefined ? sayWhatIsMissing(reader) : void remove(reader, note.id);
    case "noteHistory":
      return note === undefined ? sayWhatIsMissing(reader) : showHistory(reader, note.id);
    case "keepThis":
    case "takeOther":
    case "keepBoth":
      if (note === undefined) return sayWhatIsMissing(reader);
      // One key says yes: to this version, to what is proposed, else to this place.
      if (undecided(note) === undefined && isProposal(note) && command !== "keepBoth")
        return void decide(reader, note, command === "keepThis" ? "accept" : "dismiss");
      if (command === "keepThis" && undecided(note) === undefined) {
        if (canConfirm(note)) void confirmPlace(reader, note);
        else reader.say("Nothing about this note is in doubt");
        return;
      }
      return settleNext(reader, note, takes[command]);
    case "nextNote":
      return step(reader, 1);
    case "previousNote":
      return step(reader, -1);
    case "reattachNote":
      return note === undefined ? sayWhatIsMissing(reader) : reattach(reader, note);
    case "confirmPlace":
      if (note === undefined) return sayWhatIsMissing(reader);
      return void (isProposal(note) ? decide(reader, note, "accept") : confirmPlace(reader, note));
    case "acceptProposal":
    case "dismissProposal":
      if (note === undefined) return sayWhatIsMissing(reader);
      return void decide(reader, note, command === "acceptProposal" ? "accept" : "dismiss");
    default:
      return undefined; // the highlights, done above
  }
}

const takes = { keepThis: 0, takeOther: 1, keepBoth: "both" } as const;

/** Enter on a note. */
export const showPassage = (reader: Reader): void => {
  const { active } = reader.state;
  if (active !== undefined) goToPassage(reader, active);
};

const sayWhatIsMissing = (reader: Reader): void =>
  reader.say("Select some words of the abstract first, or a note");

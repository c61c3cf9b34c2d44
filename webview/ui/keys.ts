/** Which key does what. Keys that are not listed here go on to VS Code. */
import { colors } from "../../src/domain/annotation.ts";
import type { Command } from "../state/commands.ts";

export type Key = Command | "reply" | "showPassage" | "leave" | "undo" | "redo";

/** Where the keyboard is: in the abstract, on a note (and not on something in it), or anywhere else on the page. */
export type Place = "abstract" | "note" | "elsewhere";

const bare: Readonly<Record<Place, Readonly<Record<string, Key>>>> = {
  abstract: {
    u: "underline",
    c: "comment",
    enter: "comment",
    escape: "leave",
    e: "editNote",
    delete: "removeNote",
    j: "reattachNote",
    y: "confirmPlace",
    x: "dismissProposal",
  },
  note: {
    u: "underline",
    c: "comment",
    e: "editNote",
    r: "reply",
    j: "reattachNote",
    delete: "removeNote",
    backspace: "removeNote",
    enter: "showPassage",
    escape: "leave",
    h: "noteHistory",
    y: "keepThis",
    x: "takeOther",
    b: "keepBoth",
  },
  elsewhere: { escape: "leave" },
};

/** What leads out of the page. */
const withShift: Readonly<Record<string, Key>> = { l: "linkToCode", q: "insertQuote" };

export function keyIn(place: Place, event: KeyboardEvent): Key | undefined {
  const key = event.key.toLowerCase();
  const command = event.ctrlKey || event.metaKey;
  if (event.altKey) return undefined;
  if (command) {
    if (key === "z") return event.shiftKey ? "redo" : "undo";
    return key === "y" && !event.shiftKey ? "redo" : undefined;
  }
  if (event.shiftKey) return place === "elsewhere" ? undefined : withShift[key];
  if (key === "n") return "nextNote";
  if (key === "p") return "previousNote";
  const color = colors[Number(key) - 1];
  if (color !== undefined && place !== "elsewhere") return `highlight.${color}`;
  return bare[place][key];
}

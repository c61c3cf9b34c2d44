/** Which key does what. Keys that are not listed here go on to VS Code. */
import type { PdfAction } from "../../../src/protocol/pdf.ts";
import type { ReaderAction } from "../../../src/protocol/reader.ts";

export type PdfKey =
  | PdfAction
  | ReaderAction
  | "findNext"
  | "findPrevious"
  | "firstPage"
  | "lastPage"
  | "nextPage"
  | "previousPage"
  | "zoomAuto"
  | "rotateBack"
  | "leave";

export interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const withCommand: Readonly<Record<string, PdfKey>> = {
  f: "find",
  g: "findNext",
  "=": "zoomIn",
  "+": "zoomIn",
  "-": "zoomOut",
  "0": "zoomAuto",
  home: "firstPage",
  end: "lastPage",
};

const bare: Readonly<Record<string, PdfKey>> = {
  "+": "zoomIn",
  "=": "zoomIn",
  "-": "zoomOut",
  "0": "zoomAuto",
  w: "fitWidth",
  f: "fitPage",
  b: "twoUp",
  z: "focusMode",
  r: "rotate",
  o: "outline",
  t: "pages",
  g: "goToPage",
  d: "tone",
  home: "firstPage",
  end: "lastPage",
  arrowright: "nextPage",
  arrowleft: "previousPage",
};

/** @param isTyping whether the letters go into a field; the others mean the same everywhere */
export function pdfKeyIn(pressed: Pressed, isTyping: boolean): PdfKey | undefined {
  const key = pressed.key.toLowerCase();
  const { shiftKey } = pressed;
  const command = pressed.ctrlKey || pressed.metaKey;
  if (key === "f3" && !command && !pressed.altKey) return shiftKey ? "findPrevious" : "findNext";
  if (pressed.altKey) {
    if (command || shiftKey || isTyping) return undefined;
    return key === "arrowleft" ? "back" : key === "arrowright" ? "forward" : undefined;
  }
  if (command) {
    if (isTyping && (key === "home" || key === "end")) return undefined;
    if (key === "g" && shiftKey) return "findPrevious";
    return shiftKey && key !== "+" ? undefined : withCommand[key];
  }
  if (key === "escape") return "leave";
  if (isTyping) return undefined;
  if (key === "r" && shiftKey) return "rotateBack";
  if (key === "w" && shiftKey) return "fitColumn";
  return shiftKey && key !== "+" ? undefined : bare[key];
}

/** Keys that select and annotate on the pages. What they do not know goes on to the keys of reading. */
import type { Stride } from "../text/steps.ts";
import { toolKeys, type Tool } from "./tools.ts";
import type { Pressed } from "./keys.ts";

export type AnnotationKey =
  | { readonly kind: "step"; readonly stride: Stride; readonly by: 1 | -1; readonly extend: boolean }
  | {
      readonly kind: "unit";
      readonly unit: "sentence" | "paragraph";
      readonly by: 1 | -1;
      readonly extend: boolean;
    }
  | { readonly kind: "tool"; readonly tool: Tool }
  | { readonly kind: "caret" }
  | { readonly kind: "strike" }
  | { readonly kind: "again" }
  | { readonly kind: "copy" }
  | { readonly kind: "copyWithCitation" }
  | { readonly kind: "notes" };

const arrows: Readonly<Record<string, readonly [Stride, 1 | -1, Stride]>> = {
  arrowright: ["letter", 1, "word"],
  arrowleft: ["letter", -1, "word"],
  arrowdown: ["line", 1, "paragraph"],
  arrowup: ["line", -1, "paragraph"],
  end: ["lineEdge", 1, "lineEdge"],
  home: ["lineEdge", -1, "lineEdge"],
};

const units: Readonly<Record<string, readonly ["sentence" | "paragraph", 1 | -1]>> = {
  ".": ["sentence", 1],
  ",": ["sentence", -1],
  ">": ["sentence", 1],
  "<": ["sentence", -1],
  "]": ["paragraph", 1],
  "[": ["paragraph", -1],
  "}": ["paragraph", 1],
  "{": ["paragraph", -1],
};

const bare: Readonly<Record<string, AnnotationKey>> = {
  s: { kind: "strike" },
  h: { kind: "again" },
  v: { kind: "caret" },
  f7: { kind: "caret" },
  l: { kind: "notes" },
};

/** @param hasCaret whether the arrows move a caret also without Shift */
export function annotationKeyIn(pressed: Pressed, hasCaret: boolean): AnnotationKey | undefined {
  const { shiftKey, altKey } = pressed;
  const command = pressed.ctrlKey || pressed.metaKey;
  const key = pressed.key.toLowerCase();
  if (altKey) return undefined;
  const arrow = arrows[key];
  if (arrow !== undefined && (shiftKey || hasCaret)) {
    const [plain, by, withCommand] = arrow;
    return { kind: "step", stride: command ? withCommand : plain, by, extend: shiftKey };
  }
  if (command) {
    if (key !== "c") return undefined;
    return { kind: shiftKey ? "copyWithCitation" : "copy" };
  }
  const unit = units[key];
  if (unit !== undefined) return { kind: "unit", unit: unit[0], by: unit[1], extend: shiftKey };
  if (shiftKey) return undefined;
  const tool = toolKeys[key];
  return tool === undefined ? bare[key] : { kind: "tool", tool };
}

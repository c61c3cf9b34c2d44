/** Whether a paper can be named where someone types, in which form, and what of it stands there already. */
import { begun, readArguments } from "./citeCommands.ts";
import type { LanguageKind } from "./languages.ts";
import type { ScanState } from "./references.ts";

export interface Asked {
  readonly what: "key" | "title" | "arxiv" | "doi";
  /** Of the name: the beginning of a key, or words of a title. */
  readonly typed: string;
  /** Where it begins in the line. */
  readonly start: number;
  /** Keys that are no plain word stand in braces here: "@{a/b}". */
  readonly braces?: boolean;
}

/** Longer than that it is prose. */
const longest = 80;
const mostWords = 4;

const citeCommand = /\\[a-z]{0,20}cite[a-z]{0,20}\*?(?=\s{0,9}[[({])/giu;

/** @param before the line up to the cursor */
export function completionAt(before: string, kind: LanguageKind, open: ScanState): Asked | undefined {
  if (open.fence?.holds === "code") return undefined;
  const title = /\[\[\s*(?!@)([^[\]|]{0,80})$/u.exec(before);
  if (title !== null && kind !== "latex") return asked("title", title[1] ?? "", before);
  const arxiv = /(?<![\p{L}\p{N}_])arxiv:\s?([\w./-]{0,20})$/iu.exec(before);
  if (arxiv !== null) return asked("arxiv", arxiv[1] ?? "", before);
  const doi = /(?<![\p{L}\p{N}_])doi:\s?((?:10[^\s{}]{0,60})?)$/iu.exec(before);
  if (doi !== null) return asked("doi", doi[1] ?? "", before);
  switch (kind) {
    case "latex":
      return inCommand(before, open);
    case "typst":
      return inCall(before) ?? behindAt(before);
    case "markdown":
    case "text":
      return inRole(before) ?? behindAt(before);
    case "code":
      return undefined; // "@" and "{" mean other things there
    case "bibtex":
      return undefined; // keys are made here, not cited
  }
}

const asked = (what: Asked["what"], typed: string, before: string): Asked => ({
  what,
  typed,
  start: before.length - typed.length,
});

/** In the braces of \cite{a, b}, which may have been opened on a line above. */
function inCommand(before: string, { command }: ScanState): Asked | undefined {
  const last = [...before.matchAll(citeCommand)].at(-1);
  const from = last === undefined ? command : begun(last[0]);
  if (from === undefined) return undefined;
  const read = readArguments(before, last === undefined ? 0 : last.index + last[0].length, from);
  return read.open?.bracket === "{" ? lastOf(before, /[^,{]*$/u) : undefined;
}

const inRole = (before: string): Asked | undefined =>
  /(?:\{cite(?::[a-z:]{1,20})?\}|:cite(?::[a-z]{1,20})?:)`[^`]{0,1000}$/iu.test(before)
    ? lastOf(before, /[^,;`]*$/u)
    : undefined;

const inCall = (before: string): Asked | undefined =>
  /#cite\(\s{0,9}<[^>]{0,80}$/u.test(before) ? lastOf(before, /[^<]*$/u) : undefined;

/** What stands behind the last separator, without the space in front of it. */
function lastOf(before: string, shape: RegExp): Asked | undefined {
  const typed = (shape.exec(before)?.[0] ?? "").trimStart();
  return typed.length > longest || words(typed) > mostWords * 2 ? undefined : asked("key", typed, before);
}

/** A few words behind "@" may be a search: "@sparse attention". A sentence that goes on is none. */
function behindAt(before: string): Asked | undefined {
  const match = /(?<![\p{L}\p{N}_@\\./`])@(\{?)([\p{L}\p{N}_][^[\]{}@;,`]{0,79}|)$/u.exec(before);
  if (match === null) return undefined;
  const [, brace = "", typed = ""] = match;
  if (words(typed) > mostWords || /[.:!?]\s|\s{2}/u.test(typed)) return undefined;
  return { ...asked("key", typed, before), braces: brace === "" };
}

const words = (text: string): number => text.split(/\s+/u).filter((word) => word !== "").length;

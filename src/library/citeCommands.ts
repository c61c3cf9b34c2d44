/** The keys in the arguments of LaTeX's citation commands: \cite, natbib's and biblatex's relatives, and multicites. */
import type { Span } from "../base/span.ts";

export interface CitedKey {
  readonly key: string;
  readonly span: Span;
}

/** Have "cite" in their names and take something else. */
const takesNoKeys =
  /^\\(?:citestyle|citetext|setcite\w*|citereset|defcitealias|bibpunct|new\w*|renew\w*|declare\w*|provide\w*)$/iu;
/** \cites, \parencites, \textcites…: any number of arguments, each with its own notes. */
const takesMany = /cites\*?$/iu;
/** Farther away no argument ends. It bounds the work for brackets that never close. */
const longestArgument = 1000;

/** @param end where the command's name ends */
export function citedKeys(line: string, command: string, end: number): readonly CitedKey[] {
  if (takesNoKeys.test(command.replace(/\*$/u, ""))) return [];
  const keys: CitedKey[] = [];
  let at = end;
  for (;;) {
    const opening = skipSpace(line, at);
    const closing = closingBracket(line, opening);
    if (closing === undefined) break;
    at = closing + 1;
    if (line[opening] !== "{") continue; // notes before and after, as in [see][p. 5]
    keys.push(...keysIn(line, { start: opening + 1, end: closing }));
    if (!takesMany.test(command)) break;
  }
  return keys;
}

function skipSpace(line: string, start: number): number {
  let at = start;
  while (at < start + 9 && (line[at] === " " || line[at] === "\t")) at++;
  return at;
}

const brackets: Readonly<Record<string, string>> = { "[": "]", "(": ")", "{": "}" };

/** Where the bracket at `opening` closes; what stands in braces inside does not count. */
function closingBracket(line: string, opening: number): number | undefined {
  const closing = brackets[line[opening] ?? ""];
  if (closing === undefined) return undefined;
  let depth = 0;
  for (let at = opening + 1; at < Math.min(line.length, opening + longestArgument); at++) {
    const sign = line[at];
    if (depth === 0 && sign === closing) return at;
    if (sign === "\\") at++;
    else if (sign === "{") depth++;
    else if (sign === "}" && --depth < 0) return undefined;
  }
  return undefined;
}

function keysIn(line: string, { start, end }: Span): readonly CitedKey[] {
  return [...line.slice(start, end).matchAll(/[^\s,{}\\]+/gu)].map(({ 0: key, index }) => ({
    key,
    span: { start: start + index, end: start + index + key.length },
  }));
}

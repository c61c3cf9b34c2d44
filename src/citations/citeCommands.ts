/**
 * The keys in the arguments of LaTeX's citation commands: \cite, natbib's and biblatex's relatives, and multicites.
 *
 * Arguments may go on over lines, so reading a line starts with what the line before left open, and ends with what it leaves.
 */
import type { Span } from "../base/span.ts";

export interface CitedKey {
  readonly key: string;
  readonly span: Span;
}

/** A command whose arguments did not end with the line. */
export interface OpenCommand {
  /** Whether it takes any number of arguments, each with its own notes, as \cites and \textcites do. */
  readonly many: boolean;
  /** The bracket that is open, and how many braces in it are; none between two arguments. */
  readonly bracket?: Bracket;
  readonly depth: number;
  /** How much farther an argument may reach. It bounds the work for brackets that never close. */
  readonly left: number;
}

export interface ReadArguments {
  readonly keys: readonly CitedKey[];
  /** Where reading ended. */
  readonly end: number;
  readonly open?: OpenCommand;
}

type Bracket = "[" | "(" | "{";

/** Have "cite" in their names and take something else. */
const takesNoKeys =
  /^\\(?:citestyle|citetext|setcite\w*|citereset|defcitealias|bibpunct|new\w*|renew\w*|declare\w*|provide\w*)$/iu;
const takesMany = /cites\*?$/iu;
const longestArgument = 2000;

/** What is open behind a command's name; `undefined` for commands that cite nothing. */
export const begun = (command: string): OpenCommand | undefined =>
  takesNoKeys.test(command.replace(/\*$/u, ""))
    ? undefined
    : { many: takesMany.test(command), depth: 0, left: longestArgument };

const closings: Readonly<Record<Bracket, string>> = { "[": "]", "(": ")", "{": "}" };

export function readArguments(line: string, start: number, from: OpenCommand): ReadArguments {
  const keys: CitedKey[] = [];
  let [at, { bracket, depth, left }] = [start, from];
  for (;;) {
    if (bracket === undefined) {
      const opening = skipSpace(line, at);
      if (isLineEnd(line, opening)) {
        // Before its keys a command goes on; behind them only one that takes several arguments may.
        return { keys, end: line.length, open: { many: from.many, depth: 0, left: left - 1 } };
      }
      const sign = line[opening];
      if (sign !== "[" && sign !== "(" && sign !== "{") return { keys, end: at };
      [bracket, depth, at, left] = [sign, 0, opening + 1, longestArgument];
    }
    const { end, depth: still, closed, failed } = readTo(line, at, closings[bracket], depth, left);
    if (failed) return { keys, end };
    if (bracket === "{") keys.push(...keysIn(line, { start: at, end }));
    if (!closed) {
      const open = { many: from.many, bracket, depth: still, left: left - (line.length - at) - 1 };
      return { keys, end: line.length, open };
    }
    at = end + 1;
    if (bracket === "{" && !from.many) return { keys, end: at };
    bracket = undefined;
  }
}

function skipSpace(line: string, start: number): number {
  let at = start;
  while (at < start + 9 && (line[at] === " " || line[at] === "\t")) at++;
  return at;
}

const isLineEnd = (line: string, at: number): boolean => at >= line.length || line[at] === "%";

interface Read {
  /** The closing bracket, or where the line or its comment ends it. */
  readonly end: number;
  readonly depth: number;
  readonly closed: boolean;
  /** Braces that do not match, or an argument that is too long to be one. */
  readonly failed: boolean;
}

/** What stands in braces inside does not count. */
function readTo(line: string, start: number, closing: string, from: number, left: number): Read {
  let depth = from;
  const limit = Math.min(line.length, start + Math.max(left, 0));
  for (let at = start; at < limit; at++) {
    const sign = line[at];
    if (depth === 0 && sign === closing) return { end: at, depth, closed: true, failed: false };
    if (sign === "%") return { end: at, depth, closed: false, failed: false };
    if (sign === "\\") at++;
    else if (sign === "{") depth++;
    else if (sign === "}" && --depth < 0) return { end: at, depth, closed: false, failed: true };
  }
  return { end: limit, depth, closed: false, failed: limit < line.length || left <= 0 };
}

/** "*" cites everything, and "#1" stands for what a macro is given. */
function keysIn(line: string, { start, end }: Span): readonly CitedKey[] {
  const keys: CitedKey[] = [];
  for (const { 0: key, index } of line.slice(start, end).matchAll(/[^\s,{}\\]+/gu))
    if (key !== "*" && !key.includes("#"))
      keys.push({ key, span: { start: start + index, end: start + index + key.length } });
  return keys;
}

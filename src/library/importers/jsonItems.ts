/** The items of a list in JSON, one after another: one that is broken costs no other, and a large file blocks nobody. */
import { fail, ok, reasonOf, type Result } from "../../base/result.ts";

export interface JsonItem {
  /** Where it begins, from 1. */
  readonly line: number;
  readonly value: Result<unknown>;
}

const largestItem = 2_000_000;

/** The list that the text is, or that its object has under `name`; an object without one is the only item. */
export function* jsonItems(text: string, name: string): Generator<JsonItem> {
  const start = skipSpace(text, text.startsWith("\uFEFF") ? 1 : 0);
  const list = text[start] === "[" ? start : listOf(text, start, name);
  const lineOf = linesIn(text);
  if (list === undefined) return yield itemAt(text, start, endOf(text, start), lineOf);
  for (let at = list + 1; ;) {
    while (at < text.length && /[\s,]/u.test(text[at] ?? "")) at++;
    if (at >= text.length)
      return yield { line: lineOf(at), value: fail("the list is not closed: the file is cut off") };
    if (text[at] === "]") return;
    const end = endOf(text, at);
    yield itemAt(text, at, end, lineOf);
    at = Math.max(end, at + 1);
  }
}

function itemAt(text: string, start: number, end: number, lineOf: (offset: number) => number): JsonItem {
  const line = lineOf(start);
  if (end - start > largestItem) return { line, value: fail("this item is too large to be a paper") };
  try {
    return { line, value: ok(JSON.parse(text.slice(start, end)) as unknown) };
  } catch (thrown) {
    return { line, value: fail(`this item is not JSON (${reasonOf(thrown).slice(0, 100)})`) };
  }
}

/** What an object has under a name, on its first level; `undefined` where it has nothing there that can be read. */
export function jsonPart(text: string, name: string): unknown {
  const start = listOf(text, skipSpace(text, text.startsWith("\uFEFF") ? 1 : 0), name, "{");
  if (start === undefined) return undefined;
  const item = itemAt(text, start, endOf(text, start), () => 0).value;
  return item.ok ? item.value : undefined;
}

/** Where the list, or what else begins with this sign, begins that has this name on the first level of an object. */
function listOf(text: string, start: number, name: string, sign = "["): number | undefined {
  if (text[start] !== "{") return undefined;
  for (let at = skipSpace(text, start + 1); text[at] === '"';) {
    const end = endOf(text, at);
    const colon = skipSpace(text, end);
    if (text[colon] !== ":") return undefined;
    const value = skipSpace(text, colon + 1);
    if (text.slice(at + 1, end - 1) === name && text[value] === sign) return value;
    const comma = skipSpace(text, endOf(text, value));
    if (text[comma] !== ",") return undefined;
    at = skipSpace(text, comma + 1);
  }
  return undefined;
}

/** Behind the value that begins here. */
function endOf(text: string, start: number): number {
  if (text[start] === '"') return endOfString(text, start);
  if (text[start] !== "{" && text[start] !== "[") {
    let end = start;
    while (end < text.length && !/[\s,\]}]/u.test(text[end] ?? "")) end++;
    return end;
  }
  const signs = /["{}[\]]/gu;
  signs.lastIndex = start;
  let depth = 0;
  for (let match = signs.exec(text); match !== null; match = signs.exec(text)) {
    if (match[0] === '"') signs.lastIndex = endOfString(text, match.index);
    else depth += match[0] === "{" || match[0] === "[" ? 1 : -1;
    if (depth === 0) return match.index + 1;
  }
  return text.length;
}

function endOfString(text: string, start: number): number {
  for (let end = start + 1; end < text.length; end++) {
    if (text[end] === "\\") end++;
    else if (text[end] === '"') return end + 1;
  }
  return text.length;
}

function skipSpace(text: string, start: number): number {
  let at = start;
  while (at < text.length && /\s/u.test(text[at] ?? "")) at++;
  return at;
}

/** Answers for offsets that grow: it counts on from the last one. */
export function linesIn(text: string): (offset: number) => number {
  let line = 1;
  let end = text.indexOf("\n");
  return (offset) => {
    for (; end !== -1 && end < offset; line++) end = text.indexOf("\n", end + 1);
    return line;
  };
}

/**
 * Reads BibTeX and BibLaTeX files, with the places of what is in them.
 *
 * A reader of our own: renaming, diagnostics and added fields need exact places, one broken entry must not cost the others,
 * and files reach 50 MB. Of the libraries, @retorquere/bibtex-parser takes time with the square of a field's length, and
 * bibtex-parse gives up the whole file at one brace that is not closed.
 *
 * One pass. An entry ends where its bracket closes; an "@type{key," at the start of a line before that means that it was never
 * closed, and is the start of the next. Reading goes entry by entry, so that a large file can be read in slices.
 */
import type { Span } from "../base/span.ts";

export interface BibEntry {
  /** Lower case: "inproceedings". */
  readonly type: string;
  readonly key: string;
  readonly keySpan: Span;
  /** From "@" to behind the closing bracket. */
  readonly span: Span;
  readonly fields: readonly BibField[];
}

export interface BibField {
  /** Lower case. */
  readonly name: string;
  readonly nameSpan: Span;
  /** What stands behind "=", with its braces or quotes. */
  readonly valueSpan: Span;
}

export interface BibProblem {
  readonly span: Span;
  readonly why: string;
}

export interface BibPart {
  readonly entry?: BibEntry;
  readonly problems: readonly BibProblem[];
}

/** Entry by entry, from the top. */
export function* bibParts(text: string): Iterable<BibPart> {
  const starts = /@([A-Za-z][\w-]{0,40})[ \t\r\n]{0,100}([{(])/gu;
  for (let match = starts.exec(text); match !== null; match = starts.exec(text)) {
    const type = (match[1] ?? "").toLowerCase();
    const body = match.index + match[0].length;
    const closing = match[2] === "(" ? ")" : "}";
    // Behind "%" nothing is meant, though BibTeX itself would read it.
    const before = text.slice(Math.max(0, match.index - 200), match.index);
    if (before.includes("%", before.lastIndexOf("\n") + 1)) continue;
    const part =
      type === "comment" || type === "string" || type === "preamble"
        ? readOther(text, match.index, body, closing)
        : readEntry(text, type, match.index, body, closing);
    starts.lastIndex = part.end;
    if (part.entry !== undefined || part.problems.length > 0) yield part;
  }
}

interface Read extends BibPart {
  readonly end: number;
}

/** Strings, preambles and comments hold nothing that is looked for, only brackets that must be passed over. */
function readOther(text: string, start: number, body: number, closing: string): Read {
  const { end, closed } = skipTo(text, body, closing);
  const problems = closed ? [] : [unclosed(text, start, "This")];
  return { end: closed ? end + 1 : end, problems };
}

function readEntry(text: string, type: string, start: number, body: number, closing: string): Read {
  const keyStart = skipSpace(text, body);
  let keyEnd = keyStart;
  while (keyEnd < text.length && !/[\s,{}()"=]/u.test(text[keyEnd] ?? "") && keyEnd < keyStart + 400)
    keyEnd++;
  const key = text.slice(keyStart, keyEnd);
  const behindKey = skipSpace(text, keyEnd);
  const problems: BibProblem[] = [];
  if (key === "" || (text[behindKey] !== "," && text[behindKey] !== closing)) {
    const { end, closed } = skipTo(text, body, closing);
    problems.push(at(text, start, `This @${type} has no key`));
    if (!closed) problems.push(unclosed(text, start, "It"));
    return { end: closed ? end + 1 : end, problems };
  }
  const { fields, end, closed } = readFields(text, behindKey, closing, problems);
  if (!closed) problems.unshift(unclosed(text, start, `The entry "${key.slice(0, 80)}"`));
  const entry = {
    type,
    key: detached(key),
    keySpan: { start: keyStart, end: keyEnd },
    span: { start, end },
    fields,
  };
  return { entry, problems, end };
}

interface Fields {
  readonly fields: readonly BibField[];
  readonly end: number;
  readonly closed: boolean;
}

function readFields(text: string, start: number, closing: string, problems: BibProblem[]): Fields {
  const fields: BibField[] = [];
  let at_ = start;
  for (;;) {
    at_ = skipSpace(text, at_);
    if (text[at_] === ",") {
      at_++;
      continue;
    }
    if (at_ >= text.length || isEntryStart(text, at_)) return { fields, end: at_, closed: false };
    if (text[at_] === closing) return { fields, end: at_ + 1, closed: true };
    const name = fieldName(text, at_);
    const equals = name === undefined ? at_ : skipSpace(text, name.end);
    if (name === undefined || text[equals] !== "=") {
      problems.push(at(text, at_, 'Expected a field such as "year = 2024"'));
      const next = skipField(text, at_, closing);
      at_ = next === at_ ? at_ + 1 : next;
      continue;
    }
    const value = readValue(text, skipSpace(text, equals + 1), closing);
    // What is not closed has swallowed what follows, so it says nothing for sure.
    if (!value.closed) return { fields, end: value.span.end, closed: false };
    fields.push({
      name: detached(text.slice(name.start, name.end).toLowerCase()),
      nameSpan: name,
      valueSpan: value.span,
    });
    at_ = skipSpace(text, value.span.end);
    const follows = text[at_] ?? "";
    if (follows !== "," && follows !== closing && follows !== "" && !isEntryStart(text, at_))
      problems.push(at(text, value.span.end - 1, "A comma is missing behind this field"));
  }
}

function fieldName(text: string, start: number): Span | undefined {
  let end = start;
  while (end < start + 100 && /[^\s={},"#()@]/u.test(text[end] ?? " ")) end++;
  return end === start ? undefined : { start, end };
}

/** Pieces joined by "#": in braces, in quotes, numbers and names of strings. */
function readValue(text: string, start: number, closing: string): { span: Span; closed: boolean } {
  let end = start;
  for (let piece = start; ; piece = skipSpace(text, piece + 1)) {
    const sign = text[piece];
    if (sign === "{" || sign === '"') {
      const read = skipTo(text, piece + 1, sign === "{" ? "}" : '"');
      if (!read.closed) return { span: { start, end: read.end }, closed: false };
      end = read.end + 1;
    } else {
      end = piece;
      while (end < text.length && !/[\s,#{}"]/u.test(text[end] ?? "") && text[end] !== closing) end++;
    }
    piece = skipSpace(text, end);
    if (text[piece] !== "#") return { span: { start, end }, closed: true };
  }
}

/** To the next comma or the entry's end. */
function skipField(text: string, start: number, closing: string): number {
  for (let end = start; end < text.length; end++) {
    const sign = text[end];
    if (sign === "{") {
      const read = skipTo(text, end + 1, "}");
      if (!read.closed) return read.end;
      end = read.end;
    } else if (sign === "," || sign === closing || isEntryStart(text, end)) return end;
  }
  return text.length;
}

/** Where a bracket or quote closes; braces inside must match. Stops at the start of another entry. */
function skipTo(text: string, start: number, closing: string): { end: number; closed: boolean } {
  let depth = 0;
  for (let end = start; end < text.length; end++) {
    const sign = text[end];
    if (depth === 0 && sign === closing) return { end, closed: true };
    if (sign === "\\") end++;
    else if (sign === "{") depth++;
    else if (sign === "}") depth--;
    else if (sign === "@" && isEntryStart(text, end)) return { end, closed: false };
    if (depth < 0) return { end, closed: false };
  }
  return { end: text.length, closed: false };
}

const entryStart = /@[A-Za-z][\w-]{0,40}[ \t]{0,20}[{(][ \t]{0,20}[^\s,{}()"=@]{1,400}[ \t]{0,20},/uy;

function isEntryStart(text: string, at_: number): boolean {
  if (text[at_] !== "@") return false;
  let before = at_ - 1;
  while (text[before] === " " || text[before] === "\t") before--;
  if (before >= 0 && text[before] !== "\n" && text[before] !== "\r") return false;
  entryStart.lastIndex = at_;
  return entryStart.test(text);
}

/** TeX's comments are none in BibTeX. */
function skipSpace(text: string, start: number): number {
  let end = start;
  while (end < text.length && /\s/u.test(text[end] ?? "")) end++;
  return end;
}

const unclosed = (text: string, start: number, what: string): BibProblem =>
  at(text, start, `${what} is not closed: a bracket, brace or quote is missing`);

/** From a place to the end of its line. */
function at(text: string, start: number, why: string): BibProblem {
  const lineEnd = text.indexOf("\n", start);
  return { span: { start, end: Math.max(start + 1, lineEnd === -1 ? text.length : lineEnd) }, why };
}

/** A copy: a piece of a text of 50 MB would keep all of it in memory. */
export const detached = (text: string): string => ` ${text}`.slice(1);

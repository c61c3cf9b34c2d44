/** A log line by line, each with its very bytes. */
import type { Annotation } from "../domain/annotation.ts";
import { isConflictMarker, readLog } from "../notes/log.ts";

export interface RawLine {
  /** From 1. */
  readonly number: number;
  /** With the end of the line, where it has one. */
  readonly bytes: Uint8Array;
  /** Without it. */
  readonly text: string;
  readonly kind: "blank" | "note" | "marker" | "unreadable";
  readonly annotation?: Annotation;
  /** Why it cannot be read. */
  readonly why?: string;
}

const lineFeed = 0x0a;

export function rawLines(bytes: Uint8Array): readonly RawLine[] {
  const lines: RawLine[] = [];
  for (let start = 0; start < bytes.length;) {
    const feed = bytes.indexOf(lineFeed, start);
    const end = feed < 0 ? bytes.length : feed + 1;
    lines.push(rawLine(lines.length + 1, bytes.subarray(start, end)));
    start = end;
  }
  return lines;
}

function rawLine(number: number, bytes: Uint8Array): RawLine {
  const text = new TextDecoder().decode(bytes).replace(/\r?\n$/u, "");
  const line = { number, bytes, text };
  if (text.trim() === "") return { ...line, kind: "blank" };
  if (isConflictMarker(text)) return { ...line, kind: "marker" };
  const { annotations, problems } = readLog(text);
  const [annotation] = annotations;
  return annotation === undefined
    ? { ...line, kind: "unreadable", why: problems[0]?.why ?? "it cannot be read" }
    : { ...line, kind: "note", annotation };
}

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((size, { length }) => size + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Both, the second on a line of its own. */
export function withLines(before: Uint8Array = new Uint8Array(), lines: Uint8Array): Uint8Array {
  const isWhole = before.length === 0 || before.at(-1) === lineFeed;
  return joined(isWhole ? [before, lines] : [before, Uint8Array.of(lineFeed), lines]);
}

export const isSameBytes = (a: Uint8Array | undefined, b: Uint8Array | undefined): boolean =>
  a !== undefined && b !== undefined && a.length === b.length && a.every((byte, at) => byte === b[at]);

/** A log line by line, each with its very bytes. */
import { byteLines } from "../base/bytes.ts";
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

export const rawLines = (bytes: Uint8Array): readonly RawLine[] =>
  [...byteLines(bytes)].map((line, at) => rawLine(at + 1, line));

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

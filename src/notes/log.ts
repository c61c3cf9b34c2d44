/**
 * The stored form of notes: `.marginalia/annotations/<paper>/<author>.jsonl`, one W3C Web Annotation a line, only ever
 * added to. How an annotation stands follows from the set of its lines (`standing.ts`), so git's union merge, which keeps
 * the lines of both sides, merges notes.
 */
import { canonical } from "../base/canonical.ts";
import { readAnnotation, type Annotation } from "../domain/annotation.ts";
import { ok, reasonOf, type Result } from "../base/result.ts";
import { isPlainAnnotation } from "../domain/plainAnnotation.ts";

export interface LogProblem {
  /** From 1. */
  readonly line: number;
  readonly why: string;
}

export interface LogContent {
  readonly annotations: readonly Annotation[];
  readonly problems: readonly LogProblem[];
}

/** A line that git puts around the sides of a conflict. */
export const isConflictMarker = (line: string): boolean => /^(?:<{7}|={7}|>{7}|\|{7})(?:\s|$)/u.test(line);

/** A shorter line is never nested so deeply that it could be read and not written again. */
const couldBeTooDeep = 4_000;

/** Reads every whole line; both sides of a merge conflict are read. What cannot be read is named and left where it is. */
export function readLog(text: string): LogContent {
  const annotations: Annotation[] = [];
  const problems: LogProblem[] = [];
  for (const [index, line] of text
    .replace(/^\uFEFF/u, "")
    .split(/\r?\n/u)
    .entries()) {
    if (line.trim() === "") continue;
    const problem = (why: string): void => void problems.push({ line: index + 1, why });
    if (isConflictMarker(line)) {
      problem("an unresolved merge conflict; the notes of both sides are shown");
      continue;
    }
    try {
      const annotation = understood(JSON.parse(line));
      if (annotation.ok && line.length > couldBeTooDeep) canonical(annotation.value);
      if (annotation.ok) annotations.push(annotation.value);
      else problem(`not an annotation: ${annotation.why}`);
    } catch (thrown) {
      problem(`not JSON (${reasonOf(thrown)})`);
    }
  }
  return { annotations, problems };
}

/** As `readAnnotation` says, and faster for what we wrote ourselves. */
const understood = (raw: unknown): Result<Annotation> =>
  isPlainAnnotation(raw) ? ok(raw) : readAnnotation(raw);

export const writeLine = (annotation: Annotation): string => `${JSON.stringify(annotation)}\n`;

/** The annotation as everyone will read it from its line. @throws when nobody could. */
export function asStored(annotation: Annotation): Annotation {
  const stored = readAnnotation(JSON.parse(writeLine(annotation)));
  if (!stored.ok) throw new Error(`This note cannot be written: ${stored.why}`);
  return stored.value;
}

export const annotationsFolder = "annotations";
export const logFolder = (paper: string): string => `${annotationsFolder}/${paper}`;

/**
 * The stored form of notes: `.marginalia/annotations/<paper>/<author>.jsonl`, one W3C Web Annotation a line, only ever
 * added to. The newest `modified` of an id is how it stands. Git's union merge keeps the lines of both sides.
 */
import { readAnnotation, type Annotation, type AnnotationId } from "../domain/annotation.ts";
import { reasonOf } from "../base/result.ts";

export interface LogProblem {
  /** From 1. */
  readonly line: number;
  readonly why: string;
}

export interface LogContent {
  readonly annotations: readonly Annotation[];
  readonly problems: readonly LogProblem[];
}

const conflictMarker = /^(?:<{7}|={7}|>{7}|\|{7})(?:\s|$)/u;

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
    if (conflictMarker.test(line)) {
      problem("an unresolved merge conflict; the notes of both sides are shown");
      continue;
    }
    try {
      const annotation = readAnnotation(JSON.parse(line));
      if (annotation.ok) annotations.push(annotation.value);
      else problem(`not an annotation: ${annotation.why}`);
    } catch (thrown) {
      problem(`not JSON (${reasonOf(thrown)})`);
    }
  }
  return { annotations, problems };
}

export const writeLine = (annotation: Annotation): string => `${JSON.stringify(annotation)}\n`;

/** The annotation as everyone will read it from its line. @throws when nobody could. */
export function asStored(annotation: Annotation): Annotation {
  const stored = readAnnotation(JSON.parse(writeLine(annotation)));
  if (!stored.ok) throw new Error(`This note cannot be written: ${stored.why}`);
  return stored.value;
}

/** How each annotation stands: the newest of its id, whatever the order they come in. Deleted ones are among them. */
export function newestOf(annotations: Iterable<Annotation>): Map<AnnotationId, Annotation> {
  const newest = new Map<AnnotationId, Annotation>();
  for (const annotation of annotations) {
    const known = newest.get(annotation.id);
    if (known === undefined || isNewer(annotation, known)) newest.set(annotation.id, annotation);
  }
  return newest;
}

/** Two edits of the same instant are told apart by their text, so that everyone sees the same one win. */
export function isNewer(a: Annotation, b: Annotation): boolean {
  const [timeA, timeB] = [Date.parse(a.modified), Date.parse(b.modified)];
  return timeA === timeB ? JSON.stringify(a) > JSON.stringify(b) : timeA > timeB;
}

export const annotationsFolder = "annotations";
export const logFolder = (paper: string): string => `${annotationsFolder}/${paper}`;

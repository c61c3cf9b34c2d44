/** What can be undone: for each step how the annotations stood before and after it. Lives as long as the window. */
import { fail, ok, type Result } from "../base/result.ts";
import type { Annotation } from "../domain/annotation.ts";
import type { PaperId } from "../domain/paperId.ts";
import { fieldsOf, isQuiet, withFields } from "./fields.ts";
import { changedIn } from "./registers.ts";
import type { FieldConflict, Standing } from "./standing.ts";

export interface Step {
  /** For the person: "new highlight", "removed note". */
  readonly what: string;
  readonly changes: readonly Change[];
}

export interface Change {
  readonly paper: PaperId;
  readonly before: Annotation;
  readonly after: Annotation;
  /** Set where the step made the note: it goes as it was made, or not at all. */
  readonly made: boolean;
  /** Conflicts that the step ended. */
  readonly ended: readonly FieldConflict[];
  /** Fields whose conflict the step opened again. */
  readonly began: readonly string[];
}

const longest = 200;

export class History {
  #done: Step[] = [];
  #undone: Step[] = [];

  record(step: Step): void {
    this.keepDone(step);
    this.#undone = [];
  }

  get canUndo(): boolean {
    return this.#done.length > 0;
  }

  get canRedo(): boolean {
    return this.#undone.length > 0;
  }

  takeUndo(): Step | undefined {
    return this.#done.pop();
  }

  takeRedo(): Step | undefined {
    return this.#undone.pop();
  }

  /** After an undo: the step may be redone. */
  keepUndone(step: Step): void {
    this.#undone.push(step);
  }

  keepDone(step: Step): void {
    this.#done.push(step);
    if (this.#done.length > longest) this.#done.shift();
  }
}

/** The annotation without what a step changed, if that still stands as the step left it. */
export function takenBack(
  { before, after, made, ended, began }: Change,
  standing: Standing,
): Result<Annotation> {
  const left = fieldsOf(after);
  const stands = fieldsOf(standing.shown);
  const changed = changedIn(fieldsOf(before), left).filter((field) => field !== "other:@context");
  const concerned = new Set([
    ...(made ? [...left.keys(), ...stands.keys()] : []),
    ...[...changed, ...began, ...ended.map(({ field }) => field)],
  ]);
  const disputed = standing.conflicts.some(({ field }) => concerned.has(field) && !began.includes(field));
  const differs = [...concerned].some((field) => !isQuiet(field) && stands.get(field) !== left.get(field));
  if (disputed || differs) return fail("This note has been changed elsewhere since, so it was left as it is");
  return ok(withFields(standing.shown, new Map(changed.map((field) => [field, before]))));
}

/** What takes back the taking back: it concerns the same fields, whatever else others have changed meanwhile. */
export function inverseOf({ before, after, made, ended }: Change, written: Change): Change {
  const fields = changedIn(fieldsOf(before), fieldsOf(after));
  const again = withFields(written.after, new Map(fields.map((field) => [field, after])));
  return { ...written, before: again, made, began: ended.map(({ field }) => field) };
}

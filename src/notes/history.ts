/** What can be undone: for each step how the annotation stood before and after it. Lives as long as the window. */
import type { Annotation } from "../domain/annotation.ts";
import type { PaperId } from "../domain/paperId.ts";

export interface Step {
  readonly paper: PaperId;
  /** For the person: "new highlight", "removed note". */
  readonly what: string;
  readonly before: Annotation | undefined;
  readonly after: Annotation;
}

const longest = 200;

export class History {
  #done: Step[] = [];
  #undone: Step[] = [];

  record(step: Step): void {
    this.#done = [...this.#done, step].slice(-longest);
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

  /** After an undo: the step may be redone. Its sides are as they were then written. */
  keepUndone(step: Step): void {
    this.#undone.push(step);
  }

  keepDone(step: Step): void {
    this.#done.push(step);
  }
}

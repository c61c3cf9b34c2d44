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

/** What was done at once, and is undone at once: most often one step. */
export type Act = readonly Step[];

const longest = 200;

export class History {
  #done: Act[] = [];
  #undone: Act[] = [];

  record(act: Act): void {
    this.#done = [...this.#done, act].slice(-longest);
    this.#undone = [];
  }

  get canUndo(): boolean {
    return this.#done.length > 0;
  }

  get canRedo(): boolean {
    return this.#undone.length > 0;
  }

  takeUndo(): Act | undefined {
    return this.#done.pop();
  }

  takeRedo(): Act | undefined {
    return this.#undone.pop();
  }

  /** After an undo: the act may be redone. Its sides are as they were then written. */
  keepUndone(act: Act): void {
    this.#undone.push(act);
  }

  keepDone(act: Act): void {
    this.#done.push(act);
  }
}

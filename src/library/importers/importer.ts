import { counted } from "../../base/counted.ts";
import type { PaperDraft } from "../../domain/paper.ts";

/** Something in the input that could not be taken, and where it stands. */
export interface ImportProblem {
  /** Such as "line 41". */
  readonly where: string;
  readonly why: string;
}

export interface Imported {
  readonly drafts: readonly PaperDraft[];
  readonly problems: readonly ImportProblem[];
  /** Files that the source keeps beside a paper, as paths of the computer that it was written on. */
  readonly files?: readonly PaperFile[];
}

export interface PaperFile {
  readonly draft: PaperDraft;
  readonly path: string;
}

/** Pauses behind every entry, so that a large file can be read in slices. */
export type ImportSteps = Generator<undefined, Imported>;

/** A file that is not what it seems would be one problem a line. */
const mostProblems = 200;

/** Collects what an importer finds. */
export class Findings {
  readonly #drafts: PaperDraft[] = [];
  readonly #problems: ImportProblem[] = [];
  readonly #files: PaperFile[] = [];
  #left = 0;
  #notes = 0;

  draft(draft: PaperDraft, paths: readonly string[] = []): void {
    this.#drafts.push(draft);
    for (const path of paths) this.#files.push({ draft, path });
  }

  problem(line: number, why: string): void {
    if (this.#problems.length < mostProblems) this.#problems.push({ where: `line ${line}`, why });
    else this.#left++;
  }

  /** The source has notes and annotations on its papers, which come in by another command. */
  notes(count: number): void {
    this.#notes += count;
  }

  all(): Imported {
    const rest =
      this.#left === 0 ? [] : [{ where: "the rest", why: `${this.#left} more problems of this kind` }];
    const notes =
      this.#notes === 0
        ? []
        : [
            {
              where: "its notes",
              why: `Import Annotations… takes the ${counted(this.#notes, "note")} in it`,
            },
          ];
    return { drafts: this.#drafts, problems: [...this.#problems, ...rest, ...notes], files: this.#files };
  }
}

/** All at once. */
export function finished<T>(steps: Iterator<undefined, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

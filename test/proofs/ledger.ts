/**
 * What everyone did, written down beside the store: which line each operation added, and which operations its author knew
 * of. It reads files with `JSON.parse` and nothing of ours, so that it can judge the store.
 */
import type { AnnotationId } from "../../src/domain/annotation.ts";

/** What an operation said of a note. Tags are added and taken away one by one. */
export interface Said {
  readonly comment?: string;
  readonly style?: string;
  readonly color?: string;
  readonly addedTag?: string;
  readonly removedTag?: string;
  readonly removed?: boolean;
}

export interface Operation {
  readonly note: AnnotationId;
  readonly said: Said;
  readonly line: string;
  readonly modified: string;
  /** The operations whose lines its author had, this one not among them. */
  readonly seen: ReadonlySet<Operation>;
}

export class Ledger {
  readonly #byLine = new Map<string, Operation>();

  /** Takes down what was added to the logs; answers how many lines that were. */
  record(note: AnnotationId, said: Said, before: ReadonlySet<string>, after: ReadonlySet<string>): number {
    const added = [...after].filter((line) => !before.has(line));
    const seen = this.known(before);
    for (const line of added) {
      const { id, modified } = JSON.parse(line) as { id: string; modified: string };
      if (id === note) this.#byLine.set(line, { note, said, line, modified, seen });
    }
    return added.length;
  }

  /** The operations behind lines. @throws for a line that nobody wrote. */
  known(lines: Iterable<string>): ReadonlySet<Operation> {
    const known = new Set<Operation>();
    for (const line of lines) {
      const operation = this.#byLine.get(line);
      if (operation === undefined) throw new Error(`Nobody wrote this line: ${line.slice(0, 200)}`);
      known.add(operation);
    }
    return known;
  }

  get size(): number {
    return this.#byLine.size;
  }
}

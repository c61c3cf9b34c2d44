/** Keeps lines of notes that could not be written in the memory of the workspace, until the disk takes them. */
import type * as vscode from "vscode";

interface Lines {
  readonly shelf: string;
  readonly path: string;
  readonly lines: string;
}

const key = "notes.unsaved";

export class UnsavedNotes {
  readonly #memory: vscode.Memento;

  constructor(memory: vscode.Memento) {
    this.#memory = memory;
  }

  read(): readonly Lines[] {
    const kept = this.#memory.get<unknown>(key);
    return Array.isArray(kept) ? kept.filter(isLines) : [];
  }

  keep(lines: readonly Lines[]): void {
    void this.#memory.update(key, lines.length === 0 ? undefined : lines);
  }
}

function isLines(value: unknown): value is Lines {
  if (typeof value !== "object" || value === null) return false;
  if (!("shelf" in value && "path" in value && "lines" in value)) return false;
  return [value.shelf, value.path, value.lines].every((each) => typeof each === "string");
}

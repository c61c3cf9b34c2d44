/**
 * The references of a text, line by line, kept in step with its edits: what did not change is not looked at again, unless a
 * change above left something open that goes on into it.
 */
import type { LanguageKind } from "./languages.ts";
import { nothingOpen, sameState, scanLine, type Reference, type ScanState } from "./references.ts";

interface Line {
  readonly before: ScanState;
  readonly references: readonly Reference[];
  readonly after: ScanState;
}

export interface LineChange {
  /** The first line that changed. */
  readonly start: number;
  /** How many lines stood there, and how many do now. */
  readonly removed: number;
  readonly added: number;
}

export class ScannedText {
  readonly #kind: LanguageKind;
  readonly #lines: (Line | undefined)[];
  /** Above this line everything is as it should be. */
  #firstChanged = 0;
  /** Below this one nothing changed. */
  #lastChanged: number;

  constructor(kind: LanguageKind, lineCount: number) {
    this.#kind = kind;
    this.#lines = Array.from({ length: lineCount }, () => undefined);
    this.#lastChanged = lineCount;
  }

  get lineCount(): number {
    return this.#lines.length;
  }

  change({ start, removed, added }: LineChange): void {
    this.#lines.splice(start, removed, ...Array.from({ length: added }, () => undefined));
    const isClean = this.#firstChanged >= this.#lastChanged;
    const end =
      this.#lastChanged <= start
        ? start + added
        : Math.max(this.#lastChanged + added - removed, start + added);
    this.#lastChanged = isClean ? start + added : end;
    this.#firstChanged = isClean ? start : Math.min(this.#firstChanged, start);
  }

  /** Looks at what changed. Answers how many lines were read. */
  scan(lineAt: (line: number) => string): number {
    let read = 0;
    let before = this.#lines[this.#firstChanged - 1]?.after ?? nothingOpen;
    for (let line = this.#firstChanged; line < this.#lines.length; line++) {
      const known = this.#lines[line];
      if (known !== undefined && sameState(known.before, before)) {
        if (line >= this.#lastChanged) break;
        before = known.after;
        continue;
      }
      const { references, after } = scanLine(lineAt(line), this.#kind, before);
      this.#lines[line] = { before, references, after };
      before = after;
      read++;
    }
    this.#firstChanged = this.#lastChanged = this.#lines.length;
    return read;
  }

  /** What the lines above leave open to this one. */
  openAt(line: number): ScanState {
    return this.#lines[line]?.before ?? nothingOpen;
  }

  on(line: number): readonly Reference[] {
    return this.#lines[line]?.references ?? [];
  }

  /** All of them with their lines, from the top. */
  *all(): Iterable<LocatedReference> {
    for (const [line, scanned] of this.#lines.entries())
      for (const reference of scanned?.references ?? []) yield [line, reference];
  }
}

export type LocatedReference = readonly [line: number, reference: Reference];

const pauseAfterLines = 500;

/** All references of a text that does not change; pauses now and then, so that a large one can be read in slices. */
export function* scanning(
  text: string,
  kind: LanguageKind,
): Generator<undefined, readonly LocatedReference[]> {
  const found: LocatedReference[] = [];
  let before = nothingOpen;
  for (const [line, content] of text.split(/\r\n|\n|\r/u).entries()) {
    const { references, after } = scanLine(content, kind, before);
    for (const reference of references) found.push([line, reference]);
    before = after;
    if (line % pauseAfterLines === pauseAfterLines - 1) yield;
  }
  return found;
}

/** All at once. */
export function scanText(text: string, kind: LanguageKind): readonly LocatedReference[] {
  const steps = scanning(text, kind);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

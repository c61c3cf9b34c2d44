/** Where threads belong after a document or its notes changed. Plain positions in and out. */

export interface Position {
  readonly line: number;
  readonly character: number;
}

/** A change as VS Code tells it: all ranges of one event are those of the document before it. */
export interface Change {
  readonly range: { readonly start: Position; readonly end: Position };
  readonly text: string;
}

/** The line on which a position is after the changes; threads do not move with the text by themselves. */
export function movedLine(position: Position, changes: readonly Change[]): number {
  let { line } = position;
  for (const { range, text } of changes) {
    const { start, end } = range;
    if (!isBefore(position, end)) line += linesIn(text) - (end.line - start.line);
    else if (isBefore(start, position)) line += start.line - position.line; // it was written over
  }
  return Math.max(line, 0);
}

const linesIn = (text: string): number => text.split(/\r\n|\r|\n/u).length - 1;

const isBefore = (a: Position, b: Position): boolean =>
  a.line < b.line || (a.line === b.line && a.character < b.character);

interface Placed {
  /** Says what belongs together. */
  readonly key: string;
  readonly line: number;
}

export interface Pairs<Shown, Wanted> {
  readonly kept: readonly (readonly [Shown, Wanted])[];
  readonly gone: readonly Shown[];
  readonly fresh: readonly Wanted[];
}

/** Which of the shown goes on as which of the wanted: on the same line if it can be, else in order. */
export function pairUp<Shown extends Placed, Wanted extends Placed>(
  shown: readonly Shown[],
  wanted: readonly Wanted[],
): Pairs<Shown, Wanted> {
  const kept: [Shown, Wanted][] = [];
  const left = new Set(shown);
  const take = (fits: (candidate: Shown) => boolean, want: Wanted): boolean => {
    const found = [...left].find(fits);
    if (found === undefined) return false;
    left.delete(found);
    kept.push([found, want]);
    return true;
  };
  const moved = wanted.filter(
    (want) => !take(({ key, line }) => key === want.key && line === want.line, want),
  );
  const fresh = moved.filter((want) => !take(({ key }) => key === want.key, want));
  return { kept, gone: [...left], fresh };
}

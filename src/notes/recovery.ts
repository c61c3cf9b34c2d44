/** Lines that could not be written and must outlive the window: they are written at the next start. */
export interface Kept {
  /** The name of the shelf. */
  readonly shelf: string;
  readonly path: string;
  readonly lines: string;
}

export interface Recovery {
  /** What an earlier window kept. */
  read(): readonly Kept[];
  /** Replaces what is kept. */
  keep(lines: readonly Kept[]): void;
}

/** Two lists of what is kept; a log that is in both has the lines of both. Lines may come twice, which changes nothing. */
export function joined(a: readonly Kept[], b: readonly Kept[]): readonly Kept[] {
  const all = new Map<string, Kept>();
  for (const each of [...a, ...b]) {
    const key = `${each.shelf}\n${each.path}`;
    const known = all.get(key);
    all.set(key, known === undefined ? each : { ...known, lines: known.lines + each.lines });
  }
  return [...all.values()];
}

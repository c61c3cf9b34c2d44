/** The order in which a person meets the notes: along the text, then the lost ones, then those on the whole paper. */
import type { Span } from "../../src/base/span.ts";
import type { AnnotationId } from "../../src/domain/annotation.ts";
import type { Note } from "../../src/domain/note.ts";

export interface NoteGroups {
  /** Placed in the text, for sure or by likeness. */
  readonly placed: readonly Note[];
  readonly unplaced: readonly Note[];
  readonly onPaper: readonly Note[];
}

export const placeOf = (note: Note): Span | undefined =>
  note.about !== "paper" && note.placement.state !== "unplaced" ? note.placement.span : undefined;

export function groupsOf(notes: readonly Note[]): NoteGroups {
  const inTime = [...notes].sort((a, b) => a.created.localeCompare(b.created) || a.id.localeCompare(b.id));
  const start = (note: Note): number => placeOf(note)?.start ?? 0;
  const end = (note: Note): number => placeOf(note)?.end ?? 0;
  return {
    placed: inTime
      .filter((note) => placeOf(note) !== undefined)
      .sort((a, b) => start(a) - start(b) || end(a) - end(b)),
    unplaced: inTime.filter((note) => note.about !== "paper" && placeOf(note) === undefined),
    onPaper: inTime.filter((note) => note.about === "paper"),
  };
}

export function inReadingOrder(notes: readonly Note[]): readonly Note[] {
  const { placed, unplaced, onPaper } = groupsOf(notes);
  return [...placed, ...onPaper, ...unplaced];
}

/** The note one step from the active one, or the first (last) where none is; stops at the ends. */
export function neighbour(
  notes: readonly Note[],
  active: AnnotationId | undefined,
  step: 1 | -1,
): Note | undefined {
  const ordered = inReadingOrder(notes);
  const at = ordered.findIndex(({ id }) => id === active);
  if (at < 0) return step === 1 ? ordered[0] : ordered.at(-1);
  return ordered[at + step];
}

/** The list of notes of other versions: what has become of each, in the order in which one decides. */
import type { Note } from "../../../src/domain/note.ts";
import type { Region } from "../../../src/domain/region.ts";
import type { TextQuote } from "../../../src/domain/annotation.ts";

/** What has become of a note in this version. */
export interface Fate {
  readonly kind: FateKind;
  readonly state: "anchored" | "uncertain" | "unplaced";
  readonly region?: Region | undefined;
  /** What the passage says here; absent until it is read, and where there are no words. */
  readonly quote?: TextQuote | undefined;
}

export const fateKinds = ["changed", "gone", "moved", "same"] as const;
export type FateKind = (typeof fateKinds)[number];

export interface CarryEntry {
  readonly note: Note;
  /** Absent while it is looked for. */
  readonly fate: Fate | undefined;
}

/** What needs a look stands first; notes that are still looked for stand last. */
export function entriesOf(
  notes: readonly Note[],
  fateOf: (note: Note) => Fate | undefined,
): readonly CarryEntry[] {
  const rank = ({ fate }: CarryEntry): number =>
    fate === undefined ? fateKinds.length : fateKinds.indexOf(fate.kind);
  const page = ({ note, fate }: CarryEntry): number =>
    fate?.region?.parts[0]?.page ?? note.region?.parts[0]?.page ?? 0;
  return notes
    .map((note): CarryEntry => ({ note, fate: fateOf(note) }))
    .sort((a, b) => rank(a) - rank(b) || page(a) - page(b) || (a.note.created < b.note.created ? -1 : 1));
}

/** Nothing about it needs a look: it can be accepted along with others. */
export const isPlain = ({ fate }: CarryEntry): boolean =>
  fate?.region !== undefined && (fate.kind === "same" || fate.kind === "moved");

export const canAccept = ({ fate }: CarryEntry): boolean => fate?.region !== undefined;

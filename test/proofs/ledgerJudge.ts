/**
 * How notes have to stand after everything that is known was done, worked out from the ledger alone: a field is as its last
 * writers left it, that is those whom no later writer of the field knew of. Tags are added and taken away one by one; a
 * removal stands when those who removed the note knew of everything else that was done to it.
 */
import {
  annotationTags,
  colorOf,
  commentOf,
  markStyleOf,
  sourceOf,
  type Annotation,
  type AnnotationId,
} from "../../src/domain/annotation.ts";
import type { Standing } from "../../src/notes/standing.ts";
import type { Operation } from "./ledger.ts";

const fields = ["comment", "style", "color"] as const;
type Field = (typeof fields)[number];

export interface ExpectedNote {
  readonly id: AnnotationId;
  /** Several values of a field: people changed it without knowing of each other. The first is the newest. */
  readonly values: Readonly<Record<Field, readonly string[]>>;
  readonly tags: ReadonlySet<string>;
  readonly there: boolean;
}

export interface ExpectedStanding {
  readonly count: number;
  readonly conflicts: number;
  readonly notes: readonly ExpectedNote[];
  faultsOf(standing: readonly Standing[]): readonly string[];
}

export function standingOf(known: ReadonlySet<Operation>): ExpectedStanding {
  const byNote = new Map<AnnotationId, Operation[]>();
  for (const operation of known) {
    const operations = byNote.get(operation.note) ?? [];
    operations.push(operation);
    byNote.set(operation.note, operations);
  }
  const notes = [...byNote].map(([id, operations]) => expectedNote(id, operations));
  return {
    count: notes.filter(({ there }) => there === true).length,
    conflicts: notes.flatMap(({ values }) => fields.filter((field) => values[field].length > 1)).length,
    notes,
    faultsOf: (standing) => faultsOf(notes, standing),
  };
}

function expectedNote(id: AnnotationId, operations: readonly Operation[]): ExpectedNote {
  const values = Object.fromEntries(fields.map((field) => [field, valuesOf(operations, field)])) as Record<
    Field,
    readonly string[]
  >;
  return { id, values, tags: tagsOf(operations), there: isThere(operations) };
}

/** Those of the writers whom no other writer knew of. */
const lastOf = (writers: readonly Operation[]): readonly Operation[] =>
  writers.filter((writer) => !writers.some(({ seen }) => seen.has(writer)));

function valuesOf(operations: readonly Operation[], field: Field): readonly string[] {
  const last = lastOf(operations.filter(({ said }) => said[field] !== undefined));
  const newestFirst = [...last].sort((a, b) => Date.parse(b.modified) - Date.parse(a.modified));
  return [...new Set(newestFirst.flatMap(({ said }) => said[field] ?? []))];
}

/** A tag is there when someone added it and nobody who knew of that took it away. */
function tagsOf(operations: readonly Operation[]): ReadonlySet<string> {
  const tags = new Set<string>();
  for (const operation of operations) {
    const { addedTag: tag } = operation.said;
    const isGone = operations.some(({ said, seen }) => said.removedTag === tag && seen.has(operation));
    if (tag !== undefined && !isGone) tags.add(tag);
  }
  return tags;
}

/** Removed is what those who removed it knew, all of them together, everything of. */
function isThere(operations: readonly Operation[]): boolean {
  const last = lastOf(operations.filter(({ said }) => said.removed !== undefined));
  const removals = last.filter(({ said }) => said.removed === true);
  const others = operations.filter(({ said }) => said.removed !== true);
  return removals.length === 0 || others.some((each) => removals.every(({ seen }) => !seen.has(each)));
}

function faultsOf(expected: readonly ExpectedNote[], standing: readonly Standing[]): readonly string[] {
  const faults: string[] = [];
  const byId = new Map(standing.map((each) => [each.shown.id, each]));
  if (byId.size !== standing.length) faults.push("a note is there twice");
  for (const note of expected) {
    const found = byId.get(note.id);
    if ((found !== undefined) !== note.there)
      faults.push(note.there ? `note ${note.id} is lost` : `note ${note.id} was removed and is there`);
    else if (found !== undefined) faults.push(...faultsIn(note, found));
  }
  for (const id of byId.keys())
    if (!expected.some((each) => each.id === id)) faults.push(`nobody made ${id}`);
  return faults;
}

function faultsIn({ id, values, tags }: ExpectedNote, { shown, conflicts }: Standing): readonly string[] {
  const faults: string[] = [];
  const isReply = sourceOf(shown).kind === "annotation";
  for (const field of isReply ? (["comment"] as const) : fields) {
    const value = valueOf[field](shown);
    const versions = conflicts.find((each) => each.field === field)?.versions ?? [];
    const told = versions.map(({ line }) => valueOf[field](line));
    if (!values[field].includes(value))
      faults.push(`the ${field} of ${id} is "${value}", not "${values[field].join('" or "')}"`);
    const wanted = values[field].length > 1 ? values[field] : [];
    if ([...told].sort().join("\n") !== [...wanted].sort().join("\n"))
      faults.push(
        `of the ${field} of ${id} "${told.join('" and "')}" are told, not "${wanted.join('" and "')}"`,
      );
  }
  const shownTags = annotationTags(shown);
  if (shownTags.length !== tags.size || shownTags.some((tag) => !tags.has(tag)))
    faults.push(`the tags of ${id} are ${shownTags.join(", ")}, not ${[...tags].join(", ")}`);
  return faults;
}

const valueOf: Readonly<Record<Field, (annotation: Annotation) => string>> = {
  comment: commentOf,
  style: markStyleOf,
  color: colorOf,
};

/**
 * How notes have to stand after everything that is known was done, worked out from the ledger alone: a field is as its last
 * writers left it, that is those whom no later writer of the field knew of. Tags are added and taken away one by one; a
 * removal stands when it knew of everything else that was done to the note.
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
import type { Operation } from "./ledger.ts";

const fields = ["comment", "style", "color"] as const;
type Field = (typeof fields)[number];

export interface ExpectedNote {
  readonly id: AnnotationId;
  /** Several values of a field: people changed it without knowing of each other. The first is the newest. */
  readonly values: Readonly<Record<Field, readonly string[]>>;
  readonly tags: ReadonlySet<string>;
  /** "either" where two removals each knew of something that the other did not. */
  readonly there: boolean | "either";
}

export interface ExpectedStanding {
  readonly count: number;
  readonly conflicts: number;
  readonly notes: readonly ExpectedNote[];
  faultsOf(standing: readonly Annotation[]): readonly string[];
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

function isThere(operations: readonly Operation[]): boolean | "either" {
  const removals = lastOf(operations.filter(({ said }) => said.removed !== undefined)).filter(
    ({ said }) => said.removed === true,
  );
  if (removals.length === 0) return true;
  const others = operations.filter(({ said }) => said.removed !== true);
  const knowsAll = (removal: Operation): boolean => others.every((each) => removal.seen.has(each));
  if (removals.some(knowsAll)) return false;
  return others.every((each) => removals.some(({ seen }) => seen.has(each))) ? "either" : true;
}

function faultsOf(expected: readonly ExpectedNote[], standing: readonly Annotation[]): readonly string[] {
  const faults: string[] = [];
  const byId = new Map(standing.map((each) => [each.id, each]));
  if (byId.size !== standing.length) faults.push("a note is there twice");
  for (const { id, values, tags, there } of expected) {
    const annotation = byId.get(id);
    if (there !== "either" && (annotation !== undefined) !== there)
      faults.push(there ? `note ${id} is lost` : `note ${id} was removed and is there`);
    if (annotation === undefined || there === false) continue;
    const isReply = sourceOf(annotation).kind === "annotation";
    const shown: readonly (readonly [Field, string])[] = [
      ["comment", commentOf(annotation)],
      ...(isReply
        ? []
        : [["style", markStyleOf(annotation)] as const, ["color", colorOf(annotation)] as const]),
    ];
    for (const [field, value] of shown)
      if (!values[field].includes(value))
        faults.push(`the ${field} of ${id} is "${value}", not "${values[field].join('" or "')}"`);
    const shownTags = annotationTags(annotation);
    if (shownTags.length !== tags.size || shownTags.some((tag) => !tags.has(tag)))
      faults.push(`the tags of ${id} are ${shownTags.join(", ")}, not ${[...tags].join(", ")}`);
  }
  for (const { id } of standing)
    if (!expected.some((each) => each.id === id)) faults.push(`nobody made ${id}`);
  return faults;
}

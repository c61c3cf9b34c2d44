/**
 * Each field of an annotation as a register: its live writers are the versions that wrote it and led to no other that did.
 *
 * A version wrote the fields in which it differs from what its writer saw, and those that it settles.
 */
import type { Annotation } from "../domain/annotation.ts";
import { fieldsOf, isQuiet, isTag, type Fields } from "./fields.ts";
import type { Version } from "./lineage.ts";
import { Reach } from "./reach.ts";

type Live = Map<string, readonly number[]>;

/** A version with what its writer saw. */
export interface Written extends Version {
  readonly fields: Fields;
  readonly before: Fields;
  readonly wrote: readonly string[];
}

export interface Register {
  /** The version whose value is shown. */
  readonly shown: number;
  /** The newest version of each value that stands beside others; empty where there is no conflict. */
  readonly rivals: readonly number[];
}

export interface Registers {
  readonly versions: readonly Written[];
  readonly heads: readonly number[];
  readonly fields: ReadonlyMap<string, Register>;
}

const nothing: Fields = new Map();

export function registersOf(lineage: readonly Version[]): Registers {
  const reach = new Reach();
  const versions: Written[] = [];
  const children = lineage.map(() => 0);
  for (const { parents } of lineage)
    for (const parent of parents) children[parent] = (children[parent] ?? 0) + 1;
  const lives: (Live | undefined)[] = [];

  const merged = (of: readonly number[]): Live => {
    const [only] = of;
    if (only === undefined) return new Map();
    if (of.length === 1) {
      const live = lives[only] ?? new Map<string, readonly number[]>();
      if (children[only] !== 1) return new Map(live);
      lives[only] = undefined; // nobody else will ask for it
      return live;
    }
    const all = new Map<string, Set<number>>();
    for (const each of of)
      for (const [field, writers] of lives[each] ?? []) {
        const known = all.get(field) ?? new Set();
        for (const writer of writers) known.add(writer);
        all.set(field, known);
      }
    return new Map(
      [...all].map(([field, writers]) => [field, reach.latest([...writers].sort((a, b) => a - b))]),
    );
  };

  for (const [at, version] of lineage.entries()) {
    reach.add(version.parents);
    const live = merged(version.parents);
    const before = seenBy(version.parents, live, versions, reach);
    const fields = fieldsOf(version.line);
    const wrote = [...new Set([...changedIn(before, fields), ...(version.line["marginalia:settles"] ?? [])])];
    for (const field of wrote) live.set(field, [at]);
    lives[at] = live;
    versions.push({ ...version, fields, before, wrote });
  }
  const heads = lineage.flatMap((_, at) => (children[at] === 0 ? [at] : []));
  const last = heads.length === 1 ? lives[heads[0] ?? 0] : merged(heads);
  return { versions, heads, fields: resolved(last ?? new Map(), versions, reach) };
}

/** What stood when the writer wrote: what one version says, or what several said together. */
function seenBy(parents: readonly number[], live: Live, versions: readonly Written[], reach: Reach): Fields {
  const [only] = parents;
  if (only === undefined) return nothing;
  if (parents.length === 1) return versions[only]?.fields ?? nothing;
  const fields = new Map<string, string>();
  for (const [field, { shown }] of resolved(live, versions, reach)) {
    const text = versions[shown]?.fields.get(field);
    if (text !== undefined) fields.set(field, text);
  }
  return fields;
}

export const changedIn = (before: Fields, after: Fields): string[] => [
  ...[...after.keys()].filter((field) => before.get(field) !== after.get(field)),
  ...[...before.keys()].filter((field) => !after.has(field)),
];

function resolved(live: Live, versions: readonly Written[], reach: Reach): Map<string, Register> {
  const textOf = (field: string, at: number): string | undefined => versions[at]?.fields.get(field);
  const registers = new Map<string, Register>();
  for (const [field, writers] of live) {
    if (field === "deleted") continue;
    const newest = new Map<string | undefined, number>(); // by value; writers come oldest first
    for (const writer of writers) newest.set(textOf(field, writer), writer);
    const shown = isTag(field) ? (newest.get("true") ?? writers.at(-1)) : writers.at(-1);
    if (shown === undefined) continue;
    const rivals = newest.size > 1 && !isTag(field) && !isQuiet(field) ? [...newest.values()] : [];
    registers.set(field, { shown, rivals: rivals.sort((a, b) => b - a) });
  }
  const deletion = deletionOf(live, textOf, reach);
  if (deletion !== undefined) registers.set("deleted", deletion);
  return registers;
}

/** A removal stands where it saw all that was written; else the note stays, and the removal is told. */
function deletionOf(
  live: Live,
  textOf: (field: string, at: number) => string | undefined,
  reach: Reach,
): Register | undefined {
  const writers = live.get("deleted") ?? [];
  const removers = writers.filter((writer) => textOf("deleted", writer) !== undefined);
  const remover = removers.at(-1);
  const keeper = writers.findLast((writer) => textOf("deleted", writer) === undefined);
  if (remover === undefined) return keeper === undefined ? undefined : { shown: keeper, rivals: [] };
  const isSeen = reach.before(removers);
  let kept = keeper ?? -1;
  for (const [field, those] of live) {
    if (field === "deleted" || isQuiet(field)) continue;
    for (const writer of those)
      if (writer > kept && textOf("deleted", writer) === undefined && !isSeen(writer)) kept = writer;
  }
  return kept < 0 ? { shown: remover, rivals: [] } : { shown: kept, rivals: [kept, remover] };
}

export const lineAt = (versions: readonly Written[], at: number): Annotation => {
  const line = versions[at]?.line;
  if (line === undefined) throw new Error("A version is asked for that is not there");
  return line;
};

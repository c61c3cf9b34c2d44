/**
 * Two versions of a paper's stored fields become one, field by field, the same whichever comes first. Where it is known what
 * both began with, a field that only one has changed is as that one has it. Else lists are put together, the reading state
 * is the more advanced one, of texts the longer one stands, and what a person has typed goes before what was imported.
 */
import { readingStates } from "../domain/paper.ts";
import { kindOf } from "./corrections.ts";

export type Fields = Readonly<Record<string, unknown>>;

export interface MergedFields {
  readonly fields: Fields;
  /** Fields of other tools that differ, so that one of both would be lost. */
  readonly unsettled: readonly string[];
}

export function mergeFields(ours: Fields, theirs: Fields, base?: Fields): MergedFields {
  // In both copies one of them is ours and the other theirs, and both copies have to come to the same.
  const [one, other] = textOf(ours) <= textOf(theirs) ? [ours, theirs] : [theirs, ours];
  const unsettled: string[] = [];
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  const merged = names.flatMap((name): readonly (readonly [string, unknown])[] => {
    const [a, b] = [own(one, name), own(other, name)];
    const value = mergedValue(name, one, other, base);
    if (value === unclear) unsettled.push(name);
    const kept = value === unclear ? (a ?? b) : value;
    return kept === undefined ? [] : [[name, kept]];
  });
  return { fields: Object.fromEntries(merged), unsettled };
}

const unclear = Symbol("unclear");

const own = (fields: Fields, name: string): unknown =>
  Object.hasOwn(fields, name) ? fields[name] : undefined;
const textOf = (value: unknown): string => JSON.stringify(value) ?? "";
const isSame = (a: unknown, b: unknown): boolean => textOf(a) === textOf(b);
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function mergedValue(name: string, one: Fields, other: Fields, base: Fields | undefined): unknown {
  const [a, b] = [own(one, name), own(other, name)];
  if (isSame(a, b)) return a;
  const typed = typedBy(name, one, other);
  if (typed !== undefined) return typed;
  const before = base === undefined ? undefined : own(base, name);
  const keysOf = Object.hasOwn(listKeys, name) ? listKeys[name] : undefined;
  if (keysOf !== undefined) {
    const items = mergedLists(listOf(a), listOf(b), listOf(before), keysOf);
    return name === "identifiers" ? withoutMistakes(items, one, other) : items;
  }
  if (base !== undefined && isSame(a, before)) return b;
  if (base !== undefined && isSame(b, before)) return a;
  const choose = Object.hasOwn(choices, name) ? choices[name] : undefined;
  if (choose !== undefined) return choose(a, b);
  if (a === undefined || b === undefined) return a ?? b;
  return unclear;
}

/** What a person has typed on one of the sides only. */
function typedBy(name: string, one: Fields, other: Fields): unknown {
  const [inOne, inOther] = [one, other].map((fields) => listOf(own(fields, "corrected")).includes(name));
  if (inOne === inOther) return undefined;
  return own(inOne ? one : other, name);
}

/** By what an item is told from others; the item itself where there is nothing of it. */
const listKeys: Readonly<Record<string, (item: Fields) => readonly unknown[]>> = {
  identifiers: () => [],
  tags: () => [],
  collections: () => [],
  corrected: () => [],
  formerly: () => [],
  distinctFrom: () => [],
  resources: ({ url }) => [url],
  pdfs: ({ path, fingerprint, sha256, url }) => [path ?? fingerprint ?? sha256 ?? url],
  sources: ({ kind, date }) => [kind, date],
};

/** What is in one of both, without what was in the base and one of both has taken out. */
function mergedLists(
  a: readonly unknown[],
  b: readonly unknown[],
  base: readonly unknown[],
  keysOf: (item: Fields) => readonly unknown[],
): readonly unknown[] {
  const named = (items: readonly unknown[]): ReadonlyMap<string, unknown> =>
    new Map(items.map((item) => [nameOfItem(item, keysOf), item]));
  const [inA, inB, before] = [named(a), named(b), named(base)];
  const names = [...new Set([...inA.keys(), ...inB.keys()])];
  return names
    .filter((name) => !before.has(name) || (inA.has(name) && inB.has(name)))
    .map((name) => mergedItem(inA.get(name), inB.get(name), before.get(name)));
}

function mergedItem(a: unknown, b: unknown, before: unknown): unknown {
  if (a === undefined || isSame(a, before)) return b ?? a;
  if (b === undefined || isSame(b, before) || !isFields(a) || !isFields(b)) return a;
  return { ...b, ...a };
}

const isFields = (item: unknown): item is Fields => typeof item === "object" && item !== null;

function nameOfItem(item: unknown, keysOf: (item: Fields) => readonly unknown[]): string {
  const keys = isFields(item) ? keysOf(item).filter((key) => key !== undefined) : [];
  return textOf(keys.length === 0 ? item : keys);
}

/** Of a kind that a person has typed on one side only, the other side's identifiers are the mistake. */
function withoutMistakes(items: readonly unknown[], one: Fields, other: Fields): readonly unknown[] {
  const isTyped = (fields: Fields, item: unknown): boolean =>
    typeof item === "string" && listOf(own(fields, "corrected")).includes(kindOf(item));
  return items.filter((item) => {
    const [byOne, byOther] = [isTyped(one, item), isTyped(other, item)];
    if (byOne === byOther) return true;
    return listOf(own(byOne ? one : other, "identifiers")).includes(item);
  });
}

const choices: Readonly<Record<string, (a: unknown, b: unknown) => unknown>> = {
  title: longer,
  abstract: longer,
  venue: longer,
  withdrawn: longer,
  authors: longer,
  year: larger,
  format: larger,
  reading: (a, b) => (stageOf(a) >= stageOf(b) ? a : b),
  starred: (a, b) => a === true || b === true,
  skipped: (a, b) => a === true && b === true,
  progress: further,
  archived: (a, b) => a === true && b === true,
  queue: smaller,
  started: smaller,
  finished: larger,
  added: (a, b) => (textOf(a) <= textOf(b) && a !== undefined ? a : (b ?? a)),
};

const stageOf = (state: unknown): number => readingStates.findIndex((each) => each === state);

function further(a: unknown, b: unknown): unknown {
  const [inA, inB] = [pageOf(a), pageOf(b)];
  return inA === inB ? larger(a, b) : inA > inB ? a : b;
}

const pageOf = (progress: unknown): number =>
  isFields(progress) && typeof progress["page"] === "number" ? progress["page"] : -1;

function longer(a: unknown, b: unknown): unknown {
  const [inA, inB] = [sizeOf(a), sizeOf(b)];
  return inA === inB ? larger(a, b) : inA > inB ? a : b;
}

const sizeOf = (value: unknown): number =>
  typeof value === "string" || Array.isArray(value) ? value.length : -1;

function smaller(a: unknown, b: unknown): unknown {
  if (a === undefined || b === undefined) return a ?? b;
  return larger(a, b) === a ? b : a;
}

function larger(a: unknown, b: unknown): unknown {
  if (typeof a === "number" && typeof b === "number") return Math.max(a, b);
  return textOf(a) >= textOf(b) ? a : b;
}

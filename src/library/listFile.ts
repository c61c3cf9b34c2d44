/**
 * The stored form of a list that a team shares, such as saved searches: one item a line, in an order that depends on nothing but
 * them, so that what two people add merges. Fields that are not ours are kept.
 */
import * as v from "valibot";
import { fail, ok, reasonOf, type Result } from "../base/result.ts";
import { whyInvalid } from "../domain/invalid.ts";
import { conflictSides } from "./conflictSides.ts";

export interface ListFormat<T> {
  /** Where it lies on its shelf. */
  readonly path: string;
  /** The field that holds the list. */
  readonly field: string;
  readonly newest: number;
  readonly item: v.GenericSchema<unknown, T>;
  /** Each item once, in the order in which they are written. */
  readonly arranged: (items: readonly T[]) => readonly T[];
  /** What the items are called: "searches". */
  readonly noun: string;
}

export interface StoredList<T> {
  readonly items: readonly T[];
  /** False where writing would lose something: shown, never rewritten. */
  readonly writable: boolean;
  /** What is wrong with the file although it can be read: the next edit makes it whole. */
  readonly conflict?: string;
  readonly others: Readonly<Record<string, unknown>>;
}

export function readListFile<T>(text: string, format: ListFormat<T>): Result<StoredList<T>> {
  const sides = conflictSides(text);
  if (sides === undefined) return readWhole(text, format);
  const [ours, theirs] = [readWhole(sides.ours, format), readWhole(sides.theirs, format)];
  if (!ours.ok || !theirs.ok)
    return fail("it holds an unresolved merge conflict of which a side cannot be read");
  return ok({
    items: format.arranged([...ours.value.items, ...theirs.value.items]),
    writable: ours.value.writable && theirs.value.writable,
    conflict: `it holds an unresolved merge conflict; the ${format.noun} of both sides are shown`,
    others: { ...theirs.value.others, ...ours.value.others },
  });
}

function readWhole<T>(text: string, { field, newest, item, arranged }: ListFormat<T>): Result<StoredList<T>> {
  let raw: unknown;
  try {
    raw = JSON.parse(text.replace(/^\uFEFF/u, ""));
  } catch (thrown) {
    return fail(`it is not JSON (${reasonOf(thrown)})`);
  }
  const parsed = v.safeParse(v.looseObject({ format: v.number() }), raw);
  if (!parsed.success) return fail(whyInvalid(parsed.issues));
  const { format, [field]: list, ...others } = parsed.output;
  const items = v.safeParse(v.object({ [field]: v.array(item) }), { [field]: list });
  if (!items.success) return fail(whyInvalid(items.issues));
  return ok({ items: arranged(items.output[field] ?? []), writable: format <= newest, others });
}

export function writeListFile<T>({ items, others }: StoredList<T>, format: ListFormat<T>): string {
  const lines = format.arranged(items).map((item) => JSON.stringify(item));
  const rest = Object.entries(others).map(
    ([name, value]) => `,\n${JSON.stringify(name)}: ${JSON.stringify(value)}`,
  );
  const list = lines.length === 0 ? "[]" : `[\n${lines.join(",\n")}\n]`;
  return `{\n"format": ${format.newest},\n"${format.field}": ${list}${rest.join("")}\n}\n`;
}

/** Reads parsed JSON of others field by field, leniently: what is not as expected is as if it were not there. */

export type Fields = Readonly<Record<string, unknown>>;

export const fieldsOf = (value: unknown): Fields | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;

const own = (fields: Fields | undefined, name: string): unknown =>
  fields !== undefined && Object.hasOwn(fields, name) ? fields[name] : undefined;

/** The first of these fields that holds a text or a number; of a list, its first item. */
export function textIn(fields: Fields | undefined, ...names: readonly string[]): string {
  for (const name of names) {
    const value = own(fields, name);
    const first: unknown = Array.isArray(value) ? value[0] : value;
    if (typeof first === "string" && first.trim() !== "") return first.trim();
    if (typeof first === "number") return String(first);
  }
  return "";
}

export function listIn(fields: Fields | undefined, name: string): readonly unknown[] {
  const value = own(fields, name);
  return Array.isArray(value) ? value : [];
}

export const partIn = (fields: Fields | undefined, name: string): Fields | undefined =>
  fieldsOf(own(fields, name));

export const textsIn = (fields: Fields | undefined, name: string): readonly string[] =>
  listIn(fields, name).filter((each) => typeof each === "string");

/** The past of a note: every version of it, and what each changed. */
import { isDeleted, type Annotation } from "../domain/annotation.ts";
import { fieldsOf, withFields } from "./fields.ts";
import { lineageOf } from "./lineage.ts";
import { changedIn, registersOf } from "./registers.ts";
import type { Standing } from "./standing.ts";

export interface PastVersion {
  readonly key: string;
  readonly line: Annotation;
  readonly changes: readonly FieldChange[];
}

/** Values as JSON; `undefined` where the field had none. */
export interface FieldChange {
  readonly field: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** Oldest first. */
export const pastOf = ({ lines }: Standing): readonly PastVersion[] =>
  registersOf(lineageOf(lines)).versions.map(({ key, line, wrote, before, fields }) => ({
    key,
    line,
    changes: wrote.map((field) => ({ field, before: before.get(field), after: fields.get(field) })),
  }));

/** The annotation as an earlier version has it, and present even if that version is its removal. */
export function asBefore(standing: Standing, version: Annotation): Annotation {
  const changed = changedIn(fieldsOf(standing.shown), fieldsOf(version));
  const content = withFields(standing.shown, new Map(changed.map((field) => [field, version])));
  if (!isDeleted(content)) return content;
  const { "marginalia:deleted": _, ...rest } = content;
  return rest;
}

/**
 * How one annotation stands: a pure function of the set of its lines. Whatever their order, grouping and number of copies,
 * everyone who has the same lines sees the same.
 */
import { canonical } from "../base/canonical.ts";
import {
  annotationContext,
  formatVersion,
  type Annotation,
  type AnnotationId,
} from "../domain/annotation.ts";
import { withFields } from "./fields.ts";
import { distinctByTime, isLinear, keyOf, lineageOf } from "./lineage.ts";
import { lineAt, registersOf, type Registers } from "./registers.ts";

export interface Standing {
  /** Every different line, oldest first. */
  readonly lines: readonly Annotation[];
  /** The annotation as it is shown; removed ones too. */
  readonly shown: Annotation;
  readonly conflicts: readonly FieldConflict[];
}

export interface FieldConflict {
  readonly field: string;
  /** The newest version of each value. The first is shown. */
  readonly versions: readonly KeyedLine[];
}

export interface KeyedLine {
  readonly key: string;
  readonly line: Annotation;
}

/** @param given at least one line, all of one id. */
export function standingOf(given: readonly Annotation[]): Standing {
  const lines = distinctByTime(given);
  const newest = lines.at(-1);
  if (newest === undefined) throw new Error("An annotation has at least one line");
  if (isLinear(lines)) return { lines, shown: newest, conflicts: [] };
  const registers = registersOf(lineageOf(lines));
  const { versions, fields } = registers;
  const conflicts = [...fields].flatMap(([field, { shown, rivals }]) => {
    const others = rivals.filter((rival) => rival !== shown);
    return others.length === 0
      ? []
      : [
          {
            field,
            versions: [shown, ...others].map((at) => ({
              key: versions[at]?.key ?? "",
              line: lineAt(versions, at),
            })),
          },
        ];
  });
  return {
    lines,
    shown: shownOf(registers),
    conflicts: conflicts.sort((a, b) => (a.field < b.field ? -1 : 1)),
  };
}

/** The versions that nothing was made from yet: what the next line is based on. */
export function headsOf({ lines }: Standing): readonly string[] {
  const newest = lines.at(-1);
  if (newest !== undefined && isLinear(lines)) return [keyOf(newest)];
  const lineage = lineageOf(lines);
  const grounds = new Set(lineage.flatMap(({ parents }) => parents));
  return lineage.flatMap(({ key }, at) => (grounds.has(at) ? [] : [key]));
}

function shownOf({ versions, heads, fields }: Registers): Annotation {
  const linesOfHeads = heads.map((at) => lineAt(versions, at)).reverse();
  const [newest] = linesOfHeads;
  if (newest === undefined) throw new Error("A finite graph has an end");
  if (linesOfHeads.length === 1) return newest; // its writer saw the whole
  const from = [...fields].map(([field, { shown }]) => [field, lineAt(versions, shown)] as const);
  const merged = withFields(newest, new Map(from));
  return { ...merged, "@context": contextOf(linesOfHeads) };
}

/** Of several formats the newest, since it is what one has to know to read all of it. */
function contextOf(lines: readonly Annotation[]): unknown {
  const newest = lines.toSorted((a, b) => formatVersion(b) - formatVersion(a))[0];
  return newest?.["@context"] ?? annotationContext;
}

/** The same lines say the same. */
export const isSameStanding = (a: Standing, b: Standing): boolean =>
  a.lines.length === b.lines.length &&
  a.lines.every((line, at) => line === b.lines[at] || canonical(line) === canonical(b.lines[at]));

/** How each annotation stands, whatever the order of the lines. Removed ones are among them. */
export function standingsOf(lines: Iterable<Annotation>): Map<AnnotationId, Standing> {
  const byId = new Map<AnnotationId, Annotation[]>();
  for (const line of lines) {
    const known = byId.get(line.id);
    if (known === undefined) byId.set(line.id, [line]);
    else known.push(line);
  }
  return new Map([...byId].map(([id, of]) => [id, standingOf(of)]));
}

/**
 * Which lines of one note still matter: those it stands by. Fewer are tried first, and a choice is taken only when the note
 * stands by it exactly as it does by all of its lines.
 */
import { canonical } from "../base/canonical.ts";
import type { Annotation } from "../domain/annotation.ts";
import { distinctByTime, lineageOf } from "../notes/lineage.ts";
import { headsOf, standingOf, type Standing } from "../notes/standing.ts";

/** @param lines all of one note. @returns those to keep, each once */
export function linesThatMatter(lines: readonly Annotation[], history: boolean): ReadonlySet<Annotation> {
  const distinct = distinctByTime(lines);
  if (history || distinct.length < 2) return new Set(distinct);
  const before = standingOf(distinct);
  const versions = lineageOf(distinct);
  const heads = new Set(headsOf(before));
  const rivals = new Set(before.conflicts.flatMap((conflict) => conflict.versions.map(({ key }) => key)));
  const choices = [heads, new Set([...heads, ...rivals])];
  for (const keys of choices) {
    // What other tools wrote is theirs to take away.
    const kept = versions.filter(({ key, line }) => keys.has(key) || isForeign(line)).map(({ line }) => line);
    if (kept.length < distinct.length && saysTheSame(standingOf(kept), before)) return new Set(kept);
  }
  return new Set(distinct);
}

const isForeign = (line: Annotation): boolean =>
  ![line["@context"]]
    .flat()
    .some((context) => typeof context === "object" && context !== null && "marginalia" in context);

const saysTheSame = (a: Standing, b: Standing): boolean =>
  canonical(essenceOf(a)) === canonical(essenceOf(b));

const essenceOf = (standing: Standing) => ({
  shown: standing.shown,
  heads: [...headsOf(standing)].sort(),
  conflicts: standing.conflicts.map(({ field, versions }) => [field, versions.map(({ key }) => key)]),
});

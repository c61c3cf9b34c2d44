/** Papers with the keys that they are cited by, no two the same. */
import type { Paper } from "../../domain/paper.ts";
import { citationKey, givenKey } from "../../library/citation.ts";

export interface Keyed {
  readonly paper: Paper;
  readonly key: string;
}

/**
 * A key that a paper came with stays; those that were made get a letter behind them where they are taken. Who gets which goes by
 * the papers' ids, not by their order here: a list sorted otherwise has the same keys.
 */
export function keyed(papers: readonly Paper[]): readonly Keyed[] {
  const taken = new Set<string>();
  const keys = new Map<Paper, string>();
  const take = (paper: Paper, wanted: string): void => {
    const key = freeKey(wanted, taken);
    taken.add(key.toLowerCase());
    keys.set(paper, key);
  };
  const byId = [...papers].sort((a, b) => (a.id < b.id ? -1 : 1));
  for (const paper of byId) if (givenKey(paper) !== undefined) take(paper, citationKey(paper));
  for (const paper of byId) if (!keys.has(paper)) take(paper, citationKey(paper));
  return papers.map((paper) => ({ paper, key: keys.get(paper) ?? paper.id }));
}

/**
 * The key, with letters behind it where it is taken.
 * @param taken in lower case: BibTeX tells no capitals apart
 */
export function freeKey(wanted: string, taken: ReadonlySet<string>): string {
  let key = wanted;
  for (let at = 0; taken.has(key.toLowerCase()); at++) key = `${wanted}${letters(at)}`;
  return key;
}

/** a, b, …, z, aa, ab, … */
function letters(at: number): string {
  const rest = Math.floor(at / 26);
  return `${rest === 0 ? "" : letters(rest - 1)}${String.fromCharCode(97 + (at % 26))}`;
}

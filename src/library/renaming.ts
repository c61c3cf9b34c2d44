/** A tag or a collection under another name, or no more, in one paper: the same object where it does not have it. */
import type { Paper } from "../domain/paper.ts";

/** @param to absent where the tag is to go */
export function withTagRenamed(paper: Paper, from: string, to?: string): Paper {
  if (!paper.tags.includes(from) || from === to) return paper;
  return { ...paper, tags: renamed(paper.tags, (tag) => (tag === from ? to : tag)) };
}

/** What lies in the collection goes with it. */
export function withCollectionRenamed(paper: Paper, from: string, to?: string): Paper {
  const before = paper.collections ?? [];
  if (from === to || !before.some((name) => isWithin(name, from))) return paper;
  const nameOf = (name: string): string | undefined => {
    if (!isWithin(name, from)) return name;
    return to === undefined ? undefined : `${to}${name.slice(from.length)}`;
  };
  return { ...paper, collections: renamed(before, nameOf) };
}

export const isWithin = (name: string, outer: string): boolean =>
  name === outer || name.startsWith(`${outer}/`);

/** Each once, also where there was one of the new name already. */
const renamed = (
  names: readonly string[],
  nameOf: (name: string) => string | undefined,
): readonly string[] => [...new Set(names.flatMap((name) => nameOf(name) ?? []))];

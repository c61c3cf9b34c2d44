import type { Paper } from "../domain/paper.ts";
import { idFor, type PaperId } from "../domain/paperId.ts";

/** The ids that a paper would have by its other names: by each identifier that makes an id, by the title, and those of papers that have become part of it. */
export function otherIds({ id, title, identifiers, formerly = [] }: Paper): readonly PaperId[] {
  const named = identifiers.filter((name) => /^(?:arxiv|doi):/u.test(name)).map((name) => [name]);
  const ids = new Set([...[...named, []].map((names) => idFor({ title, identifiers: names })), ...formerly]);
  ids.delete(id);
  return [...ids].sort();
}

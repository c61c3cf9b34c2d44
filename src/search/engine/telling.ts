/** The words that tell a text apart: frequent in it, and rare elsewhere. */
import { isStopWord } from "../terms.ts";
import { idf } from "./bm25.ts";
import { fields } from "./fields.ts";
import { marks } from "./segment.ts";
import type { TextIndex } from "./textIndex.ts";

const most = 40;

/** In the order of the text, as often as they are in it. */
export function tellingTerms(terms: readonly string[], { lexicon, size }: TextIndex): readonly string[] {
  const counts = new Map<string, number>();
  for (const term of terms) if (!isStopWord(term)) counts.set(term, (counts.get(term) ?? 0) + 1);
  const papers = (term: string): number => lexicon.papers(lexicon.find("title", term));
  const worth = new Map<string, number>();
  for (const [term, count] of counts)
    if (papers(term) > 0) worth.set(term, Math.sqrt(count) * idf(size, papers(term)));
  const chosen = new Set(
    [...worth]
      .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
      .slice(0, most)
      .map(([term]) => term),
  );
  return terms.filter((term) => chosen.has(term));
}

/** The words of a text's title and body, as they are indexed. */
export function indexedTerms(key: string, index: TextIndex): readonly string[] {
  const place = index.place(key);
  if (place === undefined) return [];
  const { values, count } = place.segment.streamOf(place.text);
  const found: string[] = [];
  let isProse = false;
  for (let at = 0; at < count; at++) {
    const value = values[at] ?? 0;
    if (value < marks) isProse = fields[value] === "title" || fields[value] === "body";
    else if (isProse) found.push(index.lexicon.terms.text(value - marks));
  }
  return found;
}

/** The query that finds only what has every word, somewhere in the paper, its pages or the notes on it. */
import { isStopWord } from "../terms.ts";
import type { Condition, Query } from "./tree.ts";

/** Looked up in all papers each: words that say nothing would be found in all of them, and at length. */
const mostWords = 20;

export function requiringEveryWord(query: Query): Query {
  const telling = query.terms.filter((term) => !isStopWord(term)).slice(0, mostWords);
  const last = query.isGrowing ? query.terms.at(-1) : undefined;
  const required = [...new Set(telling)].map((term): Condition => {
    const words = { kind: "words", terms: [term], isGrowing: term === last } as const;
    return {
      kind: "any",
      conditions: [words, { ...words, field: "text" }, { ...words, field: "note" }],
    };
  });
  return { ...query, conditions: [...required, ...query.conditions] };
}

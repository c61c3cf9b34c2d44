/** Ranked texts as answers: papers with the pages and notes that speak for them, and what was found where. */
import type { Answer, Hit, HitField } from "../searchPort.ts";
import { fields, withoutKind, type Field } from "./fields.ts";
import type { Lexicon } from "./lexicon.ts";
import { keyOf, paperOfKey, passageOfKey } from "./paperTexts.ts";
import type { QueryWords } from "./rerank.ts";
import { marks } from "./segment.ts";
import type { Candidate } from "./topTexts.ts";
import type { Ranked } from "./wordSearch.ts";

/** What a page or a note that fits adds to its paper's own score. */
const passageShare = 0.5;

const hitFields: Readonly<Partial<Record<Field, HitField>>> = {
  title: "title",
  body: "abstract",
  author: "author",
  venue: "venue",
  tag: "tag",
  id: "name",
  initials: "title",
};

/** @param passages best first. */
export function hitsOf(
  { candidates, words }: Ranked,
  passages: readonly Candidate[],
  lexicon: Lexicon,
  limit: number,
): readonly Hit[] {
  const speaking = new Map<string, Candidate>();
  for (const each of passages) {
    const paper = paperOfKey(keyOf(each.segment, each.text));
    if (!speaking.has(paper)) speaking.set(paper, each);
  }
  const ranked = candidates.map((candidate) => {
    const id = paperOfKey(keyOf(candidate.segment, candidate.text));
    const passage = speaking.get(id);
    speaking.delete(id);
    return { id, candidate, passage, score: candidate.score + passageShare * (passage?.score ?? 0) };
  });
  const others = [...speaking].map(([paper, passage]) => ({
    id: paperOfKey(paper),
    candidate: undefined,
    passage,
    score: passageShare * passage.score,
  }));
  const best =
    passages.length === 0
      ? ranked
      : [...ranked, ...others].sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
  const found = new FoundWords(words, lexicon);
  return best.slice(0, limit).map(({ id, candidate, passage, score }): Hit => {
    const named = passage === undefined ? undefined : passageOfKey(keyOf(passage.segment, passage.text));
    const { words: has, fields: where } =
      candidate === undefined ? { fields: [], words: [] } : found.of(candidate);
    return {
      id,
      score,
      words: has,
      fields: named === undefined ? where : [...where, named.kind],
      ...(named === undefined ? {} : { passage: named }),
    };
  });
}

/** What texts have of the words of a query. */
class FoundWords {
  readonly #query: QueryWords;
  readonly #lexicon: Lexicon;
  readonly #texts = new Map<number, string>();

  constructor(query: QueryWords, lexicon: Lexicon) {
    this.#query = query;
    this.#lexicon = lexicon;
  }

  of({ segment, text }: Candidate) {
    const { values, count } = segment.streamOf(text);
    const where = new Set<HitField>();
    const words = new Set<string>();
    let field: HitField | undefined;
    for (let at = 0; at < count; at++) {
      const value = values[at] ?? 0;
      if (value < marks) field = hitFields[fields[value] ?? "mark"];
      else if (field !== undefined && this.#query.isWanted(value - marks)) {
        where.add(field);
        words.add(this.#textOf(value - marks));
      }
    }
    return { fields: [...where], words: [...words] };
  }

  #textOf(word: number): string {
    const known = this.#texts.get(word);
    if (known !== undefined) return known;
    const text = withoutKind(this.#lexicon.terms.text(word));
    this.#texts.set(word, text);
    return text;
  }
}

/** Of the words that may have been meant, the one that the best answer has. */
export function correctionsOf({ wanted }: Ranked, hits: readonly Hit[]): Answer["corrections"] {
  const inBest = hits[0]?.words ?? [];
  return wanted.flatMap(({ term, correctedTo }) => {
    const [commonest] = correctedTo;
    if (commonest === undefined) return [];
    return [{ typed: term, searched: correctedTo.find((word) => inBest.includes(word)) ?? commonest }];
  });
}

/** The engine: papers, their pages and the notes on them, in one ranked answer. */
import type { PaperId } from "../../domain/paperId.ts";
import type { Condition, Query } from "../query/tree.ts";
import {
  nothingFound,
  type Answer,
  type Hit,
  type HitField,
  type IndexedPaper,
  type IndexedPassage,
  type PaperStamp,
  type PassageKind,
  type SimilarTo,
} from "../searchPort.ts";
import { anyField, both, either, everyText, inRange, inverted, wordsMask, type Mask } from "./conditions.ts";
import { fields, type Field } from "./fields.ts";
import { idf } from "./bm25.ts";
import { marks, type Segment } from "./segment.ts";
import type { IndexedText } from "./segmentBuilder.ts";
import { TextIndex } from "./textIndex.ts";
import { newerFirst, type Candidate } from "./topTexts.ts";
import { WordSearch, type Ranked } from "./wordSearch.ts";
import { isStopWord, termsOf } from "../terms.ts";

/** What a page or a note that fits adds to its paper's own score. */
const passageShare = 0.5;
/** So many words tell a text apart. */
const tellingWords = 40;
const hitFields: Readonly<Partial<Record<Field, HitField>>> = {
  title: "title",
  body: "abstract",
  author: "author",
  venue: "venue",
  tag: "tag",
  id: "name",
};
const between = "\n";

type MaskOf = (segment: Segment) => Mask;

export class PaperSearch {
  readonly papers: TextIndex;
  readonly passages: TextIndex;
  readonly #byWords: WordSearch;
  readonly #inPassages: WordSearch;

  constructor(papers = new TextIndex(), passages = new TextIndex()) {
    this.papers = papers;
    this.passages = passages;
    this.#byWords = new WordSearch(papers);
    this.#inPassages = new WordSearch(passages);
  }

  put(papers: readonly IndexedPaper[]): void {
    this.papers.put(papers.map(textOf));
  }

  remove(ids: readonly PaperId[]): void {
    this.papers.remove(ids);
    const gone = new Set<string>(ids);
    this.#removePassages((paper) => gone.has(paper));
  }

  putPassages(papers: readonly PaperId[], kind: PassageKind, passages: readonly IndexedPassage[]): void {
    const replaced = new Set<string>(papers);
    this.#removePassages((paper, each) => each === kind && replaced.has(paper));
    this.passages.put(
      passages.map(({ key, paper, kind: each, text }) => ({
        key: [paper, each, key].join(between),
        parts: [
          { field: "body", text },
          { field: "mark", text: each },
        ],
      })),
    );
  }

  search(query: Query, limit: number): Answer {
    const maskOf = this.#mask(query.conditions);
    if (limit <= 0) return nothingFound;
    if (query.terms.length === 0) {
      if (maskOf === undefined) return nothingFound;
      return { hits: this.#newest(maskOf, limit), corrections: [] };
    }
    const words = { terms: query.terms, isGrowing: query.isGrowing };
    const ranked = this.#byWords.search(words, limit, (segment) => maskOf?.(segment));
    const passages = this.#passagesFor(words, limit, maskOf);
    const hits = this.#together(ranked, passages, limit);
    return { hits, corrections: corrections(ranked, hits) };
  }

  similar(to: SimilarTo, limit: number): Answer {
    const self = "id" in to ? to.id : undefined;
    const terms = "id" in to ? this.#termsOfPaper(to.id) : termsOf(to.text);
    const ranked = this.#byWords.search({ terms: this.#telling(terms), isGrowing: false }, limit + 1, () => undefined);
    const others = ranked.candidates.filter(({ segment, text }) => segment.parts.keys[text] !== self);
    return { hits: this.#together({ ...ranked, candidates: others }, [], limit), corrections: [] };
  }

  outdated(papers: readonly PaperStamp[]): readonly PaperId[] {
    return papers
      .filter(({ id, stamp }) => {
        const place = this.papers.place(id);
        return place === undefined || place.segment.parts.stamps[place.text] !== stamp;
      })
      .map(({ id }) => id);
  }

  keepOnly(ids: readonly PaperId[]): void {
    const kept = new Set<string>(ids);
    this.papers.remove([...this.papers.keys()].filter((key) => !kept.has(key)));
    this.#removePassages((paper) => !kept.has(paper));
  }

  /** Does a slice of putting segments together. @returns false when nothing is left to do. */
  tidy(): boolean {
    return this.papers.tidy() || this.passages.tidy();
  }

  #removePassages(is: (paper: string, kind: string) => boolean): void {
    if (this.passages.size === 0) return;
    const gone = [...this.passages.keys()].filter((key) => {
      const [paper = "", kind = ""] = key.split(between);
      return is(paper, kind);
    });
    this.passages.remove(gone);
  }

  /** `undefined` where nothing is demanded. */
  #mask(conditions: readonly Condition[]): MaskOf | undefined {
    if (conditions.length === 0) return undefined;
    const each = conditions.map((condition) => this.#maskOf(condition));
    return (segment) => each.reduce<Mask>((mask, of) => both(mask, of(segment)), everyText(segment));
  }

  #maskOf(condition: Condition): MaskOf {
    switch (condition.kind) {
      case "range":
        return ({ parts }) =>
          inRange(condition.of === "year" ? parts.years : parts.days, condition.from, condition.to);
      case "mark":
        if (condition.mark === "has:notes") return this.#papersWithAny("note");
        return this.#wordsMask(["mark"], [condition.mark], false);
      case "not": {
        const of = this.#maskOf(condition.condition);
        return (segment) => inverted(of(segment));
      }
      case "any": {
        const all = condition.conditions.map((one) => this.#maskOf(one));
        return (segment) =>
          all.reduce<Mask>((mask, of) => either(mask, of(segment)), new Uint8Array(segment.size));
      }
      case "words": {
        const { field, terms, isGrowing } = condition;
        if (field === "text") return this.#papersWith("page", terms, isGrowing);
        if (field === "note") return this.#papersWith("note", terms, isGrowing);
        const where: readonly Field[] = field === undefined ? anyField : [field === "abstract" ? "body" : field];
        return this.#wordsMask(where, terms, isGrowing);
      }
    }
  }

  #wordsMask(where: readonly Field[], terms: readonly string[], isGrowing: boolean): MaskOf {
    return wordsMask(this.papers.lexicon, { fields: where, terms, isGrowing });
  }

  #papersWithAny(kind: PassageKind): MaskOf {
    return this.#papersOf(wordsMask(this.passages.lexicon, { fields: ["mark"], terms: [kind], isGrowing: false }));
  }

  /** Papers with a page or a note that has the words. */
  #papersWith(kind: PassageKind, terms: readonly string[], isGrowing: boolean): MaskOf {
    const { lexicon } = this.passages;
    const has = wordsMask(lexicon, { fields: ["body"], terms, isGrowing });
    const isKind = wordsMask(lexicon, { fields: ["mark"], terms: [kind], isGrowing: false });
    return this.#papersOf((segment) => both(has(segment), isKind(segment)));
  }

  /** Those whose passages fulfil something. */
  #papersOf(passages: MaskOf): MaskOf {
    const found = new Set<string>();
    for (const segment of this.passages.segments)
      for (const [text, is] of passages(segment).entries()) if (is === 1) found.add(paperOf(segment, text));
    return ({ parts }) => Uint8Array.from(parts.keys, (key) => Number(found.has(key)));
  }

  #newest(maskOf: MaskOf, limit: number): readonly Hit[] {
    const all = this.papers.segments.flatMap((segment) => {
      const mask = maskOf(segment);
      return Array.from(mask.keys())
        .filter((text) => mask[text] === 1 && segment.live[text] === 1)
        .map((text) => ({ segment, text, score: 0 }));
    });
    return all
      .sort(newerFirst)
      .slice(0, limit)
      .map(({ segment, text }) => ({ id: keyOf(segment, text), score: 0, fields: [], words: [] }));
  }

  /** The best passages of papers that may be answered. */
  #passagesFor(words: { terms: readonly string[]; isGrowing: boolean }, limit: number, maskOf: MaskOf | undefined): readonly Candidate[] {
    if (this.passages.size === 0) return [];
    const masks = new Map<Segment, Mask>();
    const may = (paper: string): boolean => {
      const place = this.papers.place(paper);
      if (place === undefined || maskOf === undefined) return place !== undefined;
      const mask = masks.get(place.segment) ?? maskOf(place.segment);
      masks.set(place.segment, mask);
      return mask[place.text] === 1;
    };
    const { candidates } = this.#inPassages.search(words, limit * 4, () => undefined);
    return candidates.filter(({ segment, text }) => may(paperOf(segment, text)));
  }

  #together({ candidates, wanted }: Ranked, passages: readonly Candidate[], limit: number): readonly Hit[] {
    const best = new Map<string, Candidate>();
    for (const each of passages) {
      const paper = paperOf(each.segment, each.text);
      if (!best.has(paper)) best.set(paper, each);
    }
    const words = new Set(wanted.flatMap(({ readings }) => readings.flatMap(({ singular, porter }) => [...singular, ...porter])));
    const hits = candidates.map((candidate): Hit => {
      const id = keyOf(candidate.segment, candidate.text);
      const passage = best.get(id);
      best.delete(id);
      return {
        id,
        score: candidate.score + passageShare * (passage?.score ?? 0),
        ...this.#found(candidate, words),
        ...(passage === undefined ? {} : { passage: passageOf(passage) }),
      };
    });
    const more = [...best].map(([paper, passage]): Hit => {
      const found = passageOf(passage);
      return {
        id: paper as PaperId,
        score: passageShare * passage.score,
        fields: [found.kind],
        words: [],
        passage: found,
      };
    });
    return more.length + passages.length === 0
      ? hits.slice(0, limit)
      : [...hits, ...more].sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1)).slice(0, limit);
  }

  /** Which words were found where. */
  #found({ segment, text }: Candidate, wanted: ReadonlySet<number>): { fields: readonly HitField[]; words: readonly string[] } {
    const { values, count } = segment.streamOf(text);
    const where = new Set<HitField>();
    const words = new Set<number>();
    let field: HitField | undefined;
    for (let at = 0; at < count; at++) {
      const value = values[at] ?? 0;
      if (value < marks) field = hitFields[fields[value] ?? "mark"];
      else if (field !== undefined && wanted.has(value - marks)) {
        where.add(field);
        words.add(value - marks);
      }
    }
    const { terms } = this.papers.lexicon;
    return { fields: [...where], words: [...words].map((word) => terms.text(word).replace(/^[\u0001-\u0005]/u, "")) };
  }

  #termsOfPaper(id: PaperId): readonly string[] {
    const place = this.papers.place(id);
    if (place === undefined) return [];
    const { values, count } = place.segment.streamOf(place.text);
    const { terms } = this.papers.lexicon;
    const found: string[] = [];
    let isProse = false;
    for (let at = 0; at < count; at++) {
      const value = values[at] ?? 0;
      if (value < marks) isProse = fields[value] === "title" || fields[value] === "body";
      else if (isProse) found.push(terms.text(value - marks));
    }
    return found;
  }

  /** The words that are frequent here and rare elsewhere, as often as they are here. */
  #telling(terms: readonly string[]): readonly string[] {
    const counts = new Map<string, number>();
    for (const term of terms) if (!isStopWord(term)) counts.set(term, (counts.get(term) ?? 0) + 1);
    const { lexicon, size } = this.papers;
    const worth = ([term, count]: readonly [string, number]): number =>
      Math.sqrt(count) * idf(size, lexicon.papers(lexicon.find("title", term)));
    const chosen = new Set(
      [...counts]
        .filter(([term]) => lexicon.papers(lexicon.find("title", term)) > 0)
        .sort((a, b) => worth(b) - worth(a) || (a[0] < b[0] ? -1 : 1))
        .slice(0, tellingWords)
        .map(([term]) => term),
    );
    return terms.filter((term) => chosen.has(term));
  }
}

function textOf(paper: IndexedPaper): IndexedText {
  const each = (field: Field, texts: readonly string[] = []) => texts.map((text) => ({ field, text }));
  return {
    key: paper.id,
    year: paper.year,
    day: paper.day,
    stamp: paper.stamp,
    parts: [
      { field: "title", text: paper.title },
      { field: "body", text: paper.abstract },
      ...each("author", paper.authors),
      ...each("venue", paper.venue === undefined ? [] : [paper.venue]),
      ...each("tag", paper.tags),
      ...each("id", [...(paper.names ?? []), ...partsOfNames(paper.title)]),
      ...each("mark", paper.marks),
    ],
  };
}

/** "DeepSeekMoE" is found as "moe" and "seekmoe" too: what begins at a capital inside a word. */
function partsOfNames(title: string): readonly string[] {
  return (title.match(/[\p{L}\p{N}]+/gu) ?? []).flatMap((word) =>
    Array.from(word.matchAll(/(?<=[\p{Ll}\p{N}])\p{Lu}/gu), ({ index }) => word.slice(index)).filter(
      (part) => part.length >= 3,
    ),
  );
}

const keyOf = ({ parts }: Segment, text: number): PaperId => (parts.keys[text] ?? "") as PaperId;
const paperOf = ({ parts }: Segment, text: number): string => (parts.keys[text] ?? "").split(between)[0] ?? "";

function passageOf({ segment, text }: Candidate): { key: string; kind: PassageKind } {
  const [, kind, ...key] = (segment.parts.keys[text] ?? "").split(between);
  return { key: key.join(between), kind: kind === "note" ? "note" : "page" };
}

/** Of the words that may have been meant, the one that the best answer has. */
function corrections({ wanted }: Ranked, hits: readonly Hit[]): Answer["corrections"] {
  return wanted.flatMap(({ term, correctedTo }) => {
    const [commonest] = correctedTo;
    if (commonest === undefined) return [];
    const inBest = hits[0]?.words ?? [];
    return [{ typed: term, searched: correctedTo.find((word) => inBest.includes(word)) ?? commonest }];
  });
}

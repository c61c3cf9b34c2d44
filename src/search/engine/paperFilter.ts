/** Which papers fulfil the conditions of a query. */
import type { Condition } from "../query/tree.ts";
import type { PassageKind } from "../searchPort.ts";
import { anyField, both, either, everyText, inRange, inverted, wordsMask, type Mask } from "./conditions.ts";
import type { Field } from "./fields.ts";
import { keyOf, paperOfKey } from "./paperTexts.ts";
import type { Segment } from "./segment.ts";
import type { TextIndex } from "./textIndex.ts";

export type PaperMask = (segment: Segment) => Mask;

/** @returns `undefined` where nothing is demanded. */
export function paperMask(
  conditions: readonly Condition[],
  papers: TextIndex,
  passages: TextIndex,
): PaperMask | undefined {
  if (conditions.length === 0) return undefined;
  const all = conditions.map((condition) => new PaperFilter(papers, passages).maskOf(condition));
  const masks = new Map<Segment, Mask>();
  return (segment) => {
    const known = masks.get(segment);
    if (known !== undefined) return known;
    const mask = all.reduce<Mask>((sum, of) => both(sum, of(segment)), everyText(segment));
    masks.set(segment, mask);
    return mask;
  };
}

class PaperFilter {
  readonly #papers: TextIndex;
  readonly #passages: TextIndex;

  constructor(papers: TextIndex, passages: TextIndex) {
    this.#papers = papers;
    this.#passages = passages;
  }

  maskOf(condition: Condition): PaperMask {
    switch (condition.kind) {
      case "range":
        return ({ parts }) =>
          inRange(condition.of === "year" ? parts.years : parts.days, condition.from, condition.to);
      case "mark":
        if (condition.mark === "has:notes") return this.#havingAny("note");
        return this.#withWords(["mark"], [condition.mark], this.#mayGrow(condition));
      case "not": {
        const of = this.maskOf(condition.condition);
        return (segment) => inverted(of(segment));
      }
      case "any": {
        const all = condition.conditions.map((one) => this.maskOf(one));
        return (segment) =>
          all.reduce<Mask>((mask, of) => either(mask, of(segment)), new Uint8Array(segment.size));
      }
      case "words": {
        const { field, terms, isGrowing } = condition;
        if (field === "text") return this.#having("page", terms, isGrowing);
        if (field === "note") return this.#having("note", terms, isGrowing);
        const where: readonly Field[] =
          field === undefined ? anyField : [field === "abstract" ? "body" : field];
        return this.#withWords(where, terms, isGrowing);
      }
    }
  }

  /** What is there is meant, and not what it could still become. */
  #mayGrow({ mark, isGrowing = false }: Condition & { readonly kind: "mark" }): boolean {
    const { lexicon } = this.#papers;
    return isGrowing && lexicon.papers(lexicon.find("mark", mark)) === 0;
  }

  #withWords(where: readonly Field[], terms: readonly string[], isGrowing: boolean): PaperMask {
    return wordsMask(this.#papers.lexicon, { fields: where, terms, isGrowing });
  }

  /** With a page or a note that has the words. */
  #having(kind: PassageKind, terms: readonly string[], isGrowing: boolean): PaperMask {
    const has = wordsMask(this.#passages.lexicon, { fields: ["body"], terms, isGrowing });
    const isKind = this.#ofKind(kind);
    return this.#whose((segment) => both(has(segment), isKind(segment)));
  }

  #havingAny(kind: PassageKind): PaperMask {
    return this.#whose(this.#ofKind(kind));
  }

  #ofKind(kind: PassageKind): PaperMask {
    return wordsMask(this.#passages.lexicon, { fields: ["mark"], terms: [kind], isGrowing: false });
  }

  /** Papers whose passages fulfil something. */
  #whose(passages: PaperMask): PaperMask {
    const found = new Set<string>();
    for (const segment of this.#passages.segments)
      for (const [text, is] of passages(segment).entries())
        if (is === 1) found.add(paperOfKey(keyOf(segment, text)));
    return ({ parts }) => Uint8Array.from(parts.keys, (key) => Number(found.has(key)));
  }
}

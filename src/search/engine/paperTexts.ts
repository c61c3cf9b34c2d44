/** Papers, pages and notes as texts of an index, and whose a text is. */
import type { PaperId } from "../../domain/paperId.ts";
import type { IndexedPaper, IndexedPassage, PassageKind } from "../searchPort.ts";
import type { Field } from "./fields.ts";
import { initialsIn } from "./initials.ts";
import type { Segment } from "./segment.ts";
import type { IndexedText } from "./segmentBuilder.ts";

/** Stands in no paper's id. */
const between = "\n";

export function paperText(paper: IndexedPaper): IndexedText {
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
      { field: "initials", text: initialsIn(paper.title).join(" ") },
    ],
  };
}

export const passageText = ({ key, paper, kind, text, stamp }: IndexedPassage): IndexedText => ({
  key: [paper, kind, key].join(between),
  stamp,
  parts: [
    { field: "body", text },
    { field: "mark", text: kind },
  ],
});

export const keyOf = ({ parts }: Segment, text: number): string => parts.keys[text] ?? "";

/** Keys of papers are their ids. */
export const paperOfKey = (key: string): PaperId => key.split(between, 1)[0] as PaperId;

export function passageOfKey(key: string): { readonly key: string; readonly kind: PassageKind } {
  const [, kind, ...rest] = key.split(between);
  return { key: rest.join(between), kind: kind === "note" ? "note" : "page" };
}

/** "DeepSeekMoE" is found as "moe" and "seekmoe" too: what begins at a capital inside a word. */
function partsOfNames(title: string): readonly string[] {
  return (title.match(/[\p{L}\p{N}]+/gu) ?? []).flatMap((word) =>
    Array.from(word.matchAll(/(?<=[\p{Ll}\p{N}])\p{Lu}/gu), ({ index }) => word.slice(index)).filter(
      (part) => part.length >= 3,
    ),
  );
}

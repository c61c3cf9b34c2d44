/** Every paper that a query finds: not the best of them only. */
import { both, either, everyText, type Mask } from "./conditions.ts";
import type { PaperMask } from "./paperFilter.ts";
import { keyOf, paperOfKey } from "./paperTexts.ts";
import { inTitle, type Segment } from "./segment.ts";
import type { TextIndex } from "./textIndex.ts";
import type { Wanted } from "./wanted.ts";

export interface WordsWanted {
  /** In papers; empty where the query has no words that rank. */
  readonly ofPapers: readonly Wanted[];
  readonly ofPassages: readonly Wanted[];
}

/** @param conditions what every answer must fulfil, if anything. */
export function wholeAnswer(
  { ofPapers, ofPassages }: WordsWanted,
  conditions: PaperMask | undefined,
  passages: TextIndex,
): PaperMask {
  const fulfilling: PaperMask = (segment) => conditions?.(segment) ?? everyText(segment);
  if (ofPapers.length === 0) return fulfilling;
  const speaking = new Set<string>();
  for (const segment of passages.segments)
    for (const [text, is] of havingAny(segment, ofPassages).entries())
      if (is === 1 && segment.live[text] === 1) speaking.add(paperOfKey(keyOf(segment, text)));
  return (segment) => {
    const byPassage = Uint8Array.from(segment.parts.keys, (key) => Number(speaking.has(key)));
    return both(fulfilling(segment), either(havingAny(segment, ofPapers), byPassage));
  };
}

/** The texts that have any of the words in any of the ways in which they are found. */
function havingAny(segment: Segment, wanted: readonly Wanted[]): Mask {
  const mask: Mask = new Uint8Array(segment.size);
  const { texts, counts } = segment.parts;
  for (const { readings } of wanted)
    for (const { singular, porter, titleOnly } of readings)
      for (const word of new Set([...singular, ...porter])) {
        const { start, end } = segment.postings(word);
        for (let at = start; at < end; at++)
          if (!titleOnly || inTitle(counts[at] ?? 0) > 0) mask[texts[at] ?? 0] = 1;
      }
  return mask;
}

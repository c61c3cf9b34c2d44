/** Where the sentences of a text are. */
import { trimSpan, type Span } from "./span.ts";

const segmenter = new Intl.Segmenter("en", { granularity: "sentence" });

/** Unicode's rules end a sentence here when a capital follows, as in "unlike e.g. BERT". "et al." often does end one. */
const abbreviation =
  /(?:^|[\s([])(?:e\.g|i\.e|cf|vs|figs?|eqs?|secs?|tab|no|approx|resp|w\.r\.t|a\.k\.a)\.\s*$/iu;
/** Before a year or a number of the list "et al." goes on, as in "Smith et al. (2017)". */
const authors = /\bet al\.\s*$/iu;
/** Long enough for any of the abbreviations, so that a long text is not searched from its start each time. */
const tailLength = 16;

const lineBreaks = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/gu;

/**
 * The segmenter's time grows with the square of the text's length (25 s for a million characters), so it gets a window at a
 * time. A sentence longer than a window, which no one wrote, is parted.
 */
const windowLength = 8_000;

/** Sentences without the white space around them; none reaches over a line break. */
export function sentencesOf(text: string): readonly Span[] {
  const sentences: Span[] = [];
  let start = 0;
  for (const { index, 0: lineBreak } of [...text.matchAll(lineBreaks), { index: text.length, 0: "" }]) {
    addSentences(text, { start, end: index }, sentences);
    start = index + lineBreak.length;
  }
  return sentences;
}

function addSentences(text: string, line: Span, sentences: Span[]): void {
  let { start } = line;
  while (start < line.end) {
    const windowEnd = Math.min(start + windowLength, line.end);
    const ends = sentenceEnds(text.slice(start, windowEnd)).map((end) => start + end);
    // The last one may go on behind the window, and then begins the next.
    if (windowEnd < line.end && ends.length > 1) ends.pop();
    for (const end of ends) {
      const sentence = trimSpan(text, { start, end });
      if (sentence.start < sentence.end) sentences.push(sentence);
      start = end;
    }
  }
}

function sentenceEnds(text: string): number[] {
  const ends: number[] = [];
  let start = 0;
  for (const { index, segment } of segmenter.segment(text)) {
    const end = index + segment.length;
    const tail = text.slice(Math.max(start, end - tailLength), end);
    if (
      end < text.length &&
      (abbreviation.test(tail) || (authors.test(tail) && /[\d([]/u.test(text[end] ?? "")))
    )
      continue;
    ends.push(end);
    start = end;
  }
  return ends;
}

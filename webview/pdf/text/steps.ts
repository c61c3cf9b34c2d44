/** What lies around a letter: its word, sentence and paragraph; and where a caret goes from it. */
import { sentencesOf } from "../../../src/base/sentences.ts";
import type { Span } from "../../../src/base/span.ts";
import type { Line, PageText } from "./pageText.ts";
import { lineAt } from "./places.ts";

const segmenter = new Intl.Segmenter("en", { granularity: "word" });

/** Words of the page, those parted by a hyphen at the end of a line as one. */
function wordsOf(page: PageText): readonly Span[] {
  const words: Span[] = [];
  for (const line of page.lines) {
    for (const { index, segment, isWordLike } of segmenter.segment(page.text.slice(line.start, line.end))) {
      if (isWordLike !== true) continue;
      const start = line.start + index;
      const before = words.at(-1);
      const gap = before === undefined ? "" : page.text.slice(before.end, start);
      const isSecondHalf =
        /^[-\u00ad\u2010]\s*$/u.test(gap) && gap.includes("\n") && /^\p{Ll}/u.test(segment);
      if (isSecondHalf && before !== undefined)
        words[words.length - 1] = { start: before.start, end: start + segment.length };
      else words.push({ start, end: start + segment.length });
    }
  }
  return words;
}

export function wordAt(page: PageText, offset: number): Span | undefined {
  const words = wordsOf(page);
  return (
    words.find(({ start, end }) => start <= offset && offset < end) ?? words.find(({ end }) => end === offset)
  );
}

/** The lines of one paragraph; it may go on behind a figure or in the next column, where this ends. */
export function paragraphAt(page: PageText, offset: number): Span | undefined {
  const line = lineAt(page, offset);
  return line === undefined ? undefined : blockSpan(page, line);
}

function blockSpan({ lines }: PageText, { block }: Line): Span {
  const all = lines.filter((line) => line.block === block);
  return { start: all[0]?.start ?? 0, end: all.at(-1)?.end ?? 0 };
}

export function sentenceAt(page: PageText, offset: number): Span | undefined {
  const around = paragraphAt(page, offset);
  if (around === undefined) return undefined;
  const sentences = sentencesIn(page, around);
  return sentences.find(({ end }) => offset < end) ?? sentences.at(-1);
}

/** A line break within a paragraph ends no sentence. */
const sentencesIn = ({ text }: PageText, { start, end }: Span): readonly Span[] =>
  sentencesOf(text.slice(start, end).replaceAll("\n", " ")).map((span) => ({
    start: start + span.start,
    end: start + span.end,
  }));

export type Stride = "letter" | "word" | "sentence" | "paragraph" | "line" | "lineEdge";

/** Where a caret goes on this page; `undefined` when that is beyond its text. */
export function stepFrom(page: PageText, from: number, stride: Stride, by: 1 | -1): number | undefined {
  switch (stride) {
    case "letter":
      return nextOf(letterStops(page), from, by);
    case "word":
      return nextOf(wordsOf(page).map(by === 1 ? endOf : startOf), from, by);
    case "sentence":
      return nextOf(
        blocks(page).flatMap((block) => sentencesIn(page, block).map(by === 1 ? endOf : startOf)),
        from,
        by,
      );
    case "paragraph":
      return nextOf(blocks(page).map(by === 1 ? endOf : startOf), from, by);
    case "line":
      return lineStep(page, from, by);
    case "lineEdge": {
      const line = lineAt(page, from);
      return by === 1 ? line?.end : line?.start;
    }
  }
}

const startOf = ({ start }: Span): number => start;
const endOf = ({ end }: Span): number => end;

const nextOf = (stops: readonly number[], from: number, by: 1 | -1): number | undefined =>
  by === 1 ? stops.find((stop) => stop > from) : stops.findLast((stop) => stop < from);

const readable = ({ lines }: PageText): readonly Line[] => lines.filter(({ isAside }) => !isAside);

function blocks(page: PageText): readonly Span[] {
  const seen = new Map<number, Line>();
  for (const line of readable(page)) if (!seen.has(line.block)) seen.set(line.block, line);
  return [...seen.values()].map((line) => blockSpan(page, line));
}

function letterStops(page: PageText): readonly number[] {
  return readable(page).flatMap((line) => {
    const stops: number[] = [];
    let at = line.start;
    for (const letter of page.text.slice(line.start, line.end)) {
      stops.push(at);
      at += letter.length;
    }
    return [...stops, line.end];
  });
}

/** The line before or after in reading order, at the same distance from the left. */
function lineStep(page: PageText, from: number, by: 1 | -1): number | undefined {
  const lines = readable(page);
  const line = lineAt(page, from);
  const at = line === undefined ? -1 : lines.indexOf(line);
  const next = lines[at + by];
  if (line === undefined || next === undefined) return undefined;
  const share = (from - line.start) / Math.max(1, line.end - line.start);
  const width = line.rect[2] - line.rect[0];
  const wanted = share * width;
  const goal = Math.round((wanted / Math.max(1, next.rect[2] - next.rect[0])) * (next.end - next.start));
  return Math.max(next.start, Math.min(next.start + goal, next.end));
}

/** The first and the last place of the page's readable text. */
export function endsOf(page: PageText): Span | undefined {
  const lines = readable(page);
  const [first, last] = [lines[0], lines.at(-1)];
  return first === undefined || last === undefined ? undefined : { start: first.start, end: last.end };
}

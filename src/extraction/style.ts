/** What type a paper is set in, and what stands out from it. */
import { textOf } from "./lines.ts";
import type { Line, PageLines, TextItem } from "./pageText.ts";

export interface BodyStyle {
  readonly size: number;
  readonly font: string;
}

/** The size and font of most letters. */
export function bodyStyleOf(pages: readonly PageLines[]): BodyStyle {
  const lines = pages.flatMap((page) => page.lines);
  const size = commonest(lines, (line) => Math.round(line.size * 10) / 10) ?? 10;
  const font = commonest(
    lines.filter((line) => isNear(line.size, size)),
    (line) => line.font,
  );
  return { size, font: font ?? "" };
}

export const isNear = (size: number, other: number): boolean => Math.abs(size - other) < 0.35;

function commonest<T>(lines: readonly Line[], keyOf: (line: Line) => T): T | undefined {
  const letters = new Map<T, number>();
  for (const line of lines) letters.set(keyOf(line), (letters.get(keyOf(line)) ?? 0) + line.text.length);
  let best: [T, number] | undefined;
  for (const entry of letters) if (best === undefined || entry[1] > best[1]) best = entry;
  return best?.[0];
}

/** Set apart from the running text by more than where it stands. */
export const standsOut = (line: Line, body: BodyStyle): boolean =>
  line.size > body.size + 0.7 ||
  (line.size > body.size - 1.2 && line.font !== body.font && (line.bold || isCapitals(line.text)));

export const isCapitals = (text: string): boolean => /\p{Lu}{4}/u.test(text) && text === text.toUpperCase();

/** Raised and smaller than its line: the mark of a footnote or an affiliation. */
export const isRaised = (item: TextItem, line: Line): boolean =>
  item.size < 0.85 * line.size && item.y > line.y + 0.15 * line.size;

/** The line without the raised numbers and signs that lead to footnotes and affiliations. Exponents stay. */
export function withoutMarks(line: Line): string {
  const isMark = (item: TextItem, index: number): boolean =>
    isRaised(item, line) &&
    /^[\d\s,*∗†‡§¶⋆]+$/u.test(item.text) &&
    !/\d\s?$/u.test(line.items[index - 1]?.text ?? "");
  const kept = line.items.filter((item, index) => !isMark(item, index));
  return kept.length === line.items.length ? line.text : textOf(kept);
}

/** Whether a line goes on right below another one, in the same column. */
export const followsClosely = (before: Line, line: Line, most = 1.9): boolean =>
  before.page === line.page &&
  line.y < before.y + 1 &&
  before.y - line.y < most * Math.max(before.size, line.size) &&
  line.x0 < before.x1 &&
  before.x0 < line.x1;

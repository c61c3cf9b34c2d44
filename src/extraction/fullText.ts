/** The text of each page as a person would search it: whole words, one paragraph a line. */
import type { PageText } from "./extractedPaper.ts";
import { joinLines } from "./joinLines.ts";
import type { Line, PageLines } from "./pageText.ts";
import { isNear } from "./style.ts";

export const fullText = (pages: readonly PageLines[]): readonly PageText[] =>
  pages.map(({ number, lines, rotated }) => {
    const paragraphs = paragraphsOf(lines).map((paragraph) => joinLines(paragraph.map(({ text }) => text)));
    return { page: number, text: [...paragraphs, ...rotated].join("\n") };
  });

export function paragraphsOf(lines: readonly Line[]): readonly (readonly Line[])[] {
  const paragraphs: Line[][] = [];
  for (const line of lines) {
    const paragraph = paragraphs.at(-1);
    const before = paragraph?.at(-1);
    if (paragraph !== undefined && before !== undefined && goesOn(before, line)) paragraph.push(line);
    else paragraphs.push([line]);
  }
  return paragraphs;
}

/** In the next line, beside it (a word far off), or in the next column where the sentence has not ended. */
function goesOn(before: Line, line: Line): boolean {
  const drop = before.y - line.y;
  const isBeside = Math.abs(drop) < 0.5 * before.size;
  if (isBeside) return true;
  if (!isNear(before.size, line.size)) return false;
  const isBelow = drop > 0 && drop < 1.6 * before.size && line.x0 < before.x1 && before.x0 < line.x1;
  const isInNextColumn = drop < 0 && line.x0 > before.x0 && !/[.?!:]["”)]?$/u.test(before.text);
  return (isBelow && !isIndented(before, line)) || isInNextColumn;
}

/** A first line that moves in, after a line that ended its sentence. */
const isIndented = (before: Line, line: Line): boolean =>
  line.x0 > before.x0 + 0.8 * line.size &&
  /[.?!:]["”)]?$/u.test(before.text) &&
  /^[\p{Lu}\d]/u.test(line.text);

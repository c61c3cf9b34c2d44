/** Captions of figures, tables and algorithms. */
import { greatest } from "./extremes.ts";
import type { Caption, CaptionKind } from "./extractedPaper.ts";
import { joinLines } from "./joinLines.ts";
import type { Line, PageLines } from "./pageText.ts";
import { followsClosely } from "./style.ts";

/** Some fonts have a letter where the bar behind the number is drawn: "Figure 1 j". */
const opening =
  /^(?<word>figure|fig\.?|table|tab\.|algorithm|图|表|算法)\s?(?<number>(?:[A-Z]{1,2}\.?-?)?\d{1,3}(?:[.-]\d{1,3}){0,2}|[IVX]{1,6})(?<mark>\s?[.:|–—]|\)|\sj\s(?=\p{Lu})|(?=\s|$))/iu;

/** Figures have long captions, but a whole column is text. */
const mostLines = 25;

export const captionsOf = (pages: readonly PageLines[]): readonly Caption[] =>
  pages.flatMap(({ lines }) => lines.flatMap((line, index) => captionAt(lines, line, index)));

function captionAt(lines: readonly Line[], line: Line, index: number): readonly Caption[] {
  const match = opening.exec(line.text);
  const { word = "", number = "", mark = "" } = match?.groups ?? {};
  const rest = line.text.slice(match?.[0].length ?? 0).trim();
  if (match === null || (mark === "" && !looksLikeCaption(line, rest))) return [];
  // The end of what began in the line above: "(see Fig. 3). When the …".
  if (mark === ")" && /^(?:[.,;:)]|\p{Ll})/u.test(rest)) return [];
  const block = [line];
  for (const next of lines.slice(index + 1, index + mostLines)) {
    const before = block.at(-1) ?? line;
    const isOneLine = Math.abs(before.y - next.y) < 2 && next.x0 >= before.x1;
    if (opening.test(next.text) || Math.abs(next.size - line.size) > 0.6) break;
    if (!isOneLine && !followsClosely(before, next, 1.55)) break;
    if (block.length > 1 && isLastLine(block) && !isOneLine) break;
    block.push(next);
  }
  const text = joinLines(block.map((each) => each.text));
  return [
    { kind: kindOf(word), number, text, place: { page: line.page, x: line.x0, y: line.y + line.size } },
  ];
}

/** A sentence may begin with "Figure 3 shows"; a caption is bold there, stands alone, or goes on with a capital. */
function looksLikeCaption(line: Line, rest: string): boolean {
  const [first] = line.items;
  return (
    rest === "" ||
    (first?.bold === true && /^\P{Ll}/u.test(rest)) ||
    (first?.font !== line.font && /^\p{Lu}/u.test(rest))
  );
}

/** A finished sentence in a line that is clearly shorter than those above it. */
function isLastLine(block: readonly Line[]): boolean {
  const last = block.at(-1);
  const widest = greatest(block.map(({ x0, x1 }) => x1 - x0));
  return last !== undefined && /[.?!)]$/u.test(last.text) && last.x1 - last.x0 < 0.85 * widest;
}

export function kindOf(word: string): CaptionKind {
  if (/^(?:tab|表)/iu.test(word)) return "table";
  return /^(?:alg|算法)/iu.test(word) ? "algorithm" : "figure";
}

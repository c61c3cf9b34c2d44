/** Lines that return at the edges of pages: running heads and feet with their numbers. They belong to no sentence. */
import type { LetterLine, PageLetters } from "./pageLetters.ts";

/** Lines at either end of a page, in the order of the file, that may be such. */
const outermost = 2;
const longest = 160;
const leastPages = 3;

/** Those that stand at the ends of several pages, numbers aside. */
export function runningHeads(pages: readonly PageLetters[]): ReadonlySet<string> {
  const seen = new Map<string, number>();
  for (const page of pages)
    for (const head of new Set(outermostLines(page).map((line) => likeness(page, line))))
      seen.set(head, (seen.get(head) ?? 0) + 1);
  const often = [...seen].filter(([head, count]) => count >= leastPages && /\p{L}/u.test(head));
  return new Set(often.map(([head]) => head));
}

export function isAsideIn(page: PageLetters, heads: ReadonlySet<string>): (line: LetterLine) => boolean {
  const outer = new Set(outermostLines(page).filter((line) => heads.has(likeness(page, line))));
  return (line) => line.isAside || outer.has(line);
}

function outermostLines({ lines }: PageLetters): readonly LetterLine[] {
  const short = lines.filter(({ isAside }) => !isAside);
  return [...new Set([...short.slice(0, outermost), ...short.slice(-outermost)])].filter(
    ({ start, end }) => end - start <= longest,
  );
}

const likeness = ({ text }: PageLetters, { start, end }: LetterLine): string =>
  text.slice(start, end).replace(/\d+/gu, "#");

/** Words as one would write them: lines joined, hyphens at their ends resolved, running heads left out. */
import type { Span } from "../../../src/base/span.ts";
import type { PageText } from "./pageText.ts";
import { wantedLines } from "./places.ts";

export function cleanText(page: PageText, span: Span): string {
  const lines = wantedLines(page, span);
  const text = lines.reduce((written, line, at) => {
    const words = page.text.slice(Math.max(span.start, line.start), Math.min(span.end, line.end));
    const isNewBlock = at > 0 && lines[at - 1]?.block !== line.block && !endsOpen(written);
    return joined(written, words, isNewBlock ? "\n" : " ");
  }, "");
  return text
    .normalize("NFC")
    .replace(/[ \t\u00a0]+/gu, " ")
    .trim();
}

/** Joins what was parted by a line or a page. A hyphen goes before a small letter, as typesetters put it there. */
export function joined(before: string, after: string, between = " "): string {
  if (before === "" || after === "") return before + after;
  const [start, next] = [before.trimEnd(), after.trimStart()];
  const isParted = /\p{L}[-\u00ad\u2010]$/u.test(start) && /^\p{Ll}/u.test(next);
  return isParted ? start.slice(0, -1) + next : start + between + next;
}

/** A block that ends within a sentence goes on in the next column. */
const endsOpen = (text: string): boolean => /[\p{Ll},;\-\u00ad\u2010]\s*$/u.test(text);

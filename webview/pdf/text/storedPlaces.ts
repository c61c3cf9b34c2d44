/** Whether words stand where they were stored. */
import { comparable, unfolded } from "../../../src/anchoring/fold.ts";
import type { RegionPart } from "../../../src/domain/region.ts";
import { digestOfPage } from "./pageLetters.ts";
import type { PageText } from "./pageText.ts";
import { rectsOf } from "./places.ts";

/** Boxes are rounded, and fonts are measured a little otherwise by every version of pdf.js. */
const tolerancePt = 4;

/** Enough to be sure; further on a footnote may stand between, which is not of the quote. */
const lettersCompared = 60;

/** @param quote begins with what stands there; empty for a part of a page that has no words */
export function standsWhereStored(page: PageText, part: RegionPart, quote: string): boolean {
  const { text, rects, digest } = part;
  if (quote === "" || text.start >= text.end) return true;
  const span = unfolded(page.folded, text);
  const isSamePage = digest !== undefined && digest === digestOfPage(page).digest;
  const words = comparable(page.text.slice(span.start, span.end)).text.slice(0, lettersCompared);
  if (!isSamePage && (words === "" || !comparable(quote).text.startsWith(words))) return false;
  const [stored, now] = [rects[0], rectsOf(page, span)[0]];
  return (
    stored === undefined ||
    now === undefined ||
    (Math.abs(stored[0] - now[0]) < tolerancePt && Math.abs(stored[3] - now[3]) < tolerancePt)
  );
}

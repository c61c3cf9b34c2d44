/** The title: the largest type of the first page. */
import { greatest } from "./extremes.ts";
import type { Found, PdfMetadata } from "./extractedPaper.ts";
import { joinLines } from "./joinLines.ts";
import type { Line, PageLines } from "./pageText.ts";
import { isCapitals, isNear, withoutMarks, type BodyStyle } from "./style.ts";

/** What else is printed large at the top. */
const banner =
  /^(?:arxiv:|published\b|under review|preprint|proceedings|accepted|to appear|research article|original (?:paper|article)|review article|article\b.{0,10}$|contents lists|open access|technical report$|journal of .{0,60}$|vol(?:ume|\.)\s?\d|https?:|doi:|abstract$|summary$)/iu;

export interface TitleLines {
  readonly found: Found<string>;
  /** None where only the file's own description has it. */
  readonly lines: readonly Line[];
}

export function titleOf(pages: readonly PageLines[], metadata: PdfMetadata): TitleLines | undefined {
  const own = ownTitle(metadata);
  const lines = titleLines(pages.find((page) => page.lines.some(({ text }) => text.length > 3)));
  const [first] = lines;
  const printed = joinLines(lines.map((line) => withoutMarks(line).replace(/[\s*∗†‡§¶⋆]+$/u, "")));
  if (first === undefined || printed === "") {
    return own === undefined
      ? undefined
      : { found: { value: own, source: "the file's own description" }, lines: [] };
  }
  // The file may know the capitals that the typesetter has put everywhere or nowhere.
  const isOwn = own !== undefined && likeness(own) === likeness(printed);
  const value = isOwn && isCapitals(printed) ? own : printed;
  return { found: { value, source: `the largest type on page ${first.page}` }, lines };
}

/** Where everything is set alike, what stands first may as well be a heading. */
export const largeTitleLines = (title: TitleLines | undefined, body: BodyStyle): ReadonlySet<Line> =>
  new Set(title?.lines.filter(({ size }) => size > body.size && !isNear(size, body.size)));

const likeness = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

function titleLines(page: PageLines | undefined): readonly Line[] {
  if (page === undefined) return [];
  const upper = page.lines.filter(
    (line) => line.y > page.y0 + 0.4 * page.height && /\p{L}{2}/u.test(line.text) && !banner.test(line.text),
  );
  const largest = greatest(upper.filter(({ text }) => text.length > 3).map(({ size }) => size));
  const isLarge = (line: Line): boolean => line.size > Math.min(largest - 0.6, 0.96 * largest);
  const start = upper.findIndex((line) => isLarge(line) && line.text.length > 3);
  if (start < 0) return [];
  const end = upper.findIndex((line, index) => index > start && !isLarge(line));
  return upper.slice(start, Math.min(end < 0 ? upper.length : end, start + 6));
}

/** Many files carry the name of a template or of another file instead of a title. */
function ownTitle({ title }: PdfMetadata): string | undefined {
  const isUseless =
    title === undefined ||
    !/\p{L}{3}.*\s.*\p{L}/u.test(title) ||
    /^(?:untitled|microsoft word|title\b|paper\b)|\.(?:dvi|tex|docx?|pdf|indd)$/iu.test(title);
  return isUseless ? undefined : title.normalize("NFKC");
}

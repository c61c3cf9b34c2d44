/** What the places mean that links of a paper lead to, and the bibliography's text at them. */
import { greatest, least } from "./extremes.ts";
import type { Destination, ReferenceEntry } from "./extractedPaper.ts";
import type { Line, PageLines, Place } from "./pageText.ts";
import { bracketLabel, numberLabel, referenceFrom } from "./referenceEntry.ts";
import { gutterOfItems } from "./lines.ts";

export type DestinationKind =
  "cite" | "figure" | "table" | "algorithm" | "section" | "equation" | "footnote" | "theorem" | "page";

/** LaTeX's hyperref names a place by the counter that it belongs to. */
const kinds: readonly (readonly [DestinationKind, RegExp])[] = [
  ["cite", /^(?:cite|bib|b?ref-?\d|reference)[.:]?/iu],
  ["figure", /^(?:fig|subfigure|wrapfigure)/iu],
  ["table", /^(?:tab|subtable|longtable)/iu],
  ["algorithm", /^(?:alg|ALC|lstlisting|listing)/iu],
  ["equation", /^(?:eq|AMS)/iu],
  ["section", /^(?:sec|subsec|subsubsec|appendix|chapter|part\b|paragraph|subparagraph|section\*)/iu],
  ["footnote", /^(?:Hfootnote|footnote|fn|mpfootnote)/iu],
  [
    "theorem",
    /^(?:thm|theorem|lemma|prop|cor|def|claim|example|remark|assumption|conjecture|proof|fact|obs)/iu,
  ],
  ["page", /^(?:page|Doc-Start)/iu],
];

export const destinationKind = (name: string): DestinationKind | undefined =>
  kinds.find(([, shape]) => shape.test(name))?.[0];

/** An anchor with the edges of its column. */
interface Spot {
  readonly destination: Destination;
  readonly left: number;
  readonly right: number;
}

/** The entry that a citation links to. `destinations` are all places of the paper: the next one is where the entry ends. */
export const referenceAt = (
  pages: readonly PageLines[],
  destination: Destination,
  destinations: readonly Destination[],
): ReferenceEntry | undefined =>
  referencesAt(pages, destinations).find((entry) => entry.destination === destination.name);

/** All entries that citations link to, in the order of the bibliography. */
export function referencesAt(
  pages: readonly PageLines[],
  destinations: readonly Destination[],
): readonly ReferenceEntry[] {
  const byPage = new Map(pages.map((page) => [page.number, page]));
  const cited = destinations.filter(({ name, page }) => destinationKind(name) === "cite" && byPage.has(page));
  const spots = inReadingOrder(cited, byPage);
  const linesAt = (spot: Spot): readonly Line[] => columnLines(byPage.get(spot.destination.page), spot);
  const rise = riseOf(spots.map((spot) => ({ y: spot.destination.y, lines: startsIn(linesAt(spot)) })));
  return spots.flatMap((spot, index) => {
    const lines = entryLines(spot, spots[index + 1], linesAt, rise);
    return referenceFrom(lines, spot.destination.name) ?? [];
  });
}

/** Page by page, column by column, from the top. */
function inReadingOrder(
  cited: readonly Destination[],
  pages: ReadonlyMap<number, PageLines>,
): readonly Spot[] {
  const numbers = [...new Set(cited.map(({ page }) => page))].sort((a, b) => a - b);
  return numbers.flatMap((number) => {
    const here = cited.filter(({ page }) => page === number);
    const anchors = [...new Set(here.map(({ x }) => x))];
    const page = pages.get(number);
    const gutter =
      page &&
      gutterOfItems(
        page,
        page.lines.flatMap(({ items }) => items),
      );
    const spots = here.map((destination) => ({ destination, ...columnOf(destination, anchors, gutter) }));
    return spots.sort((a, b) => a.left - b.left || b.destination.y - a.destination.y);
  });
}

/** How far labels and first lines hang out to the left of an anchor. */
const hang = 28;

function columnOf(
  { x }: Place,
  anchors: readonly number[],
  gutter: number | undefined,
): Pick<Spot, "left" | "right"> {
  const right = least(anchors.filter((other) => other > x + 100)) - hang;
  const left = least(anchors.filter((other) => Math.abs(other - x) <= 100)) - hang;
  if (Number.isFinite(right)) return { left, right };
  const isBesideGutter = gutter !== undefined && x < gutter - 50;
  return { left, right: isBesideGutter ? gutter : Number.POSITIVE_INFINITY };
}

const columnLines = (
  page: PageLines | undefined,
  { left, right }: Pick<Spot, "left" | "right">,
): readonly Line[] =>
  (page?.lines ?? [])
    .filter(({ x0, text }) => x0 >= left && x0 < right && !bibliographyHeading.test(text))
    .sort((a, b) => b.y - a.y || a.x0 - b.x0);

const bibliographyHeading = /^(?:references|bibliography)$/iu;

/** The lines that entries may begin with: those with labels where there are any, else those that hang out to the left. */
function startsIn(column: readonly Line[]): readonly Line[] {
  const labelled = column.filter(({ text }) => bracketLabel.test(text) || numberLabel.test(text));
  if (labelled.length > 2 || labelled.length > column.length / 4) return labelled;
  const edge = least(column.map(({ x0 }) => x0));
  return column.filter(({ x0 }) => x0 < edge + 3);
}

/**
 * How far above the first baseline of its entry an anchor stands. Each class of documents has its own way (on the baseline,
 * a line's height above it), but within a paper it is one: the height at which most anchors find a line below them.
 */
function riseOf(anchors: readonly { readonly y: number; readonly lines: readonly Line[] }[]): number {
  const rises = anchors.map(({ y, lines }) =>
    lines.map((line) => y - line.y).filter((rise) => rise > -4 && rise < 30),
  );
  const hits = (rise: number): number =>
    rises.filter((found) => found.some((each) => Math.abs(each - rise) < 2.5)).length;
  const candidates = Array.from({ length: 68 }, (_, at) => at / 2 - 4);
  const most = greatest(candidates.map(hits));
  // The second lines of entries are as regular as the first, so that the first height to have most is the one.
  const first = candidates.findIndex((rise) => hits(rise) === most);
  const last = candidates.findIndex((rise, index) => index > first && hits(rise) < most);
  const middle = Math.floor((first + (last < 0 ? candidates.length : last) - 1) / 2);
  return candidates[middle] ?? 10;
}

/** No entry is longer, and behind the last one anything may follow. */
const mostLines = 30;

function entryLines(
  spot: Spot,
  next: Spot | undefined,
  linesAt: (spot: Spot) => readonly Line[],
  rise: number,
): readonly Line[] {
  const column = linesAt(spot);
  const top = topOf(spot, rise, column);
  const isSameColumn = next?.destination.page === spot.destination.page && next.left === spot.left;
  const bottom = isSameColumn ? topOf(next, rise, column) : Number.NEGATIVE_INFINITY;
  const below = column.filter(({ y }) => y <= top && y > bottom);
  const own = unbroken(below);
  if (next === undefined || isSameColumn) return own;
  // Below the column's last entry only footnotes may stand; behind a gap the bibliography has ended.
  const after = below[own.length];
  const isAtEnd = after === undefined || isSmaller(after, own[0]);
  if (!isAtEnd || next.destination.page > spot.destination.page + 1) return own;
  const nextColumn = linesAt(next);
  const above = nextColumn.filter(({ y }) => y > topOf(next, rise, nextColumn));
  const continued = [...unbroken([...above].reverse())].reverse();
  const fits =
    continued.length < 25 && continued.every(({ size }) => Math.abs(size - (own[0]?.size ?? size)) < 0.7);
  return fits ? [...own, ...continued] : own;
}

/** The height between the last line before an entry and its first. */
function topOf({ destination }: Spot, rise: number, column: readonly Line[]): number {
  const baseline = destination.y - rise;
  const off = ({ y }: Line): number => Math.abs(y - baseline);
  const [first] = startsIn(column)
    .filter((line) => off(line) < 9)
    .sort((a, b) => off(a) - off(b));
  return (first?.y ?? baseline) + 0.45 * (first?.size ?? 10);
}

const isSmaller = (line: Line, first: Line | undefined): boolean =>
  first !== undefined &&
  line.size < first.size - 0.6 &&
  !line.items.some(({ text, size }) => text.length > 2 && size > first.size - 0.4);

/** As far as lines of one size follow each other without a wide gap. */
function unbroken(lines: readonly Line[]): readonly Line[] {
  const [first] = lines;
  if (first === undefined) return [];
  const end = lines.findIndex((line, index) => {
    const before = lines[index - 1] ?? first;
    return (
      Math.abs(before.y - line.y) > 2.3 * first.size || line.size > first.size + 1.6 || isSmaller(line, first)
    );
  });
  return lines.slice(0, Math.min(end < 0 ? lines.length : end, mostLines));
}

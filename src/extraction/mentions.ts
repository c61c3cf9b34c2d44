/** Where a text speaks of a figure, a table, an equation or a section by its number, and what it means. */
import { greatest } from "./extremes.ts";
import type { Span } from "../base/span.ts";
import type { Caption, Heading } from "./extractedPaper.ts";
import type { Line, PageLines, Place } from "./pageText.ts";

export type MentionedKind = "figure" | "table" | "algorithm" | "equation" | "section" | "theorem";

export interface Mention {
  readonly span: Span;
  readonly kind: MentionedKind;
  readonly number: string;
  readonly place: Place;
}

/** What mentions of a paper can mean. */
export interface Targets {
  readonly captions: readonly Caption[];
  readonly headings: readonly Heading[];
  readonly equations: readonly NumberedPlace[];
  readonly theorems: readonly NumberedPlace[];
}

export interface NumberedPlace {
  readonly number: string;
  readonly place: Place;
}

const words: readonly (readonly [MentionedKind, RegExp])[] = [
  ["figure", /^fig/iu],
  ["table", /^tab/iu],
  ["algorithm", /^alg/iu],
  ["equation", /^eq/iu],
  ["section", /^(?:sec|§|app)/iu],
  ["theorem", /./u],
];
const word = String.raw`(?<word>figures?|figs?\.|tables?|tabs?\.|algorithms?|algs?\.|equations?|eqs?\.|eqns?\.|sections?|secs?\.|§{1,2}|appendix|appendices|app\.|theorem|lemma|proposition|corollary|definition)`;
const number = String.raw`(?:[A-Z]?\.?\d{1,3}(?:\.\d{1,3}){0,3}|[A-Z](?:\.\d{1,2}){0,3}|[IVX]{1,5})(?![\p{L}\p{N}]{2})`;
/** "Figures 3 and 4a", "Eqs. (2)–(4)": the first number goes with the word, the others stand alone. */
const mentioned = new RegExp(
  String.raw`(?<![\p{L}\p{N}])${word}\s{0,2}(?<numbers>\(?${number}\)?[a-z]?(?:(?:,\s?(?:and\s)?|\s(?:and|&|or|to)\s|[-–])\(?${number}\)?[a-z]?){0,8})`,
  "giu",
);

export function mentionsIn(text: string, targets: Targets): readonly Mention[] {
  return [...text.matchAll(mentioned)].flatMap((match) => {
    const { word: name = "", numbers = "" } = match.groups ?? {};
    const kind = words.find(([, shape]) => shape.test(name))?.[0] ?? "theorem";
    const offset = match.index + match[0].length - numbers.length;
    const each = [...numbers.matchAll(/[A-Z]?\.?\d+(?:\.\d+)*|[IVX]{1,5}|[A-Z](?:\.\d+)*/gu)];
    return each.flatMap((found, at) => {
      const place = placeOf(kind, found[0], targets);
      const start = at === 0 ? match.index : offset + found.index;
      const end = offset + found.index + found[0].length;
      return place === undefined
        ? []
        : [{ span: { start, end: withBracket(text, end) }, kind, number: found[0], place }];
    });
  });
}

const withBracket = (text: string, end: number): number =>
  text[end] === ")" && /\(\S*$/u.test(text.slice(0, end)) ? end + 1 : end;

function placeOf(kind: MentionedKind, shown: string, targets: Targets): Place | undefined {
  const of = (places: readonly NumberedPlace[]): Place | undefined =>
    places.find((each) => each.number === shown)?.place;
  switch (kind) {
    case "equation":
      return of(targets.equations);
    case "theorem":
      return of(targets.theorems);
    case "section":
      return targets.headings.find((heading) => heading.number === shown)?.place;
    case "figure":
    case "table":
    case "algorithm":
      return of(targets.captions.filter((caption) => caption.kind === kind));
  }
}

export const targetsOf = (
  pages: readonly PageLines[],
  captions: readonly Caption[],
  headings: readonly Heading[],
): Targets => ({
  captions,
  headings,
  equations: pages.flatMap(equationsOf),
  theorems: pages.flatMap(theoremsOf),
});

/** Numbers in parentheses at the right end of a line, well apart from what stands before them. */
function equationsOf({ lines }: PageLines): readonly NumberedPlace[] {
  return lines.flatMap((line, index) => {
    const shown = /(?:^|\s)\(([A-Z]?\.?\d{1,3}(?:\.\d{1,3})?[a-z]?)\)$/u.exec(line.text)?.[1];
    if (shown === undefined || !standsApart(line, lines, index)) return [];
    return [{ number: shown, place: { page: line.page, x: line.x0, y: line.y + 2 * line.size } }];
  });
}

function standsApart(line: Line, lines: readonly Line[], index: number): boolean {
  const last = line.items.at(-1);
  const before = line.items.at(-2);
  if (last === undefined) return false;
  if (before !== undefined) return last.x - before.x - before.width > 1.2 * line.size;
  // Alone: at the right end of the column that the lines around it fill.
  const right = greatest(lines.slice(Math.max(0, index - 12), index + 12).map(({ x1 }) => x1));
  return line.x1 > right - 1.5 * line.size && line.text.startsWith("(");
}

function theoremsOf({ lines }: PageLines): readonly NumberedPlace[] {
  return lines.flatMap((line) => {
    const match =
      /^(?:Theorem|Lemma|Proposition|Corollary|Definition)\s(\d{1,3}(?:\.\d{1,3}){0,2})\s?[.:(]/iu.exec(
        line.text,
      );
    const shown = match?.[1];
    return shown === undefined
      ? []
      : [{ number: shown, place: { page: line.page, x: line.x0, y: line.y + line.size } }];
  });
}

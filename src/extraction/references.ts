/** The bibliography of a paper: where it begins and ends, and where one entry ends and the next begins. */
import type { ReferenceEntry } from "./extractedPaper.ts";
import type { Line } from "./pageText.ts";
import { bracketLabel, numberLabel, referenceFrom } from "./referenceEntry.ts";

const opening =
  /^(?:(?:\d{1,2}|[A-Z]|[IVX]{1,5})\.?\s+)?(?:references(?: and notes| cited)?|bibliography|literature cited|works cited|参考文献)\s?[.:]?$/iu;
const appendix =
  /^(?:appendix|appendices|supplement|supporting|checklist|acknowledg|author|[A-Z][.\s]|[A-Z]\.\d)/iu;

/** `isHeading` knows the paper's headings; one of them behind the bibliography ends it. */
export function referencesIn(
  lines: readonly Line[],
  isHeading: (line: Line) => boolean,
): readonly ReferenceEntry[] {
  const starts = [...lines.keys()].filter((at) => opening.test(lines[at]?.text ?? ""));
  for (const start of starts.reverse()) {
    const rest = lines.slice(start + 1);
    const end = rest.findIndex((line, at) => at > 0 && isHeading(line) && appendix.test(line.text));
    const entries = entriesOf(end < 0 ? rest : rest.slice(0, end));
    if (isBibliography(entries)) return entries;
  }
  return [];
}

/** "References" may also be a word of a table; what a bibliography lists has years. */
const isBibliography = (entries: readonly ReferenceEntry[]): boolean =>
  entries.length > 0 && entries.filter(({ year }) => year !== undefined).length >= 0.5 * entries.length;

function entriesOf(lines: readonly Line[]): readonly ReferenceEntry[] {
  const isStart = startsOfEntries(lines);
  const entries: Line[][] = [];
  lines.forEach((line, index) => {
    const before = lines[index - 1];
    const isSameLine = before !== undefined && isBeside(before, line);
    const entry = entries.at(-1);
    if (entry === undefined || (!isSameLine && isStart(line, index))) entries.push([line]);
    else if (entry.length < mostLines) entry.push(line);
  });
  return entries.flatMap((entry) => referenceFrom(entry) ?? []).filter(({ text }) => text.length > 15);
}

/** The longest lists of authors take as many; what follows is no bibliography any more. */
const mostLines = 40;

const isBeside = (before: Line, line: Line): boolean =>
  before.page === line.page && Math.abs(before.y - line.y) < 2 && line.x0 > before.x1;

type IsStart = (line: Line, index: number) => boolean;

function startsOfEntries(lines: readonly Line[]): IsStart {
  const numbered = numberedStarts(lines);
  const bracketed = lines.filter(({ text }) => bracketLabel.test(text)).length;
  if (bracketed > 4 || bracketLabel.test(lines[0]?.text ?? "")) return ({ text }) => bracketLabel.test(text);
  if (numbered.size > 4 || numbered.has(0)) return (_, index) => numbered.has(index);
  const pages = new Map<number, Line[]>();
  for (const line of lines)
    pages
      .set(line.page, pages.get(line.page) ?? [])
      .get(line.page)
      ?.push(line);
  const edges = lines.map((line) => leftEdge(line, pages.get(line.page) ?? []));
  const atEdge = lines.filter((line, index) => line.x0 - (edges[index] ?? 0) < 3).length;
  if (atEdge < 0.8 * lines.length) return (line, index) => line.x0 - (edges[index] ?? 0) < 3;
  return startsAfterGap(lines);
}

/** "1.", "2.", "3.", each one more than the last, so that a year at a line's start is not taken for one. */
function numberedStarts(lines: readonly Line[]): ReadonlySet<number> {
  const starts = new Set<number>();
  let next = 1;
  lines.forEach(({ text }, index) => {
    if (Number(numberLabel.exec(text)?.[1]) !== next) return;
    starts.add(index);
    next++;
  });
  return starts;
}

/** Of the column that a line stands in: the first lines of entries hang out to it. */
const leftEdge = ({ x0 }: Line, page: readonly Line[]): number =>
  page.reduce((left, other) => (Math.abs(other.x0 - x0) < 30 ? Math.min(left, other.x0) : left), x0);

/** Where nothing hangs and nothing is numbered, entries stand apart, or begin with a name behind a full stop. */
function startsAfterGap(lines: readonly Line[]): IsStart {
  const gaps = lines.map((line, index) => (lines[index - 1]?.y ?? line.y) - line.y);
  const usual = [...gaps].filter((gap) => gap > 0).sort((a, b) => a - b)[Math.floor(gaps.length / 4)] ?? 12;
  return (line, index) => {
    const before = lines[index - 1];
    const isApart = (gaps[index] ?? 0) > 1.2 * usual && (gaps[index] ?? 0) < 4 * usual;
    const isElsewhere = (gaps[index] ?? 0) <= 0 || (gaps[index] ?? 0) >= 4 * usual;
    return isApart || (isElsewhere && /[.)]$/u.test(before?.text ?? "") && /^\p{Lu}/u.test(line.text));
  };
}

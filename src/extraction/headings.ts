/** The headings of a paper: its outline's where it has one, else lines that look like headings. */
import type { Found, Heading, OutlineEntry } from "./extractedPaper.ts";
import { joinLines } from "./joinLines.ts";
import type { Line, PageLines } from "./pageText.ts";
import { followsClosely, isCapitals, isNear, standsOut, type BodyStyle } from "./style.ts";

export const headingNumber =
  /^(?:(?:[Ss]ection|[Aa]ppendix|APPENDIX)\s+)?((?:\d{1,2}|[A-Z]|[IVX]{1,5})(?:\.\d{1,2}){0,3})(?:[.:)]?\s+(?=[\p{Lu}\p{Lo}\p{Script=Greek}\d"“[(])|[.:)](?=\p{Lu}))/u;

const knownNames =
  /^(?:abstract|introduction|related works?|background|preliminaries|motivation|conclusions?(?: and .{3,30})?|concluding remarks|discussions?|references|references and notes|bibliography|literature cited|acknowledge?ments?|appendix|appendices|methods?|materials and methods|methodology|results?(?: and discussion)?|experiments?|evaluation|limitations|future work|ethics statement|ethical considerations|broader impacts?|reproducibility statement|author contributions|contributions|supplementary materials?|supporting information|funding|contents)\.?$/iu;

export function headingsOf(
  pages: readonly PageLines[],
  outline: readonly OutlineEntry[],
  body: BodyStyle,
  isTitle: (line: Line) => boolean,
): Found<readonly Heading[]> {
  if (outline.length > 2) return { value: outline.flatMap(fromOutline), source: "the PDF's outline" };
  const found = headingLines(pages, body).filter(({ lines }) => !lines.some(isTitle));
  const headings = found.map(({ heading }) => heading).filter(isLastOfItsName);
  return { value: headings, source: "lines set like headings" };
}

/** A table of contents names what comes later. */
function isLastOfItsName({ title, number }: Heading, at: number, all: readonly Heading[]): boolean {
  const isSame = (other: Heading): boolean => other.title === title && other.number === number;
  return number === undefined || !all.slice(at + 1).some(isSame);
}

function fromOutline({ title, level, page, y }: OutlineEntry): readonly Heading[] {
  if (page === undefined) return [];
  const { name, number } = partsOf(title);
  const place = { page, x: 0, y: y ?? Number.MAX_SAFE_INTEGER };
  return [{ title: name, ...(number === undefined ? {} : { number }), level, place }];
}

export function partsOf(text: string): { readonly name: string; readonly number?: string } {
  const match = headingNumber.exec(text);
  const number = match?.[1];
  return match === null || number === undefined
    ? { name: text }
    : { name: text.slice(match[0].length).trim(), number };
}

export interface HeadingLines {
  readonly heading: Heading;
  readonly lines: readonly Line[];
}

/**
 * First those that show what they are by their number or their name; then lines without either that are set in the font of
 * these, and larger than the text.
 */
export function headingLines(pages: readonly PageLines[], body: BodyStyle): readonly HeadingLines[] {
  const sure = headingsWhere(pages, body, (line) => isSureHeading(line, body));
  const fonts = new Set(sure.flatMap(({ lines }) => lines.map(({ font }) => font)));
  fonts.delete(body.font);
  return headingsWhere(pages, body, (line) => isSureHeading(line, body) || isLikeThese(line, fonts, body));
}

const isLikeThese = ({ text, font, size }: Line, fonts: ReadonlySet<string>, body: BodyStyle): boolean =>
  fonts.has(font) &&
  size > body.size + 0.5 &&
  text.length < 90 &&
  /^[\p{Lu}\p{Lo}\d].*\p{L}{3}/u.test(text) &&
  !/[.,;:]$|https?:/u.test(text) &&
  !/^(?:figure|table|algorithm)\s\d/iu.test(text);

type IsHeading = (line: Line) => boolean;

function headingsWhere(
  pages: readonly PageLines[],
  body: BodyStyle,
  isHeading: IsHeading,
): readonly HeadingLines[] {
  return pages.flatMap(({ lines }) => {
    const found: HeadingLines[] = [];
    for (let at = 0; at < lines.length;) {
      const heading = headingAt(lines, at, body, isHeading);
      if (heading !== undefined) found.push(heading);
      at += heading?.lines.length ?? 1;
    }
    return found;
  });
}

function headingAt(
  lines: readonly Line[],
  at: number,
  body: BodyStyle,
  isHeading: IsHeading,
): HeadingLines | undefined {
  const [line, next, afterNext] = lines.slice(at, at + 3);
  if (line === undefined) return undefined;
  // The number may stand so far off its heading that it became a line of its own.
  if (
    next !== undefined &&
    isLoneNumber(line) &&
    /\p{L}{2}/u.test(next.text) &&
    isOnSameBaseline(line, next) &&
    standsOut(next, body)
  ) {
    return headingFrom([line, next], `${line.text} ${next.text}`);
  }
  if (!isHeading(line)) return undefined;
  const goesOn =
    next !== undefined &&
    standsOut(line, body) &&
    followsClosely(line, next, 1.6) &&
    isNear(line.size, next.size) &&
    line.bold === next.bold &&
    line.font === next.font &&
    !isSureHeading(next, body) &&
    line.text.length > 25 &&
    next.text.length < 80 &&
    (afterNext === undefined || afterNext.font !== line.font);
  return goesOn
    ? headingFrom([line, next], joinLines([line.text, next.text]))
    : headingFrom([line], line.text);
}

const isLoneNumber = ({ text }: Line): boolean => /^(?:\d{1,2}|[A-Z])(?:\.\d{1,2}){0,3}\.?$/u.test(text);
const isOnSameBaseline = (line: Line, next: Line): boolean =>
  Math.abs(line.y - next.y) < 2 && next.x0 > line.x1 && next.x0 - line.x1 < 4 * line.size;

function isSureHeading(line: Line, body: BodyStyle): boolean {
  const { text } = line;
  if (text.length > 110 || line.size < 0.75 * body.size || /[,;]$|https?:/u.test(text)) return false;
  const { name, number } = partsOf(text);
  const isStanding = standsOut(line, body);
  if (knownNames.test(name) && text.length < 60)
    return isStanding || isCapitals(text) || number !== undefined;
  if (number === undefined) return false;
  const isMarked = isStanding || isCapitals(name) || (number.includes(".") && line.font !== body.font);
  return isMarked && !/[.]$/u.test(text.replace(/\.$/u, "")) && /\p{L}{2}/u.test(name) && !isTableRow(name);
}

/** "3 Adam 0.1 0.9": more numbers than words. */
const isTableRow = (name: string): boolean => {
  const words = name.split(" ");
  return words.filter((word) => /^[\d.,%±×-]+$/u.test(word)).length > words.length / 3;
};

function headingFrom(lines: readonly Line[], text: string): HeadingLines {
  const [first] = lines;
  const { name, number } = partsOf(text);
  const level = number === undefined ? 1 : number.split(".").length;
  const place = { page: first?.page ?? 1, x: first?.x0 ?? 0, y: (first?.y ?? 0) + (first?.size ?? 0) };
  const title = name.replace(/(?<=\p{L})\.$/u, "");
  return { heading: { title, ...(number === undefined ? {} : { number }), level, place }, lines };
}

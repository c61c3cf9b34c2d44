/** Finds what is mentioned by its number: by captions and headings, or by how lines begin and end. Pure. */
import type { Caption } from "../../../src/extraction/extractedPaper.ts";
import type { Mention } from "../../../src/extraction/mentionAt.ts";
import type { Line, Place } from "../../../src/extraction/pageText.ts";
import type { WholePaper } from "./paperLines.ts";

type Numbered = Extract<Mention, { readonly word: string }>;

export interface Mentioned {
  readonly place: Place;
  readonly caption?: Caption;
}

export function placeMentioned(mention: Numbered, paper: WholePaper): Mentioned | undefined {
  switch (mention.kind) {
    case "figure":
    case "table":
    case "algorithm":
      return captioned(mention, paper);
    case "section":
      return sectionNumbered(mention.number, paper);
    case "equation":
      return equationNumbered(mention.number, paper);
    case "theorem":
      return statementNumbered(mention, paper);
  }
}

function captioned({ kind, number }: Numbered, { captions }: WholePaper): Mentioned | undefined {
  const caption = captions.find((each) => each.kind === kind && each.number === number);
  return caption === undefined ? undefined : { place: caption.place, caption };
}

function sectionNumbered(number: string, { headings, pages }: WholePaper): Mentioned | undefined {
  const heading = headings.find((each) => each.number === number);
  // An outline may say no more than the page.
  if (heading !== undefined && heading.place.y < Number.MAX_SAFE_INTEGER) return { place: heading.place };
  const line = lineLike(pages, ({ text }) => {
    const rest = startingWith(number, text);
    return rest !== undefined && text.length < 90 && /^[.:]?\s\p{Lu}/u.test(rest) && !/[.,;]$/u.test(rest);
  });
  return line === undefined ? undefined : { place: placeOf(line) };
}

const startingWith = (number: string, text: string): string | undefined => {
  const plain = text.replace(/^(?:section|appendix)\s/iu, "");
  return plain.startsWith(number) ? plain.slice(number.length) : undefined;
};

/** The number of an equation stands alone, at the end of its line or far behind it. */
function equationNumbered(number: string, { pages }: WholePaper): Mentioned | undefined {
  const alone = lineLike(pages, ({ text }) => text === `(${number})`);
  const line =
    alone ?? lineLike(pages, ({ text }) => text.endsWith(` (${number})`) && /[=<>≤≥∈≈∝]/u.test(text));
  if (line === undefined) return undefined;
  return { place: { page: line.page, x: line.x1 - 20, y: line.y + 3.5 * line.size } };
}

function statementNumbered({ word, number }: Numbered, { pages }: WholePaper): Mentioned | undefined {
  const opening = `${word} ${number}`.toLowerCase();
  const line = lineLike(pages, ({ text }) => {
    const rest = text.slice(opening.length);
    return text.toLowerCase().startsWith(opening) && /^(?:[.:]|\s?\(|$)/u.test(rest);
  });
  return line === undefined ? undefined : { place: placeOf(line) };
}

function lineLike(pages: WholePaper["pages"], isIt: (line: Line) => boolean): Line | undefined {
  for (const { lines } of pages) {
    const found = lines.find(isIt);
    if (found !== undefined) return found;
  }
  return undefined;
}

const placeOf = ({ page, x0, y, size }: Line): Place => ({ page, x: x0, y: y + size });

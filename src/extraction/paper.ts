/** Puts together what can be read out of a paper: the one entry to the rest of this folder. */
import { abstractOf } from "./abstract.ts";
import { authorsOf } from "./authors.ts";
import { captionsOf } from "./captions.ts";
import { referencesAt, destinationKind } from "./destinations.ts";
import type {
  Destination,
  ExtractedPaper,
  Found,
  OutlineEntry,
  PdfMetadata,
  ReferenceEntry,
} from "./extractedPaper.ts";
import { fullText } from "./fullText.ts";
import { headingLines, headingsOf } from "./headings.ts";
import { arxivIn, doiIn } from "./identifiers.ts";
import { linesOfPages } from "./lines.ts";
import type { Line, PageItems, PageLines } from "./pageText.ts";
import { referencesIn } from "./references.ts";
import { bodyStyleOf } from "./style.ts";
import { largeTitleLines, titleOf } from "./title.ts";

export interface PaperSource {
  readonly pages: readonly PageItems[];
  readonly outline?: readonly OutlineEntry[];
  readonly destinations?: readonly Destination[];
  readonly metadata?: PdfMetadata;
}

/** Titles and abstracts stand on the first pages. */
const frontPages = 3;

export function extractPaper(source: PaperSource): ExtractedPaper {
  const { outline = [], destinations = [], metadata = {} } = source;
  const pages = linesOfPages(source.pages);
  const body = bodyStyleOf(pages);
  const title = titleOf(pages, metadata);
  const titleLines = largeTitleLines(title, body);
  const headingSet = new Set(
    headingLines(pages, body)
      .flatMap(({ lines }) => lines)
      .filter((line) => !titleLines.has(line)),
  );
  const isHeading = (line: Line): boolean => headingSet.has(line);
  const front = pages.slice(0, frontPages).flatMap(({ lines }) => lines);
  const abstract = abstractOf(afterTitle(front, title?.lines ?? []), isHeading);
  const authorLines = new Set(between(front, title?.lines.at(-1), abstract?.start));
  const authors = authorsOf(front, title?.lines ?? [], abstract?.start, metadata);
  return {
    ...(title === undefined ? {} : { title: title.found }),
    ...(authors === undefined ? {} : { authors }),
    ...(abstract === undefined ? {} : { abstract: abstract.found }),
    ...identifiersOf(pages),
    headings: headingsOf(pages, outline, body, (line) => authorLines.has(line) || titleLines.has(line)),
    references: referencesOf(pages, destinations, isHeading),
    captions: captionsOf(pages),
    text: fullText(pages),
  };
}

/** Names and addresses may be set like headings. */
function between(lines: readonly Line[], from: Line | undefined, to: Line | undefined): readonly Line[] {
  if (from === undefined || to === undefined) return [];
  return lines.slice(lines.indexOf(from) + 1, lines.indexOf(to));
}

function afterTitle(lines: readonly Line[], title: readonly Line[]): readonly Line[] {
  const last = title.at(-1);
  return last === undefined ? lines : lines.slice(lines.indexOf(last) + 1);
}

/** What names the paper itself stands on its first page, outside the running text: elsewhere other papers are named. */
function identifiersOf(pages: readonly PageLines[]): Pick<ExtractedPaper, "arxiv" | "doi"> {
  const [first] = pages;
  if (first === undefined) return {};
  const stamp = first.rotated.map(arxivIn).find((id) => id !== undefined);
  const head = first.lines
    .map(({ text }) => text)
    .filter((text) => /^(?:arxiv\s?:|https?:\/\/arxiv)/iu.test(text));
  const printed = head.map(arxivIn).find((id) => id !== undefined);
  const doi = first.lines.map(({ text }) => doiIn(text)).find((id) => id !== undefined);
  const arxiv = stamp ?? printed;
  const arxivSource = stamp === undefined ? "a line of its own on page 1" : "the stamp in the margin";
  return {
    ...(arxiv === undefined ? {} : { arxiv: { value: arxiv, source: arxivSource } }),
    ...(doi === undefined ? {} : { doi: { value: doi, source: `printed on page ${first.number}` } }),
  };
}

/** Fewer links than this may lead into a bibliography of which most is not cited by links. */
const enoughLinks = 4;

function referencesOf(
  pages: readonly PageLines[],
  destinations: readonly Destination[],
  isHeading: (line: Line) => boolean,
): Found<readonly ReferenceEntry[]> {
  const links = destinations.filter(({ name }) => destinationKind(name) === "cite").length;
  const linked = links < enoughLinks ? [] : referencesAt(pages, destinations);
  if (linked.length >= enoughLinks) return { value: linked, source: "the places that citations link to" };
  const lines = pages.flatMap((page) => page.lines);
  return {
    value: referencesIn(lines, isHeading),
    source: "the entries below the heading of the bibliography",
  };
}

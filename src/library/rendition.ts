/**
 * A paper as a Markdown document that is read in a text editor, and where its words stand in the abstract.
 *
 * All of it came from elsewhere and none of it may pose as structure or hide what follows. Titles, names and tags are
 * escaped. The abstract must stay as it is, so that a selection in the document is a passage of the abstract: it stands in a
 * fenced block, where nothing is Markdown, behind a fence that is longer than any it contains. Each sentence has a line of
 * its own; only the white space between sentences is left out.
 */
import type { Span } from "../base/span.ts";
import { feedDate, type Paper, type Resource } from "../domain/paper.ts";
import { citationKey, linkOf } from "./citation.ts";
import { isWebUrl } from "./importers/links.ts";
import { asMarkdown } from "./markdownText.ts";
import { sentencesOf } from "../base/sentences.ts";
import { urlField } from "./tex.ts";

/** Lines and characters from 0, characters in UTF-16 units, as editors count. */
export interface Place {
  readonly line: number;
  readonly character: number;
}
export interface PlaceRange {
  readonly start: Place;
  readonly end: Place;
}

export interface Rendition {
  readonly text: string;
  /** The words of the abstract in the document; white space between sentences has no place and is passed over. */
  readonly toDocument: (span: Span) => PlaceRange;
  /** What of a range of the document is abstract; `undefined` when nothing is. */
  readonly toAbstract: (range: PlaceRange) => Span | undefined;
  /** The sentence of the abstract on a line. */
  readonly sentenceOn: (line: number) => Span | undefined;
}

export function renderPaper(paper: Paper): Rendition {
  const sentences = sentencesOf(paper.abstract);
  const fence = fenceAround(paper.abstract);
  const above = [
    `# ${asMarkdown(paper.title)}`,
    "",
    ...facts(paper),
    "",
    "## Abstract",
    "",
    ...(sentences.length === 0 ? ["This paper came without an abstract."] : [`${fence}text`]),
  ];
  const lines = sentences.map(({ start, end }) => paper.abstract.slice(start, end));
  const below = sentences.length === 0 ? [] : [fence];
  return {
    text: [...above, ...lines, ...below, ""].join("\n"),
    ...placesOf(sentences, above.length),
  };
}

function placesOf(sentences: readonly Span[], firstLine: number): Omit<Rendition, "text"> {
  const onLine = (line: number): Span | undefined => sentences[line - firstLine];
  const placeOf = (index: number, offset: number): Place => {
    const { start, end } = sentences[index] ?? { start: 0, end: 0 };
    return { line: firstLine + index, character: Math.min(Math.max(offset, start), end) - start };
  };
  return {
    toDocument(span) {
      const last = Math.max(sentences.length - 1, 0);
      const startsIn = sentences.findIndex(({ end }) => end > span.start);
      const endsIn = sentences.findLastIndex(({ start }) => start < span.end);
      const start = placeOf(startsIn === -1 ? last : startsIn, span.start);
      const end = placeOf(Math.max(endsIn, 0), span.end);
      // A span of nothing but white space between two sentences.
      return isBefore(end, start) ? { start, end: start } : { start, end };
    },
    toAbstract({ start, end }) {
      const first = sentences.findIndex((_, index) => firstLine + index >= start.line);
      const last = Math.min(end.line - firstLine, sentences.length - 1);
      const [from, to] = [sentences[first], sentences[last]];
      if (from === undefined || to === undefined || last < first) return undefined;
      const span = {
        start:
          firstLine + first === start.line ? Math.min(from.start + start.character, from.end) : from.start,
        end: firstLine + last === end.line ? Math.min(to.start + end.character, to.end) : to.end,
      };
      return span.start < span.end ? span : undefined;
    },
    sentenceOn: onLine,
  };
}

const isBefore = (a: Place, b: Place): boolean =>
  a.line < b.line || (a.line === b.line && a.character < b.character);

function fenceAround(text: string): string {
  let longest = 2;
  for (const [ticks] of text.matchAll(/`+/gu)) longest = Math.max(longest, ticks.length);
  return "`".repeat(longest + 1);
}

function facts(paper: Paper): readonly string[] {
  const published = [paper.venue ?? "", paper.year?.toString() ?? ""]
    .filter((part) => part !== "")
    .join(", ");
  const link = linkOf(paper);
  const resources = paper.resources.filter(({ url }) => url !== link);
  const rows: readonly (readonly [string, string | undefined])[] = [
    ["Authors", paper.authors.map(asMarkdown).join(", ")],
    ["Published", asMarkdown(published)],
    ["Withdrawn", asMarkdown(paper.withdrawn ?? "")],
    ["Listed", asMarkdown(feedDate(paper) ?? "")],
    ["Reading", paper.reading],
    ["Tags", paper.tags.map(asMarkdown).join(", ")],
    ["Citation key", asMarkdown(citationKey(paper))],
    ["Link", link && autolink(link)],
    ...resources.map(({ kind, url }) => [resourceNames[kind], autolink(url)] as const),
  ];
  return rows.flatMap(([name, value]) => (value ? [`- ${name}: ${value}`] : []));
}

const resourceNames: Readonly<Record<Resource["kind"], string>> = {
  code: "Code",
  project: "Project",
  paper: "Paper",
  pdf: "PDF",
  data: "Data",
  other: "See also",
};

const autolink = (url: string): string =>
  isWebUrl(url) ? `<${urlField(new URL(url).href)}>` : asMarkdown(url);

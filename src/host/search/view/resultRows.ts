/** Answers as rows of the Search view: what was found, and what of it to show as found. */
import type { Span } from "../../../base/span.ts";
import type { Query } from "../../../search/query/tree.ts";
import { parseQuery } from "../../../search/query/parseQuery.ts";
import { fold, isStopWord, singular, tokensOf } from "../../../search/terms.ts";
import type { ResultRow, SearchReply } from "../../../protocol/search.ts";
import type { Hit } from "../../../search/searchPort.ts";
import type { Found, FoundPaper } from "../../../librarySearch/librarySearch.ts";
import { bylineOf } from "../searchRows.ts";

const longestTitle = 500;

/** What the rows besides title and abstract were found by. */
const otherFields: Readonly<Partial<Record<Hit["fields"][number], string>>> = {
  author: "author",
  venue: "venue",
  tag: "tag",
  name: "name",
  page: "PDF",
  note: "notes",
};

export function replyTo(
  text: string,
  { papers, corrections, problems, isComplete }: Found,
  hasPapers: boolean,
  language: string,
): SearchReply {
  const query = parseQuery(text, 0); // only its words are looked at
  return {
    rows: papers.map((found) => rowOf(found, query, language)),
    corrections: corrections.map((each) => ({ ...each })),
    problems: problems.map((each) => ({ ...each })),
    isComplete,
    hasPapers,
  };
}

function rowOf(
  { paper, snippet, found, fields, note }: FoundPaper,
  query: Query,
  language: string,
): ResultRow {
  const title = paper.title.slice(0, longestTitle);
  const words = found.map(({ start, end }) => fold(snippet.slice(start, end)));
  return {
    id: paper.id,
    title: { text: title, found: [...foundIn(title, words, query)] },
    byline: bylineOf(paper, language),
    reading: paper.reading,
    starred: paper.starred === true,
    snippet: { text: snippet, found: [...found] },
    also: fields.flatMap((field) =>
      field === "note" && note !== undefined ? [] : (otherFields[field] ?? []),
    ),
    note: note as ResultRow["note"],
  };
}

/** Shorter beginnings are those of too many words to mean one. */
const shortestBeginning = 3;

/** Words of a title that were asked for, or stand in the snippet as found. */
function foundIn(
  title: string,
  words: readonly string[],
  { terms, isGrowing, conditions }: Query,
): readonly Span[] {
  const required = conditions.flatMap((each) =>
    each.kind === "words" && each.field !== "author" ? each.terms : [],
  );
  const told = [...words, ...terms, ...required].filter((term) => !isStopWord(term));
  const wanted = new Set(told.map(singular));
  const last = isGrowing ? (terms.at(-1) ?? "") : "";
  const mayGrow = last.length >= shortestBeginning;
  return tokensOf(title)
    .filter(({ term }) => wanted.has(singular(term)) || (mayGrow && term.startsWith(last)))
    .map(({ span }) => span);
}

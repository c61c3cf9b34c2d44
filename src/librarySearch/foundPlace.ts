/** What of a paper is shown as an answer: the passage that has most of the words asked for, and where it opens. */
import type { Span } from "../base/span.ts";
import type { Paper } from "../domain/paper.ts";
import type { PassageKind, Hit } from "../search/searchPort.ts";
import type { AskedWords } from "../search/askedWords.ts";
import type { Query } from "../search/query/tree.ts";
import { snippetOf, type Snippet } from "../search/snippet.ts";
import { termsOf } from "../search/terms.ts";

/** What opens at the passage; without any the paper is opened as it was seen last. */
export interface FoundPlace {
  readonly snippet: string;
  /** Where the words that were found stand in the snippet. */
  readonly found: readonly Span[];
  /** The note that fits best, where it has more of the words than title and abstract. */
  readonly note?: string;
  /** The same of a page of the PDF. */
  readonly page?: FoundPage;
  /** Words of the abstract, where it has some that the title has not. */
  readonly quote?: string;
}

export interface FoundPage {
  readonly number: number;
  /** Absent where the words were taken for others, which stand there. */
  readonly quote?: string;
}

export interface Asked {
  readonly words: AskedWords;
  /** The terms as they were typed. */
  readonly terms: readonly string[];
  /** The query wants words in passages of this kind. */
  readonly kind: PassageKind | undefined;
}

/** Which passages a query asks for by "text:" or "note:". */
export function kindAskedFor({ conditions }: Query): PassageKind | undefined {
  for (const condition of conditions) {
    if (condition.kind === "words" && condition.field === "text") return "page";
    if (condition.kind === "words" && condition.field === "note") return "note";
  }
  return undefined;
}

export function placeInAbstract(
  { title, abstract }: Paper,
  { words: had }: Pick<Hit, "words">,
  { words, terms }: Asked,
): FoundPlace {
  const snippet = snippetOf(abstract, had, terms);
  const isInTitle = words.countIn(had) <= words.countIn(termsOf(title));
  const quote = quoteOf(snippet);
  return {
    snippet: snippet.text,
    found: snippet.found,
    ...(isInTitle || quote === undefined ? {} : { quote }),
  };
}

/** `undefined` where the passage says no more of what was asked than the paper itself. */
export function placeInPassage(
  { words: had, passage, fields }: Pick<Hit, "words" | "passage" | "fields">,
  text: string | undefined,
  { words, terms, kind }: Asked,
): FoundPlace | undefined {
  if (passage === undefined || text === undefined) return undefined;
  const here = words.wordsIn(text);
  const isAsked = passage.kind === kind || fields[0] === passage.kind; // the paper has none of the words itself
  if (!isAsked && words.countIn(here) <= words.countIn(had)) return undefined;
  const snippet = snippetOf(text, here, terms);
  const shown = { snippet: snippet.text, found: snippet.found };
  if (passage.kind === "note") return { ...shown, note: passage.key };
  const quote = quoteOf(snippet);
  return { ...shown, page: { number: Number(passage.key), ...(quote === undefined ? {} : { quote }) } };
}

/** Long enough to be one place only, and short enough to stand in one piece on a page. */
const longestQuote = 80;

/** The words that were found, with what follows them. */
function quoteOf({ text, found }: Snippet): string | undefined {
  const [first] = found;
  if (first === undefined) return undefined;
  // What comes behind the sentence may stand elsewhere on the page.
  const rest = text.slice(first.start).replace(/(?<=[.?!]) .*$| …$/u, "");
  if (rest.length <= longestQuote) return rest;
  const end = rest.lastIndexOf(" ", longestQuote);
  return rest.slice(0, Math.max(end, first.end - first.start));
}

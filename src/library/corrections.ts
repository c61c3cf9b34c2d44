/** What a person corrects in a paper: read from typed text, and kept from what later imports say. */
import { fail, ok, type Result } from "../base/result.ts";
import type { Paper } from "../domain/paper.ts";
import { arxivIdentifier } from "../domain/paperId.ts";
import { canonicalIdentifier } from "./canonical.ts";
import { identifierOf } from "./citation.ts";

export const correctable = ["title", "authors", "abstract", "year", "venue", "arxiv", "doi"] as const;
export type Correctable = (typeof correctable)[number];

const between = "; ";

/** As it is shown to be edited. */
export function correctableText(paper: Paper, field: Correctable): string {
  switch (field) {
    case "title":
    case "abstract":
      return paper[field];
    case "authors":
      return paper.authors.join(between);
    case "year":
      return paper.year?.toString() ?? "";
    case "venue":
      return paper.venue ?? "";
    case "arxiv":
    case "doi":
      return identifierOf(paper, field) ?? "";
  }
}

/** The paper with a field as typed, or why it cannot be so. An empty text takes the field away. */
export function corrected(paper: Paper, field: Correctable, typed: string): Result<Paper> {
  const text = typed.replace(/\s+/gu, " ").trim();
  if (text === correctableText(paper, field)) return ok(paper);
  const change = changeOf(paper, field, text);
  if (!change.ok) return change;
  const fields = new Set(paper.corrected).add(field);
  return ok({ ...paper, ...change.value, corrected: [...fields] });
}

/** Puts back what corrections have changed, and leaves the rest as it is now. */
export const withoutCorrections = (now: Paper, before: Paper): Paper => ({
  ...now,
  title: before.title,
  authors: before.authors,
  abstract: before.abstract,
  year: before.year,
  venue: before.venue,
  identifiers: before.identifiers,
  corrected: before.corrected,
});

/** Whether an identifier is of the kind that a person has typed, so that others are wrong. */
export const isSettled = (paper: Paper, identifier: string): boolean =>
  paper.corrected?.includes(kindOf(identifier)) === true;

function changeOf(paper: Paper, field: Correctable, text: string): Result<Partial<Paper>> {
  switch (field) {
    case "title":
      return text === "" ? fail("A paper has a title") : ok({ title: text });
    case "abstract":
      return ok({ abstract: text });
    case "authors":
      return ok({ authors: namesIn(text) });
    case "venue":
      return ok({ venue: text === "" ? undefined : text });
    case "year":
      if (text === "") return ok({ year: undefined });
      return /^[12]\d{3}$/u.test(text) ? ok({ year: Number(text) }) : fail("A year has four digits");
    case "arxiv": {
      const bare = text
        .replace(/^(?:https?:\/\/)?(?:www\.)?arxiv(?:\.org\/(?:abs|pdf)\/|:\s*)/iu, "")
        .replace(/\.pdf$/iu, "");
      const identifier = arxivIdentifier(bare);
      if (text !== "" && identifier === undefined) return fail("An arXiv id looks like 1706.03762");
      return ok(renamed(paper, field, identifier));
    }
    case "doi": {
      const bare = text.replace(/^(?:https?:\/\/(?:dx\.)?doi\.org\/|doi:\s*)/iu, "").toLowerCase();
      if (text !== "" && !/^10\.\d{4,9}\/\S+$/u.test(bare)) return fail("A DOI looks like 10.1000/182");
      return ok(renamed(paper, field, text === "" ? undefined : `doi:${bare}`));
    }
  }
}

/** Names that hold a comma are told apart by semicolons. */
const namesIn = (text: string): readonly string[] =>
  text
    .split(text.includes(";") ? ";" : /,|\band\b/u)
    .map((name) => name.trim())
    .filter((name) => name !== "");

function renamed(paper: Paper, kind: string, identifier: string | undefined): Partial<Paper> {
  const others = paper.identifiers.filter((each) => kindOf(each) !== kind);
  return { identifiers: identifier === undefined ? others : [identifier, ...others] };
}

export const kindOf = (identifier: string): string => canonicalIdentifier(identifier).split(":")[0] ?? "";

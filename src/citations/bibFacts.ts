/** What an entry of a bibliography says of its paper, as text, without holding on to the file. */
import { textAt } from "../base/span.ts";
import type { PaperDraft, Resource } from "../domain/paper.ts";
import { arxivIdentifier, normaliseTitle } from "../domain/paperId.ts";
import { canonicalIdentifier, canonicalUrl } from "../library/canonical.ts";
import { identifierInUrl, isWebUrl, resourceFor } from "../library/importers/links.ts";
import type { PaperName } from "../library/paperLookup.ts";
import { namesInUrl } from "../library/paperSites.ts";
import { detached, type BibEntry } from "./bibFile.ts";
import { peopleIn } from "./people.ts";
import { plainTex } from "../library/plainTex.ts";

export interface BibFacts {
  readonly title: string;
  readonly authors: readonly string[];
  readonly year: number | undefined;
  /** Journal or proceedings. */
  readonly venue: string | undefined;
  /** Bare, without version: "2407.12345". */
  readonly arxiv: string | undefined;
  readonly arxivVersion: number | undefined;
  readonly doi: string | undefined;
  readonly url: string | undefined;
}

const longestField = 2_000;

/** The field as it reads; empty where there is none. */
export const fieldText = (text: string, entry: BibEntry, ...names: readonly string[]): string =>
  longText(text, entry, longestField, ...names);

export function longText(
  text: string,
  entry: BibEntry,
  longest: number,
  ...names: readonly string[]
): string {
  return detached(
    plainTex(texOf(text, entry, longest, names))
      .replace(/\s+/gu, " ")
      .trim()
      .slice(0, longest),
  );
}

/** The field as it is written, without what holds its value together. */
function texOf(text: string, { fields }: BibEntry, longest: number, names: readonly string[]): string {
  const field = fields.find(({ name }) => names.includes(name));
  if (field === undefined) return "";
  const raw = textAt(text, field.valueSpan).slice(0, longest * 4);
  const pieces = raw.split(/\s#\s/u).map((piece) => piece.trim().replace(/^["{]([\s\S]*)["}]$/u, "$1"));
  return pieces.join("");
}

export function factsOf(text: string, entry: BibEntry): BibFacts {
  const field = (...names: readonly string[]): string => fieldText(text, entry, ...names);
  const url = field("url");
  const eprint =
    /arxiv/iu.test(field("archiveprefix", "eprinttype")) || field("archiveprefix", "eprinttype") === ""
      ? field("eprint")
      : "";
  const journal = field("journal", "journaltitle");
  const venue = field("booktitle") || journal;
  const arxiv = [
    eprint,
    identifierInUrl(url)?.replace(/^arxiv:/u, ""),
    /arxiv[:. ]{1,3}(\S{9,20})/iu.exec(journal)?.[1],
  ]
    .map((id) => /^(?:arxiv:)?(\S+?)(?:v(\d{1,3}))?$/iu.exec(id ?? ""))
    .find((match) => match?.[1] !== undefined && arxivIdentifier(match[1]) !== undefined);
  const doi = field("doi")
    .replace(/^(?:https?:\/\/)?(?:dx\.)?doi\.org\//iu, "")
    .replace(/^doi:\s*/iu, "");
  return {
    title: field("title"),
    authors: peopleIn(texOf(text, entry, longestField, ["author", "editor"])).map(detached),
    year: yearIn(field("year", "date")),
    venue: venue === "" || isPreprint(venue) ? undefined : venue,
    arxiv: arxiv?.[1],
    arxivVersion: arxiv?.[2] === undefined ? undefined : Number(arxiv[2]),
    doi: /^10\.\d{4,9}\//u.test(doi) ? doi : undefined,
    url: isWebUrl(url) ? url : undefined,
  };
}

/** "arXiv preprint arXiv:2407.12345", "CoRR". */
const isPreprint = (venue: string): boolean => /\barxiv\b|^corr$|preprint|^(?:bio|med)rxiv$/iu.test(venue);

const yearIn = (date: string): number | undefined => {
  const year = /\b(?:1[6-9]|20)\d\d\b/u.exec(date)?.[0];
  return year === undefined ? undefined : Number(year);
};

/** Names that find the paper of an entry in the library, surest first. */
export function namesOf({ arxiv, doi, url, title }: BibFacts): readonly PaperName[] {
  const name = normaliseTitle(title);
  return [
    ...(arxiv === undefined ? [] : [identifier(`arxiv:${arxiv}`)]),
    ...(doi === undefined ? [] : [identifier(`doi:${doi}`)]),
    ...(url === undefined ? [] : [...namesInUrl(url), `url:${canonicalUrl(url)}` as const]),
    ...(name === "" ? [] : [`title:${name}` as const]),
  ];
}

const identifier = (name: string): PaperName => canonicalIdentifier(name) as PaperName;

/** The paper of an entry, to be added to the library. `undefined` for entries without a title. */
export function draftOf(key: string, facts: BibFacts, abstract: string): PaperDraft | undefined {
  const { title, authors, year, venue, arxiv, doi, url } = facts;
  if (title === "") return undefined;
  const resources: readonly Resource[] = url === undefined ? [] : [resourceFor(url)];
  return {
    title,
    abstract,
    authors,
    ...(year === undefined ? {} : { year }),
    ...(venue === undefined ? {} : { venue }),
    identifiers: [
      ...(arxiv === undefined ? [] : [`arxiv:${arxiv}`]),
      ...(doi === undefined ? [] : [`doi:${doi}`]),
      `bibtex:${key}`,
    ],
    resources,
    source: { kind: "bibtex" },
  };
}

/** A draft from what a source says of a paper, in one spelling for all sources. */
import type { PaperDraft, Resource } from "../../domain/paper.ts";
import { arxivIdentifier } from "../../domain/paperId.ts";
import { identifierInUrl, isWebUrl, resourceFor } from "./links.ts";
import { mostAuthors } from "./people.ts";

export interface SaidOfPaper {
  readonly title: string;
  readonly abstract?: string;
  readonly authors?: readonly string[];
  /** A year, or a text with one in it, such as "2017-06-12". */
  readonly year?: string | number;
  readonly venue?: string;
  readonly arxiv?: string | undefined;
  readonly doi?: string | undefined;
  /** Further identifiers, as "acl:…". */
  readonly also?: readonly string[];
  readonly links?: readonly string[];
  readonly resources?: readonly Resource[];
  readonly tags?: readonly string[];
}

const longestTitle = 1_000;
const longestAbstract = 20_000;
const mostLinks = 20;
const mostTags = 50;

/** `undefined` where there is no title. */
export function draftFrom(kind: string, said: SaidOfPaper): PaperDraft | undefined {
  const title = oneLine(said.title).slice(0, longestTitle);
  if (title === "") return undefined;
  const links = [...new Set((said.links ?? []).map((link) => link.trim()))]
    .filter(isWebUrl)
    .slice(0, mostLinks);
  const identifiers = [
    ...[said.arxiv ?? ""].map((id) => arxivIdentifier(id.replace(/^arxiv:\s*/iu, ""))),
    doiIdentifier(said.doi ?? ""),
    ...links.map(identifierInUrl),
    ...(said.also ?? []),
  ].filter((each) => each !== undefined);
  const year = yearIn(said.year);
  const venue = oneLine(said.venue ?? "");
  const resources = [...links.map(resourceFor), ...(said.resources ?? [])];
  const tags = [...new Set((said.tags ?? []).map((tag) => oneLine(tag).slice(0, 100)).filter(Boolean))];
  return {
    title,
    abstract: oneLine(said.abstract ?? "").slice(0, longestAbstract),
    authors: (said.authors ?? []).map(oneLine).filter(Boolean).slice(0, mostAuthors),
    identifiers: [...new Set(identifiers)],
    ...(year === undefined ? {} : { year }),
    ...(venue === "" || isPreprintServer(venue) ? {} : { venue }),
    resources: [...new Map(resources.map((each) => [each.url, each])).values()],
    ...(tags.length === 0 ? {} : { tags: tags.slice(0, mostTags) }),
    source: { kind },
  };
}

export const oneLine = (text: string): string => text.replace(/\s+/gu, " ").trim();

/** "doi:10.1000/182" of a bare DOI, one with "doi:" before it, or its address; lower case, as DOIs mean the same in any. */
export function doiIdentifier(text: string): string | undefined {
  const bare = text
    .trim()
    .replace(/^(?:https?:\/\/)?(?:dx\.)?doi\.org\//iu, "")
    .replace(/^doi:\s*/iu, "");
  const doi = /^10\.\d{4,9}\/\S{1,200}$/u.exec(bare)?.[0];
  return doi === undefined ? undefined : `doi:${doi.toLowerCase()}`;
}

function yearIn(date: string | number | undefined): number | undefined {
  const year = /\b(?:1[6-9]|20)\d\d(?!\d)/u.exec(String(date ?? ""))?.[0];
  return year === undefined ? undefined : Number(year);
}

const isPreprintServer = (venue: string): boolean =>
  /^(?:arxiv(?:\b.*)?|corr|computing research repository|(?:bio|med)rxiv)$/iu.test(venue);

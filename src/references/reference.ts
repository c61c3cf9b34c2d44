/** What a list of references says of a paper, before a style says how. */
import type { Paper } from "../domain/paper.ts";
import { identifierOf, linkOf } from "../library/citation.ts";
import { oneLine } from "../library/markdownText.ts";
import { personName, type PersonName } from "./personName.ts";

export interface Reference {
  readonly kind: "article" | "proceedings" | "preprint" | "other";
  readonly authors: readonly PersonName[];
  readonly title: string;
  readonly year: string | undefined;
  readonly venue: string | undefined;
  readonly arxiv: string | undefined;
  readonly doi: string | undefined;
  /** The best address, without a DOI's resolver. */
  readonly url: string | undefined;
}

/** Puts the name of what a work appeared in apart, as styles ask for; in plain text it stays as it is. */
export type Emphasis = (text: string) => string;

export type Style = (reference: Reference, emphasis: Emphasis) => string;

const preprintServers = /^(?:arxiv|corr|biorxiv|medrxiv|openreview|ssrn|preprint)\b/iu;
const journals =
  /\b(?:journal|transactions|letters|annals|magazine|reviews?|nature|science|pnas|jmlr|tmlr|tacl|tpami|pami|jair|neurocomputing|access|linguistics|intelligence|artificial life)\b/iu;
const meetings =
  /\b(?:neurips|nips|icml|iclr|acl|emnlp|naacl|eacl|aacl|coling|conll|cvpr|iccv|eccv|wacv|bmvc|miccai|aaai|ijcai|ecai|kdd|sigir|cikm|wsdm|www|recsys|colt|uai|aistats|alt|corl|rss|icra|iros|interspeech|icassp|lrec|mlsys|osdi|sosp|chi|siggraph|proceedings|conference|workshop|symposium|advances in neural)\b/iu;

export function referenceOf(paper: Paper): Reference {
  const said = oneLine(paper.venue ?? "");
  const venue = said === "" || preprintServers.test(said) ? undefined : said;
  const arxiv = identifierOf(paper, "arxiv");
  return {
    kind: kindOf(venue, arxiv),
    authors: paper.authors.map(oneLine).filter(Boolean).map(personName),
    title: oneLine(paper.title),
    year: paper.year?.toString(),
    venue,
    arxiv,
    doi: identifierOf(paper, "doi"),
    url: linkOf(paper),
  };
}

function kindOf(venue: string | undefined, arxiv: string | undefined): Reference["kind"] {
  if (venue === undefined) return arxiv === undefined ? "other" : "preprint";
  if (/\bproceedings\b/iu.test(venue)) return "proceedings";
  return !journals.test(venue) && meetings.test(venue) ? "proceedings" : "article";
}

export const doiAddress = (doi: string): string => `https://doi.org/${doi}`;

/** The DOI's address where there is one: it outlives every other. */
export const addressOf = ({ doi, url }: Reference): string | undefined =>
  doi === undefined ? url : doiAddress(doi);

/** "arXiv preprint arXiv:2401.00001", as most styles name one. */
export const arxivPreprint = ({ arxiv }: Reference): string => `arXiv preprint arXiv:${arxiv}`;

/** What the work appeared in: "in" stands before proceedings only. */
export const venueIn = (
  { venue, kind }: Reference,
  emphasis: Emphasis,
  before: string,
): string | undefined =>
  venue === undefined ? undefined : `${kind === "proceedings" ? `${before} ` : ""}${emphasis(venue)}`;

/** The same as a sentence of its own. */
export function venueSentence(reference: Reference, emphasis: Emphasis): string | undefined {
  const venue = venueIn(reference, emphasis, "In");
  return venue === undefined ? undefined : stopped(venue);
}

/** With the stop that it brings along, or one of ours. */
export const stopped = (text: string): string => (/[.?!…]$/u.test(text) ? text : `${text}.`);

/** "A", "A and B", "A, B, and C". */
export function listed(names: readonly string[], last: string): string {
  if (names.length < 2) return names.join("");
  if (names.length === 2) return names.join(` ${last} `);
  return `${names.slice(0, -1).join(", ")}, ${last} ${names.at(-1)}`;
}

/** Sentences, one behind the other; what is not known is left out. */
export const sentences = (...parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined && part !== "").join(" ");

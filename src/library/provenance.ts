/** Where each field of a paper comes from, as far as its file says. */
import type { Paper, PaperSource } from "../domain/paper.ts";

export type Provenance = "you" | PaperSource | undefined;

/** What a source of this kind is called. */
const names: Readonly<Record<string, string>> = {
  arxiv: "arXiv",
  "hugging-face": "Hugging Face",
  "daily-papers": "Daily Papers",
  bibtex: "a bibliography",
  ris: "an RIS file",
  csl: "CSL-JSON",
  zotero: "Zotero",
  crossref: "Crossref",
  datacite: "DataCite",
  openalex: "OpenAlex",
  "semantic-scholar": "Semantic Scholar",
  openreview: "OpenReview",
  acl: "the ACL Anthology",
  pdf: "the PDF",
  "citation-page": "the paper's page",
  rss: "a feed",
};

export const sourceName = ({ kind }: Pick<PaperSource, "kind">): string =>
  Object.hasOwn(names, kind) ? (names[kind] ?? kind) : kind;

/** The last source that says it gave the field; else the first, which gave all that no other claims. */
export function provenanceOf(paper: Paper, field: string): Provenance {
  if (paper.corrected?.includes(field) === true) return "you";
  return paper.sources.findLast(({ fields }) => fields?.includes(field) === true) ?? paper.sources[0];
}

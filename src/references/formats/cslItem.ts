/** An item of CSL-JSON (citationstyles.org, “CSL-JSON input data schema”), which Pandoc, Zotero and Quarto read. */
import { oneLine } from "../../library/markdownText.ts";
import type { PersonName } from "../personName.ts";
import { referenceOf } from "../reference.ts";
import type { Keyed } from "./keyed.ts";

const types = {
  article: "article-journal",
  proceedings: "paper-conference",
  preprint: "article",
  other: "document",
} as const;

export function cslItem({ paper, key }: Keyed): object {
  const { kind, authors, title, year, venue, arxiv, doi, url } = referenceOf(paper);
  return {
    id: key,
    "citation-key": key,
    type: types[kind],
    title,
    ...(authors.length === 0 ? {} : { author: authors.map(cslName) }),
    ...(year === undefined ? {} : { issued: { "date-parts": [[Number(year)]] } }),
    ...(venue === undefined ? {} : { "container-title": venue }),
    ...(arxiv === undefined ? {} : { archive: "arXiv", archive_location: arxiv, number: `arXiv:${arxiv}` }),
    ...(doi === undefined ? {} : { DOI: doi }),
    ...(url === undefined ? {} : { URL: url }),
    ...(paper.tags.length === 0 ? {} : { keyword: paper.tags.map(oneLine).join(", ") }),
    ...(paper.abstract === "" ? {} : { abstract: paper.abstract }),
  };
}

/** A particle is a part of its own, by which some styles do not sort. */
function cslName({ family, given, suffix, isWhole }: PersonName): object {
  if (isWhole) return { literal: family };
  const [, particle, rest] = /^((?:\p{Ll}+ )+)(.+)$/u.exec(family) ?? [];
  return {
    family: rest ?? family,
    ...(particle === undefined ? {} : { "non-dropping-particle": particle.trim() }),
    given,
    ...(suffix === "" ? {} : { suffix }),
  };
}

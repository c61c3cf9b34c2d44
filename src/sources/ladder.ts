/** For each kind of id the sources that know it, surest first: where one does not answer, the next is asked. */
import type { NamedKind, Wanted } from "./understand.ts";
import { anthology } from "./live/anthology.ts";
import { arxivApi, arxivPage } from "./live/arxiv.ts";
import { huggingFace } from "./live/huggingFace.ts";
import { openAlex } from "./live/openAlex.ts";
import { olderOpenReview, openReview } from "./live/openReview.ts";
import { crossref, dataCite, doiOrg } from "./live/registries.ts";
import { semanticScholar } from "./live/semanticScholar.ts";
import type { Source } from "./live/source.ts";

export interface Rung {
  readonly source: Source;
  /** The id as this source has it. */
  readonly id: string;
}

const rungs: Readonly<Record<NamedKind, (id: string) => readonly Rung[]>> = {
  arxiv: (id) => [
    { source: arxivApi, id },
    { source: arxivPage, id },
    { source: huggingFace, id },
    { source: semanticScholar("ARXIV:"), id },
    { source: dataCite, id: `10.48550/arxiv.${id}` },
  ],
  doi: (id) => [
    { source: crossref, id },
    { source: doiOrg, id },
    { source: semanticScholar("DOI:"), id },
    { source: openAlex, id },
  ],
  openreview: (id) => [
    { source: openReview, id },
    { source: olderOpenReview, id },
    { source: semanticScholar("URL:"), id: `https://openreview.net/forum?id=${id}` },
  ],
  acl: (id) => [
    { source: anthology, id },
    { source: semanticScholar("ACL:"), id: /^[a-z]\d{2}-/u.test(id) ? id.toUpperCase() : id },
    { source: crossref, id: `10.18653/v1/${id}` },
  ],
  s2: (id) => [{ source: semanticScholar(""), id }],
  corpusid: (id) => [{ source: semanticScholar("CorpusId:"), id }],
};

export const ladderFor = ({ by, id }: Extract<Wanted, { kind: "paper" }>): readonly Rung[] => rungs[by](id);

/** Hosts that are asked for a paper, in their order. */
export const hostsFor = (wanted: Extract<Wanted, { kind: "paper" }>): readonly string[] => [
  ...new Set(ladderFor(wanted).map(({ source, id }) => new URL(source.wish(id).url).hostname)),
];

/** What an import brings to a paper that is already there: additions only, nothing a person set is overwritten. */
import type { Paper, PaperDraft, PaperSource } from "../domain/paper.ts";
import { canonicalIdentifier } from "./canonical.ts";
import { collectionName } from "./collections.ts";
import { isSettled, type Correctable } from "./corrections.ts";
import { idFor } from "../domain/paperId.ts";

export function newPaper(draft: PaperDraft, now: string): Paper {
  const identifiers = [...new Set(draft.identifiers ?? [])];
  return {
    id: idFor({ title: draft.title, identifiers }),
    title: draft.title,
    abstract: draft.abstract,
    authors: draft.authors ?? [],
    year: draft.year,
    venue: draft.venue,
    identifiers,
    resources: draft.resources ?? [],
    pdfs: [],
    tags: draft.tags ?? [],
    ...(draft.collections === undefined || draft.collections.length === 0
      ? {}
      : { collections: [...new Set(draft.collections.map(collectionName))].filter((name) => name !== "") }),
    reading: "unread",
    sources: [sourceOf(draft, now)],
    ...(draft.withdrawn === undefined ? {} : { withdrawn: draft.withdrawn }),
    added: now,
  };
}

/** The paper with what the draft adds; the same object when it adds nothing. */
export function withDraft(paper: Paper, draft: PaperDraft, now: string): Paper {
  const identifiers =
    draft.identifiers?.filter((identifier) => !isNamed(paper, identifier) && !isSettled(paper, identifier)) ??
    [];
  const resources =
    draft.resources?.filter(({ url }) => !paper.resources.some((known) => known.url === url)) ?? [];
  const isOpen = (field: Correctable): boolean => paper.corrected?.includes(field) !== true;
  const missing = {
    ...(isOpen("abstract") && isMoreOf(paper.abstract, draft.abstract) ? { abstract: draft.abstract } : {}),
    ...(isOpen("authors") && paper.authors.length === 0 && draft.authors?.length
      ? { authors: draft.authors }
      : {}),
    ...(isOpen("year") && paper.year === undefined && draft.year !== undefined ? { year: draft.year } : {}),
    ...(isOpen("venue") && paper.venue === undefined && draft.venue !== undefined
      ? { venue: draft.venue }
      : {}),
    ...(paper.withdrawn === undefined && draft.withdrawn !== undefined ? { withdrawn: draft.withdrawn } : {}),
  };
  const isListed = paper.sources.some((known) => listsTheSame(known, draft));
  const sources = isListed ? [] : [sourceOf(draft, now, Object.keys(missing))];
  const adds = identifiers.length + resources.length + sources.length + Object.keys(missing).length > 0;
  if (!adds) return paper;
  return {
    ...paper,
    ...missing,
    identifiers: [...paper.identifiers, ...identifiers],
    resources: [...paper.resources, ...resources],
    sources: [...paper.sources, ...sources],
  };
}

/** Sources write DOIs in capitals or not, and arXiv's as ids; keys of bibliographies are what they are. */
const isNamed = ({ identifiers }: Paper, identifier: string): boolean =>
  identifiers.includes(identifier) ||
  (/^(?:doi|arxiv|hf):/u.test(identifier) &&
    identifiers.map(canonicalIdentifier).includes(canonicalIdentifier(identifier)));

/** An abstract that was missing, or was cut off and goes on now. */
const isMoreOf = (known: string, fresh: string): boolean =>
  fresh.length > known.length && fresh.startsWith(known);

const sourceOf = ({ source }: PaperDraft, now: string, fields: readonly string[] = []): PaperSource => ({
  kind: source.kind,
  ...(source.date === undefined ? {} : { date: source.date }),
  ...(source.rank === undefined ? {} : { rank: source.rank }),
  ...(fields.length === 0 ? {} : { fields }),
  imported: now,
});

/** The same page read a year later guesses another year for "Jul 30", and is still the same page. */
function listsTheSame(known: PaperSource, { source }: PaperDraft): boolean {
  if (known.kind !== source.kind) return false;
  if (known.date === source.date) return true;
  return source.yearGuessed === true && known.date?.slice(4) === source.date?.slice(4);
}

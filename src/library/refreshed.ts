/** A paper brought up to date with what a source says of it now. What a person has typed stays. */
import type { Paper, PaperDraft, PaperSource } from "../domain/paper.ts";
import { canonicalIdentifier } from "./canonical.ts";
import { arxivPdf } from "../domain/versions.ts";
import { isSettled } from "./corrections.ts";

export interface Refreshed {
  readonly paper: Paper;
  /** The fields that are others now. */
  readonly fields: readonly string[];
}

/** Sources that know less take nothing away. @returns the same paper where nothing is new */
export function refreshed(paper: Paper, draft: PaperDraft, now: string): Refreshed {
  const isOpen = (field: string): boolean => paper.corrected?.includes(field) !== true;
  const told = {
    title: draft.title,
    abstract: draft.abstract,
    authors: draft.authors,
    year: draft.year,
    venue: draft.venue,
    withdrawn: draft.withdrawn,
  };
  const change = Object.fromEntries(
    Object.entries(told).filter(
      ([field, value]) =>
        isOpen(field) &&
        !isEmpty(value) &&
        JSON.stringify(value) !== JSON.stringify(paper[field as keyof typeof told]),
    ),
  );
  const identifiers = (draft.identifiers ?? []).filter(
    (name) =>
      !isSettled(paper, name) &&
      !paper.identifiers.map(canonicalIdentifier).includes(canonicalIdentifier(name)),
  );
  const resources = newResources(paper, draft);
  const fields = [
    ...Object.keys(change),
    ...(identifiers.length > 0 ? ["identifiers"] : []),
    ...(resources === paper.resources ? [] : ["resources"]),
  ];
  if (fields.length === 0) return { paper, fields };
  return {
    paper: {
      ...paper,
      ...change,
      identifiers: [...paper.identifiers, ...identifiers],
      resources,
      sources: claimed(paper.sources, { kind: draft.source.kind, fields, imported: now }),
    },
    fields,
  };
}

/** The fields are the source's from now on, and no other's. One of its kind without a day is the same source. */
function claimed(
  sources: readonly PaperSource[],
  fresh: PaperSource & { readonly fields: readonly string[] },
): readonly PaperSource[] {
  const isIt = ({ kind, date }: PaperSource): boolean => kind === fresh.kind && date === undefined;
  const others = sources.map((source) => {
    if (source.fields === undefined) return source; // it gave what nobody claims
    const kept = source.fields.filter((field) => !fresh.fields.includes(field));
    return isIt(source) ? { ...source, fields: [...kept, ...fresh.fields] } : { ...source, fields: kept };
  });
  return sources.some(isIt) ? others : [...others, fresh];
}

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === "" || (Array.isArray(value) && value.length === 0);

/** The address of a newer version takes the place of that of an older one. */
function newResources(paper: Paper, { resources = [] }: PaperDraft): Paper["resources"] {
  const fresh = resources.filter(({ url }) => !paper.resources.some((known) => known.url === url));
  if (fresh.length === 0) return paper.resources;
  const newer = fresh.flatMap(({ url }) => arxivPdf.exec(url)?.[1] ?? []);
  const kept = paper.resources.filter(({ url }) => !newer.includes(arxivPdf.exec(url)?.[1] ?? ""));
  return [...kept, ...fresh];
}

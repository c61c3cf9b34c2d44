/** What was counted, as a person reads it: with the names as the papers write them. */
import { readingStates, type Paper } from "../../../domain/paper.ts";
import type { PaperId } from "../../../domain/paperId.ts";
import { collectionName, collectionsAround } from "../../../library/collections.ts";
import { facetNames, type Facet, type FacetName } from "../../../protocol/search.ts";
import type { FacetCount, Facets } from "../../../search/searchPort.ts";
import { termsOf } from "../../../search/terms.ts";

const states = [...readingStates, "starred"];

export const readableFacets = (counted: Facets, paperOf: (id: PaperId) => Paper | undefined): Facet[] =>
  facetNames.map((field) => ({
    field,
    values: inOrder(field, counted[field]).flatMap(({ value, count, paper: id }) => {
      const paper = paperOf(id);
      const name = paper === undefined ? undefined : nameOf(field, value, paper);
      return name === undefined ? [] : [{ value: name, label: name, count }];
    }),
  }));

/** Years and states have an order of their own. */
function inOrder(field: FacetName, values: readonly FacetCount[]): readonly FacetCount[] {
  if (field === "year") return values.toSorted((a, b) => Number(b.value) - Number(a.value));
  if (field === "is") return values.toSorted((a, b) => states.indexOf(a.value) - states.indexOf(b.value));
  return values;
}

/** `undefined` when the paper no longer says so. */
function nameOf(field: FacetName, value: string, paper: Paper): string | undefined {
  const isMeant = (name: string): boolean => termsOf(name).join(" ") === value;
  switch (field) {
    case "year":
      return value;
    case "is":
      return value === "inbox" || value === "queued" ? undefined : value; // said by other states
    case "author":
      return paper.authors.find(isMeant);
    case "venue":
      return paper.venue !== undefined && isMeant(paper.venue) ? paper.venue : undefined;
    case "tag":
      return paper.tags.find(isMeant);
    case "in":
      return collectionsAround((paper.collections ?? []).map(collectionName)).find(
        (name) => name.toLowerCase() === value,
      );
  }
}

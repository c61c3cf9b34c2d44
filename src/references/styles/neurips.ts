/** NeurIPS, ICML and others that take natbib's plainnat.bst: full names, the year at the end. */
import { givenFirst } from "../personName.ts";
import { arxivPreprint, listed, sentences, stopped, venueIn, type Style } from "../reference.ts";

export const neurips: Style = (reference, emphasis) => {
  const { authors, title, year, kind, doi, url } = reference;
  const place = kind === "preprint" ? emphasis(arxivPreprint(reference)) : venueIn(reference, emphasis, "In");
  const published = [place, year].filter((part) => part !== undefined).join(", ");
  const named = listed(authors.map(givenFirst), "and");
  const address =
    doi !== undefined ? `doi: ${doi}.` : kind === "other" && url !== undefined ? `URL ${url}.` : undefined;
  return sentences(
    named === "" ? undefined : stopped(named),
    stopped(title),
    published === "" ? undefined : stopped(published),
    address,
  );
};

/** NeurIPS, ICML and others that take natbib's plainnat.bst: full names, the year at the end. */
import { givenFirst } from "../personName.ts";
import { listed, sentences, stopped, type Style } from "../reference.ts";

export const neurips: Style = ({ authors, title, year, venue, kind, arxiv, doi, url }, emphasis) => {
  const place =
    kind === "preprint"
      ? emphasis(`arXiv preprint arXiv:${arxiv}`)
      : venue === undefined
        ? undefined
        : kind === "proceedings"
          ? `In ${emphasis(venue)}`
          : emphasis(venue);
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

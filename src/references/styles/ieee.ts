/** IEEE (“IEEE Reference Guide”): initials first, more than six authors are cut to the first. */
import { initialsOf, type PersonName } from "../personName.ts";
import { arxivPreprint, listed, venueIn, type Style } from "../reference.ts";

export const ieee: Style = (reference, emphasis) => {
  const { authors, title, year, kind, doi, url } = reference;
  const names = authors.map(nameOf);
  const named = names.length > 6 ? `${names[0]} et al.` : listed(names, "and");
  const quoted = /[?!]$/u.test(title) ? `“${title}”` : `“${title},”`;
  const place = kind === "preprint" ? emphasis(arxivPreprint(reference)) : venueIn(reference, emphasis, "in");
  const found = doi === undefined ? undefined : `doi: ${doi}`;
  const rest = [place, year, found].filter((part) => part !== undefined).join(", ");
  const online =
    doi === undefined && kind === "other" && url !== undefined ? ` [Online]. Available: ${url}` : "";
  const begun = [named === "" ? "" : `${named},`, quoted, rest].filter(Boolean).join(" ");
  return `${rest === "" ? begun.replace(/,”$/u, ".”") : `${begun}.`}${online}`;
};

const nameOf = (author: PersonName): string => {
  const { family, suffix, isWhole } = author;
  return isWhole ? family : [initialsOf(author), family, suffix].filter(Boolean).join(" ");
};

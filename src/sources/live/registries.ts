/** The registries of DOIs: Crossref for most publishers, DataCite for arXiv and archives, and doi.org before both. */
import { ok } from "../../base/result.ts";
import { cslDraft } from "../../library/importers/cslJson.ts";
import { doiIdentifier, draftFrom } from "../../library/importers/draftFrom.ts";
import { fieldsOf, listIn, partIn, textIn, type Fields } from "../../library/importers/fields.ts";
import { plainMarkup } from "../../library/importers/markup.ts";
import { givenFirst } from "../../library/importers/people.ts";
import type { Wish } from "../net/courier.ts";
import { anotherPaper, draftOr, jsonWish, parsedObject, type Source } from "./source.ts";

/** Slashes within a DOI are part of its path. */
const inPath = (doi: string): string => encodeURIComponent(doi).replaceAll("%2F", "/");

export const crossref: Source = {
  name: "Crossref",
  wish: (doi) => jsonWish(`https://api.crossref.org/works/${encodeURIComponent(doi)}`),
  read: (answer, doi) => {
    const parsed = parsedObject(answer);
    return parsed.ok ? aboutDoi(partIn(parsed.value, "message"), doi, "crossref") : parsed;
  },
};

export const doiOrg: Source = {
  name: "doi.org",
  wish: (doi) =>
    jsonWish(`https://doi.org/${inPath(doi)}`, {
      hosts: [
        "doi.org",
        "data.crossref.org",
        "data.crosscite.org",
        "api.crossref.org",
        "api.datacite.org",
        "data.datacite.org",
      ],
      accept: "application/vnd.citationstyles.csl+json",
    }),
  read: (answer, doi) => {
    const parsed = parsedObject(answer);
    return parsed.ok ? aboutDoi(parsed.value, doi, "doi.org") : parsed;
  },
};

function aboutDoi(item: Fields | undefined, doi: string, kind: string) {
  if (doiIdentifier(textIn(item, "DOI")) !== doiIdentifier(doi)) return anotherPaper;
  return draftOr(item === undefined ? undefined : cslDraft(item, kind));
}

export const dataCite: Source = {
  name: "DataCite",
  wish: (doi) =>
    jsonWish(`https://api.datacite.org/dois/${inPath(doi)}`, { accept: "application/vnd.api+json" }),
  read: (answer, doi) => {
    const parsed = parsedObject(answer);
    if (!parsed.ok) return parsed;
    const said = partIn(partIn(parsed.value, "data"), "attributes");
    if (doiIdentifier(textIn(said, "doi")) !== doiIdentifier(doi)) return anotherPaper;
    const descriptions = listIn(said, "descriptions").map(fieldsOf);
    const abstract = descriptions.find((each) => textIn(each, "descriptionType") === "Abstract");
    return draftOr(
      draftFrom("datacite", {
        title: plainMarkup(textIn(fieldsOf(listIn(said, "titles")[0]), "title")),
        abstract: plainMarkup(textIn(abstract, "description")),
        authors: listIn(said, "creators").map((each) => givenFirst(textIn(fieldsOf(each), "name"))),
        year: textIn(said, "publicationYear"),
        doi,
        arxiv: /^10\.48550\/arxiv\.(.+)$/iu.exec(doi)?.[1],
        links: [textIn(said, "url")],
      }),
    );
  },
};

/** Papers that Crossref takes for those of a title, best first. */
export const crossrefTitles = {
  name: "Crossref",
  wish: (title: string): Wish =>
    jsonWish(`https://api.crossref.org/works?query.bibliographic=${encodeURIComponent(title)}&rows=5`),
  read: (answer: string) => {
    const parsed = parsedObject(answer);
    if (!parsed.ok) return parsed;
    const items = listIn(partIn(parsed.value, "message"), "items");
    return ok(items.flatMap((item) => cslDraft(fieldsOf(item) ?? {}, "crossref") ?? []));
  },
};

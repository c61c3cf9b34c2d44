/** Semantic Scholar knows papers by the ids of most other sources, and by title. */
import { ok, type Result } from "../../base/result.ts";
import type { PaperDraft } from "../../domain/paper.ts";
import { draftFrom } from "../../library/importers/draftFrom.ts";
import { fieldsOf, listIn, partIn, textIn, type Fields } from "../../library/importers/fields.ts";
import type { Wish } from "../net/courier.ts";
import { anotherPaper, draftOr, jsonWish, parsedObject, type Source } from "./source.ts";

const api = "https://api.semanticscholar.org/graph/v1/paper";
const fields = "fields=title,abstract,authors,year,venue,externalIds,openAccessPdf,corpusId";
const slow = { restMs: 1_100 };

/** @param prefix such as "ARXIV:", before an id of that kind */
export const semanticScholar = (prefix: "ARXIV:" | "DOI:" | "ACL:" | "URL:" | "CorpusId:" | ""): Source => ({
  name: "Semantic Scholar",
  wish: (id) => jsonWish(`${api}/${prefix}${encodeURIComponent(id).replaceAll("%2F", "/")}?${fields}`, slow),
  read: (answer, id) => {
    const parsed = parsedObject(answer);
    if (!parsed.ok) return parsed;
    const external = partIn(parsed.value, "externalIds");
    const names = {
      "ARXIV:": textIn(external, "ArXiv"),
      "DOI:": textIn(external, "DOI"),
      "ACL:": textIn(external, "ACL"),
      "CorpusId:": textIn(external, "CorpusId") || textIn(parsed.value, "corpusId"),
      "URL:": "",
      "": textIn(parsed.value, "paperId"),
    };
    const named = names[prefix];
    if (named !== "" && named.toLowerCase() !== id.toLowerCase()) return anotherPaper;
    return draftOr(draftOf(parsed.value));
  },
});

/** The paper whose title is nearest. */
export const semanticScholarTitles = {
  name: "Semantic Scholar",
  wish: (title: string): Wish =>
    jsonWish(`${api}/search/match?query=${encodeURIComponent(title)}&${fields}`, slow),
  read: (answer: string): Result<readonly PaperDraft[]> => {
    const parsed = parsedObject(answer);
    return parsed.ok
      ? ok(listIn(parsed.value, "data").flatMap((each) => draftOf(fieldsOf(each) ?? {}) ?? []))
      : parsed;
  },
};

function draftOf(paper: Fields): PaperDraft | undefined {
  const external = partIn(paper, "externalIds");
  const [acl, corpus] = [textIn(external, "ACL"), textIn(external, "CorpusId") || textIn(paper, "corpusId")];
  return draftFrom("semantic-scholar", {
    title: textIn(paper, "title"),
    abstract: textIn(paper, "abstract"),
    authors: listIn(paper, "authors").map((author) => textIn(fieldsOf(author), "name")),
    year: textIn(paper, "year"),
    venue: textIn(paper, "venue"),
    arxiv: textIn(external, "ArXiv"),
    doi: textIn(external, "DOI"),
    also: [
      ...(acl === "" ? [] : [`acl:${acl.toLowerCase()}`]),
      ...(corpus === "" ? [] : [`corpusid:${corpus}`]),
    ],
    links: [textIn(partIn(paper, "openAccessPdf"), "url")],
  });
}

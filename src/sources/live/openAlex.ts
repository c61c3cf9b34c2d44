/** OpenAlex keeps abstracts as an index of words, each with its places. */
import { ok, type Result } from "../../base/result.ts";
import type { PaperDraft } from "../../domain/paper.ts";
import { doiIdentifier, draftFrom } from "../../library/importers/draftFrom.ts";
import { fieldsOf, listIn, partIn, textIn, type Fields } from "../../library/importers/fields.ts";
import { plainMarkup } from "../../library/importers/markup.ts";
import type { Wish } from "../net/courier.ts";
import { anotherPaper, draftOr, jsonWish, parsedObject, type Source } from "./source.ts";

const api = "https://api.openalex.org/works";
const mostWords = 5_000;

export const openAlex: Source = {
  name: "OpenAlex",
  wish: (doi) => jsonWish(`${api}/doi:${encodeURIComponent(doi).replaceAll("%2F", "/")}`),
  read: (answer, doi) => {
    const parsed = parsedObject(answer);
    if (!parsed.ok) return parsed;
    if (doiIdentifier(textIn(parsed.value, "doi")) !== doiIdentifier(doi)) return anotherPaper;
    return draftOr(draftOf(parsed.value));
  },
};

export const openAlexTitles = {
  name: "OpenAlex",
  wish: (title: string): Wish => jsonWish(`${api}?search=${encodeURIComponent(title)}&per_page=5`),
  read: (answer: string): Result<readonly PaperDraft[]> => {
    const parsed = parsedObject(answer);
    return parsed.ok
      ? ok(listIn(parsed.value, "results").flatMap((each) => draftOf(fieldsOf(each) ?? {}) ?? []))
      : parsed;
  },
};

function draftOf(work: Fields): PaperDraft | undefined {
  const place = partIn(work, "primary_location");
  return draftFrom("openalex", {
    title: plainMarkup(textIn(work, "title", "display_name")),
    abstract: abstractOf(partIn(work, "abstract_inverted_index")),
    authors: listIn(work, "authorships").map((each) =>
      textIn(partIn(fieldsOf(each), "author"), "display_name"),
    ),
    year: textIn(work, "publication_year"),
    venue: textIn(partIn(place, "source"), "display_name").replace(/^arxiv\b.*$/iu, ""),
    doi: textIn(work, "doi"),
    links: [
      textIn(partIn(work, "best_oa_location"), "pdf_url"),
      textIn(place, "landing_page_url", "pdf_url"),
    ],
  });
}

function abstractOf(index: Fields | undefined): string {
  const words: string[] = [];
  for (const [word, places] of Object.entries(index ?? {}))
    for (const place of Array.isArray(places) ? (places as readonly unknown[]) : [])
      if (typeof place === "number" && Number.isInteger(place) && place >= 0 && place < mostWords)
        words[place] = word;
  return words.filter(Boolean).join(" ");
}

/** Which kind of text holds papers, told by what stands in it: names of files say little. */
import { importBibtex, isBibtex } from "../citations/bibImport.ts";
import { importArxivListing, isArxivListing } from "../library/importers/arxivListing.ts";
import { importCitationPage } from "../library/importers/citationPage.ts";
import { importCslJson } from "../library/importers/cslJson.ts";
import { importDailyPapers } from "../library/importers/dailyPapers.ts";
import type { Imported, ImportSteps } from "../library/importers/importer.ts";
import { importRis, isRis } from "../library/importers/ris.ts";
import { importZoteroJson } from "../library/importers/zoteroJson.ts";
import { importZoteroRdf, isZoteroRdf } from "../library/importers/zoteroRdf.ts";

export const textFormats = {
  bibtex: "BibTeX",
  ris: "RIS",
  zotero: "Zotero's Better BibTeX JSON",
  zoteroRdf: "Zotero RDF",
  csl: "CSL-JSON",
  citationPage: "the page of a paper",
  arxivListing: "a listing page of arXiv",
  dailyPapers: "the Daily Papers page",
} as const;
export type TextFormat = keyof typeof textFormats;

/** A list of entries in some format; `undefined` for texts without any marks. */
export function entriesFormat(text: string): Exclude<TextFormat, "dailyPapers"> | undefined {
  const start = text
    .slice(0, 20_000)
    .replace(/^\uFEFF/u, "")
    .trimStart();
  if (/^(?:\[\s*[{\]]|\{\s*["}])/u.test(start))
    return /"(?:itemType|citationKey|citekey)"\s*:/u.test(start) ? "zotero" : "csl";
  if (isArxivListing(text)) return "arxivListing";
  if (/^<(?:!doctype|html)\b/iu.test(start))
    return /\bname\s*=\s*["']?citation_title\b/iu.test(text.slice(0, 2_000_000)) ? "citationPage" : undefined;
  if (start.startsWith("<")) return isZoteroRdf(start) ? "zoteroRdf" : undefined;
  if (isRis(text)) return "ris";
  return isBibtex(text) ? "bibtex" : undefined;
}

/** @param today YYYY-MM-DD, for dates that name no year. */
export function importText(text: string, today: string): ImportSteps {
  switch (entriesFormat(text)) {
    case "bibtex":
      return importBibtex(text);
    case "ris":
      return importRis(text);
    case "zotero":
      return importZoteroJson(text);
    case "zoteroRdf":
      return importZoteroRdf(text);
    case "csl":
      return importCslJson(text);
    case "arxivListing":
      return importArxivListing(text);
    case "citationPage":
      return atOnce(() => {
        const draft = importCitationPage(text);
        return draft.ok
          ? { drafts: [draft.value], problems: [] }
          : { drafts: [], problems: [{ where: "the page", why: draft.why }] };
      });
    default:
      return atOnce(() => importDailyPapers(text, today));
  }
}

/** Pages that hold no more than some hundred papers are read in one step. */
function* atOnce(read: () => Imported): ImportSteps {
  yield;
  return read();
}

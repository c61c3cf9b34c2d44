/** Lists of papers as files for other programs. */
import type { Paper } from "../../domain/paper.ts";
import { entriesText, entryOf, wholeEntryOf } from "./bibEntry.ts";
import { cslItem } from "./cslItem.ts";
import { keyed } from "./keyed.ts";
import { risEntry } from "./risEntry.ts";
import { writeZoteroRdf, type PathOf } from "./zoteroRdf.ts";

export interface BibliographyFormat {
  readonly id: "bibtex" | "biblatex" | "cslJson" | "ris" | "zoteroRdf";
  readonly label: string;
  /** Of the file, without its dot. */
  readonly ending: string;
  /** What it is for, where its name does not say so. */
  readonly detail?: string;
  /** @param pathOf for files that it names */
  readonly write: (papers: readonly Paper[], pathOf?: PathOf) => string;
  /** What is copied of a paper to be cited, where that is less. */
  readonly copy?: (papers: readonly Paper[]) => string;
  /** It is no text to be copied. */
  readonly isFile?: true;
}

export const bibliographyFormats: readonly BibliographyFormat[] = [
  {
    id: "bibtex",
    label: "BibTeX",
    ending: "bib",
    write: (papers) => entriesText(keyed(papers), wholeEntryOf, "bibtex"),
    copy: (papers) => entriesText(keyed(papers), entryOf, "bibtex"),
  },
  {
    id: "biblatex",
    label: "BibLaTeX",
    ending: "bib",
    write: (papers) => entriesText(keyed(papers), wholeEntryOf, "biblatex"),
    copy: (papers) => entriesText(keyed(papers), entryOf, "biblatex"),
  },
  {
    id: "cslJson",
    label: "CSL-JSON",
    ending: "json",
    write: (papers) => `${JSON.stringify(keyed(papers).map(cslItem), undefined, 2)}\n`,
  },
  { id: "ris", label: "RIS", ending: "ris", write: (papers) => keyed(papers).map(risEntry).join("\r\n") },
  {
    id: "zoteroRdf",
    label: "Zotero RDF",
    ending: "rdf",
    detail: "To move to Zotero: tags, collections and files too, for File → Import… there",
    write: (papers, pathOf) => writeZoteroRdf(papers, undefined, pathOf),
    isFile: true,
  },
];

/** Lists of papers as files for other programs. */
import type { Paper } from "../../domain/paper.ts";
import { biblatexEntry, bibtexEntry } from "./bibEntry.ts";
import { cslItem } from "./cslItem.ts";
import { keyed } from "./keyed.ts";
import { risEntry } from "./risEntry.ts";

export interface BibliographyFormat {
  readonly id: "bibtex" | "biblatex" | "cslJson" | "ris";
  readonly label: string;
  /** Of the file, without its dot. */
  readonly ending: string;
  readonly write: (papers: readonly Paper[]) => string;
}

export const bibliographyFormats: readonly BibliographyFormat[] = [
  {
    id: "bibtex",
    label: "BibTeX",
    ending: "bib",
    write: (papers) => keyed(papers).map(bibtexEntry).join("\n"),
  },
  {
    id: "biblatex",
    label: "BibLaTeX",
    ending: "bib",
    write: (papers) => keyed(papers).map(biblatexEntry).join("\n"),
  },
  {
    id: "cslJson",
    label: "CSL-JSON",
    ending: "json",
    write: (papers) => `${JSON.stringify(keyed(papers).map(cslItem), undefined, 2)}\n`,
  },
  { id: "ris", label: "RIS", ending: "ris", write: (papers) => keyed(papers).map(risEntry).join("\r\n") },
];

/** Hovers on what the library has not: what the entry of a bibliography says, and ways to import the paper. */
import * as vscode from "vscode";
import { mentioningDocuments } from "../inline/documents.ts";
import { trusted } from "../inline/hovers.ts";
import type { KnownPapers } from "../inline/knownPapers.ts";
import { arxivHover, entryHover } from "../inline/wording.ts";
import type { BibFiles } from "./bibFiles.ts";
import { arxivIn, citedAt } from "./cited.ts";

export const provideEntryHovers = (known: KnownPapers, bibs: BibFiles): vscode.Disposable =>
  vscode.languages.registerHoverProvider(mentioningDocuments, {
    async provideHover(document, position) {
      const cited = await citedAt(document, position, known, bibs);
      if (cited === undefined || cited.paper !== undefined) return undefined;
      const [entry] = cited.entries;
      const arxiv = arxivIn(cited);
      if (entry === undefined)
        return arxiv === undefined ? undefined : new vscode.Hover(trusted(arxivHover(arxiv)), cited.range);
      const { title, authors, year, venue } = entry.facts;
      const text = entryHover(
        { title: title === "" ? entry.key : title, authors, year, venue, abstract: "" },
        vscode.workspace.asRelativePath(vscode.Uri.parse(entry.file, true)),
        [entry.file, entry.key],
        arxiv,
      );
      return new vscode.Hover(trusted(text), cited.range);
    },
  });

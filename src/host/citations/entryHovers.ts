/** Hovers on keys that a bibliography has and the library has not: what the entry says, and a way to import it. */
import * as vscode from "vscode";
import { mentioningDocuments } from "../inline/documents.ts";
import { trusted } from "../inline/hovers.ts";
import type { KnownPapers } from "../inline/knownPapers.ts";
import { entryHover } from "../inline/wording.ts";
import type { BibFiles } from "./bibFiles.ts";
import { citedAt } from "./cited.ts";

export const provideEntryHovers = (known: KnownPapers, bibs: BibFiles): vscode.Disposable =>
  vscode.languages.registerHoverProvider(mentioningDocuments, {
    async provideHover(document, position) {
      const cited = await citedAt(document, position, known, bibs);
      const [entry] = cited?.entries ?? [];
      if (cited === undefined || cited.paper !== undefined || entry === undefined) return undefined;
      const { title, authors, year, venue } = entry.facts;
      const text = entryHover(
        { title: title === "" ? entry.key : title, authors, year, venue, abstract: "" },
        vscode.workspace.asRelativePath(vscode.Uri.parse(entry.file, true)),
        [entry.file, entry.key],
      );
      return new vscode.Hover(trusted(text), cited.range);
    },
  });

/** Citations at home in the editor: completion, definition, references, renaming, diagnostics, and entries for papers. */
import * as vscode from "vscode";
import { Disposables } from "../../base/disposables.ts";
import type { Log } from "../../base/ports.ts";
import type { Paper } from "../../domain/paper.ts";
import type { Library } from "../../library/library.ts";
import type { KnownPapers } from "../inline/knownPapers.ts";
import type { LibrarySearch } from "../../librarySearch/librarySearch.ts";
import { commands } from "../workspace/names.ts";
import { noteIn } from "../workspace/targets.ts";
import { addEntry, offerEntry } from "./addEntry.ts";
import type { BibFiles } from "./bibFiles.ts";
import { CitableList } from "./citableList.ts";
import { provideCompletions } from "./completions.ts";
import { provideDefinitions } from "./definitions.ts";
import { showDiagnostics } from "./diagnostics.ts";
import { provideEntryHovers } from "./entryHovers.ts";
import { importEntries } from "./importEntries.ts";
import { pickMention } from "./pickMention.ts";
import { provideQuickFixes } from "./quickFixes.ts";
import { provideRenames } from "./renames.ts";
import { provideUsages } from "./usages.ts";
import type { Quotes } from "./quotes.ts";
import { provideQuotes } from "./quoteProviders.ts";
import { WorkspaceMentions } from "./workspaceMentions.ts";

export interface CitationPorts {
  readonly library: Library;
  readonly known: KnownPapers;
  readonly bibs: BibFiles;
  readonly search: LibrarySearch;
  readonly quotes: Quotes;
  /** The papers that a command is for. */
  readonly chosen: (args: readonly unknown[]) => Promise<readonly Paper[]>;
  readonly log: Log;
}

export interface Citations extends vscode.Disposable {
  /** To be registered where commands meet the person. */
  readonly commands: Readonly<Record<string, (...args: readonly unknown[]) => unknown>>;
}

export function provideCitations(ports: CitationPorts): Citations {
  const { library, known, bibs, search, quotes, chosen, log } = ports;
  const own = new Disposables();
  const citables = own.add(new CitableList(library, known, bibs));
  const mentions = own.add(new WorkspaceMentions(known.scans, log));
  const checked = { library, known, bibs, mentions, citables, log };
  own.add(provideEntryHovers(known, bibs));
  own.add(provideDefinitions(known, bibs));
  own.add(provideUsages(known, bibs, mentions));
  own.add(provideRenames(known, bibs, mentions));
  own.add(provideCompletions({ known, bibs, citables, search }));
  own.add(showDiagnostics(checked));
  own.add(provideQuickFixes(checked));
  own.add(provideQuotes(quotes, { known, bibs }));
  return {
    commands: {
      [commands.addEntry]: async (...args) => {
        const keys: string[] = [];
        for (const paper of await chosen(args)) {
          const key = await addEntry(paper, { known, bibs });
          if (key !== undefined) keys.push(key);
        }
        return keys;
      },
      [commands.offerEntry]: async (paper, document, key) => {
        await library.load();
        const [target] = await chosen([paper]);
        if (target === undefined || typeof key !== "string") return;
        const open = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === document);
        await offerEntry(target, key, open, { known, bibs });
      },
      [commands.insertQuote]: async (first, second) => {
        await library.load();
        const [paper] = await chosen([first]);
        const note = typeof second === "string" ? second : noteIn(first);
        if (paper === undefined || note === undefined)
          throw new Error("Choose a note in the Marginalia view");
        return quotes.insert(paper.id, await quotes.ofNote(paper.id, note));
      },
      [commands.importEntries]: (file, key) => importEntries(library, file, key),
      [commands.findMentions]: async (...args) => {
        const [paper] = await chosen(args);
        if (paper !== undefined) await pickMention(paper, known, mentions);
      },
    },
    dispose: () => own.dispose(),
  };
}

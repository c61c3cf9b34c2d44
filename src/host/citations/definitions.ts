/** Where a citation leads: the paper it means is its definition, the entry of a bibliography its declaration. */
import * as vscode from "vscode";
import { Disposables } from "../../base/disposables.ts";
import { mentioningDocuments } from "../inline/documents.ts";
import type { KnownPapers } from "../inline/knownPapers.ts";
import { paperUri } from "../workspace/paperUri.ts";
import type { BibFiles } from "./bibFiles.ts";
import { citedAt, entryLocation, type Cited } from "./cited.ts";

export function provideDefinitions(known: KnownPapers, bibs: BibFiles): vscode.Disposable {
  const own = new Disposables();
  const answer =
    (targetsOf: (cited: Cited) => readonly vscode.Location[]) =>
    async (document: vscode.TextDocument, position: vscode.Position) => {
      const cited = await citedAt(document, position, known, bibs);
      return cited === undefined ? undefined : linksTo(targetsOf(cited), cited.range);
    };
  own.add(
    vscode.languages.registerDefinitionProvider(mentioningDocuments, {
      provideDefinition: answer(({ paper, entries }) =>
        paper === undefined
          ? entries.map(entryLocation)
          : [new vscode.Location(paperUri(paper), new vscode.Position(0, 0))],
      ),
    }),
  );
  own.add(
    vscode.languages.registerDeclarationProvider(mentioningDocuments, {
      provideDeclaration: answer(({ paper, entries, finder, bibliography }) => {
        if (entries.length > 0) return entries.map(entryLocation);
        const entry = paper === undefined ? undefined : bibliography.byPaper(finder).get(paper.id);
        return entry === undefined ? [] : [entryLocation(entry)];
      }),
    }),
  );
  return own;
}

/** All of the reference is underlined, whatever the language takes for a word. */
const linksTo = (targets: readonly vscode.Location[], range: vscode.Range): vscode.LocationLink[] =>
  targets.map(({ uri, range: target }) => ({
    originSelectionRange: range,
    targetUri: uri,
    targetRange: target,
  }));

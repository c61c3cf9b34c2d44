/** All places of the workspace that mention a paper, or a key that nobody knows. */
import * as vscode from "vscode";
import { Disposables } from "../../base/disposables.ts";
import type { PaperFinder } from "../../citations/mentions.ts";
import type { PaperId } from "../../domain/paperId.ts";
import { kindOfFile, mentioningDocuments, paperDocuments } from "../inline/documents.ts";
import type { KnownPapers } from "../inline/knownPapers.ts";
import type { BibFiles } from "./bibFiles.ts";
import { citedAt } from "./cited.ts";
import type { FoundMention, WorkspaceMentions } from "./workspaceMentions.ts";

export function provideUsages(
  known: KnownPapers,
  bibs: BibFiles,
  mentions: WorkspaceMentions,
): vscode.Disposable {
  const own = new Disposables();
  const provider: vscode.ReferenceProvider = {
    async provideReferences(document, position, { includeDeclaration }, token) {
      const cited = await citedAt(document, position, known, bibs);
      if (cited === undefined) return undefined;
      const all = await mentions.all();
      if (token.isCancellationRequested) return undefined;
      const { paper, key, finder } = cited;
      const found =
        paper === undefined
          ? all.filter((mention) => key !== undefined && mention.key === key)
          : mentionsOf(paper.id, all, finder);
      return locationsOf(found.filter((mention) => includeDeclaration || !isDeclaration(mention)));
    },
  };
  own.add(vscode.languages.registerReferenceProvider(mentioningDocuments, provider));
  own.add(vscode.languages.registerReferenceProvider(paperDocuments, provider));
  return own;
}

export const mentionsOf = (
  paper: PaperId,
  all: readonly FoundMention[],
  finder: PaperFinder,
): readonly FoundMention[] => all.filter(({ reference }) => finder.find(reference.names) === paper);

const isDeclaration = ({ uri, key }: FoundMention): boolean =>
  key !== undefined && kindOfFile(uri) === "bibtex";

export const locationsOf = (found: readonly FoundMention[]): Promise<vscode.Location[]> =>
  Promise.all(
    found.map(async ({ uri, cell, line, reference: { span, key } }) => {
      const { start, end } = key ?? span;
      return new vscode.Location(await addressOf(uri, cell), new vscode.Range(line, start, line, end));
    }),
  );

/** A cell has an address of its own once its notebook is open. */
async function addressOf(uri: vscode.Uri, cell: number | undefined): Promise<vscode.Uri> {
  if (cell === undefined) return uri;
  const notebook = await vscode.workspace.openNotebookDocument(uri);
  return cell < notebook.cellCount ? notebook.cellAt(cell).document.uri : uri;
}

/** Renames a citation key in every bibliography and every file that cites it. */
import * as vscode from "vscode";
import { textAt } from "../../base/span.ts";
import { canBeCited } from "../../citations/insertion.ts";
import { kindOf, mentioningDocuments } from "../inline/documents.ts";
import type { KnownPapers } from "../inline/knownPapers.ts";
import type { BibFiles } from "./bibFiles.ts";
import { citedAt, keyOf, type Cited } from "./cited.ts";
import { mustFit, openToEdit } from "./openToEdit.ts";
import { locationsOf } from "./usages.ts";
import type { WorkspaceMentions } from "./workspaceMentions.ts";

export function provideRenames(
  known: KnownPapers,
  bibs: BibFiles,
  mentions: WorkspaceMentions,
): vscode.Disposable {
  const renamed = async (document: vscode.TextDocument, position: vscode.Position) => {
    const cited = await citedAt(document, position, known, bibs);
    const { reference, key } = cited ?? {};
    if (cited === undefined || reference?.key === undefined || key === undefined)
      throw new Error("Only citation keys can be renamed here");
    if (key.includes("\uFFFD"))
      throw new Error(
        "This file is not in UTF-8. Reopen it with its encoding first, such as Western (Windows 1252)",
      );
    const { start, end } = reference.key;
    const range = new vscode.Range(position.line, start, position.line, end);
    return { cited, key, range };
  };
  return vscode.languages.registerRenameProvider(mentioningDocuments, {
    async prepareRename(document, position) {
      const { cited, key, range } = await renamed(document, position);
      mustBeInBibliography(cited, key);
      return { range, placeholder: key };
    },
    async provideRenameEdits(document, position, newKey) {
      const { cited, key } = await renamed(document, position);
      mustBeInBibliography(cited, key);
      if (newKey === key) return undefined;
      if (cited.bibliography.named(newKey).length > 0)
        throw new Error(`“${newKey}” is the key of another entry already`);
      const found = (await mentions.all()).filter((mention) => mention.key === key);
      const locations = await locationsOf(found);
      const files = new Map(locations.map(({ uri }) => [uri.toString(), uri]));
      const edit = new vscode.WorkspaceEdit();
      // Each file is looked at as it stands in its editor, so that every edit meets the words that it replaces.
      for (const uri of files.values()) {
        const edited = await openToEdit(uri);
        mustFit(newKey, edited);
        renameIn(edited, key, newKey, known, edit);
      }
      return edit;
    },
  });
}

/** A key that the library has made up follows from the paper: there is nothing to rename. */
function mustBeInBibliography({ entries }: Cited, key: string): void {
  if (entries.length === 0)
    throw new Error(`“${key}” stands in no .bib file of this workspace, so there is nothing to rename`);
}

function renameIn(
  document: vscode.TextDocument,
  key: string,
  newKey: string,
  { scans }: KnownPapers,
  edit: vscode.WorkspaceEdit,
): void {
  const kind = kindOf(document);
  if (kind === undefined) return;
  const canStandBare = canBeCited(newKey, kind);
  for (const [line, reference] of scans.all(document)) {
    const { text } = document.lineAt(line);
    if (reference.key === undefined || keyOf(text, reference) !== key) continue;
    const isBare = textAt(text, reference.span).startsWith("@") && text[reference.key.start - 1] === "@";
    if (!canStandBare && (isBare || kind !== "markdown"))
      throw new Error(`“${newKey}” cannot be a key in ${vscode.workspace.asRelativePath(document.uri)}`);
    const { start, end } = reference.key;
    edit.replace(document.uri, new vscode.Range(line, start, line, end), newKey);
  }
}

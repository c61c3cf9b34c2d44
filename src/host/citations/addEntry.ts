/** Adds the entry of a paper to a bibliography: the one that the document cites from, or one that the person picks. */
import * as vscode from "vscode";
import { appended } from "../../citations/bibEdits.ts";
import { bibFor, bibsNamedIn } from "../../citations/bibFor.ts";
import { freeKey } from "../../citations/citables.ts";
import type { Paper } from "../../domain/paper.ts";
import { citationKey } from "../../library/citation.ts";
import { clip } from "../../library/markdownText.ts";
import { bibtexOf } from "../../references/formats/bibEntry.ts";
import { kindOf } from "../inline/documents.ts";
import type { KnownPapers } from "../inline/knownPapers.ts";
import type { BibFiles } from "./bibFiles.ts";
import { keyOf } from "./cited.ts";
import { mustFit, openToEdit } from "./openToEdit.ts";

export interface EntryPorts {
  readonly known: KnownPapers;
  readonly bibs: BibFiles;
}

/** The bibliography that a document cites from; `undefined` where the workspace has none. */
export function bibliographyFor(
  document: vscode.TextDocument | undefined,
  { bibs: { bibliography }, known }: EntryPorts,
): vscode.Uri | undefined {
  const kind = document === undefined ? undefined : kindOf(document);
  const names = document === undefined || kind === undefined ? [] : bibsNamedIn(document.getText(), kind);
  const keys = document === undefined ? new Set<string>() : keysIn(document, known);
  const candidates = bibliography.files.map((file) => {
    const uri = vscode.Uri.parse(file, true);
    const cited = bibliography.in(file).reduce((count, { key }) => count + (keys.has(key) ? 1 : 0), 0);
    return { uri, path: uri.path, cited };
  });
  const found = bibFor(document?.uri.path ?? "", names, candidates);
  return candidates.find(({ path }) => path === found)?.uri;
}

function keysIn(document: vscode.TextDocument, { scans }: KnownPapers): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const [line, reference] of scans.all(document)) {
    const key = keyOf(document.lineAt(line).text, reference);
    if (key !== undefined) keys.add(key);
  }
  return keys;
}

/** The edit that adds the entry, and the key it gets. */
export async function entryEdit(
  paper: Paper,
  bib: vscode.Uri,
  { bibs }: EntryPorts,
  wished?: string,
): Promise<{ readonly edit: vscode.WorkspaceEdit; readonly key: string }> {
  const bibliography = await bibs.upToDate();
  const own = wished ?? citationKey(paper);
  const key = bibliography.named(own).length === 0 ? own : freeKey(own, bibliography);
  const document = await openToEdit(bib);
  const { span, text } = appended(document.getText(), bibtexOf(paper, key));
  mustFit(text, document);
  const edit = new vscode.WorkspaceEdit();
  edit.insert(bib, document.positionAt(span.start), text);
  return { edit, key };
}

/** Adds the entry of a paper, unless there is one. Answers its key. */
export async function addEntry(
  paper: Paper,
  ports: EntryPorts,
  document = vscode.window.activeTextEditor?.document,
  wished?: string,
): Promise<string | undefined> {
  const { known, bibs } = ports;
  const [bibliography, finder] = await Promise.all([bibs.upToDate(), known.ready()]);
  const there = bibliography.byPaper(finder).get(paper.id);
  if (there !== undefined) {
    vscode.window.setStatusBarMessage(`There is an entry for this paper already: ${there.key}`, 4000);
    return there.key;
  }
  const bib = bibliographyFor(document, ports) ?? (await newBibliography(document));
  if (bib === undefined) return undefined;
  const { edit, key } = await entryEdit(paper, bib, ports, wished);
  if (!(await vscode.workspace.applyEdit(edit)))
    throw new Error(`The entry could not be written to ${vscode.workspace.asRelativePath(bib)}`);
  vscode.window.setStatusBarMessage(`Added ${key} to ${vscode.workspace.asRelativePath(bib)}`, 4000);
  return key;
}

/** Asks after a completion, since who cites a paper may keep the bibliography elsewhere. */
export async function offerEntry(
  paper: Paper,
  key: string,
  document: vscode.TextDocument | undefined,
  ports: EntryPorts,
): Promise<void> {
  const bib = bibliographyFor(document, ports);
  if (bib === undefined) return;
  const name = vscode.workspace.asRelativePath(bib);
  const add = `Add to ${name}`;
  const answer = await vscode.window.showInformationMessage(
    `“${clip(paper.title, 80)}” has no entry in a bibliography yet.`,
    add,
  );
  if (answer === add) await addEntry(paper, ports, document, key);
}

/** A file beside the document, made empty. */
async function newBibliography(document: vscode.TextDocument | undefined): Promise<vscode.Uri | undefined> {
  const folder =
    document !== undefined && vscode.workspace.getWorkspaceFolder(document.uri) !== undefined
      ? vscode.Uri.joinPath(document.uri, "..")
      : vscode.workspace.workspaceFolders?.[0]?.uri;
  if (folder === undefined) throw new Error("Open a folder first: the bibliography is kept in it");
  const uri = vscode.Uri.joinPath(folder, "references.bib");
  const make = "Make references.bib";
  const answer = await vscode.window.showInformationMessage(
    "This workspace has no bibliography yet.",
    { modal: true, detail: `${vscode.workspace.asRelativePath(uri)} is made for it.` },
    make,
  );
  if (answer !== make) return undefined;
  const edit = new vscode.WorkspaceEdit();
  edit.createFile(uri, { ignoreIfExists: true });
  if (!(await vscode.workspace.applyEdit(edit))) throw new Error("references.bib could not be made");
  return uri;
}

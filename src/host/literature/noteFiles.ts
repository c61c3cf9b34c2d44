/** Where notes on papers and their templates lie in the workspace. */
import * as vscode from "vscode";
import type { Paper } from "../../domain/paper.ts";
import { citationKey } from "../../library/citation.ts";
import { fileName } from "../../literature/fileName.ts";
import { usualHighlightsTemplate } from "../../literature/highlights.ts";
import { faultOf, usualCollectionTemplate, usualTemplate } from "../../literature/noteTemplate.ts";
import { notesFolder } from "../workspace/configuration.ts";
import { libraryFolder } from "../workspace/names.ts";
import { isThere } from "../workspace/savedFile.ts";
import { settingFolder } from "../workspace/settingFolder.ts";

export type TemplateKind = "paper" | "collection" | "highlights";

const templates: Readonly<Record<TemplateKind, { readonly file: string; readonly usual: string }>> = {
  paper: { file: "note-template.md", usual: usualTemplate },
  collection: { file: "collection-template.md", usual: usualCollectionTemplate },
  highlights: { file: "highlights-template.md", usual: usualHighlightsTemplate },
};

/** As it is set, in the first folder of the workspace. @throws without a folder */
export const noteUri = (name: string): vscode.Uri =>
  vscode.Uri.joinPath(homeFolder(), ...settingFolder(notesFolder(), "notes"), `${fileName(name)}.md`);

/** Two papers may have the same key: the second name is for where the file of the first is about another. */
export function noteUrisOf(paper: Paper): readonly [vscode.Uri, vscode.Uri] {
  const key = citationKey(paper);
  return [noteUri(key), noteUri(`${key}-${paper.id}`)];
}

/** With the line ends of Unix, so that what is made of it is the same everywhere. @throws when it cannot be read */
export async function templateOf(kind: TemplateKind): Promise<string> {
  const uri = templateUri(kind);
  if (!(await isThere(uri))) return templates[kind].usual;
  const text = (await vscode.workspace.openTextDocument(uri)).getText().replace(/\r\n/gu, "\n");
  const fault = faultOf(text);
  if (fault !== undefined)
    throw new Error(`The template ${vscode.workspace.asRelativePath(uri)} cannot be read: ${fault}`);
  return text;
}

/** The template as a file to edit. */
export async function openTemplate(kind: TemplateKind): Promise<vscode.Uri> {
  const uri = templateUri(kind);
  if (!(await isThere(uri)))
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(templates[kind].usual));
  await vscode.window.showTextDocument(uri, { preview: false });
  return uri;
}

const templateUri = (kind: TemplateKind): vscode.Uri =>
  vscode.Uri.joinPath(homeFolder(), libraryFolder, templates[kind].file);

export function homeFolder(): vscode.Uri {
  const [first] = vscode.workspace.workspaceFolders ?? [];
  if (first === undefined) throw new Error("Open a folder first: notes are kept in it");
  return first.uri;
}

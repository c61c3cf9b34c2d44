/** Where notes on papers and their templates lie in the workspace. */
import * as vscode from "vscode";
import { usualCollectionTemplate, usualTemplate } from "../../literature/noteTemplate.ts";
import { notesFolder } from "../workspace/configuration.ts";
import { libraryFolder } from "../workspace/names.ts";
import { isThere } from "../workspace/savedFile.ts";
import { settingFolder } from "../workspace/settingFolder.ts";

export type TemplateKind = "paper" | "collection";

const templates: Readonly<Record<TemplateKind, { readonly file: string; readonly usual: string }>> = {
  paper: { file: "note-template.md", usual: usualTemplate },
  collection: { file: "collection-template.md", usual: usualCollectionTemplate },
};

/** As it is set, in the first folder of the workspace. @throws without a folder */
export function noteUri(name: string): vscode.Uri {
  return vscode.Uri.joinPath(homeFolder(), ...settingFolder(notesFolder(), "notes"), `${fileName(name)}.md`);
}

/** Stands in paths and in wikilinks on every system. */
export const fileName = (name: string): string =>
  name
    .replace(/[\p{C}/\\:*?"<>|#%^[\]]+/gu, "-")
    .slice(0, 100)
    .replace(/[. ]+$/u, "");

export async function templateOf(kind: TemplateKind): Promise<string> {
  const uri = templateUri(kind);
  if (!(await isThere(uri))) return templates[kind].usual;
  return (await vscode.workspace.openTextDocument(uri)).getText();
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

function homeFolder(): vscode.Uri {
  const [first] = vscode.workspace.workspaceFolders ?? [];
  if (first === undefined) throw new Error("Open a folder first: notes are kept in it");
  return first.uri;
}

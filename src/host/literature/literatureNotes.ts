/** Notes on papers as Markdown files of the workspace, with the highlights in a part of their own that can be renewed. */
import * as vscode from "vscode";
import type { Note } from "../../domain/note.ts";
import type { Paper } from "../../domain/paper.ts";
import { citationKey } from "../../library/citation.ts";
import { clip } from "../../library/markdownText.ts";
import { sectionsIn, sectionText, type Section } from "../../literature/generatedSection.ts";
import { highlightsText } from "../../literature/highlights.ts";
import { noteText, usualTemplate } from "../../literature/noteTemplate.ts";
import type { KnownPapers } from "../inline/knownPapers.ts";
import { notesFolder } from "../workspace/configuration.ts";
import { settingFolder } from "../workspace/settingFolder.ts";
import { libraryFolder } from "../workspace/names.ts";

export interface LiteraturePorts {
  readonly known: KnownPapers;
  /** The address that opens a note. */
  readonly addressOf: (paper: Paper, note: Note) => string;
}

const templatePath = `${libraryFolder}/note-template.md`;

/** Makes the note of a paper, or opens the one there is with its highlights renewed. */
export async function openLiteratureNote(paper: Paper, ports: LiteraturePorts): Promise<vscode.Uri> {
  await ports.known.ready();
  const home = homeFolder();
  const uri = vscode.Uri.joinPath(home, ...folderNames(), `${fileName(citationKey(paper))}.md`);
  if (await exists(uri)) {
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: false });
    const sections = sectionsIn(document.getText());
    if (!sections.ok) throw new Error(sections.why);
    if (sections.value.length > 0) await renewHighlights(document, ports);
    return uri;
  }
  const template = await templateIn(home);
  const today = new Date().toISOString().slice(0, 10);
  const text = noteText(template, paper, sectionText(paper.id, await contentFor(paper, ports)), today);
  if (!text.ok) throw new Error(text.why);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text.value));
  await vscode.window.showTextDocument(uri, { preview: false });
  return uri;
}

/** Writes the parts with highlights anew, as one step that can be undone. Asks where something was written into them. */
export async function renewHighlights(
  document: vscode.TextDocument,
  ports: LiteraturePorts,
): Promise<boolean> {
  await ports.known.ready();
  const sections = sectionsIn(document.getText());
  if (!sections.ok) throw new Error(sections.why);
  if (sections.value.length === 0)
    throw new Error("This file has no part with highlights. Run New Note for Paper to get one.");
  const due: { section: Section; paper: Paper; text: string }[] = [];
  for (const section of sections.value) {
    const paper = ports.known.paper(section.paper);
    if (paper === undefined) continue;
    const text = sectionText(paper.id, await contentFor(paper, ports));
    const written = document.getText().slice(section.span.start, section.span.end);
    if (text !== written.replace(/\r\n/gu, "\n")) due.push({ section, paper, text });
  }
  if (due.length === 0) {
    vscode.window.setStatusBarMessage("The highlights are up to date", 3000);
    return false;
  }
  for (const { section, paper } of due)
    if (section.isChangedByHand && !(await mayReplace(paper))) return false;
  const edit = new vscode.WorkspaceEdit();
  for (const { section, text } of due) edit.replace(document.uri, rangeOf(document, section), text);
  if (!(await vscode.workspace.applyEdit(edit))) throw new Error("The highlights could not be written");
  return true;
}

/** The template as a file to edit. */
export async function openTemplate(): Promise<vscode.Uri> {
  const uri = vscode.Uri.joinPath(homeFolder(), ...templatePath.split("/"));
  if (!(await exists(uri))) await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(usualTemplate));
  await vscode.window.showTextDocument(uri, { preview: false });
  return uri;
}

export async function isUpToDate(section: Section, ports: LiteraturePorts): Promise<boolean> {
  const paper = ports.known.paper(section.paper);
  if (paper === undefined) return true;
  const written = section.content.replace(/\r\n/gu, "\n").trimEnd();
  return written === (await contentFor(paper, ports)).trimEnd();
}

async function contentFor(paper: Paper, { known, addressOf }: LiteraturePorts): Promise<string> {
  await known.open(paper);
  return highlightsText(known.notesOf(paper), (note) => addressOf(paper, note));
}

async function mayReplace({ title }: Paper): Promise<boolean> {
  const replace = "Replace";
  const answer = await vscode.window.showWarningMessage(
    `Something was written between the marks of the highlights of “${clip(title, 80)}”.`,
    { modal: true, detail: "Renewing the highlights replaces it. Undo brings it back." },
    replace,
  );
  return answer === replace;
}

const rangeOf = (document: vscode.TextDocument, { span }: Section): vscode.Range =>
  new vscode.Range(document.positionAt(span.start), document.positionAt(span.end));

async function templateIn(home: vscode.Uri): Promise<string> {
  const uri = vscode.Uri.joinPath(home, ...templatePath.split("/"));
  if (!(await exists(uri))) return usualTemplate;
  return (await vscode.workspace.openTextDocument(uri)).getText();
}

function homeFolder(): vscode.Uri {
  const [first] = vscode.workspace.workspaceFolders ?? [];
  if (first === undefined) throw new Error("Open a folder first: notes are kept in it");
  return first.uri;
}

const folderNames = (): readonly string[] => settingFolder(notesFolder(), "notes");

const fileName = (key: string): string => key.replace(/[\p{C}/\\:*?"<>|#%]+/gu, "-").slice(0, 100);

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}

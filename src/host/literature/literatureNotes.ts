/** A note on a paper as a Markdown file of the workspace, with the highlights in a part of its own that can be renewed. */
import * as vscode from "vscode";
import type { Paper } from "../../domain/paper.ts";
import { clip } from "../../library/markdownText.ts";
import {
  levelAt,
  renewal,
  sectionsIn,
  type Renewal,
  type Section,
} from "../../literature/generatedSection.ts";
import { noteText } from "../../literature/noteTemplate.ts";
import { noteGrouping } from "../workspace/configuration.ts";
import { isThere } from "../workspace/savedFile.ts";
import { bringPictures, contentOf, type LiteraturePorts, type NoteContent } from "./noteContent.ts";
import { noteUrisOf, templateOf } from "./noteFiles.ts";
import { createNote, isOfOthers, readNote } from "./readNote.ts";

/** Makes the note of a paper, or opens the one there is with its highlights renewed. */
export async function openLiteratureNote(paper: Paper, ports: LiteraturePorts): Promise<vscode.Uri> {
  await ports.known.ready();
  const uri = await noteOf(paper, ports);
  if (await isThere(uri)) {
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: false });
    const sections = sectionsIn(document.getText());
    if (!sections.ok) throw new Error(sections.why);
    if (sections.value.length > 0) await renewHighlights(document, ports);
    return uri;
  }
  const content = await contentOf(paper, ports);
  const text = noteText(await templateOf("paper"), content, { grouping: noteGrouping(), today: today() });
  if (!text.ok) throw new Error(text.why);
  await bringPictures(content, uri);
  await createNote(uri, text.value);
  await vscode.window.showTextDocument(uri, { preview: false });
  return uri;
}

async function noteOf(paper: Paper, ports: LiteraturePorts): Promise<vscode.Uri> {
  const [usual, second] = noteUrisOf(paper);
  const note = await readNote(usual);
  return "sections" in note && isOfOthers(note, paper, ports) ? second : usual;
}

export const today = (): string => new Date().toISOString().slice(0, 10);

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
  const due: { section: Section; paper: Paper; to: Renewal }[] = [];
  for (const section of sections.value) {
    const paper = ports.known.paper(section.paper);
    if (paper === undefined) continue;
    const content = await contentOf(paper, ports);
    const to = renewalIn(document.getText(), section, content);
    if (to !== undefined) due.push({ section, paper, to });
    await bringPictures(content, document.uri);
  }
  if (due.length === 0) {
    vscode.window.setStatusBarMessage("The highlights are up to date", 3000);
    return false;
  }
  for (const { paper, to } of due) if (to.losesWords && !(await mayReplace(paper))) return false;
  const edit = new vscode.WorkspaceEdit();
  for (const { section, to } of due) edit.replace(document.uri, rangeOf(document, section), to.text);
  if (!(await vscode.workspace.applyEdit(edit))) throw new Error("The highlights could not be written");
  return true;
}

/** What a part of a file is to be; `undefined` where it is that already. */
export const renewalIn = (whole: string, section: Section, content: NoteContent): Renewal | undefined =>
  renewal(
    section,
    content.paper.id,
    content.highlights(section.grouping, levelAt(whole, section.span.start)),
  );

export async function isUpToDate(
  document: vscode.TextDocument,
  section: Section,
  ports: LiteraturePorts,
): Promise<boolean> {
  const paper = ports.known.paper(section.paper);
  if (paper === undefined) return true;
  return renewalIn(document.getText(), section, await contentOf(paper, ports)) === undefined;
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

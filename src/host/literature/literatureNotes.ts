/** A note on a paper as a Markdown file of the workspace, with the highlights in a part of its own that can be renewed. */
import * as vscode from "vscode";
import type { Paper } from "../../domain/paper.ts";
import { citationKey } from "../../library/citation.ts";
import { clip } from "../../library/markdownText.ts";
import {
  levelAt,
  saysTheSame,
  sectionsIn,
  sectionText,
  type Section,
} from "../../literature/generatedSection.ts";
import { noteText } from "../../literature/noteTemplate.ts";
import { noteGrouping } from "../workspace/configuration.ts";
import { isThere } from "../workspace/savedFile.ts";
import { bringPictures, contentOf, type LiteraturePorts } from "./noteContent.ts";
import { noteUri, templateOf } from "./noteFiles.ts";

/** Makes the note of a paper, or opens the one there is with its highlights renewed. */
export async function openLiteratureNote(paper: Paper, ports: LiteraturePorts): Promise<vscode.Uri> {
  await ports.known.ready();
  const uri = noteUri(citationKey(paper));
  if (await isThere(uri)) {
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: false });
    const sections = sectionsIn(document.getText());
    if (!sections.ok) throw new Error(sections.why);
    if (sections.value.length > 0) await renewHighlights(document, ports);
    return uri;
  }
  const text = noteText(await templateOf("paper"), await contentOf(paper, ports), {
    ...{ grouping: noteGrouping(), today: today() },
  });
  if (!text.ok) throw new Error(text.why);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text.value));
  await bringPictures(paper, uri, ports);
  await vscode.window.showTextDocument(uri, { preview: false });
  return uri;
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
  const due: { section: Section; paper: Paper; text: string }[] = [];
  for (const section of sections.value) {
    const paper = ports.known.paper(section.paper);
    if (paper === undefined) continue;
    const text = await renewedText(document.getText(), section, paper, ports);
    if (text !== undefined) due.push({ section, paper, text });
    await bringPictures(paper, document.uri, ports);
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

/** What a part of a file is to be; `undefined` where it says that already. */
export async function renewedText(
  whole: string,
  { span, grouping, paper: named, content, isChangedByHand }: Section,
  paper: Paper,
  ports: LiteraturePorts,
): Promise<string | undefined> {
  const { highlights } = await contentOf(paper, ports);
  const fresh = highlights(grouping, levelAt(whole, span.start));
  const isSo = !isChangedByHand && named === paper.id && saysTheSame(content, fresh);
  return isSo ? undefined : sectionText(paper.id, fresh, grouping);
}

export async function isUpToDate(
  document: vscode.TextDocument,
  section: Section,
  ports: LiteraturePorts,
): Promise<boolean> {
  const paper = ports.known.paper(section.paper);
  return paper === undefined || (await renewedText(document.getText(), section, paper, ports)) === undefined;
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

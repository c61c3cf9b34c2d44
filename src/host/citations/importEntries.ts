/** Entries of a bibliography become papers of the library. */
import * as vscode from "vscode";
import { bibParts } from "../../citations/bibFile.ts";
import { entryDraft, stringsIn } from "../../citations/bibImport.ts";
import { inheritanceIn } from "../../citations/inheritance.ts";
import type { PaperDraft } from "../../domain/paper.ts";
import type { AddReport } from "../../library/addDrafts.ts";
import { finished } from "../../library/importers/importer.ts";
import type { Library } from "../../library/library.ts";
import { abortedBy } from "../workspace/aborted.ts";
import { decodedText } from "../workspace/decodedText.ts";

/**
 * @param file the address of a `.bib`; without one, that of the active editor
 * @param key of one entry; without one, all of them
 */
export async function importEntries(library: Library, file: unknown, key: unknown): Promise<AddReport> {
  const uri = typeof file === "string" ? vscode.Uri.parse(file, true) : activeBibliography();
  const isMeant = /\.bib$/iu.test(uri.path) && vscode.workspace.getWorkspaceFolder(uri) !== undefined;
  if (!isMeant) throw new Error("Only .bib files of the workspace can be imported so");
  const drafts = draftsIn(await textOf(uri), typeof key === "string" ? key : undefined);
  if (drafts.length === 0)
    throw new Error(
      typeof key === "string" ? `“${key}” has no entry with a title` : "There is no entry with a title",
    );
  const report = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: "Importing entries", cancellable: true },
    (progress, token) => {
      const abort = abortedBy(token);
      return library.add(drafts, {
        signal: abort.signal,
        onProgress: (_done, all) => progress.report({ increment: 100 / all }),
      });
    },
  );
  const { added, updated, unchanged, problems } = report;
  const told = `${added.length} added, ${updated.length} updated, ${unchanged.length} already there`;
  const failed = problems.length === 0 ? "" : `; ${problems.length} failed: ${problems[0]?.why ?? ""}`;
  vscode.window.setStatusBarMessage(`Papers from entries: ${told}${failed}`, 6000);
  return report;
}

function draftsIn(text: string, wanted: string | undefined): readonly PaperDraft[] {
  const drafts: PaperDraft[] = [];
  const strings = stringsIn(text);
  const inheritance = finished(inheritanceIn(text));
  for (const { entry } of bibParts(text)) {
    if (entry === undefined || (wanted !== undefined && entry.key !== wanted)) continue;
    const draft = entryDraft(text, inheritance.filled(entry), strings, inheritance);
    if (draft !== undefined) drafts.push(draft);
    if (wanted !== undefined) break;
  }
  return drafts;
}

function activeBibliography(): vscode.Uri {
  const uri = vscode.window.activeTextEditor?.document.uri;
  if (uri === undefined || !/\.bib$/iu.test(uri.path)) throw new Error("Open a .bib file first");
  return uri;
}

async function textOf(uri: vscode.Uri): Promise<string> {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open?.isDirty === true) return open.getText();
  return decodedText(await vscode.workspace.fs.readFile(uri)).text;
}

/** What an import did, as a sentence and as a page. */
import * as vscode from "vscode";
import type { Paper } from "../../domain/paper.ts";
import type { PdfImportReport } from "../pdf/pdfImport.ts";
import type { AddReport } from "../../library/addDrafts.ts";
import { commands } from "../workspace/names.ts";

const papers = (count: number): string => `${count} ${count === 1 ? "paper" : "papers"}`;

export function summaryOf({ added, updated, unchanged, problems, cancelled }: AddReport): string {
  const parts = [
    added.length > 0 || updated.length + unchanged.length === 0 ? `${papers(added.length)} added` : "",
    updated.length > 0 ? `${updated.length} updated` : "",
    unchanged.length > 0 ? `${unchanged.length} already there` : "",
    problems.length > 0 ? `${problems.length} ${problems.length === 1 ? "problem" : "problems"}` : "",
  ].filter(Boolean);
  return `${cancelled ? "Import stopped" : "Import finished"}: ${parts.join(", ")}.`;
}

export function importReport(report: AddReport | PdfImportReport): string {
  const problems = report.problems.map(({ where, why }) => `- ${where}: ${why}`);
  return [
    `# ${summaryOf(report)}`,
    ...section("Problems", problems),
    ...section(
      "How they were recognised",
      ("recognised" in report ? report.recognised : []).map((how) => `- ${how}`),
    ),
    ...section("Withdrawn by their authors", withdrawals([...report.added, ...report.updated])),
    ...section("Added", titles(report.added)),
    ...section("Updated", titles(report.updated)),
    ...section("Already there", titles(report.unchanged)),
    "",
  ].join("\n");
}

const titles = (list: readonly Paper[]): readonly string[] => list.map(({ title }) => `- ${title}`);

const withdrawals = (list: readonly Paper[]): readonly string[] =>
  list.flatMap(({ title, withdrawn }) => (withdrawn === undefined ? [] : [`- ${title}: ${withdrawn}`]));

const section = (heading: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ["", `## ${heading}`, "", ...lines];

/** Takes back what was added. @returns the papers that were left, as they were changed since */
export type TakeBack = (changes: AddReport["changes"]) => Promise<readonly unknown[]>;

export async function undoAdding(changes: AddReport["changes"], takeBack: TakeBack): Promise<void> {
  const { length } = await takeBack(changes);
  const left = length === 0 ? "" : `; ${papers(length)} changed since and left as they are`;
  vscode.window.setStatusBarMessage(`Taken back: ${papers(changes.length - length)}${left}`, 6000);
}

/** The sentence, with the page behind a button, and a way back. */
export async function tellReport(report: AddReport | PdfImportReport, takeBack: TakeBack): Promise<void> {
  const [showReport, correct, fetch, undo] = ["Show Report", "Correct Details…", "Fetch Details…", "Undo"];
  const guessed = "recognised" in report ? report.added.map(({ id }) => id) : [];
  // An id that was read out of a PDF leads to the rest.
  const known =
    "recognised" in report ? report.added.filter(({ identifiers }) => identifiers.length > 0) : [];
  const sentence = summaryOf(report);
  const show =
    report.problems.length > 0 ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
  const answer = await show(
    sentence,
    showReport,
    ...(guessed.length > 0 ? [correct] : []),
    ...(known.length > 0 ? [fetch] : []),
    ...(report.changes.length > 0 ? [undo] : []),
  );
  if (answer === undo) return undoAdding(report.changes, takeBack);
  if (answer === correct)
    return void (await vscode.commands.executeCommand(commands.correct, guessed[0], guessed));
  if (answer === fetch) {
    const ids = known.map(({ id }) => id);
    return void (await vscode.commands.executeCommand(commands.updatePapers, ids[0], ids, { ask: true }));
  }
  if (answer !== showReport) return;
  const content = importReport(report);
  await vscode.window.showTextDocument(
    await vscode.workspace.openTextDocument({ language: "markdown", content }),
  );
}

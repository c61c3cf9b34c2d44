/** What an export of notes did, as counts, as a sentence and as a page. */
import * as vscode from "vscode";
import { counted } from "../../base/counted.ts";
import { nameOf } from "../workspace/savedFile.ts";

export type Outcome =
  | { readonly kind: "written" | "renewed" | "upToDate"; readonly file: vscode.Uri }
  /** A generated part was changed by hand. */
  | { readonly kind: "byHand"; readonly file: vscode.Uri }
  | { readonly kind: "left"; readonly file: vscode.Uri; readonly why: string };

export interface ExportedNotes {
  readonly written: number;
  readonly renewed: number;
  readonly upToDate: number;
  readonly leftAlone: readonly { readonly file: vscode.Uri; readonly why: string }[];
  /** It was called off before all was done. */
  readonly stopped: boolean;
}

const byHand = "words were written between the marks of its highlights";

const filesOf = (outcomes: readonly Outcome[], wanted: Outcome["kind"]): readonly vscode.Uri[] =>
  outcomes.filter(({ kind }) => kind === wanted).map(({ file }) => file);

export function summaryOf(outcomes: readonly Outcome[], stopped: boolean): ExportedNotes {
  const leftAlone = outcomes.flatMap((outcome) => {
    if (outcome.kind === "left") return [{ file: outcome.file, why: outcome.why }];
    return outcome.kind === "byHand" ? [{ file: outcome.file, why: byHand }] : [];
  });
  return {
    written: filesOf(outcomes, "written").length,
    renewed: filesOf(outcomes, "renewed").length,
    upToDate: filesOf(outcomes, "upToDate").length,
    ...{ leftAlone, stopped },
  };
}

/** The sentence, with the notes behind one button and, where some were left alone, the reasons behind another. */
export async function tellExport(outcomes: readonly Outcome[], stopped: boolean): Promise<void> {
  const summary = summaryOf(outcomes, stopped);
  const [open, report] = ["Open", "Show Report"];
  const first = outcomes.find(({ kind }) => kind !== "left")?.file;
  const isWhole = summary.leftAlone.length === 0;
  const show = isWhole ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
  const answer = await show(
    sentenceOf(summary),
    ...(first === undefined ? [] : [open]),
    ...(isWhole ? [] : [report]),
  );
  if (answer === open && first !== undefined) await vscode.window.showTextDocument(first, { preview: false });
  if (answer !== report) return;
  const content = pageOf(outcomes, summary);
  await vscode.window.showTextDocument(
    await vscode.workspace.openTextDocument({ language: "markdown", content }),
  );
}

function sentenceOf({ written, renewed, upToDate, leftAlone, stopped }: ExportedNotes): string {
  const said = [
    written === 0 ? "" : `${counted(written, "note")} written`,
    renewed === 0 ? "" : `${counted(renewed, "note")} renewed`,
    upToDate === 0 ? "" : `${counted(upToDate, "note")} up to date already`,
    leftAlone.length === 0 ? "" : `${leftAlone.length} left alone`,
  ].filter((part) => part !== "");
  const [only, ...more] = leftAlone;
  const why = only === undefined || more.length > 0 ? "" : `: ${nameOf(only.file)}, as ${only.why}`;
  const begin = stopped ? "Export stopped" : "Export finished";
  return `${begin}: ${said.length === 0 ? "nothing was written" : said.join(", ")}${why}.`;
}

function pageOf(outcomes: readonly Outcome[], summary: ExportedNotes): string {
  const path = (file: vscode.Uri): string => `\`${vscode.workspace.asRelativePath(file)}\``;
  const section = (heading: string, lines: readonly string[]): readonly string[] =>
    lines.length === 0 ? [] : ["", `## ${heading}`, "", ...lines.map((line) => `- ${line}`)];
  return [
    `# ${sentenceOf(summary)}`,
    ...section(
      "Left alone",
      summary.leftAlone.map(({ file, why }) => `${path(file)}: ${why}`),
    ),
    ...section("Written", filesOf(outcomes, "written").map(path)),
    ...section("Renewed", filesOf(outcomes, "renewed").map(path)),
    ...section("Up to date already", filesOf(outcomes, "upToDate").map(path)),
    "",
  ].join("\n");
}

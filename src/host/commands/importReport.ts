/** What an import did, as a sentence and as a page. */
import type { Paper } from "../../domain/paper.ts";
import type { PdfImportReport } from "../pdf/pdfImport.ts";
import type { AddReport } from "../../library/library.ts";

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
    ...section("Added", titles(report.added)),
    ...section("Updated", titles(report.updated)),
    ...section("Already there", titles(report.unchanged)),
    "",
  ].join("\n");
}

const titles = (list: readonly Paper[]): readonly string[] => list.map(({ title }) => `- ${title}`);

const section = (heading: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ["", `## ${heading}`, "", ...lines];

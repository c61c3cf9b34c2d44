/** What a check has found, as a page to read. */
import { counted } from "../base/counted.ts";
import type { LibraryCheck } from "./checkLibrary.ts";
import { findingKinds, type Finding, type FindingKind } from "./findings.ts";

export interface Report {
  /** Markdown. */
  readonly text: string;
  /** Where in the text a place in the library is named, so that a click leads to it. */
  readonly places: readonly ReportPlace[];
}

export interface ReportPlace {
  /** Counted from 0, as are the letters. */
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly finding: Finding;
}

export function reportOf(check: LibraryCheck): Report {
  const lines: string[] = [`# ${headline(check)}`, "", lookedAt(check)];
  const places: ReportPlace[] = [];
  for (const kind of Object.keys(findingKinds).filter(isKind)) {
    const those = check.findings.filter((finding) => finding.kind === kind);
    if (those.length > 0) lines.push("", `## ${findingKinds[kind]}`, "");
    for (const finding of those) {
      const place = plain(placeOf(finding));
      places.push({ line: lines.length, start: 3, end: 3 + place.length, finding });
      lines.push(`- \`${place}\`: ${plain(finding.says)}`);
    }
  }
  if (check.repairs.length > 0)
    lines.push("", "## What can be done", "", "Run **Check Library** again to choose among these.", "");
  for (const { title, explains } of check.repairs) lines.push(`- ${plain(title)}. ${plain(explains)}`);
  return { text: `${lines.join("\n")}\n`, places };
}

export const headline = ({ findings, cancelled }: LibraryCheck): string =>
  findings.length > 0
    ? `${counted(findings.length, "thing")} to look at in this library`
    : cancelled
      ? "Nothing wrong was found before the check was stopped"
      : "Nothing is wrong with this library";

const lookedAt = ({ papers, notes, logs, cancelled }: LibraryCheck): string =>
  `${counted(papers, "paper")}, ${counted(notes, "note")} in ${counted(logs, "file")}.${
    cancelled ? " The check was stopped: what was not looked at may be wrong too." : ""
  }`;

const isKind = (name: string): name is FindingKind => Object.hasOwn(findingKinds, name);

const placeOf = ({ path, line }: Finding): string => (line === undefined ? path : `${path}:${line}`);

/** Titles and names of files come from anywhere. What could be a link, HTML or code in Markdown is taken out. */
const plain = (text: string): string =>
  text
    .replace(/\s+/gu, " ")
    .replace(/[<>[\]]/gu, (sign) => brackets[sign] ?? "")
    .replaceAll("`", "'");

const brackets: Readonly<Record<string, string>> = { "<": "‹", ">": "›", "[": "(", "]": ")" };

/** What a check has found, as a page to read. */
import { findingKinds, type Finding, type FindingKind } from "./findings.ts";
import type { LibraryCheck } from "./checkLibrary.ts";

/** @param addressOf a link to a file, at a line. */
export function reportOf(check: LibraryCheck, addressOf: (finding: Finding) => string): string {
  const kinds = Object.keys(findingKinds).filter(isKind);
  return [
    `# ${headline(check)}`,
    "",
    `${count(check.papers, "paper")}, ${count(check.notes, "note")} in ${count(check.logs, "file")}.${
      check.cancelled ? " The check was stopped: what was not looked at may be wrong too." : ""
    }`,
    ...kinds.flatMap((kind) => section(kind, check.findings, addressOf)),
    ...(check.repairs.length === 0
      ? []
      : [
          "",
          "## What can be done",
          "",
          ...check.repairs.map(({ title, explains }) => `- **${plain(title)}.** ${plain(explains)}`),
        ]),
    "",
  ].join("\n");
}

export const headline = ({ findings, cancelled }: LibraryCheck): string =>
  findings.length > 0
    ? `${count(findings.length, "thing")} to look at in this library`
    : cancelled
      ? "Nothing wrong was found before the check was stopped"
      : "Nothing is wrong with this library";

const isKind = (name: string): name is FindingKind => Object.hasOwn(findingKinds, name);

function section(
  kind: FindingKind,
  findings: readonly Finding[],
  addressOf: (finding: Finding) => string,
): readonly string[] {
  const those = findings.filter((finding) => finding.kind === kind);
  if (those.length === 0) return [];
  const items = those.map((finding) => {
    const place = finding.line === undefined ? finding.path : `${finding.path}:${finding.line}`;
    return `- [${plain(place)}](<${addressOf(finding)}>): ${plain(finding.says)}`;
  });
  return ["", `## ${findingKinds[kind]}`, "", ...items];
}

/** Titles come from anywhere, and are text here. */
const plain = (text: string): string => text.replace(/\s+/gu, " ").replace(/[\\`*_[\]<>#|]/gu, "\\$&");

const count = (number: number, what: string): string =>
  `${number.toLocaleString("en")} ${what}${number === 1 ? "" : "s"}`;

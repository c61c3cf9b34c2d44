/** All the ways in which papers are copied as text. */
import type { Paper } from "../domain/paper.ts";
import { citationKey, linkOf } from "../library/citation.ts";
import { oneLine } from "../library/markdownText.ts";
import { bibliographyFormats } from "./formats/bibliography.ts";
import { referenceOf, type Emphasis, type Style } from "./reference.ts";
import { acl } from "./styles/acl.ts";
import { apa } from "./styles/apa.ts";
import { chicago } from "./styles/chicago.ts";
import { ieee } from "./styles/ieee.ts";
import { neurips } from "./styles/neurips.ts";

export interface Copy {
  readonly id: string;
  readonly label: string;
  readonly group: "Reference" | "Citation" | "Entry";
  readonly text: (papers: readonly Paper[]) => string;
}

const plain: Emphasis = (text) => text;
const inMarkdown: Emphasis = (text) => `*${text.replace(/[\\*_`[\]]/gu, String.raw`\$&`)}*`;

const styles: readonly (readonly [id: string, label: string, style: Style])[] = [
  ["apa", "APA", apa],
  ["ieee", "IEEE", ieee],
  ["acl", "ACL", acl],
  ["neurips", "NeurIPS (plainnat)", neurips],
  ["chicago", "Chicago (author-date)", chicago],
];

const inStyle =
  (style: Style, emphasis: Emphasis) =>
  (papers: readonly Paper[]): string =>
    papers.map((paper) => style(referenceOf(paper), emphasis)).join("\n");

const keysOf = (papers: readonly Paper[]): readonly string[] => papers.map((paper) => citationKey(paper));

const markdownLink = (paper: Paper): string => {
  const title = oneLine(paper.title).replace(/[\\[\]`*_<>]/gu, String.raw`\$&`);
  const link = linkOf(paper);
  return link === undefined ? title : `[${title}](<${link.replace(/[<>]/gu, encodeURIComponent)}>)`;
};

export const copies: readonly Copy[] = [
  ...styles.map(([id, label, style]): Copy => ({
    id,
    label,
    group: "Reference",
    text: inStyle(style, plain),
  })),
  ...styles.map(([id, label, style]): Copy => ({
    id: `${id}Markdown`,
    label: `${label}, in Markdown`,
    group: "Reference",
    text: inStyle(style, inMarkdown),
  })),
  { id: "key", label: "Citation key", group: "Citation", text: (papers) => keysOf(papers).join(", ") },
  {
    id: "latex",
    label: String.raw`LaTeX \cite`,
    group: "Citation",
    text: (papers) => `\\cite{${keysOf(papers).join(",")}}`,
  },
  {
    id: "pandoc",
    label: "Pandoc and Quarto",
    group: "Citation",
    text: (papers) =>
      `[${keysOf(papers)
        .map((key) => `@${key}`)
        .join("; ")}]`,
  },
  {
    id: "typst",
    label: "Typst",
    group: "Citation",
    text: (papers) =>
      keysOf(papers)
        .map((key) => `@${key}`)
        .join(" "),
  },
  {
    id: "markdown",
    label: "Markdown link",
    group: "Citation",
    text: (papers) => papers.map(markdownLink).join("\n"),
  },
  ...bibliographyFormats
    .filter(({ isFile }) => isFile !== true)
    .map(({ id, label, write, copy = write }): Copy => ({ ...{ id, label, group: "Entry", text: copy } })),
];

/** Entries of BibTeX and of BibLaTeX (The biblatex Package, 2 and 3): the two name some things otherwise. */
import type { Paper } from "../../domain/paper.ts";
import { citationKey } from "../../library/citation.ts";
import { oneLine } from "../../library/markdownText.ts";
import { bibtexTitle, texText, urlField } from "../../library/tex.ts";
import { personName } from "../personName.ts";
import { referenceOf } from "../reference.ts";
import type { Keyed } from "./keyed.ts";

export type Dialect = "bibtex" | "biblatex";

export interface BibField {
  readonly name: string;
  /** As it stands between the braces. */
  readonly value: string;
}

export interface UnkeyedEntry {
  readonly type: string;
  readonly fields: readonly BibField[];
}

const words = {
  bibtex: {
    types: { article: "article", proceedings: "inproceedings", preprint: "misc", other: "misc" },
    year: "year",
    journal: "journal",
    archive: ["archivePrefix", "arXiv"],
  },
  biblatex: {
    types: { article: "article", proceedings: "inproceedings", preprint: "online", other: "misc" },
    year: "date",
    journal: "journaltitle",
    archive: ["eprinttype", "arxiv"],
  },
} as const;

/** What a paper is cited by. */
export function entryOf(paper: Paper, dialect: Dialect): UnkeyedEntry {
  const { kind, title, year, venue, arxiv, doi, url } = referenceOf(paper);
  const { types, year: yearName, journal, archive } = words[dialect];
  const [archiveName, archiveValue] = archive;
  const authors = paper.authors.map(oneLine).filter(Boolean).map(authorField);
  return {
    type: types[kind],
    fields: known(
      ["title", bibtexTitle(title)],
      ["author", authors.join(" and ")],
      [yearName, year],
      [kind === "proceedings" ? "booktitle" : journal, venue && texText(venue)],
      ["eprint", arxiv && urlField(arxiv)],
      [archiveName, arxiv && archiveValue],
      ["doi", doi && urlField(doi)],
      ["url", url && urlField(url)],
    ),
  };
}

/** With all else that a program can take over: tags and the abstract. */
export function wholeEntryOf(paper: Paper, dialect: Dialect): UnkeyedEntry {
  const { type, fields } = entryOf(paper, dialect);
  const tags = paper.tags.map((tag) => texText(oneLine(tag)).replaceAll(",", " "));
  const more = known(["keywords", tags.join(", ")], ["abstract", texText(oneLine(paper.abstract))]);
  return { type, fields: [...fields, ...more] };
}

/** One entry, ended by a line break. */
export function entryText(key: string, { type, fields }: UnkeyedEntry): string {
  return `@${type}{${key},\n${fields.map(({ name, value }) => `  ${name} = {${value}},\n`).join("")}}\n`;
}

export const bibtexOf = (paper: Paper, key = citationKey(paper)): string =>
  entryText(key, entryOf(paper, "bibtex"));

/** Entries with an empty line between them. */
export const entriesText = (
  papers: readonly Keyed[],
  entry: (paper: Paper, dialect: Dialect) => UnkeyedEntry,
  dialect: Dialect,
): string => papers.map(({ paper, key }) => entryText(key, entry(paper, dialect))).join("\n");

const known = (
  ...fields: readonly (readonly [name: string, value: string | undefined])[]
): readonly BibField[] =>
  fields.flatMap(([name, value]) => (value === undefined || value === "" ? [] : [{ name, value }]));

/** " and " parts authors, and a comma the parts of a name: what is one name is put in braces. */
function authorField(author: string): string {
  const { family, given, suffix, isWhole } = personName(author);
  if (isWhole) return `{${texText(family)}}`;
  const written = [family, suffix, given].filter(Boolean).map(texText).join(", ");
  return /\band\b/iu.test(written) ? `{${texText(author)}}` : written;
}

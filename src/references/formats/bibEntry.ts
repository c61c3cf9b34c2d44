/** Entries of BibTeX and of BibLaTeX (The biblatex Package, 2 and 3): the two name some things otherwise. */
import { oneLine } from "../../library/markdownText.ts";
import { bibtexTitle, texText, urlField } from "../../library/tex.ts";
import { personName } from "../personName.ts";
import { referenceOf, type Reference } from "../reference.ts";
import type { Keyed } from "./keyed.ts";

type Field = readonly [name: string, value: string | undefined];

export function bibtexEntry({ paper, key }: Keyed): string {
  const reference = referenceOf(paper);
  const { kind, year, arxiv } = reference;
  const type = { article: "article", proceedings: "inproceedings", preprint: "misc", other: "misc" }[kind];
  return entry(type, key, [
    ...begun(paper, reference),
    ["year", year],
    [kind === "proceedings" ? "booktitle" : "journal", venueOf(reference)],
    ["eprint", arxiv && urlField(arxiv)],
    ["archivePrefix", arxiv && "arXiv"],
    ...ended(paper, reference),
  ]);
}

export function biblatexEntry({ paper, key }: Keyed): string {
  const reference = referenceOf(paper);
  const { kind, year, arxiv } = reference;
  const type = { article: "article", proceedings: "inproceedings", preprint: "online", other: "misc" }[kind];
  return entry(type, key, [
    ...begun(paper, reference),
    ["date", year],
    [kind === "proceedings" ? "booktitle" : "journaltitle", venueOf(reference)],
    ["eprint", arxiv && urlField(arxiv)],
    ["eprinttype", arxiv && "arxiv"],
    ...ended(paper, reference),
  ]);
}

const venueOf = ({ venue }: Reference): string | undefined =>
  venue === undefined ? undefined : texText(venue) || undefined;

const begun = ({ authors }: Keyed["paper"], { title }: Reference): readonly Field[] => [
  ["title", bibtexTitle(title)],
  ["author", authors.map(oneLine).filter(Boolean).map(authorField).join(" and ") || undefined],
];

function ended({ abstract, tags }: Keyed["paper"], { doi, url }: Reference): readonly Field[] {
  return [
    ["doi", doi && urlField(doi)],
    ["url", url && urlField(url)],
    ["keywords", tags.map((tag) => texText(oneLine(tag)).replaceAll(",", " ")).join(", ") || undefined],
    ["abstract", texText(oneLine(abstract)) || undefined],
  ];
}

/** " and " parts authors, and a comma the parts of a name: what is one name is put in braces. */
function authorField(author: string): string {
  const { family, given, suffix, isWhole } = personName(author);
  if (isWhole) return `{${texText(family)}}`;
  const written = [family, suffix, given].filter(Boolean).map(texText).join(", ");
  return /\band\b/iu.test(written) ? `{${texText(author)}}` : written;
}

function entry(type: string, key: string, fields: readonly Field[]): string {
  const lines = fields.flatMap(([name, value]) => (value === undefined ? [] : [`  ${name} = {${value}},\n`]));
  return `@${type}{${key},\n${lines.join("")}}\n`;
}

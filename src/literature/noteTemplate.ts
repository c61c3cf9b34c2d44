/** A note on a paper, or on the papers of a collection, from a template that the person may change. */
import Mustache from "mustache";
import { fail, ok, reasonOf, type Result } from "../base/result.ts";
import type { Paper } from "../domain/paper.ts";
import { citationKey, identifierOf, linkOf } from "../library/citation.ts";
import { asMarkdown, oneLine } from "../library/markdownText.ts";
import { bibtexOf } from "../references/formats/bibEntry.ts";
import { filledIn } from "./filledIn.ts";
import { collectionFrontMatter, frontMatter } from "./frontMatter.ts";
import { levelAt, sectionText } from "./generatedSection.ts";
import type { Grouping } from "./grouping.ts";

/** In two braces a value is escaped as Markdown, in three it stands as it is; below "yaml" it is quoted for front matter. */
export const usualTemplate = `---
title: {{{yaml.title}}}
aliases: {{{yaml.aliases}}}
authors: {{{yaml.authors}}}
{{#year}}
year: {{{yaml.year}}}
{{/year}}
citation-key: {{{yaml.key}}}
tags: {{{yaml.tags}}}
{{#link}}
url: {{{yaml.url}}}
{{/link}}
{{#doi}}
doi: {{{yaml.doi}}}
{{/doi}}
{{#arxiv}}
arxiv: {{{yaml.arxiv}}}
{{/arxiv}}
---

# {{title}}

{{#details}}
{{{.}}}

{{/details}}
## What it says

## What I make of it

## Highlights

{{{highlights}}}
`;

export const usualCollectionTemplate = `---
title: {{{yaml.title}}}
aliases: {{{yaml.aliases}}}
tags: {{{yaml.tags}}}
---

# {{title}}
{{#papers}}

## {{title}}

{{#details}}
{{{.}}}

{{/details}}
{{{highlights}}}
{{/papers}}
`;

export interface TemplatePaper {
  readonly paper: Paper;
  /** @param level of headings among the highlights */
  readonly highlights: (grouping: Grouping, level: number) => string;
}

export interface TemplateOptions {
  /** What `{{{highlights}}}` means. */
  readonly grouping: Grouping;
  /** As YYYY-MM-DD. */
  readonly today: string;
}

export const noteText = (template: string, of: TemplatePaper, options: TemplateOptions): Result<string> =>
  rendered(template, viewOf(of.paper, options), [of]);

export const collectionText = (
  template: string,
  name: string,
  papers: readonly TemplatePaper[],
  options: TemplateOptions,
): Result<string> =>
  rendered(
    template,
    {
      title: oneLine(name),
      today: options.today,
      yaml: collectionFrontMatter(
        name,
        papers.map(({ paper }) => paper),
        options.today,
      ),
      papers: papers.map(({ paper }) => viewOf(paper, options)),
    },
    papers,
  );

/** What the template for a collection says of one paper; empty where it says nothing of each. */
export function paperText(template: string, of: TemplatePaper, options: TemplateOptions): Result<string> {
  try {
    const loop = Mustache.parse(template).find(([kind, name]) => kind === "#" && name === "papers");
    const [, , , start, , end] = loop ?? [];
    return typeof start === "number" && typeof end === "number"
      ? rendered(template.slice(start, end), viewOf(of.paper, options), [of])
      : ok("");
  } catch (thrown) {
    return unreadable(thrown);
  }
}

/** Why a template cannot be read, if so. */
export function faultOf(template: string): string | undefined {
  try {
    Mustache.parse(template);
    return undefined;
  } catch (thrown) {
    return reasonOf(thrown);
  }
}

/** Stand for highlights until it is known under which heading they come. */
const placeholder = (id: string, grouping: Grouping): string => `\u0001${id} ${grouping}\u0001`;

function viewOf(paper: Paper, { grouping, today }: TemplateOptions): object {
  const { id, title, authors, year, venue, abstract, tags, reading } = paper;
  return {
    id,
    key: citationKey(paper),
    title: oneLine(title),
    authors: authors.map(oneLine).join(", "),
    year: year ?? "",
    venue: venue ?? "",
    abstract: abstract.trim(),
    tags: tags.join(", "),
    reading,
    link: linkOf(paper) ?? "",
    details: detailsOf(paper),
    doi: identifierOf(paper, "doi") ?? "",
    arxiv: identifierOf(paper, "arxiv") ?? "",
    bibtex: bibtexOf(paper),
    today,
    highlights: placeholder(id, grouping),
    highlightsBySection: placeholder(id, "section"),
    highlightsByColor: placeholder(id, "color"),
    highlightsByTag: placeholder(id, "tag"),
    yaml: frontMatter(paper, today),
  };
}

/** Who, where, when, and the best link, as far as they are known; empty where nothing is. */
function detailsOf(paper: Paper): string {
  const { authors, venue = "", year } = paper;
  const link = linkOf(paper);
  return [
    authors.map(asMarkdown).join(", "),
    venue === "" ? "" : `*${asMarkdown(venue)}*`,
    year?.toString() ?? "",
    link === undefined ? "" : `<${link}>`,
  ]
    .filter((part) => part !== "")
    .join(". ");
}

function rendered(template: string, view: object, papers: readonly TemplatePaper[]): Result<string> {
  try {
    const text = filledIn(template, view);
    const byId = new Map(papers.map((of) => [of.paper.id as string, of]));
    return ok(
      text.replace(/\u0001(\S+) (\w+)\u0001/gu, (_, id: string, grouping: Grouping, at: number) => {
        const of = byId.get(id);
        if (of === undefined) return "";
        // Its marks are found at the start of a line.
        const gap = at === 0 || text[at - 1] === "\n" ? "" : "\n\n";
        return gap + sectionText(of.paper.id, of.highlights(grouping, levelAt(text, at)), grouping);
      }),
    );
  } catch (thrown) {
    return unreadable(thrown);
  }
}

const unreadable = (thrown: unknown): Result<string> =>
  fail(`The template cannot be read: ${reasonOf(thrown)}`);

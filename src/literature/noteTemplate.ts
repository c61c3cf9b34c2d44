/** A note on a paper, from a template that the person may change. */
import Mustache from "mustache";
import { fail, ok, reasonOf, type Result } from "../base/result.ts";
import type { Paper } from "../domain/paper.ts";
import { citationKey, linkOf } from "../library/citation.ts";
import { asMarkdown, oneLine } from "../library/markdownText.ts";
import { bibtexOf } from "../references/formats/bibEntry.ts";

/** In two braces a value is escaped as Markdown, in three it stands as it is; below "yaml" it is quoted for front matter. */
export const usualTemplate = `---
title: {{{yaml.title}}}
authors: {{{yaml.authors}}}
year: {{{yaml.year}}}
citation-key: {{{yaml.key}}}
---

# {{title}}

{{authors}}{{#venue}}. *{{venue}}*{{/venue}}{{#year}}. {{year}}{{/year}}{{#link}}. <{{{link}}}>{{/link}}

## What it says

## What I make of it

## Highlights

{{{highlights}}}
`;

/**
 * @param highlights what stands for the paper's highlights
 * @param today as YYYY-MM-DD
 */
export function noteText(template: string, paper: Paper, highlights: string, today: string): Result<string> {
  const { id, title, authors, year, venue, abstract, tags, reading } = paper;
  const key = citationKey(paper);
  const link = linkOf(paper);
  const view = {
    id,
    key,
    title: oneLine(title),
    authors: authors.map(oneLine).join(", "),
    year: year ?? "",
    venue: venue ?? "",
    abstract: abstract.trim(),
    tags: tags.join(", "),
    reading,
    link: link ?? "",
    bibtex: bibtexOf(paper),
    today,
    highlights,
    yaml: {
      title: JSON.stringify(oneLine(title)),
      authors: JSON.stringify(authors.map(oneLine)),
      year: year ?? "null",
      key: JSON.stringify(key),
      tags: JSON.stringify(tags),
      today,
    },
  };
  try {
    return ok(Mustache.render(template, view, {}, { escape: (value: unknown) => asMarkdown(String(value)) }));
  } catch (thrown) {
    return fail(`The template cannot be read: ${reasonOf(thrown)}`);
  }
}
